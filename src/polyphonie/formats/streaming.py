"""What a long file gives, piece by piece, in the form that goes fastest from one process to another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np

from polyphonie.formats.columns import ContributionColumns
from polyphonie.formats.reading import read_stream
from polyphonie.formats.records import Harvest, ReadOptions


def stream_columns(path: str | Path, options: ReadOptions | None = None) -> Iterator[Harvest]:
    """
    Read a file piece by piece, its contributions as columns, in the order of their rows and without attributes.

    Raises
    ------
    FormatError
        If the file cannot be read, or no reader knows it.
    """
    for harvest in read_stream(path, options):
        columns = ContributionColumns.of(harvest.contributions)
        yield replace(harvest, contributions=columns if _is_in_order(columns) else _in_order(columns))


def _is_in_order(columns: ContributionColumns) -> bool:
    has_one_sheet = len(set(columns.sheet)) <= 1
    return has_one_sheet and bool((np.diff(columns.row) >= 0).all())


def _in_order(columns: ContributionColumns) -> ContributionColumns:
    return ContributionColumns.of(sorted(columns, key=lambda record: (record.sheet, record.row)))
