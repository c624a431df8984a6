"""OpenDocument texts (ODT): their headings, lists and tables, straight from the XML."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from polyphonie.formats.documents.archives import first, only
from polyphonie.formats.documents.blocks import LOWEST_LEVEL, TITLE_LEVEL, Block, Cell, Role, aside, grid, heading, item
from polyphonie.formats.documents.blocks import paragraph as plain_paragraph
from polyphonie.formats.errors import FormatError

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from polyphonie.formats.documents.archives import Archive

MEDIA_TYPES = (b"application/vnd.oasis.opendocument.text", b"application/vnd.oasis.opendocument.text-template")
WRAPPERS = frozenset({"section", "index-body", "numbered-paragraph", "soft-page-break"})
CONTENTS = frozenset({"table-of-content", "alphabetical-index", "illustration-index", "table-index", "user-index",
                      "object-index", "bibliography"})  # fmt: skip
SPANS = frozenset({"span", "a", "meta", "meta-field", "ruby", "ruby-base", "bookmark-ref", "reference-ref", "sequence",
                   "text-input", "placeholder", "date", "time", "title", "subject"})  # fmt: skip
MARGINS = ("header", "footer", "header-left", "footer-left", "header-first", "footer-first")
MOST_SPACES = 100
MOST_STYLES_UP = 20
MOST_COLUMNS_SPANNED = 100


def is_open_text(archive: Archive) -> bool:
    """Tell whether an archive is an OpenDocument text."""
    return (
        "content.xml" in archive.names
        and "mimetype" in archive.names
        and archive.part("mimetype").strip() in MEDIA_TYPES
    )


def open_text_blocks(archive: Archive) -> list[Block]:
    """
    Give the blocks of an OpenDocument text, in order; then its headers and footers, left aside.

    Raises
    ------
    FormatError
        If it is damaged, holds macros, or is protected by a password.
    """
    if b"encryption-data" in archive.part("META-INF/manifest.xml"):
        raise FormatError("encrypted_workbook", file=archive.source.file)
    if any(name.lower().startswith(("basic/", "scripts/")) and not name.endswith("/") for name in archive.names):
        raise FormatError("macros_in_document", file=archive.source.file)
    content, styles = archive.tree("content.xml"), archive.tree("styles.xml")
    body = first(content, "body", "text")
    if body is None:
        raise archive.damaged
    look = _Look({**_styles(styles), **_styles(content)})
    return [*_flow(body, look), *_margins(styles)]


@dataclass(frozen=True)
class _Style:
    above: str = ""
    level: int | None = None
    is_strong: bool | None = None


@dataclass(frozen=True)
class _Look:
    """What the styles say of a paragraph or of a word."""

    styles: dict[str, _Style]

    def lineage(self, name: str) -> Iterator[tuple[str, _Style]]:
        """Give a style, then those it is based on."""
        for _ in range(MOST_STYLES_UP):
            found = self.styles.get(name)
            if found is None:
                return
            yield name, found
            name = found.above

    def level(self, name: str) -> int | None:
        for known, style in self.lineage(name):
            if known == "Title":
                return TITLE_LEVEL
            if style.level is not None:
                return style.level
        return TITLE_LEVEL if name == "Title" else None

    def is_strong(self, name: str, otherwise: bool) -> bool:
        return next((style.is_strong for _, style in self.lineage(name) if style.is_strong is not None), otherwise)


def _styles(tree: Element) -> dict[str, _Style]:
    found = {}
    for style in tree.iter("style"):
        words = first(style, "text-properties")
        level = style.get("default-outline-level", "")
        weight = words.get("font-weight", "") if words is not None else ""
        underline = words.get("text-underline-style", "") if words is not None else ""
        is_said = bool(weight or underline)
        found[style.get("name", "")] = _Style(
            above=style.get("parent-style-name", ""),
            level=int(level[:2]) if level.isdecimal() and 0 < int(level[:2]) <= LOWEST_LEVEL else None,
            is_strong=(weight in {"bold", "600", "700", "800", "900"} or underline not in {"", "none"})
            if is_said
            else None,
        )
    return found


def _flow(element: Element, look: _Look, *, depth: int | None = None) -> Iterator[Block]:
    """Give the blocks of an element; `depth` is that of the list that it is in."""
    for child in element:
        if child.tag in {"p", "h"}:
            yield from _paragraph(child, look, depth=depth)
        elif child.tag == "list":
            yield from _list(child, look, depth=0 if depth is None else depth + 1)
        elif child.tag == "table":
            yield _table(child, look)
        elif child.tag == "tracked-changes":
            yield from (aside("deleted_in_document") for _ in child.iter("deletion"))
        elif child.tag in CONTENTS:
            yield from (aside() for block in _flow(child, look) if block.text)
        elif child.tag == "frame":
            yield from _boxes(child, look)
        elif child.tag in WRAPPERS:
            yield from _flow(child, look, depth=depth)


def _list(element: Element, look: _Look, *, depth: int) -> Iterator[Block]:
    for one in only(element, "list-item", "list-header"):
        is_first = True
        for block in _flow(one, look, depth=min(depth, LOWEST_LEVEL)):
            is_continued = block.role is Role.ITEM and block.level == depth and not is_first
            yield plain_paragraph(block.text) if is_continued else block
            is_first = False


@dataclass
class _Gathered:
    """What the words of a paragraph hold."""

    texts: list[str] = field(default_factory=list)
    n_strong: int = 0
    n_letters: int = 0
    n_notes: int = 0
    boxes: list[Element] = field(default_factory=list)


def _paragraph(element: Element, look: _Look, *, depth: int | None) -> Iterator[Block]:
    style = element.get("style-name", "")
    gathered = _Gathered()
    _gather(element, gathered, look, is_strong=look.is_strong(style, otherwise=False))
    text = "\n".join(line.strip() for line in "".join(gathered.texts).split("\n")).strip()
    if text:
        is_strong = 0 < gathered.n_letters == gathered.n_strong
        yield _paragraph_block(element, text, look, depth=depth, is_strong=is_strong)
    yield from (aside() for _ in range(gathered.n_notes))
    for box in gathered.boxes:
        yield from _boxes(box, look)


def _paragraph_block(element: Element, text: str, look: _Look, *, depth: int | None, is_strong: bool) -> Block:
    said = element.get("outline-level", "")
    level = int(said[:2]) if element.tag == "h" and said.isdecimal() else look.level(element.get("style-name", ""))
    if element.tag == "h" or level is not None:
        return heading(text, min(1 if level is None else level, LOWEST_LEVEL))
    return item(text, depth) if depth is not None else plain_paragraph(text, is_strong=is_strong)


def _gather(element: Element, gathered: _Gathered, look: _Look, *, is_strong: bool) -> None:
    _say(element.text, gathered, is_strong=is_strong)
    for child in element:
        if child.tag == "s":
            count = child.get("c", "1")
            gathered.texts.append(" " * (min(int(count[:4]), MOST_SPACES) if count.isdecimal() else 1))
        elif child.tag == "tab":
            gathered.texts.append(" ")
        elif child.tag == "line-break":
            gathered.texts.append("\n")
        elif child.tag in {"note", "annotation"}:
            gathered.n_notes += 1
        elif child.tag in {"frame", "custom-shape", "g"}:
            gathered.boxes.append(child)
        elif child.tag in SPANS:
            style = child.get("style-name", "")
            _gather(child, gathered, look, is_strong=look.is_strong(style, otherwise=is_strong))
        _say(child.tail, gathered, is_strong=is_strong)


def _say(words: str | None, gathered: _Gathered, *, is_strong: bool) -> None:
    """Line breaks of the XML are no line breaks of the text."""
    if not words:
        return
    gathered.texts.append(" ".join(words.split("\n")))
    n_letters = sum(char.isalnum() for char in words)
    gathered.n_letters += n_letters
    gathered.n_strong += n_letters if is_strong else 0


def _boxes(frame: Element, look: _Look) -> Iterator[Block]:
    if frame.tag == "custom-shape":
        yield from _flow(frame, look)
    for box in only(frame, "text-box", "custom-shape", "frame", "g"):
        yield from _flow(box, look) if box.tag == "text-box" else _boxes(box, look)


def _table(element: Element, look: _Look) -> Block:
    rows: list[list[Cell]] = []
    n_heading_rows = 0
    for row, is_heading in _rows(element):
        n_heading_rows += is_heading and n_heading_rows == len(rows)
        rows.append(list(_cells(row, look)))
    return grid(rows, n_heading_rows=n_heading_rows)


def _rows(element: Element, *, is_heading: bool = False) -> Iterator[tuple[Element, bool]]:
    for child in element:
        if child.tag == "table-row":
            yield child, is_heading
        elif child.tag in {"table-header-rows", "table-rows", "table-row-group"}:
            yield from _rows(child, is_heading=is_heading or child.tag == "table-header-rows")


def _cells(row: Element, look: _Look) -> Iterator[Cell]:
    """Give the cells of a row; those that another covers from the left are within its width."""
    n_covered = 0
    for cell in only(row, "table-cell", "covered-table-cell"):
        if cell.tag == "covered-table-cell" and n_covered:
            n_covered -= 1
            continue
        n_spanned = _count(cell.get("number-columns-spanned", ""))
        n_covered = n_spanned - 1
        width = max(n_spanned, _count(cell.get("number-columns-repeated", "")))
        blocks = tuple(_flattened(_flow(cell, look)))
        yield Cell(blocks, width=width, is_continued=cell.tag == "covered-table-cell")


def _count(said: str) -> int:
    return max(1, min(int(said[:4]), MOST_COLUMNS_SPANNED)) if said.isdecimal() else 1


def _flattened(blocks: Iterator[Block]) -> Iterator[Block]:
    """Give the blocks of a cell, those of a table inside it one after the other."""
    for block in blocks:
        if block.role is Role.GRID:
            yield from (inner for row in block.rows for cell in row for inner in cell.blocks)
        else:
            yield block


def _margins(styles: Element) -> Iterator[Block]:
    """Leave aside each header and footer that says something."""
    for page in styles.iter("master-page"):
        for margin in only(page, *MARGINS):
            if any(words.strip() for words in margin.itertext()):
                yield aside()
