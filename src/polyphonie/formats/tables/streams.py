"""A table of a file, whole or in pieces, the first rows at hand."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

import polars as pl

from polyphonie.formats.tables.cells import PIECE_ROWS, Cells, together
from polyphonie.formats.tables.headings import NUL, REPLACEMENT, fit_headings
from polyphonie.formats.tables.table import Table

HEAD_ROWS = 5_000


@dataclass(frozen=True)
class About:
    """What is the same for all the pieces of a table; `may_hold_nul` where the format allows NUL in a text."""

    file: str
    digest: str
    sheet: str = ""
    encoding: str = ""
    may_hold_nul: bool = False


@dataclass
class TableStream:
    """
    One table of a file, read as often as it is asked for.

    `read` gives the pieces, of about so many rows, from the beginning.
    """

    about: About
    read: Callable[[int], Iterator[Cells]]

    @cached_property
    def head(self) -> Table:
        """The first rows."""
        return self._table(next(self.read(HEAD_ROWS)))

    @property
    def sheet(self) -> str:
        """The sheet of the workbook, where the file is one."""
        return self.about.sheet

    def pieces(self, n_rows: int = PIECE_ROWS) -> Iterator[Table]:
        """Give the table piece by piece, at least one, each with the first rows of the file."""
        for cells in self.read(n_rows):
            yield replace(self._table(cells), head=self.head)

    def whole(self) -> Table:
        """Give the table at once."""
        table = self._table(together(list(self.read(PIECE_ROWS))))
        return table if table.n_rows <= self.head.n_rows else replace(table, head=self.head)

    def _table(self, cells: Cells) -> Table:
        frame = _storable(cells.frame) if self.about.may_hold_nul else cells.frame
        names = fit_headings(cells.headings, file=self.about.file)
        return Table(
            file=self.about.file,
            digest=self.about.digest,
            headings=tuple(names),
            frame=frame.rename(dict(zip(frame.columns, names, strict=True))),
            rows=cells.rows,
            sheet=self.about.sheet,
            notes=tuple(cells.notes),
            lines_above=tuple(tuple(line) for line in cells.lines_above),
            long_rows=tuple((row, tuple(values)) for row, values in cells.long_rows),
            short_rows=frozenset(cells.short_rows),
            refused=tuple(cells.refused),
            n_blank=cells.n_blank,
            encoding=self.about.encoding,
            separator=cells.separator,
        )


class WholeTable(TableStream):
    """A table that is small enough to be held, such as the items of a document."""

    def __init__(self, table: Table) -> None:
        self.table = table

    @cached_property
    def head(self) -> Table:
        """The table itself."""
        return self.table

    @property
    def sheet(self) -> str:
        return self.table.sheet

    def pieces(self, n_rows: int = PIECE_ROWS) -> Iterator[Table]:
        """Give the table, which is one piece."""
        yield self.table

    def whole(self) -> Table:
        """Give the table."""
        return self.table


def _storable(frame: pl.DataFrame) -> pl.DataFrame:
    """NUL is legal in JSON and Parquet, and no database of ours can hold it."""
    return frame.with_columns(pl.all().str.replace_all(NUL, REPLACEMENT, literal=True))
