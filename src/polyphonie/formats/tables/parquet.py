"""Parquet: columns brought to strings, piece by piece."""

import io
from collections.abc import Iterator

import numpy as np
import polars as pl

from polyphonie.formats.errors import FormatError
from polyphonie.formats.tables.cells import MOST_COLUMNS, PIECE_ROWS, Cells
from polyphonie.formats.tables.objects import text_of
from polyphonie.formats.tables.sources import GZIP_MAGIC, Origin, whole

MOST_ROWS = 20_000_000
MOST_PIECE_CELLS = 4_000_000


def parquet_pieces(origin: Origin, n_rows: int = PIECE_ROWS) -> Iterator[Cells]:
    """
    Read a Parquet file; rows are numbered from 1, since it has no heading row.

    Raises
    ------
    FormatError
        If it cannot be read, or says that it has more columns or rows than anything has.
    """
    try:
        frame = _lazy(origin)
        headings, n_all = _extent(frame, file=origin.file)
        size = max(1, min(n_rows, MOST_PIECE_CELLS // len(headings)))
        for start in range(0, max(n_all, 1), size):
            yield _cells(frame.slice(start, size).collect(), headings, first=start + 1)
    except FormatError:
        raise
    except (pl.exceptions.PolarsError, OSError, ValueError):
        raise FormatError("damaged_parquet", file=origin.file) from None
    except BaseException as panic:
        # The reader is written in another language, whose panics are no exceptions of Python.
        if type(panic).__name__ != "PanicException":
            raise
        raise FormatError("damaged_parquet", file=origin.file) from None


def _lazy(origin: Origin) -> pl.LazyFrame:
    """Read it where it is, unless it is inside something else."""
    if origin.is_file and not next(origin.raw(), b"").startswith(GZIP_MAGIC):
        return pl.scan_parquet(origin.path, glob=False)
    return pl.scan_parquet(io.BytesIO(whole(origin).content))


def _extent(frame: pl.LazyFrame, *, file: str) -> tuple[list[str], int]:
    """Give the headings and the number of rows, which the file says at its end."""
    headings = frame.collect_schema().names()
    if not headings:
        raise FormatError("empty_file", file=file)
    if len(headings) > MOST_COLUMNS:
        raise FormatError("too_many_columns", file=file, limit=MOST_COLUMNS)
    n_rows = int(frame.select(pl.len()).collect().item())
    if n_rows > MOST_ROWS:
        raise FormatError("too_many_cells", file=file, limit=MOST_ROWS)
    return headings, n_rows


def _cells(frame: pl.DataFrame, headings: list[str], *, first: int) -> Cells:
    columns = [_column_text(column).alias(f"column_{place}") for place, column in enumerate(frame.iter_columns())]
    return Cells(headings=headings, frame=pl.DataFrame(columns), rows=np.arange(first, first + frame.height))


def _column_text(column: pl.Series) -> pl.Series:
    if column.dtype.is_nested():
        return pl.Series(column.name, [text_of(_plain(value)) for value in column], dtype=pl.String)
    if column.dtype == pl.Binary:
        return pl.Series(column.name, ["" for _ in column], dtype=pl.String)
    if column.dtype == pl.Duration:
        return pl.Series(column.name, ["" if value is None else str(value) for value in column], dtype=pl.String)
    if column.dtype.is_float():
        column = column.fill_nan(None)
    return column.cast(pl.String).fill_null("")


def _plain(value: object) -> object:
    if isinstance(value, pl.Series):
        return [str(item) for item in value]
    return {name: str(item) for name, item in value.items()} if isinstance(value, dict) else value
