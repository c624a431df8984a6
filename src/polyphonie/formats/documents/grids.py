"""Tables inside documents: which cells are what somebody said, and what the others tell of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from polyphonie.formats.documents.blocks import Block, Cell, Role
from polyphonie.formats.documents.columns import Part, part_of
from polyphonie.formats.documents.marks import marked
from polyphonie.formats.documents.words import is_any_idea, kind_of_heading, public_of_heading, reason_of_text
from polyphonie.formats.headings import plain

LONGEST_HEADING = 80
MOST_HEADING_WORDS = 10
LEAST_MEAN_LENGTH = 25


@dataclass(frozen=True)
class Said:
    """One thing said in a table, or (with a `code`) one row or cell that is left aside."""

    text: str
    row: int
    column: str = ""
    theme: str = ""
    kind: str = ""
    public: str = ""
    activity: str = ""
    group: str = ""
    code: str = ""


def n_cells(block: Block) -> int:
    """Count the cells of a table, as many in each row as in the widest one; 0 where it is no table."""
    return _width(block) * len(block.rows)


def is_frame(block: Block) -> bool:
    """Tell whether a table only draws a frame around text: one column, or one cell."""
    return all(sum(bool(cell.blocks) for cell in row) <= 1 for row in block.rows) and _width(block) == 1


def framed(block: Block) -> list[Block]:
    """Give the blocks inside a table that only draws a frame."""
    return [inner for row in block.rows for cell in row for inner in cell.blocks]


def read_grid(block: Block) -> Iterator[Said]:
    """Give what is said in a table, row after row, and what is left aside."""
    width = _width(block)
    rows = [_spread(row, width) for row in block.rows]
    n_headings = _n_heading_rows(block, rows)
    names = [" ".join(_texts(rows[:n_headings], column)) for column in range(width)]
    parts = _parts(names, rows[n_headings:])
    above = dict.fromkeys(range(len(parts)), "")
    for number, row in enumerate(rows[n_headings:], start=n_headings + 1):
        yield from _read_row(_Row(row, number, names, parts, above))


@dataclass
class _Row:
    """One row of a table, with what its columns are and what the cells above said."""

    cells: list[Cell]
    number: int
    names: list[str]
    parts: list[Part]
    above: dict[int, str]

    @cached_property
    def _told(self) -> dict[Part, list[str]]:
        told: dict[Part, list[str]] = {}
        for place, part in enumerate(self.parts):
            if self.above[place]:
                told.setdefault(part, []).append(self.above[place])
        return told

    def told(self, part: Part) -> str:
        """Give what the columns of a part tell, from above where the cell is blank."""
        return " / ".join(self._told.get(part, ()))


def _read_row(row: _Row) -> Iterator[Said]:
    filled = [place for place, cell in enumerate(row.cells) if cell.text.strip()]
    if len(filled) == 1 and filled[0] == 0 and row.cells[0].width > 1 and row.parts[0] is not Part.TEXT:
        row.above[0] = row.cells[0].text
        return
    for place, part in enumerate(row.parts):
        text = row.cells[place].text.strip()
        if part is not Part.TEXT and text:
            row.above[place] = text
    said = [one for place in filled if row.parts[place] is Part.TEXT for one in _read_cell(row, place)]
    n_deleted = sum(block.role is Role.ASIDE for cell in row.cells for block in cell.blocks)
    yield from said
    yield from (Said("", row.number, code="deleted_in_document") for _ in range(n_deleted))
    if not said and filled:
        are_people = all(row.parts[place] is Part.PERSON for place in filled)
        yield Said("", row.number, code="list_of_people" if are_people else "not_an_item")


def _read_cell(row: _Row, place: int) -> Iterator[Said]:
    name, label = row.names[place], row.told(Part.THEME)
    for text in _things(row.cells[place]):
        code = reason_of_text(text)
        yield Said(
            text="" if code else text,
            row=row.number,
            column=name,
            theme=label if not kind_of_heading(label) else "",
            kind=("" if is_any_idea(name) else kind_of_heading(name))
            or kind_of_heading(row.told(Part.KIND))
            or kind_of_heading(label),
            public=row.told(Part.PUBLIC) or public_of_heading(name) or public_of_heading(label),
            activity=row.told(Part.ACTIVITY),
            group=row.told(Part.GROUP),
            code=code,
        )


def _things(cell: Cell) -> list[str]:
    """One thing for each item of a list; otherwise the whole cell."""
    if cell.is_continued:
        return []
    blocks = list(marked(cell.blocks))
    items = [block for block in blocks if block.role is Role.ITEM]
    if len(items) > 1 or (items and len(items) == len(blocks)):
        return [block.text for block in blocks if block.text and (block.role is Role.ITEM or _is_said(block))]
    return [cell.text] if cell.text.strip() else []


def _is_said(block: Block) -> bool:
    return block.role is Role.PARAGRAPH and not block.is_strong and not block.text.endswith(":")


def _width(block: Block) -> int:
    return max((sum(cell.width for cell in row) for row in block.rows), default=0)


def _spread(row: tuple[Cell, ...], width: int) -> list[Cell]:
    """Put each cell in the first of its columns."""
    cells: list[Cell] = []
    for cell in row:
        cells += [cell, *[Cell()] * (cell.width - 1)]
    return (cells + [Cell()] * width)[:width]


def _texts(rows: list[list[Cell]], column: int) -> list[str]:
    return [text for row in rows if (text := " ".join(row[column].text.split()))]


def _n_heading_rows(block: Block, rows: list[list[Cell]]) -> int:
    """Trust what the document says; otherwise a first row of short names, above longer cells, names the columns."""
    if block.n_heading_rows or len(rows) < 2:
        return min(block.n_heading_rows, len(rows))
    names = [cell.text.strip() for cell in rows[0]]
    filled = [name for name in names if name]
    are_short = all(len(name) <= LONGEST_HEADING and len(plain(name).split()) <= MOST_HEADING_WORDS for name in filled)
    are_names = are_short and len(filled) >= 2 and not any(name.endswith((".", "!", ";")) for name in filled)
    is_known = sum(part_of(name) is not Part.OTHER for name in filled) > 0
    is_strong = all(inner.is_strong for cell in rows[0] for inner in cell.blocks)
    below = [len(cell.text) for row in rows[1:] for cell in row if cell.text.strip()]
    is_above_longer = bool(below) and sum(map(len, filled)) / max(1, len(filled)) * 2 < sum(below) / len(below)
    return int(are_names and (is_known or is_strong or is_above_longer) and not _has_row_labels(rows, names))


def _has_row_labels(rows: list[list[Cell]], names: list[str]) -> bool:
    """Tell whether the first column names the rows ("Attentes", "Craintes") and the first row is one of them."""
    labels = [row[0].text for row in rows]
    kinds = sum(bool(kind_of_heading(label)) for label in labels)
    return kinds >= 2 and bool(kind_of_heading(names[0])) and not any(kind_of_heading(name) for name in names[1:])


def _parts(names: list[str], rows: list[list[Cell]]) -> list[Part]:
    """Say what each column is, by its name, or else by what it holds."""
    parts = [part_of(name) for name in names]
    if Part.TEXT in parts:
        return parts
    lengths = [_mean_length(rows, column) for column in range(len(names))]
    for column, length in enumerate(lengths):
        if parts[column] is Part.OTHER and length >= LEAST_MEAN_LENGTH:
            parts[column] = Part.TEXT
    if Part.TEXT not in parts and Part.OTHER in parts and len(names) == 2:
        column = max((one for one, part in enumerate(parts) if part is Part.OTHER), key=lambda one: lengths[one])
        parts[column] = Part.TEXT
    return [Part.THEME if part is Part.OTHER and column == 0 else part for column, part in enumerate(parts)]


def _mean_length(rows: list[list[Cell]], column: int) -> float:
    lengths = [len(row[column].text) for row in rows if row[column].text.strip()]
    return sum(lengths) / len(lengths) if lengths else 0.0
