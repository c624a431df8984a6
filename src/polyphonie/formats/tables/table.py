"""One table of strings, whatever the file: CSV, TSV, JSON Lines, XLSX or Parquet, gzipped or not."""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import polars as pl
from numpy.typing import NDArray

from polyphonie.formats.headings import personal, plain
from polyphonie.formats.records import Refusal
from polyphonie.formats.tables.headings import unique_headings


@dataclass(frozen=True)
class Table:
    """
    A table of strings, with what is needed to account for each of its rows.

    `frame` has one String column per heading, named by `headings` (made unique); `rows` are the rows as a
    spreadsheet numbers them. `lines_above` are the rows of cells above the headings. An empty cell is "". `head`
    holds the first rows, where this is a piece of a long file. `origin` is "table", or "document" where the rows
    are the items of a text that somebody wrote.
    """

    file: str
    digest: str
    headings: tuple[str, ...]
    frame: pl.DataFrame
    rows: NDArray[np.int64]
    sheet: str = ""
    notes: tuple[str, ...] = ()
    lines_above: tuple[tuple[str, ...], ...] = ()
    long_rows: tuple[tuple[int, tuple[str, ...]], ...] = ()
    short_rows: frozenset[int] = frozenset()
    refused: tuple[Refusal, ...] = ()
    n_blank: int = 0
    encoding: str = ""
    separator: str = ""
    head: "Table | None" = None
    origin: str = "table"

    @property
    def sample(self) -> "Table":
        """The first rows of the file, on which it is decided what each column holds."""
        return self.head or self

    @property
    def n_rows(self) -> int:
        """Rows that are not blank, refused ones included."""
        return self.frame.height + len(self.refused)

    @cached_property
    def by_plain_name(self) -> dict[str, str]:
        """Headings by their plain form: small letters, no accent, no mark."""
        found: dict[str, str] = {}
        for heading in self.headings:
            found.setdefault(plain(heading), heading)
        return found

    def find(self, *names: str) -> str:
        """Give the heading that is the first of these plain names, or ""."""
        return next((self.by_plain_name[name] for name in names if name in self.by_plain_name), "")

    def column(self, heading: str) -> list[str]:
        """Give the cells of a column; of empty cells where there is no such column."""
        return self.frame[heading].to_list() if heading else [""] * self.frame.height

    def renamed(self, names: dict[str, str]) -> "Table":
        """Give the same table under other headings."""
        headings = tuple(unique_headings([names.get(heading, heading) for heading in self.headings]))
        frame = self.frame.rename(dict(zip(self.headings, headings, strict=True)))
        return replace(self, headings=headings, frame=frame)

    def public_frame(self, *, apart_from: str) -> pl.DataFrame:
        """Give the columns that name nobody."""
        left_out = {apart_from, *personal(self.headings)}
        return self.frame.select([heading for heading in self.headings if heading not in left_out])
