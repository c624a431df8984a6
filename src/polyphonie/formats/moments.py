"""Columns of dates and moments, read at once where they are written in one of the usual ways."""

from __future__ import annotations

import numpy as np
import polars as pl
from numpy.typing import NDArray

from polyphonie.formats.columns import NO_MOMENT, microseconds
from polyphonie.formats.values import moment

# Each pattern, and the shape of the cells that it reads as `values.moment` does.
USUAL = (
    (r"^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$", "%Y-%m-%d %H:%M:%S"),
    (r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$", "%Y-%m-%dT%H:%M:%S"),
    (r"^\d{4}-\d{2}-\d{2}$", "%Y-%m-%d"),
    (r"^\d{2}/\d{2}/\d{4} \d{2}:\d{2}:\d{2}$", "%d/%m/%Y %H:%M:%S"),
    (r"^\d{2}/\d{2}/\d{4} \d{2}:\d{2}$", "%d/%m/%Y %H:%M"),
    (r"^\d{2}/\d{2}/\d{4}$", "%d/%m/%Y"),
)

# As Ruby and SQL write them: "2026-04-03 10:00:00 +0200", "2026-04-03 08:00:00 UTC".
ZONED = r"^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2} (?:UTC|[+-]\d{4})$"


def moments(column: pl.Series) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """
    Read a column of moments.

    Returns
    -------
    tuple of ndarray
        Microseconds since 1970, `columns.NO_MOMENT` where a cell tells none; and whether each is of the file's own
        clock, for it names no time zone.
    """
    found = np.full(len(column), NO_MOMENT, dtype=np.int64)
    is_local = np.zeros(len(column), dtype=np.bool_)
    left = (column != "").to_numpy().copy()
    for shape, pattern in USUAL:
        is_so = column.str.contains(shape).to_numpy() & left
        if is_so.any():
            read = column.filter(pl.Series(is_so)).str.to_datetime(pattern, time_unit="us", strict=False)
            found[is_so] = read.dt.epoch("us").fill_null(NO_MOMENT).to_numpy()
            is_local[is_so] = read.is_not_null().to_numpy()
            left &= ~is_so
        if not left.any():
            return found, is_local
    is_zoned = column.str.contains(ZONED).to_numpy() & left
    if is_zoned.any():
        written = column.filter(pl.Series(is_zoned)).str.replace(" UTC", " +0000", literal=True)
        read = written.str.to_datetime("%Y-%m-%d %H:%M:%S %z", time_unit="us", strict=False)
        found[is_zoned] = read.dt.epoch("us").fill_null(NO_MOMENT).to_numpy()
        left &= ~is_zoned
    for place in np.flatnonzero(left).tolist():
        one = moment(column[place])
        found[place] = microseconds(one)
        is_local[place] = one is not None and one.tzinfo is None
    return found, is_local
