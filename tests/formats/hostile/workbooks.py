"""Workbooks that ask for all the memory there is, that lie about themselves, or that are only odd."""

from __future__ import annotations

from tests.formats.hostile.making import HostileFile, lethal, odd, refused, zipped
from tests.formats.hostile.parts import (
    CELLS,
    SPREADSHEET,
    XML,
    relations,
    sheet,
    strings,
    workbook,
    workbook_of,
    workbook_parts,
)

FAR = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
PREFIXED = (
    f'{XML}<x:worksheet xmlns:x="{SPREADSHEET}"><x:sheetData><x:row r="1048576"><x:c r="XFD1048576"><x:v>1</x:v></x:c>'
    "</x:row></x:sheetData></x:worksheet>"
)
LINK = f'{XML}<externalLink xmlns="{SPREADSHEET}"><externalBook/></externalLink>'
CONNECTION = (
    f'{XML}<connections xmlns="{SPREADSHEET}"><connection id="1" name="x" type="4">'
    '<webPr url="http://127.0.0.1:9/"/></connection></connections>'
)
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
NAME = "notes.xlsx"
DAMAGED, TOO_MANY, MEMORY = "damaged_workbook", "too_many_cells", "needs_memory"


def shared_bomb(length: int, n_cells: int) -> bytes:
    """A long string said once, that thousands of cells refer to."""
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, n_cells + 1))
    return workbook_of(sheet(rows), texts=strings(("x" * length,)))


def hidden_sheet(name: str) -> bytes:
    """A sheet that asks for half a terabyte, under a name that says that it is no sheet."""
    links = relations("worksheet", name).replace(
        "</Relationships>",
        '<Relationship Id="rIdS" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
        'sharedStrings" Target="sharedStrings.xml"/></Relationships>',
    )
    return workbook({f"xl/{name}": sheet(FAR), "xl/_rels/workbook.xml.rels": links})


def without(part: str) -> bytes:
    """A workbook without one of its parts."""
    return zipped({name: content for name, content in workbook_parts().items() if name != part})


def encrypted() -> bytes:
    """What a spreadsheet program writes where a password is asked: an old container round an encrypted package."""
    return OLD + bytes(504) + "EncryptionInfo".encode("utf-16-le") + bytes(64) + "EncryptedPackage".encode("utf-16-le")


BOMBS = (
    lethal("one cell at XFD1048576", NAME, lambda: workbook_of(sheet(FAR)), TOO_MANY),
    lethal("first and last cell", NAME, lambda: workbook_of(sheet(CELLS + FAR)), TOO_MANY),
    refused(
        "a declared dimension of the whole sheet",
        NAME,
        lambda: workbook_of(sheet(before='<dimension ref="A1:XFD1048576"/>')),
        TOO_MANY,
    ),
    refused(
        "a dimension with dollars",
        NAME,
        lambda: workbook_of(sheet(before='<dimension ref="$A$1:$XFD$1048576"/>')),
        TOO_MANY,
    ),
    refused(
        "a dimension of billions of rows",
        NAME,
        lambda: workbook_of(sheet(before='<dimension ref="A1:B99999999999"/>')),
        TOO_MANY,
    ),
    odd(
        "a dimension beyond numbers",
        NAME,
        lambda: workbook_of(sheet(before=f'<dimension ref="A1:B{"9" * 40}"/>')),
        TOO_MANY,
        DAMAGED,
    ),
    odd("a dimension that says nothing", NAME, lambda: workbook_of(sheet(before='<dimension ref=""/>')), DAMAGED),
    refused(
        "a dimension in small letters",
        NAME,
        lambda: workbook_of(sheet(before='<dimension ref="a1:xfd1048576"/>')),
        TOO_MANY,
        DAMAGED,
    ),
    refused(
        "a row number of forty figures",
        NAME,
        lambda: workbook_of(sheet(f'<row r="{"9" * 40}"><c/></row>')),
        TOO_MANY,
        DAMAGED,
        "empty_file",
    ),
    refused(
        "a column of seven letters",
        NAME,
        lambda: workbook_of(sheet('<row r="1"><c r="ZZZZZZZ1"><v>1</v></c></row>')),
        TOO_MANY,
        DAMAGED,
    ),
    refused(
        "a far cell after rows that have no number",
        NAME,
        lambda: workbook_of(sheet('<row r="1048570"/>' + f"<row>{'<c/>' * 40}</row>")),
        TOO_MANY,
    ),
    refused(
        "a column of twenty million cells",
        NAME,
        lambda: workbook_of(sheet(f'<row r="1">{"<c/>" * 20_000_001}</row>')),
        "inflates_too_much",
        TOO_MANY,
    ),
    lethal(
        "a far cell in a member that is named as an image",
        NAME,
        lambda: hidden_sheet("media/image1.png"),
        TOO_MANY,
    ),
    lethal("a far cell in a member without a suffix", NAME, lambda: hidden_sheet("worksheets/sheet"), TOO_MANY),
    lethal(
        "a far cell in a member named as binary",
        NAME,
        lambda: hidden_sheet("worksheets/sheet1.bin"),
        TOO_MANY,
        "old_workbook",
    ),
    refused(
        "a far cell in a sheet in capitals",
        NAME,
        lambda: workbook({"XL/WORKSHEETS/SHEET1.XML": sheet(FAR)}),
        TOO_MANY,
        DAMAGED,
    ),
    refused(
        "a far cell with a prefix",
        NAME,
        lambda: workbook_of(PREFIXED),
        TOO_MANY,
    ),
    lethal(
        "a string of one megabyte in ten thousand cells",
        NAME,
        lambda: shared_bomb(1_000_000, 10_000),
        MEMORY,
        TOO_MANY,
    ),
    lethal(
        "a string of ten megabytes in five thousand cells",
        NAME,
        lambda: shared_bomb(10_000_000, 5_000),
        MEMORY,
        TOO_MANY,
    ),
    lethal(
        "a string of fifty megabytes",
        NAME,
        lambda: workbook_of(sheet(), texts=strings(("id", "texte", "x" * 50_000_000))),
        "cell_too_big",
    ),
    refused(
        "a million empty strings",
        NAME,
        lambda: workbook_of(sheet(), texts=strings(("",) * 1_000_000)),
        "empty_file",
        "read",
    ),
    odd(
        "a count of strings that lies",
        NAME,
        lambda: workbook_of(sheet(), texts=strings().replace('uniqueCount="3"', 'uniqueCount="4294967295"')),
        DAMAGED,
        TOO_MANY,
    ),
    odd(
        "a count of strings that is negative",
        NAME,
        lambda: workbook_of(sheet(), texts=strings().replace('count="3"', 'count="-1"')),
        DAMAGED,
    ),
    refused(
        "a reference to a string that is not there",
        NAME,
        lambda: workbook_of(sheet(CELLS.replace("<v>2</v>", "<v>99</v>"))),
        DAMAGED,
    ),
    refused(
        "a reference to a string below zero",
        NAME,
        lambda: workbook_of(sheet(CELLS.replace("<v>2</v>", "<v>-1</v>"))),
        DAMAGED,
        "read",
    ),
    refused(
        "a reference to a string that is no number",
        NAME,
        lambda: workbook_of(sheet(CELLS.replace("<v>2</v>", "<v>x</v>"))),
        DAMAGED,
        "read",
    ),
    odd("three hundred sheets", NAME, lambda: workbook(names=tuple(f"Feuille {n}" for n in range(300)))),
    refused(
        "two thousand sheets",
        NAME,
        lambda: workbook(names=tuple(f"Feuille {n}" for n in range(2_000))),
        "inflates_too_much",
    ),
    odd(
        "merged cells by the million",
        NAME,
        lambda: workbook_of(sheet(after='<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>')),
        TOO_MANY,
    ),
    odd(
        "columns formatted to the end",
        NAME,
        lambda: workbook_of(sheet(before='<cols><col min="1" max="16384" width="9"/></cols>')),
    ),
    refused(
        "a table declared over the whole sheet, and no cell",
        NAME,
        lambda: workbook({"xl/worksheets/sheet1.xml": sheet("")}),
        "empty_file",
    ),
)
LIES = (
    refused("a workbook without a content", NAME, lambda: without("xl/worksheets/sheet1.xml"), DAMAGED, "empty_file"),
    refused("a workbook without strings", NAME, lambda: without("xl/sharedStrings.xml"), DAMAGED),
    refused(
        "a workbook without relations",
        NAME,
        lambda: without("xl/_rels/workbook.xml.rels"),
        DAMAGED,
        "empty_file",
    ),
    refused("a workbook without a workbook", NAME, lambda: without("xl/workbook.xml"), "not_a_table", DAMAGED),
    odd("a workbook without types", NAME, lambda: without("[Content_Types].xml")),
    refused("no sheet at all", NAME, lambda: workbook(names=()), "empty_file", DAMAGED),
    refused(
        "the sheet is a chart",
        NAME,
        lambda: workbook_of(f'{XML}<chartsheet xmlns="{SPREADSHEET}"/>'),
        "empty_file",
        DAMAGED,
    ),
    refused(
        "the sheet is a page of HTML",
        NAME,
        lambda: workbook_of("<html><body><table><tr><td>1</td></tr></table></body></html>"),
        "empty_file",
        DAMAGED,
    ),
    refused("the sheet is half written", NAME, lambda: workbook_of(sheet()[:-40]), DAMAGED),
    refused("the sheet is noise", NAME, lambda: workbook_of(bytes(range(256)) * 8), DAMAGED),
    refused(
        "the sheet is UTF-16 without saying so",
        NAME,
        lambda: workbook_of(sheet().encode("utf-16-le")),
        DAMAGED,
        "empty_file",
    ),
    refused(
        "the sheet says an encoding that nobody knows",
        NAME,
        lambda: workbook_of(sheet().replace("UTF-8", "x-klingon")),
        DAMAGED,
    ),
    refused("the sheet says UTF-7", NAME, lambda: workbook_of(sheet().replace("UTF-8", "UTF-7")), DAMAGED),
    refused(
        "the sheet lies outside the archive",
        NAME,
        lambda: workbook({"xl/_rels/workbook.xml.rels": relations("worksheet", "../../../../etc/passwd")}),
        DAMAGED,
        "empty_file",
    ),
    refused(
        "the sheet lies on the network",
        NAME,
        lambda: workbook({"xl/_rels/workbook.xml.rels": relations("worksheet", "http://127.0.0.1:9/sheet.xml")}),
        DAMAGED,
        "empty_file",
    ),
    refused(
        "the sheet is the workbook itself",
        NAME,
        lambda: workbook({"xl/_rels/workbook.xml.rels": relations("worksheet", "workbook.xml")}),
        DAMAGED,
        "empty_file",
    ),
    odd(
        "links to other workbooks",
        NAME,
        lambda: workbook(
            {
                "xl/externalLinks/externalLink1.xml": LINK,
                "xl/externalLinks/_rels/externalLink1.xml.rels": relations(
                    "externalLinkPath", "http://127.0.0.1:9/a.xlsx"
                ),
            }
        ),
    ),
    odd(
        "a connection to a server",
        NAME,
        lambda: workbook({"xl/connections.xml": CONNECTION}),
    ),
    refused("macros", "notes.xlsm", lambda: workbook({"xl/vbaProject.bin": OLD + b"Attribut VB_Name"}), "macros"),
    refused(
        "macros under the name of a workbook without",
        NAME,
        lambda: workbook({"xl/vbaProject.bin": OLD}),
        "macros",
    ),
    refused("macros in a member named otherwise", NAME, lambda: workbook({"xl/VBAPROJECT.BIN": OLD}), "macros"),
    refused("protected by a password", NAME, encrypted, "encrypted_workbook"),
    refused("protected by a password, without a name", "notes", encrypted, "encrypted_workbook"),
    refused("a workbook of the nineties", "notes.xls", lambda: OLD + bytes(600), "old_workbook"),
    refused("a workbook of the nineties named as a new one", NAME, lambda: OLD + bytes(600), "old_workbook"),
    refused("a workbook of the nineties cut after its mark", "notes.xls", lambda: OLD, "old_workbook", "not_text"),
    refused(
        "a binary workbook",
        "notes.xlsb",
        lambda: zipped({"[Content_Types].xml": "<Types/>", "xl/workbook.bin": bytes(40)}),
        "old_workbook",
    ),
)
FILES: tuple[HostileFile, ...] = BOMBS + LIES
