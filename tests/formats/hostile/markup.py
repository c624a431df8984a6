"""XML made to harm, in each part of each office document: entities, depth, encodings."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from tests.formats.hostile.making import HostileFile, refused, zipped
from tests.formats.hostile.parts import open_text_parts, word_parts, workbook_parts

TEN = "&{0};" * 10
LAUGHS = "".join(f'<!ENTITY l{n} "{TEN.format(f"l{n - 1}")}">' for n in range(1, 10))
DOCTYPES = {
    "billion laughs": f'<!DOCTYPE x [<!ENTITY l0 "ha">{LAUGHS}]>',
    "quadratic blow-up": f'<!DOCTYPE x [<!ENTITY l9 "{"a" * 50_000}">]>',
    "an entity from a file": '<!DOCTYPE x [<!ENTITY l9 SYSTEM "file:///etc/passwd">]>',
    "an entity from the network": '<!DOCTYPE x [<!ENTITY l9 SYSTEM "http://127.0.0.1:9/">]>',
    "a parameter entity": '<!DOCTYPE x [<!ENTITY % p SYSTEM "http://127.0.0.1:9/x.dtd"> %p; <!ENTITY l9 "a">]>',
    "a document type elsewhere": '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">',
    "an entity that names itself": '<!DOCTYPE x [<!ENTITY l9 "&l9;">]>',
    "an empty document type": "<!DOCTYPE x>",
}
Parts = Callable[[], dict[str, str | bytes]]
DOCUMENTS: Mapping[str, tuple[str, Parts, tuple[str, ...]]] = {
    "a workbook": (
        "notes.xlsx",
        workbook_parts,
        ("xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"),
    ),
    "a Word document": ("notes.docx", word_parts, ("word/document.xml",)),
    "an OpenDocument": ("notes.odt", open_text_parts, ("content.xml",)),
}
REFUSALS = ("damaged_workbook", "damaged_document", "not_a_table")
DEPTH = 100_000


def poisoned(parts: Parts, place: str, doctype: str) -> bytes:
    """Put a document type at the head of one part, and use its last entity once in a text."""
    changed = parts()
    xml = changed[place]
    xml = xml if isinstance(xml, str) else xml.decode()
    used = "&l9;" if "l9" in doctype else ""
    start = xml.index("?>") + 2
    changed[place] = xml[:start] + doctype + xml[start:].replace("guichet", f"guichet{used}")
    return zipped(changed)


def deep(parts: Parts, place: str) -> bytes:
    """Put a hundred thousand elements one in the other."""
    changed = parts()
    xml = str(changed[place])
    end = xml.rindex("</")
    changed[place] = f"{xml[:end]}{'<a>' * DEPTH}{'</a>' * DEPTH}{xml[end:]}"
    return zipped(changed)


def wide(parts: Parts, place: str) -> bytes:
    """Put an element with a hundred thousand attributes."""
    changed = parts()
    xml = str(changed[place])
    end = xml.rindex("</")
    attributes = " ".join(f'a{n}=""' for n in range(100_000))
    changed[place] = f"{xml[:end]}<a {attributes}/>{xml[end:]}"
    return zipped(changed)


def wrong(parts: Parts, place: str, change: Callable[[str], bytes]) -> bytes:
    """Change the bytes of one part."""
    changed = parts()
    changed[place] = change(str(changed[place]))
    return zipped(changed)


FAULTS: Mapping[str, Callable[[str], bytes]] = {
    "never closed": lambda xml: xml[: xml.rindex("</")].encode(),
    "closed twice": lambda xml: (xml + "</a>").encode(),
    "of Windows-1252 without saying so": lambda xml: xml.replace("guichet", "déjà").encode("cp1252"),
    "with a character that XML forbids": lambda xml: xml.replace("guichet", "gui\x0bchet&#x1;").encode(),
    "with an entity of HTML": lambda xml: xml.replace("guichet", "gui&nbsp;chet").encode(),
    "with the end of a text first": lambda xml: xml.replace("guichet", "]]>").encode(),
    "that is empty": lambda xml: b"",
    "that is only blanks": lambda xml: b" \n" * 1_000,
    "that is a picture": lambda xml: b"\x89PNG\r\n\x1a\n" + bytes(500),
}
MAIN = {"a workbook": "xl/sharedStrings.xml", "a Word document": "word/document.xml", "an OpenDocument": "content.xml"}
FILES: tuple[HostileFile, ...] = tuple(
    [
        refused(
            f"{what} in {document}, {place.rpartition('/')[2]}",
            name,
            partial(poisoned, parts, place, doctype),
            *REFUSALS,
        )
        for document, (name, parts, places) in DOCUMENTS.items()
        for place in places
        for what, doctype in DOCTYPES.items()
    ]
    + [
        HostileFile(
            f"{what} of {document}",
            name,
            partial(make, parts, MAIN[document]),
            (*REFUSALS, "inflates_too_much", "read"),
        )
        for document, (name, parts, _) in DOCUMENTS.items()
        for what, make in (("a hundred thousand levels", deep), ("a hundred thousand attributes", wide))
    ]
    + [
        HostileFile(
            f"a text {what} in {document}",
            name,
            partial(wrong, parts, MAIN[document], change),
            (*REFUSALS, "read", "empty_file", "not_text"),
        )
        for document, (name, parts, _) in DOCUMENTS.items()
        for what, change in FAULTS.items()
    ]
)
