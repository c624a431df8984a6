"""Word documents (DOCX): their headings, lists and tables, straight from the XML."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from polyphonie.formats.documents.archives import first, only, value
from polyphonie.formats.documents.blocks import Block, Cell, Role, aside, grid, heading, item
from polyphonie.formats.documents.blocks import paragraph as plain_paragraph
from polyphonie.formats.documents.word_styles import Look, formats_of, styles_of, switch
from polyphonie.formats.errors import FormatError
from polyphonie.formats.tables.workbooks import MACROS

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from polyphonie.formats.documents.archives import Archive

TYPES = "[Content_Types].xml"
MAIN_TYPES = ("wordprocessingml.document.main+xml", "wordprocessingml.template.main+xml")
# Elements that only wrap: what they hold is in the text, changes that were accepted or are only proposed included.
_WRAPPERS = """
    ins moveTo customXml smartTag sdtContent hyperlink fldSimple Choice sdt AlternateContent dir bdo r oMath oMathPara
    ruby rubyBase
"""
WRAPPERS = frozenset(_WRAPPERS.split())
DELETED = frozenset({"del", "moveFrom"})
BREAKS = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "ptab": " "}
MOST_COLUMNS_SPANNED = 100


def is_word(archive: Archive) -> bool:
    """Tell whether an archive is a Word document."""
    return TYPES in archive.names and any(name.startswith("word/") for name in archive.names)


def word_blocks(archive: Archive) -> list[Block]:
    """
    Give the blocks of a Word document, in order; then its notes, comments, headers and footers, left aside.

    Raises
    ------
    FormatError
        If it is damaged, or holds macros.
    """
    main = _main_part(archive)
    body = first(archive.tree(main), "body")
    if body is None:
        raise archive.damaged
    folder = main.rpartition("/")[0]
    look = Look(styles_of(archive.tree(f"{folder}/styles.xml")), formats_of(archive.tree(f"{folder}/numbering.xml")))
    return [*_flow(body, look), *_margins(archive, folder)]


def _main_part(archive: Archive) -> str:
    types = archive.tree(TYPES)
    has_program = any(name.lower().endswith(MACROS) for name in archive.names)
    if has_program or any("macroEnabled" in one.get("ContentType", "") for one in types):
        raise FormatError("macros_in_document", file=archive.source.file)
    for one in only(types, "Override"):
        if one.get("ContentType", "").endswith(MAIN_TYPES):
            return one.get("PartName", "").lstrip("/")
    raise archive.damaged


def _flow(element: Element, look: Look) -> Iterator[Block]:
    for child in element:
        if child.tag == "p":
            yield from _paragraph(child, look)
        elif child.tag == "tbl":
            yield _table(child, look)
        elif child.tag in DELETED:
            yield aside("deleted_in_document")
        elif child.tag == "sdt" and _is_contents(child):
            yield from (aside() for block in _flow(child, look) if block.text)
        elif child.tag in WRAPPERS:
            yield from _flow(child, look)


def _is_contents(control: Element) -> bool:
    """Tell whether a content control is a table of contents or a bibliography."""
    return first(control, "sdtPr", "docPartObj") is not None


@dataclass
class _Gathered:
    """What the runs of a paragraph hold."""

    texts: list[str] = field(default_factory=list)
    n_strong: int = 0
    n_letters: int = 0
    has_deletions: bool = False
    boxes: list[Element] = field(default_factory=list)


def _paragraph(element: Element, look: Look) -> Iterator[Block]:
    properties = first(element, "pPr")
    properties = element.makeelement("pPr", {}) if properties is None else properties
    style = value(properties, "pStyle")
    gathered = _Gathered()
    _gather(element, gathered, is_strong=look.is_bold(style))
    text = "\n".join(line.strip() for line in "".join(gathered.texts).split("\n")).strip()
    if text:
        is_strong = 0 < gathered.n_letters == gathered.n_strong
        yield _paragraph_block(text, look, properties=properties, is_strong=is_strong)
    if gathered.has_deletions:
        yield aside("deleted_in_document")
    for box in gathered.boxes:
        yield from _flow(box, look)


def _paragraph_block(text: str, look: Look, *, properties: Element, is_strong: bool) -> Block:
    style = value(properties, "pStyle")
    if look.is_contents(style):
        return aside()
    level = look.heading_level(properties, style)
    if level is not None:
        return heading(text, level)
    depth = look.list_depth(properties, style)
    return item(text, depth) if depth is not None else plain_paragraph(text, is_strong=is_strong)


def _gather(element: Element, gathered: _Gathered, *, is_strong: bool) -> None:
    for child in element:
        if child.tag == "t":
            text = child.text or ""
            n_letters = sum(char.isalnum() for char in text)
            gathered.texts.append(text)
            gathered.n_letters += n_letters
            gathered.n_strong += n_letters if is_strong else 0
        elif child.tag in BREAKS:
            gathered.texts.append(BREAKS[child.tag])
        elif child.tag in DELETED:
            gathered.has_deletions |= any(one.text for one in child.iter() if one.tag in {"delText", "t"})
        elif child.tag in {"drawing", "pict", "object"}:
            gathered.boxes += _boxes(child)
        elif child.tag == "r":
            run = first(child, "rPr")
            said = [one for one in (switch(run, "b"), switch(run, "u")) if one is not None]
            _gather(child, gathered, is_strong=any(said) if said else is_strong)
        elif child.tag in WRAPPERS:
            _gather(child, gathered, is_strong=is_strong)


def _boxes(drawing: Element) -> Iterator[Element]:
    """Give the text boxes of a drawing, and not the second writing of them for older programs."""
    for child in drawing:
        if child.tag == "txbxContent":
            yield child
        elif child.tag != "Fallback":
            yield from _boxes(child)


def _table(element: Element, look: Look) -> Block:
    rows: list[list[Cell]] = []
    n_heading_rows = 0
    for row in _through(element, "tr"):
        if first(row, "trPr", "tblHeader") is not None and n_heading_rows == len(rows):
            n_heading_rows += 1
        rows.append([_cell(cell, look) for cell in _through(row, "tc")])
    return grid(rows, n_heading_rows=n_heading_rows)


def _through(element: Element, tag: str) -> Iterator[Element]:
    """Give children of a name, also inside what only wraps; rows that were deleted are left out."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag in WRAPPERS:
            yield from _through(child, tag)


def _cell(element: Element, look: Look) -> Cell:
    span = value(element, "tcPr", "gridSpan")
    merge = first(element, "tcPr", "vMerge")
    return Cell(
        blocks=tuple(_flattened(_flow(element, look))),
        width=max(1, min(int(span[:4]), MOST_COLUMNS_SPANNED)) if span.isdecimal() else 1,
        is_continued=merge is not None and merge.get("val", "continue") != "restart",
    )


def _flattened(blocks: Iterator[Block]) -> Iterator[Block]:
    """Give the blocks of a cell, those of a table inside it one after the other."""
    for block in blocks:
        if block.role is Role.GRID:
            yield from (inner for row in block.rows for cell in row for inner in cell.blocks)
        else:
            yield block


def _margins(archive: Archive, folder: str) -> Iterator[Block]:
    """Leave aside each note, comment, header and footer that says something."""
    for part, tag in (("footnotes", "footnote"), ("endnotes", "endnote"), ("comments", "comment")):
        for note in only(archive.tree(f"{folder}/{part}.xml"), tag):
            if note.get("type", "normal") == "normal" and _says_something(note):
                yield aside()
    margins = (f"{folder}/header", f"{folder}/footer")
    for name in sorted(archive.names):
        if name.startswith(margins) and name.endswith(".xml") and _says_something(archive.tree(name)):
            yield aside()


def _says_something(element: Element) -> bool:
    return any((text.text or "").strip() for text in element.iter("t"))
