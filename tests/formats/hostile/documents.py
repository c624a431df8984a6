"""Word and OpenDocument texts: bombs, depth, embedded objects, tracked changes, lies."""

from __future__ import annotations

from functools import partial

from tests.formats.hostile.making import MEGABYTE, HostileFile, lethal, odd, refused, truncated, with_flag, zipped
from tests.formats.hostile.parts import open_text, open_text_parts, relations, word

OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
DAMAGED = ("damaged_document", "damaged_archive", "damaged_workbook", "not_a_table", "unsafe_archive")
GROWS = ("inflates_too_much", "text_too_long", "cell_too_big", "needs_memory", "takes_time", *DAMAGED)
EMPTY = ("empty_file", *DAMAGED)
ITEM = "<w:p><w:r><w:t>Garder un guichet ouvert.</w:t></w:r></w:p>"
TRACKED = (
    '<w:p><w:ins w:author="X"><w:r><w:t>Un guichet ajouté.</w:t></w:r></w:ins>'
    '<w:del w:author="X"><w:r><w:delText>Un guichet retiré.</w:delText></w:r></w:del></w:p>'
)
FIELDS = (
    "<w:p><w:r><w:instrText>DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe</w:instrText></w:r>"
    "<w:r><w:t>Un guichet ouvert.</w:t></w:r></w:p>"
)
NESTED_ODT = "<text:list><text:list-item>"


def tables(depth: int) -> str:
    """Tables in the cells of tables."""
    return "<w:tbl><w:tr><w:tc>" * depth + ITEM + "</w:tc></w:tr></w:tbl>" * depth


def lists(depth: int) -> str:
    """Lists in the items of lists."""
    return NESTED_ODT * depth + "<text:p>Un guichet.</text:p>" + "</text:list-item></text:list>" * depth


def repeated(*, row: int = 1, cell: int = 1) -> str:
    """A table of one cell, said to be repeated."""
    text = "<text:p>Oui, un guichet.</text:p>"
    cells = f'<table:table-cell table:number-columns-repeated="{cell}">{text}</table:table-cell>'
    rows = f'<table:table-row table:number-rows-repeated="{row}">{cells}</table:table-row>'
    return f"<table:table>{rows}</table:table>"


WORDS = (
    refused(
        "a Word document that grows to a hundred megabytes",
        "notes.docx",
        lambda: word(body=f"<w:p><w:r><w:t>{'a ' * (50 * MEGABYTE)}</w:t></w:r></w:p>"),
        *GROWS,
        "too_big",
    ),
    lethal(
        "a Word document of half a million items",
        "notes.docx",
        lambda: word(body=ITEM * 500_000),
        "read",
        *GROWS,
        "too_big",
    ),
    lethal(
        "a paragraph of fifty megabytes",
        "notes.docx",
        lambda: word(body=f"<w:p><w:r><w:t>{'mot ' * 12_000_000}</w:t></w:r></w:p>"),
        "read",
        *GROWS,
    ),
    odd(
        "two hundred tables one in the other",
        "notes.docx",
        lambda: word(body=tables(200)),
        *DAMAGED,
        "inflates_too_much",
    ),
    odd(
        "twenty thousand tables one in the other",
        "notes.docx",
        lambda: word(body=tables(20_000)),
        *DAMAGED,
        "inflates_too_much",
    ),
    odd(
        "a table of ten thousand columns",
        "notes.docx",
        lambda: word(body=f"<w:tbl><w:tr>{f'<w:tc>{ITEM}</w:tc>' * 10_000}</w:tr></w:tbl>"),
        *DAMAGED,
    ),
    odd(
        "a cell that spans a billion columns",
        "notes.docx",
        lambda: word(
            body='<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="999999999"/></w:tcPr>' + ITEM + "</w:tc></w:tr></w:tbl>"
        ),
        *DAMAGED,
    ),
    odd("changes that were tracked", "notes.docx", lambda: word(body=TRACKED)),
    odd("a field that calls a program", "notes.docx", lambda: word(body=FIELDS)),
    odd(
        "an embedded program",
        "notes.docx",
        lambda: word({"word/embeddings/oleObject1.bin": OLD + b"MZ\x90"}),
        "macros",
        *DAMAGED,
    ),
    odd(
        "a template on the network",
        "notes.docx",
        lambda: word({"word/_rels/settings.xml.rels": relations("attachedTemplate", "http://127.0.0.1:9/t.dotm")}),
    ),
    odd(
        "an image on the network",
        "notes.docx",
        lambda: word({"word/_rels/document.xml.rels": relations("image", "http://127.0.0.1:9/i.png")}),
    ),
    refused(
        "a Word document with macros",
        "notes.docm",
        lambda: word({"word/vbaProject.bin": OLD}),
        "macros",
        *DAMAGED,
        "macros_in_document",
    ),
    refused(
        "a Word document with macros under another name",
        "notes.docx",
        lambda: word({"word/vbaProject.bin": OLD}),
        "macros",
        *DAMAGED,
        "macros_in_document",
    ),
    refused("a Word document without a body", "notes.docx", lambda: word({"word/document.xml": "<a/>"}), *EMPTY),
    refused("a Word document of nothing", "notes.docx", lambda: word(body="<w:p/>"), *EMPTY),
    refused(
        "a Word document without its text",
        "notes.docx",
        lambda: zipped({"[Content_Types].xml": "<Types/>", "word/styles.xml": "<a/>"}),
        *EMPTY,
    ),
    refused(
        "an old Word document",
        "notes.doc",
        lambda: OLD + bytes(2_000) + "WordDocument".encode("utf-16-le"),
        "old_workbook",
        "old_document",
    ),
    refused(
        "a Word document protected by a password",
        "notes.docx",
        lambda: OLD + bytes(504) + "EncryptedPackage".encode("utf-16-le"),
        "encrypted_workbook",
        "encrypted_document",
    ),
    refused(
        "a Word document protected as an archive is",
        "notes.docx",
        lambda: with_flag(word(), 1),
        "encrypted_archive",
        "encrypted_workbook",
        "encrypted_document",
        *DAMAGED,
    ),
    odd(
        "a Word document that is a workbook too", "notes.docx", lambda: word({"xl/workbook.xml": "<workbook/>"}), *EMPTY
    ),
    odd("a Word document named as a table", "notes.csv", word, "wrong_extension"),
    odd("a Word document named as a workbook", "notes.xlsx", word, "wrong_extension", "not_a_table"),
    odd(
        "scripts and signs of direction in a text",
        "notes.docx",
        lambda: word(
            body="<w:p><w:r><w:t>&lt;script&gt;alert(1)&lt;/script&gt; \u202eetxet\u202c \ufeff</w:t></w:r></w:p>"
        ),
    ),
)
OPEN_TEXTS = (
    refused(
        "an OpenDocument that grows to a hundred megabytes",
        "notes.odt",
        lambda: open_text(body=f"<text:p>{'a ' * (50 * MEGABYTE)}</text:p>"),
        *GROWS,
        "too_big",
    ),
    odd(
        "a billion spaces in one element",
        "notes.odt",
        lambda: open_text(body='<text:p>Un guichet<text:s text:c="1000000000"/> ouvert.</text:p>'),
        *GROWS,
    ),
    odd(
        "a row repeated a billion times",
        "notes.odt",
        lambda: open_text(body=repeated(row=10**9)),
        *GROWS,
    ),
    odd(
        "a cell repeated a billion times",
        "notes.odt",
        lambda: open_text(body=repeated(cell=10**9)),
        *GROWS,
        "empty_file",
    ),
    odd(
        "a number of spaces that is no number",
        "notes.odt",
        lambda: open_text(body='<text:p>Un guichet<text:s text:c="-x"/> ouvert.</text:p>'),
        *DAMAGED,
    ),
    odd(
        "twenty thousand lists one in the other",
        "notes.odt",
        lambda: open_text(body=lists(20_000)),
        *DAMAGED,
        "inflates_too_much",
    ),
    odd(
        "a heading of level a billion",
        "notes.odt",
        lambda: open_text(
            body='<text:h text:outline-level="1000000000">Les attentes</text:h><text:p>Un guichet ouvert.</text:p>'
        ),
        *DAMAGED,
    ),
    odd(
        "a heading of level minus one",
        "notes.odt",
        lambda: open_text(
            body='<text:h text:outline-level="-1">Les attentes</text:h><text:p>Un guichet ouvert.</text:p>'
        ),
        *DAMAGED,
    ),
    odd(
        "an OpenDocument with scripts",
        "notes.odt",
        lambda: open_text({"Basic/Standard/Module1.xml": "<a/>", "Scripts/python/a.py": "import os"}),
        "macros",
        *DAMAGED,
        "macros_in_document",
    ),
    odd(
        "an embedded object",
        "notes.odt",
        lambda: open_text({"Object 1/content.xml": "<a/>", "ObjectReplacements/Object 1": bytes(99)}),
        *DAMAGED,
    ),
    odd(
        "an OpenDocument without its kind",
        "notes.odt",
        lambda: zipped({name: part for name, part in open_text_parts().items() if name != "mimetype"}),
        *EMPTY,
        "old_workbook",
    ),
    odd(
        "an OpenDocument that says it is something else",
        "notes.odt",
        lambda: open_text({"mimetype": "application/x-sh"}),
        *EMPTY,
        "old_workbook",
    ),
    refused(
        "an OpenDocument workbook",
        "notes.ods",
        lambda: zipped(open_text_parts(kind="spreadsheet")),
        "old_workbook",
        *DAMAGED,
    ),
    refused(
        "OpenDocument slides",
        "notes.odp",
        lambda: zipped(open_text_parts(kind="presentation")),
        "old_workbook",
        *DAMAGED,
    ),
    refused("an OpenDocument of nothing", "notes.odt", lambda: open_text(body="<text:p/>"), *EMPTY),
    refused(
        "an OpenDocument without its text",
        "notes.odt",
        lambda: zipped({"mimetype": "application/vnd.oasis.opendocument.text"}),
        *EMPTY,
    ),
)
CUTS = tuple(
    refused(
        f"{what} cut after {tenths} tenths",
        name,
        partial(lambda make, tenths: truncated(make(), tenths), make, tenths),
        *DAMAGED,
    )
    for what, name, make in (("a Word document", "notes.docx", word), ("an OpenDocument", "notes.odt", open_text))
    for tenths in range(2, 10, 2)
)
FILES: tuple[HostileFile, ...] = WORDS + OPEN_TEXTS + CUTS
