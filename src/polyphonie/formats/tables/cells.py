"""Grids of strings: where the headings are, which rows are blank, short or too long, piece by piece."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from typing import NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from polyphonie.formats.errors import FormatError
from polyphonie.formats.records import Refusal, refuse
from polyphonie.formats.tables.heading_rows import heading_position

MOST_COLUMNS = 20_000
PROBED_ROWS = 30
PIECE_ROWS = 20_000
PIECE_CHARACTERS = 8_000_000


class Rows(NamedTuple):
    """Rows of cells that follow each other: the number of the first, as a spreadsheet counts it, and their length."""

    first: int
    cells: list[list[str]]
    n_characters: int


@dataclass
class Cells:
    """
    A grid of strings, not yet a table, or a piece of one.

    `rows` holds the row that each row of the frame has in the file; `notes` are the lines above the
    headings, `lines_above` the same as cells; `long_rows` have more cells than headings, `short_rows` fewer.
    """

    headings: list[str]
    frame: pl.DataFrame
    rows: NDArray[np.int64]
    notes: list[str] = field(default_factory=list)
    lines_above: list[list[str]] = field(default_factory=list)
    long_rows: list[tuple[int, list[str]]] = field(default_factory=list)
    short_rows: set[int] = field(default_factory=set)
    refused: list[Refusal] = field(default_factory=list)
    n_blank: int = 0
    separator: str = ""


@dataclass(frozen=True)
class Layout:
    """How a grid is laid out: its headings, the row they stand on, and the notes and blank rows above them."""

    headings: list[str]
    row: int
    notes: list[str]
    lines_above: list[list[str]]
    n_blank: int
    n_blank_above: int
    probed: list[tuple[int, list[str]]]
    """Rows that were read below the headings to find them."""

    @classmethod
    def of(cls, batches: Iterator[Rows], *, file: str) -> "Layout":
        """
        Find the headings.

        Which row holds them, `heading_position` tells; those above are kept as `lines_above`.

        Raises
        ------
        FormatError
            If there is nothing, or more columns than anything has.
        """
        probed: list[tuple[int, list[str]]] = []
        blank: list[int] = []
        for batch in batches:
            for row, cells in enumerate(batch.cells, start=batch.first):
                if any(cell.strip() for cell in cells):
                    probed.append((row, cells))
                else:
                    blank.append(row)
            if len(probed) >= PROBED_ROWS:
                break
        if not probed:
            raise FormatError("empty_file", file=file)
        return cls._of_probed(probed, blank, file=file)

    @classmethod
    def _of_probed(cls, probed: list[tuple[int, list[str]]], blank: list[int], *, file: str) -> "Layout":
        sample = probed[:PROBED_ROWS]
        place = heading_position([cells for _, cells in sample])
        headings = _headings([cells for _, cells in sample[place:]])
        if len(headings) > MOST_COLUMNS:
            raise FormatError("too_many_columns", file=file, limit=MOST_COLUMNS)
        return cls(
            headings=headings,
            row=probed[place][0],
            notes=[" ".join(cell.strip() for cell in cells if cell.strip()) for _, cells in probed[:place]],
            lines_above=[cells for _, cells in probed[:place]],
            n_blank=len(blank),
            n_blank_above=sum(row < probed[place][0] for row in blank),
            probed=probed[place + 1 :],
        )

    def cells(self, frame: pl.DataFrame, rows: NDArray[np.int64], *, n_blank: int = 0) -> Cells:
        """Make a piece of rows that are all as wide as the headings."""
        return Cells(
            headings=self.headings,
            frame=frame,
            rows=rows,
            notes=self.notes,
            lines_above=self.lines_above,
            n_blank=n_blank,
        )


def grid_pieces(batches: Iterator[Rows], *, file: str, n_rows: int = PIECE_ROWS) -> Iterator[Cells]:
    """
    Make pieces of a table of rows: find the headings, drop blank rows, set longer rows apart.

    There is at least one piece, though it may have no row; each has about `n_rows` rows at most.
    """
    layout = Layout.of(batches, file=file)
    probed = (Rows(row, [cells], 0) for row, cells in layout.probed)
    is_first = True
    for piece in collected(chain(probed, batches), layout, n_rows=n_rows):
        piece.n_blank += layout.n_blank if is_first else 0
        is_first = False
        yield piece
    if is_first:
        collector = Collector(layout)
        collector.n_blank = layout.n_blank
        yield collector.cells()


def collected(batches: Iterable[Rows], layout: Layout, *, n_rows: int = PIECE_ROWS) -> Iterator[Cells]:
    """Make pieces of the rows below the headings; none where there is no row."""
    collector = Collector(layout)
    for batch in batches:
        collector.add_all(batch)
        if collector.n_rows >= n_rows or collector.n_characters >= PIECE_CHARACTERS:
            yield collector.cells()
            collector = Collector(layout)
    if collector.n_rows:
        yield collector.cells()


def _headings(rows: list[list[str]]) -> list[str]:
    """Keep an empty heading at the end where a row has something below it."""
    width = max(len(_trimmed(row)) for row in rows)
    named = len(_trimmed(rows[0]))
    return rows[0][: max(named, min(width, len(rows[0])))]


class Collector:
    """Rows as they come: taken, blank, or too long."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.width = len(layout.headings)
        self.taken: list[list[str]] = []
        self.rows: list[int] = []
        self.long_rows: list[tuple[int, list[str]]] = []
        self.short_rows: set[int] = set()
        self.n_blank = 0
        self.n_rows = 0
        self.n_characters = 0

    def add_all(self, batch: Rows) -> None:
        """Take rows that follow each other: at once where they are all regular, as most are."""
        self.n_characters += batch.n_characters
        width = self.width
        if all(len(cells) == width and cells[0] and not cells[0].isspace() for cells in batch.cells):
            self.taken += batch.cells
            self.rows += range(batch.first, batch.first + len(batch.cells))
            self.n_rows += len(batch.cells)
            return
        for row, cells in enumerate(batch.cells, start=batch.first):
            self.add(row, cells)

    def add(self, row: int, cells: list[str]) -> None:
        """Take one row."""
        self.n_rows += 1
        if not any(cell.strip() for cell in cells):
            self.n_blank += 1
            return
        if len(cells) > self.width:
            cells = _trimmed(cells) if not any(cell.strip() for cell in cells[self.width :]) else cells
        if len(cells) > self.width:
            self.long_rows.append((row, cells))
            return
        if len(cells) < self.width:
            self.short_rows.add(row)
            cells = cells + [""] * (self.width - len(cells))
        self.taken.append(cells)
        self.rows.append(row)

    def cells(self) -> Cells:
        """Close the piece."""
        columns = list(zip(*self.taken, strict=True)) or [()] * self.width
        return Cells(
            headings=self.layout.headings,
            frame=pl.DataFrame(
                [pl.Series(f"column_{place}", column, pl.String) for place, column in enumerate(columns)]
            ),
            rows=np.array(self.rows, dtype=np.int64),
            notes=self.layout.notes,
            lines_above=self.layout.lines_above,
            long_rows=[(row, cells[:MOST_COLUMNS]) for row, cells in self.long_rows],
            short_rows=self.short_rows,
            refused=[
                refuse(row, "row_too_long", found=len(cells), expected=self.width) for row, cells in self.long_rows
            ],
            n_blank=self.n_blank,
        )


def _trimmed(cells: list[str]) -> list[str]:
    """Without the empty cells at the end."""
    width = len(cells)
    while width and not cells[width - 1].strip():
        width -= 1
    return cells[:width]


def together(pieces: list[Cells]) -> Cells:
    """Make one grid of its pieces."""
    first = pieces[0]
    if len(pieces) == 1:
        return first
    return Cells(
        headings=first.headings,
        frame=pl.concat([piece.frame for piece in pieces], rechunk=False),
        rows=np.concatenate([piece.rows for piece in pieces]),
        notes=first.notes,
        lines_above=first.lines_above,
        long_rows=[row for piece in pieces for row in piece.long_rows],
        short_rows=set().union(*(piece.short_rows for piece in pieces)),
        refused=[refusal for piece in pieces for refusal in piece.refused],
        n_blank=sum(piece.n_blank for piece in pieces),
        separator=first.separator,
    )
