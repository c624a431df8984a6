"""From text to rows of cells: CSV read fast where it is simple, and by the book where it is not."""

import codecs
import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import polars as pl
from numpy.typing import NDArray

from polyphonie.formats.errors import FormatError
from polyphonie.formats.records import Refusal, refuse
from polyphonie.formats.tables.decoding import guess_separator

MOST_COLUMNS = 20_000
LONGEST_CELL = 10_000_000
PROBED_ROWS = 30
SAMPLE_BYTES = 200_000
COMMENT = "#"
END_MARK = "\x03"


@dataclass
class Cells:
    """
    A grid of strings, not yet a table: its first row is the headings.

    `rows` holds the row that each row of the frame has in the file; `notes` are the lines above the
    headings; `long_rows` have more cells than headings, `short_rows` fewer.
    """

    headings: list[str]
    frame: pl.DataFrame
    rows: NDArray[np.int64]
    notes: list[str] = field(default_factory=list)
    long_rows: list[tuple[int, list[str]]] = field(default_factory=list)
    short_rows: set[int] = field(default_factory=set)
    refused: list[Refusal] = field(default_factory=list)
    n_blank: int = 0
    separator: str = ""


def read_csv_cells(text: str, *, file: str) -> Cells:
    """
    Read comma, semicolon, tab or bar separated text.

    Raises
    ------
    FormatError
        If a quotation mark is never closed, or a cell or the number of columns is beyond measure.
    """
    notes, body, first_row = _split_notes(text)
    separator = guess_separator(body)
    cells = grid_cells(_rows(body, separator=separator, file=file, first_row=first_row), file=file)
    cells.notes = notes + cells.notes
    cells.separator = separator
    return cells


def _split_notes(text: str) -> tuple[list[str], str, int]:
    """Take apart the lines that begin with "#", as `# vote-convention: …`, and "sep=;" of Excel."""
    notes: list[str] = []
    first_row = 1
    while text.startswith((COMMENT, "sep=")):
        line, _, text = text.partition("\n")
        notes.append(line.strip())
        first_row += 1
    return notes, text, first_row


def read_simple_cells(content: bytes) -> Cells | None:
    """
    Read UTF-8 text without quotation marks, where a line is a row; None where it is not so simple.

    Ten times quicker than by the book, and without a second copy of the file in memory: this is how
    files of millions of votes come.
    """
    content = content.removeprefix(codecs.BOM_UTF8)
    if any(mark in content for mark in (b'"', b"\x00")) or content.startswith((b"#", b"sep=", b"\n", b"\r")):
        return None
    if content.count(b"\r") != content.count(b"\r\n"):
        return None
    separator = guess_separator(content[:SAMPLE_BYTES].decode("utf-8", errors="ignore"))
    try:
        frame = pl.read_csv(content, separator=separator, quote_char=None, has_header=False, infer_schema=False)
    except (pl.exceptions.ComputeError, pl.exceptions.NoDataError, pl.exceptions.ShapeError):
        return None
    headings = [heading or "" for heading in frame.row(0)]
    if frame.width > MOST_COLUMNS or not all(heading.strip() for heading in headings):
        return None
    rows = np.arange(1, frame.height + 1)
    is_blank = _blank_rows(frame)
    is_blank[0] = True  # the headings
    kept = frame.slice(1) if is_blank.sum() == 1 else frame.filter(pl.Series(~is_blank))
    return Cells(
        headings=headings,
        frame=_filled(kept),
        rows=rows[~is_blank],
        n_blank=int(is_blank.sum()) - 1,
        separator=separator,
    )


def _blank_rows(frame: pl.DataFrame) -> NDArray[np.bool_]:
    """Tell which rows are blank; those whose first cell is filled are not looked at further."""
    first = frame.to_series(0)
    is_blank = (first.is_null() | (first.str.strip_chars() == "")).fill_null(True).to_numpy().copy()
    candidates = np.flatnonzero(is_blank)
    if len(candidates):
        filled = pl.any_horizontal(pl.all().str.strip_chars().fill_null("") != "")
        is_blank[candidates] = ~frame[candidates].select(filled).to_series().to_numpy()
    return is_blank


def _filled(frame: pl.DataFrame) -> pl.DataFrame:
    """Put "" where a cell is absent, one column at a time: all at once would take twice the memory."""
    for place in range(frame.width):
        column = frame.to_series(place)
        if column.null_count():
            frame.replace_column(place, column.fill_null(""))
    return frame


def _rows(body: str, *, separator: str, file: str, first_row: int) -> Iterator[tuple[int, list[str]]]:
    previous_limit = csv.field_size_limit(LONGEST_CELL)
    row = first_row
    try:
        for row, cells in enumerate(_strict_or_lenient(body, separator=separator), start=first_row):
            yield row, cells
    except csv.Error as error:
        if "unexpected end" in str(error):
            raise FormatError("unclosed_quote", file=file, row=row + 1) from None
        raise FormatError("cell_too_big", file=file, row=row + 1, limit=LONGEST_CELL) from None
    finally:
        csv.field_size_limit(previous_limit)


def _strict_or_lenient(body: str, *, separator: str) -> Iterator[list[str]]:
    """
    Yield rows of cells.

    Strict reading tells an unclosed quotation mark, which lenient reading would take for one huge
    cell. But letters after a closing mark (`"a"b`) are common and do no harm.
    """
    reader = csv.reader(io.StringIO(body, newline=""), delimiter=separator, strict=True)
    n_read = 0
    try:
        for cells in reader:
            yield cells
            n_read += 1
        return
    except csv.Error as error:
        if "expected after" not in str(error):
            raise
    # The end mark stands alone on its row, unless an open quotation mark has swallowed it.
    lenient = csv.reader(io.StringIO(f"{body}\n{END_MARK}", newline=""), delimiter=separator)
    for number, cells in enumerate(lenient):
        if cells == [END_MARK]:
            return
        if cells and cells[-1].endswith(END_MARK):
            raise csv.Error("unexpected end of data")
        if number >= n_read:
            yield cells


def grid_cells(numbered: Iterator[tuple[int, list[str]]], *, file: str) -> Cells:
    """
    Make a table of rows: find the headings, drop blank rows, set longer rows apart.

    The headings are the first row with two cells, or the first row where no row has two: a
    spreadsheet often begins with a title.
    """
    probed: list[tuple[int, list[str]]] = []
    n_blank = 0
    for row, cells in numbered:
        if any(cell.strip() for cell in cells):
            probed.append((row, cells))
        else:
            n_blank += 1
        if len(probed) == PROBED_ROWS:
            break
    if not probed:
        raise FormatError("empty_file", file=file)
    wanted = 2 if any(_n_filled(cells) >= 2 for _, cells in probed) else 1
    position = next(index for index, (_, cells) in enumerate(probed) if _n_filled(cells) >= wanted)
    headings = _headings([cells for _, cells in probed[position:]])
    if len(headings) > MOST_COLUMNS:
        raise FormatError("too_many_columns", file=file, limit=MOST_COLUMNS)
    table = _Collector(width=len(headings))
    for row, cells in probed[position + 1 :]:
        table.add(row, cells)
    for row, cells in numbered:
        table.add(row, cells)
    return Cells(
        headings=headings,
        frame=pl.DataFrame(
            table.taken, schema={f"column_{index}": pl.String for index in range(len(headings))}, orient="row"
        ),
        rows=np.array(table.rows, dtype=np.int64),
        notes=[" ".join(cell.strip() for cell in cells if cell.strip()) for _, cells in probed[:position]],
        long_rows=table.long_rows,
        short_rows=table.short_rows,
        refused=[
            refuse(row, "row_too_long", found=len(cells), expected=len(headings)) for row, cells in table.long_rows
        ],
        n_blank=n_blank + table.n_blank,
    )


def _headings(rows: list[list[str]]) -> list[str]:
    """Keep an empty heading at the end where a row has something below it."""
    width = max(len(_trimmed(row)) for row in rows)
    named = len(_trimmed(rows[0]))
    return rows[0][: max(named, min(width, len(rows[0])))]


class _Collector:
    """Rows as they come: taken, blank, or too long."""

    def __init__(self, *, width: int) -> None:
        self.width = width
        self.taken: list[list[str]] = []
        self.rows: list[int] = []
        self.long_rows: list[tuple[int, list[str]]] = []
        self.short_rows: set[int] = set()
        self.n_blank = 0

    def add(self, row: int, cells: list[str]) -> None:
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


def _n_filled(cells: list[str]) -> int:
    return sum(bool(cell.strip()) for cell in cells)


def _trimmed(cells: list[str]) -> list[str]:
    """Without the empty cells at the end."""
    width = len(cells)
    while width and not cells[width - 1].strip():
        width -= 1
    return cells[:width]
