"""Writing a data set as CSV, JSON and Parquet at once, a chunk of rows at a time."""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any, Final

import polars as pl

from polyphonie.api.open_data.tables import Column, Dataset, Rows
from polyphonie.formats.writing import safe_cell

ROWS_AT_ONCE: Final = 5_000
_TYPES: Final[dict[str, pl.DataType]] = {
    "string": pl.String(),
    "integer": pl.Int64(),
    "number": pl.Float64(),
    "boolean": pl.Boolean(),
    "date": pl.Date(),
    "datetime": pl.Datetime("us", "UTC"),
}


@dataclass(frozen=True)
class Written:
    """One file: its name, its size, its digest."""

    name: str
    n_bytes: int
    digest: str


@dataclass(frozen=True)
class WrittenDataset:
    """The files of one data set, and how many rows each holds."""

    name: str
    n_rows: int
    files: tuple[Written, ...]


def write_dataset(dataset: Dataset, rows: Rows, folder: Path) -> WrittenDataset:
    """Write the rows of a data set in the three formats, reading them once."""
    paths = {suffix: folder / f"{dataset.name}.{suffix}" for suffix in ("csv", "json", "parquet")}
    parts: list[Path] = []
    n_rows = 0
    with ExitStack() as stack:
        table = csv.writer(
            stack.enter_context(paths["csv"].open("w", encoding="utf-8", newline="")), lineterminator="\n"
        )
        objects = stack.enter_context(paths["json"].open("w", encoding="utf-8"))
        table.writerow([column.name for column in dataset.columns])
        objects.write("[")
        for chunk in _chunks(rows):
            plain = [[_plain(value) for value in row] for row in chunk]
            table.writerows([_cell(value) for value in row] for row in plain)
            objects.write(_lines(dataset.columns, plain, is_first=n_rows == 0))
            parts.append(_part(dataset, chunk, folder / f"{dataset.name}-{len(parts)}.part"))
            n_rows += len(chunk)
        objects.write("\n]\n")
    _join(dataset, parts, paths["parquet"])
    return WrittenDataset(dataset.name, n_rows, tuple(_sealed(path) for path in paths.values()))


def _chunks(rows: Rows) -> Iterator[list[tuple[Any, ...]]]:
    rows = iter(rows)
    while chunk := list(islice(rows, ROWS_AT_ONCE)):
        yield chunk


def _plain(value: Any) -> Any:
    """Give a value as JSON writes it; moments in UTC."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    if isinstance(value, date):
        return value.isoformat()
    return float(value) if isinstance(value, Decimal) else value


def _cell(value: Any) -> Any:
    if isinstance(value, str):
        return safe_cell(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else value


def _lines(columns: tuple[Column, ...], rows: Iterable[list[Any]], *, is_first: bool) -> str:
    names = [column.name for column in columns]
    objects = (json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False) for row in rows)
    return ("\n" if is_first else ",\n") + ",\n".join(objects)


def _part(dataset: Dataset, chunk: list[tuple[Any, ...]], path: Path) -> Path:
    schema = {column.name: _TYPES[column.type] for column in dataset.columns}
    columns: list[list[Any]] = [list(values) for values in zip(*chunk, strict=True)]
    for place, column in enumerate(dataset.columns):
        if column.type in {"number", "datetime"}:
            columns[place] = [_typed(value) for value in columns[place]]
    pl.DataFrame(dict(zip(schema, columns, strict=True)), schema=schema).write_ipc(path)
    return path


def _typed(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC)
    return None if value is None else float(value)


def _join(dataset: Dataset, parts: list[Path], path: Path) -> None:
    """Make one Parquet of the parts, one group of rows at a time."""
    if not parts:
        schema = {column.name: _TYPES[column.type] for column in dataset.columns}
        pl.DataFrame(schema=schema).write_parquet(path)
        return
    pl.scan_ipc(parts).sink_parquet(path, row_group_size=ROWS_AT_ONCE)
    for part in parts:
        part.unlink()


def _sealed(path: Path) -> Written:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return Written(path.name, path.stat().st_size, digest)
