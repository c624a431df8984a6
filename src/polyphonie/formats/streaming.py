"""What a limited child is asked for: what a file is, and what it gives, in the form that goes fastest to its parent."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np

from polyphonie.formats.bundles import Bundle, bundle_of
from polyphonie.formats.columns import ContributionColumns
from polyphonie.formats.describing import Description, describe
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


def bundle_as_named(path: str | Path, options: ReadOptions) -> Bundle:
    """Tell what the files of an archive or of a folder are, under the name by which it was brought."""
    return bundle_of(path, name=options.file_name)


def descriptions_of(path: str | Path, options: ReadOptions) -> list[Description]:
    """Describe a file, or each file of an archive or of a folder."""
    return describe(path)


def _is_in_order(columns: ContributionColumns) -> bool:
    has_one_sheet = len(set(columns.sheet)) <= 1
    return has_one_sheet and bool((np.diff(columns.row) >= 0).all())


def _in_order(columns: ContributionColumns) -> ContributionColumns:
    return ContributionColumns.of(sorted(columns, key=lambda record: (record.sheet, record.row)))
