"""JSON Lines, JSON and Parquet: objects and columns, brought to strings."""

import io
import json
from collections.abc import Iterator

import numpy as np
import polars as pl

from polyphonie.formats.errors import FormatError
from polyphonie.formats.records import Refusal, refuse
from polyphonie.formats.tables.cells import MOST_COLUMNS, Cells
from polyphonie.formats.tables.reports import report_rows
from polyphonie.formats.tables.sources import Source


def read_json_cells(text: str, *, file: str) -> Cells:
    """Read one JSON object per line, or one list of objects; the columns are all the keys met."""
    objects: list[dict[str, object]] = []
    rows: list[int] = []
    refused: list[Refusal] = []
    n_blank = 0
    for row, found in _objects(text, file=file):
        if found is None:
            n_blank += 1
        elif isinstance(found, dict) and found:
            objects.append(found)
            rows.append(row)
        else:
            refused.append(refuse(row, "not_json"))
    if not objects:
        raise FormatError("not_json_objects", file=file)
    headings = list(dict.fromkeys(key for found in objects for key in found))
    if len(headings) > MOST_COLUMNS:
        raise FormatError("too_many_columns", file=file, limit=MOST_COLUMNS)
    columns = {f"column_{index}": [_text(found.get(key)) for found in objects] for index, key in enumerate(headings)}
    frame = pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))
    return Cells(headings=headings, frame=frame, rows=np.array(rows, dtype=np.int64), refused=refused, n_blank=n_blank)


def _objects(text: str, *, file: str) -> Iterator[tuple[int, object]]:
    """Yield the line, or the place in the list or the report, and the object; None for a blank line."""
    report = report_rows(text) if text.lstrip().startswith("{") else None
    if report is not None:
        yield from enumerate(report, start=1)
        return
    if text.lstrip().startswith("["):
        try:
            found = json.loads(text)
        except (ValueError, RecursionError):
            raise FormatError("not_json_objects", file=file) from None
        yield from enumerate(found, start=1)
        return
    for row, line in enumerate(text.split("\n"), start=1):
        yield row, _parsed(line) if line.strip() else None


def _parsed(line: str) -> object:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return False


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        # A lone half of a surrogate pair is legal in JSON, and in no text.
        return value.encode("utf-8", errors="replace").decode("utf-8")
    if isinstance(value, bool):
        return "true" if value else "false"
    return json.dumps(value, ensure_ascii=True) if isinstance(value, list | dict) else str(value)


def read_parquet_cells(source: Source) -> Cells:
    """Read a Parquet file; rows are numbered from 1, since it has no heading row."""
    try:
        frame = pl.read_parquet(io.BytesIO(source.content))
        texts = [_column_text(frame[name]) for name in frame.columns]
    except (pl.exceptions.PolarsError, OSError, pl.exceptions.PanicException):
        raise FormatError("damaged_parquet", file=source.file) from None
    if not frame.width:
        raise FormatError("empty_file", file=source.file)
    renamed = [column.alias(f"column_{index}") for index, column in enumerate(texts)]
    return Cells(headings=frame.columns, frame=pl.DataFrame(renamed), rows=np.arange(1, frame.height + 1))


def _column_text(column: pl.Series) -> pl.Series:
    if column.dtype.is_nested():
        return pl.Series(column.name, [_text(_plain(value)) for value in column], dtype=pl.String)
    if column.dtype == pl.Binary:
        return pl.Series(column.name, ["" for _ in column], dtype=pl.String)
    return column.cast(pl.String).fill_null("")


def _plain(value: object) -> object:
    if isinstance(value, pl.Series):
        return [str(item) for item in value]
    return {name: str(item) for name, item in value.items()} if isinstance(value, dict) else value
