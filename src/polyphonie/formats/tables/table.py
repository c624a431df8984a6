"""One table of strings, whatever the file: CSV, TSV, JSON Lines, XLSX or Parquet, gzipped or not."""

from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from polyphonie.formats.documents import document_tables
from polyphonie.formats.errors import FormatError, gettext_noop
from polyphonie.formats.headings import personal, plain
from polyphonie.formats.records import Refusal
from polyphonie.formats.tables.cells import Cells, read_csv_cells, read_simple_cells
from polyphonie.formats.tables.decoding import decode
from polyphonie.formats.tables.objects import read_json_cells, read_parquet_cells
from polyphonie.formats.tables.sources import OLD_WORKBOOK_MAGIC, PARQUET_MAGIC, ZIP_MAGIC, Source, open_source
from polyphonie.formats.tables.workbooks import check_workbook, read_sheet_cells, sheet_names

TEXT_SUFFIXES = {".csv", ".tsv", ".txt", ".json", ".jsonl", ".ndjson"}
NUL, REPLACEMENT = "\x00", "\ufffd"
SIMPLE_SUFFIXES = {".csv", ".tsv", ".txt"}
JSON_SUFFIXES = {".json", ".jsonl", ".ndjson"}


@dataclass(frozen=True)
class Table:
    """
    A table of strings, with what is needed to account for each of its rows.

    `frame` has one String column per heading, named by `headings` (made unique); `rows` are the rows
    as a spreadsheet numbers them. An empty cell is "". `head` holds the first rows, where this is a piece
    of a long file. `origin` is "table", or "document" where the rows are the items of a text that somebody wrote.
    """

    file: str
    digest: str
    headings: tuple[str, ...]
    frame: pl.DataFrame
    rows: NDArray[np.int64]
    sheet: str = ""
    notes: tuple[str, ...] = ()
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
        headings = tuple(_unique([names.get(heading, heading) for heading in self.headings]))
        frame = self.frame.rename(dict(zip(self.headings, headings, strict=True)))
        return replace(self, headings=headings, frame=frame)

    def public_frame(self, *, apart_from: str) -> pl.DataFrame:
        """Give the columns that name nobody."""
        left_out = {apart_from, *personal(self.headings)}
        return self.frame.select([heading for heading in self.headings if heading not in left_out])


def open_table(path: str | Path, *, sheet: str | None = None) -> Table:
    """
    Open a file as a table of strings.

    Parameters
    ----------
    path : path
        CSV, TSV, JSON Lines, XLSX or Parquet, plain or gzipped.
    sheet : str, optional
        Which sheet of a workbook. By default the first that holds anything.

    Raises
    ------
    FormatError
        With one sentence that says why the file cannot be read.
    """
    return open_tables(path, sheet=sheet)[0]


def open_tables(path: str | Path, *, sheet: str | None = None, name: str | None = None) -> list[Table]:
    """Open all the tables of a file: the sheets of a workbook that hold anything, or the one table."""
    source = open_source(path, name=name)
    of_document = document_tables(source)
    if of_document is not None:
        return of_document
    if source.content.startswith(ZIP_MAGIC):
        return _workbook_tables(source, sheet=sheet)
    if source.content.startswith(OLD_WORKBOOK_MAGIC):
        raise FormatError("old_workbook", file=source.file)
    if source.content.startswith(PARQUET_MAGIC):
        _check_name(source, what=gettext_noop("a Parquet file"))
        return [_table(source, read_parquet_cells(source))]
    simple = read_simple_cells(source.content) if source.suffix in SIMPLE_SUFFIXES else None
    if simple is not None:
        return [_table(source, simple, encoding="utf-8")]
    text, encoding = decode(source)
    if source.suffix in JSON_SUFFIXES or text.lstrip().startswith('{"'):
        return [_table(source, read_json_cells(text, file=source.file), encoding=encoding)]
    if source.suffix in {".xlsx", ".parquet"}:
        raise FormatError("wrong_extension", file=source.file, what=gettext_noop("a text file"))
    return [_table(source, read_csv_cells(text, file=source.file), encoding=encoding)]


def _workbook_tables(source: Source, *, sheet: str | None) -> list[Table]:
    check_workbook(source)
    _check_name(source, what=gettext_noop("a workbook (XLSX)"))
    names = sheet_names(source)
    if sheet is not None and sheet not in names:
        raise FormatError("unknown_sheet", file=source.file, sheet=sheet)
    tables = []
    for name in names if sheet is None else [sheet]:
        try:
            tables.append(_table(source, read_sheet_cells(source, name), sheet=name))
        except FormatError as error:
            if error.code != "empty_file":
                raise
    if not tables:
        raise FormatError("empty_file", file=source.file)
    return tables


def _check_name(source: Source, *, what: str) -> None:
    """Name and content must agree: a wrong name is more often a wrong file than a slip."""
    if source.suffix in TEXT_SUFFIXES:
        raise FormatError("wrong_extension", file=source.file, what=what)


def _table(source: Source, cells: Cells, *, sheet: str = "", encoding: str = "") -> Table:
    headings = _unique([heading.strip().lstrip("\ufeff").replace(NUL, REPLACEMENT) for heading in cells.headings])
    frame = _storable(cells.frame) if source.suffix not in SIMPLE_SUFFIXES else cells.frame
    frame.columns = headings
    return Table(
        file=source.file,
        digest=source.digest,
        headings=tuple(headings),
        frame=frame,
        rows=cells.rows,
        sheet=sheet,
        notes=tuple(cells.notes),
        long_rows=tuple((row, tuple(values)) for row, values in cells.long_rows),
        short_rows=frozenset(cells.short_rows),
        refused=tuple(cells.refused),
        n_blank=cells.n_blank,
        encoding=encoding,
        separator=cells.separator,
    )


def _storable(frame: pl.DataFrame) -> pl.DataFrame:
    """NUL is legal in JSON and Parquet, and no database of ours can hold it."""
    return frame.with_columns(pl.all().str.replace_all(NUL, REPLACEMENT, literal=True))


def _unique(headings: list[str]) -> list[str]:
    """Number the headings that come twice, and name those that are empty by their place."""
    seen: set[str] = set()
    unique = []
    for place, heading in enumerate(headings, start=1):
        base = heading or f"column {place}"
        name, number = base, 2
        while name in seen:
            name, number = f"{base} ({number})", number + 1
        seen.add(name)
        unique.append(name)
    return unique
