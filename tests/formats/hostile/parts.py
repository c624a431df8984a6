"""The parts of office documents, whole and small, from which hostile ones are made."""

from __future__ import annotations

from collections.abc import Mapping

from tests.formats.hostile.making import zipped

PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SPREADSHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OPEN = "urn:oasis:names:tc:opendocument:xmlns"
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
CELLS = (
    '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>'
    '<row r="2"><c r="A2"><v>1</v></c><c r="B2" t="s"><v>2</v></c></row>'
)
STRINGS = ("id", "texte", "Gardez un guichet ouvert au centre du bourg.")


def sheet(cells: str = CELLS, *, before: str = "", after: str = "") -> str:
    """Write a sheet of these rows."""
    return f'{XML}<worksheet xmlns="{SPREADSHEET}">{before}<sheetData>{cells}</sheetData>{after}</worksheet>'


def strings(texts: tuple[str, ...] = STRINGS) -> str:
    """Write the table of strings."""
    items = "".join(f"<si><t>{text}</t></si>" for text in texts)
    return f'{XML}<sst xmlns="{SPREADSHEET}" count="{len(texts)}" uniqueCount="{len(texts)}">{items}</sst>'


def workbook_parts(names: tuple[str, ...] = ("Feuille 1",)) -> dict[str, str | bytes]:
    """Give the parts of a workbook whose sheets all hold the same two rows."""
    listed = "".join(f'<sheet name="{name}" sheetId="{n}" r:id="rId{n}"/>' for n, name in enumerate(names, start=1))
    links = "".join(
        f'<Relationship Id="rId{n}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in range(1, len(names) + 1)
    )
    links += f'<Relationship Id="rIdStrings" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
    main = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    overrides = f'<Override PartName="/xl/workbook.xml" ContentType="{main}.sheet.main+xml"/>'
    overrides += "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{main}.worksheet+xml"/>'
        for n in range(1, len(names) + 1)
    )
    overrides += f'<Override PartName="/xl/sharedStrings.xml" ContentType="{main}.sharedStrings+xml"/>'
    default = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    sheets = {f"xl/worksheets/sheet{n}.xml": sheet() for n in range(1, len(names) + 1)}
    return {
        "[Content_Types].xml": f'{XML}<Types xmlns="{PACKAGE}/content-types">{default}{overrides}</Types>',
        "_rels/.rels": relations("officeDocument", "xl/workbook.xml"),
        "xl/workbook.xml": (
            f'{XML}<workbook xmlns="{SPREADSHEET}" xmlns:r="{OFFICE}"><sheets>{listed}</sheets></workbook>'
        ),
        "xl/_rels/workbook.xml.rels": f'{XML}<Relationships xmlns="{PACKAGE}/relationships">{links}</Relationships>',
        "xl/sharedStrings.xml": strings(),
        **sheets,
    }


def relations(kind: str, target: str) -> str:
    """Write the relations of a package, which has one."""
    one = f'<Relationship Id="rId1" Type="{OFFICE}/{kind}" Target="{target}"/>'
    return f'{XML}<Relationships xmlns="{PACKAGE}/relationships">{one}</Relationships>'


def workbook(changed: Mapping[str, str | bytes] | None = None, *, names: tuple[str, ...] = ("Feuille 1",)) -> bytes:
    """Make a workbook, with some parts changed or added."""
    return zipped(workbook_parts(names) | dict(changed or {}))


def workbook_of(sheet_xml: str | bytes, *, texts: str | None = None) -> bytes:
    """Make a workbook of one sheet."""
    changed: dict[str, str | bytes] = {"xl/worksheets/sheet1.xml": sheet_xml}
    return workbook(changed | ({"xl/sharedStrings.xml": texts} if texts is not None else {}))


def word_parts(body: str = "", *, before: str = "") -> dict[str, str | bytes]:
    """Give the parts of a Word document: a heading and two items, or another body."""
    paragraphs = body or (
        '<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>Les attentes</w:t></w:r></w:p>'
        "<w:p><w:r><w:t>Garder un guichet ouvert au centre du bourg.</w:t></w:r></w:p>"
        "<w:p><w:r><w:t>Dire quand une machine a répondu.</w:t></w:r></w:p>"
    )
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    default = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    override = f'<Override PartName="/word/document.xml" ContentType="{main}"/>'
    return {
        "[Content_Types].xml": f'{XML}<Types xmlns="{PACKAGE}/content-types">{default}{override}</Types>',
        "_rels/.rels": relations("officeDocument", "word/document.xml"),
        "word/document.xml": (
            f'{XML}{before}<w:document xmlns:w="{WORD}" xmlns:r="{OFFICE}"><w:body>{paragraphs}</w:body></w:document>'
        ),
    }


def word(changed: Mapping[str, str | bytes] | None = None, *, body: str = "", before: str = "") -> bytes:
    """Make a Word document, with some parts changed or added."""
    return zipped(word_parts(body, before=before) | dict(changed or {}))


def open_text_parts(body: str = "", *, before: str = "", kind: str = "text") -> dict[str, str | bytes]:
    """Give the parts of an OpenDocument text: a heading and two items, or another body."""
    paragraphs = body or (
        '<text:h text:outline-level="1">Les attentes</text:h>'
        "<text:p>Garder un guichet ouvert au centre du bourg.</text:p>"
        "<text:p>Dire quand une machine a répondu.</text:p>"
    )
    spaces = " ".join(f'xmlns:{name}="{OPEN}:{name}:1.0"' for name in ("office", "text", "table", "draw", "style"))
    return {
        "mimetype": f"application/vnd.oasis.opendocument.{kind}",
        "content.xml": (
            f'<?xml version="1.0" encoding="UTF-8"?>{before}<office:document-content {spaces}>'
            f"<office:body><office:{kind}>{paragraphs}</office:{kind}></office:body></office:document-content>"
        ),
        "META-INF/manifest.xml": '<manifest xmlns="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
    }


def open_text(changed: Mapping[str, str | bytes] | None = None, *, body: str = "", before: str = "") -> bytes:
    """Make an OpenDocument text, with some parts changed or added."""
    return zipped(open_text_parts(body, before=before) | dict(changed or {}))
