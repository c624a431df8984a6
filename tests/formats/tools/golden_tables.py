"""Tables made without a file, and the account that each harvest must give."""

import hashlib
from dataclasses import replace
from pathlib import Path

import numpy as np
import polars as pl

from polyphonie.formats import FormatError, Harvest, Table, read_file
from tests.formats.files import Rows


def table_of(rows: Rows) -> Table:
    """Make a table as it is read from a file of commas."""
    headings = [str(heading) for heading in rows[0]]
    cells = [[str(cell) for cell in row] for row in rows[1:]]
    frame = pl.DataFrame(cells, schema=dict.fromkeys(headings, pl.String), orient="row")
    digest = hashlib.sha256(repr(rows).encode()).hexdigest()
    numbers = np.arange(2, len(rows) + 1)
    return Table("export.csv", digest, tuple(headings), frame, numbers, separator=",")


def pieces_of(table: Table, *, size: int, n_head: int = 0) -> list[Table]:
    """Cut a table into pieces as a long file comes, each with the first rows (`size` of them, or more) beside it."""
    n_head = n_head or size
    return [
        replace(
            table,
            frame=table.frame.slice(start, size),
            rows=table.rows[start : start + size],
            head=replace(table, frame=table.frame.head(n_head), rows=table.rows[:n_head]),
        )
        for start in range(0, table.frame.height, size)
    ]


def accounted(harvest: Harvest) -> Harvest:
    """Check that each row was taken, refused as a whole, or belongs to another."""
    assert harvest.n_rows == harvest.n_rows_taken + harvest.n_rows_refused + harvest.n_rows_aside
    return harvest


def what_comes_of(path: Path) -> str:
    """Say what reading a file gives: "something", "nothing", or the code of why it is refused."""
    try:
        harvest = accounted(read_file(path))
    except FormatError as error:
        return error.code
    return "something" if harvest.n_rows or harvest.refused or len(harvest.contributions) else "nothing"
