"""Moments of a file, a column at a time, as the database takes them."""

from __future__ import annotations

import numpy as np
import polars as pl
from django.db import connection
from django.utils import timezone
from numpy.typing import NDArray

from polyphonie.formats.columns import NO_MOMENT, moment_of
from polyphonie.imports.services.inserting import ready_moment
from polyphonie.imports.targets import aware

# The years that databases and Python both know, less the days that a time zone could take.
FIRST, LAST = (np.datetime64(day, "us").astype(np.int64) for day in ("0001-01-03", "9999-12-29"))


def ready_moments(moment: NDArray[np.int64], is_local: NDArray[np.bool_]) -> list[str | None]:
    """
    Write moments as the database takes them; those of the file's own clock are of the installation's time zone.

    `moment` is in microseconds since 1970, `NO_MOMENT` where unknown.
    """
    is_known = (moment != NO_MOMENT) & (moment >= FIRST) & (moment <= LAST)
    number = pl.Series(moment).set(pl.Series(~is_known), None)
    bare = number.cast(pl.Datetime("us"))
    zone = timezone.get_current_timezone_name()
    here = bare.dt.replace_time_zone(zone, ambiguous="earliest", non_existent="null")
    local = here.dt.convert_time_zone("UTC").dt.replace_time_zone(None)
    exact = pl.select(pl.when(pl.Series(is_local)).then(local).otherwise(bare)).to_series()
    ready = _written(exact)
    for place in np.flatnonzero(is_known & exact.is_null().to_numpy()).tolist():
        # An hour that the clocks skipped in spring.
        found = aware(moment_of(int(moment[place]), is_local=True))
        ready[place] = ready_moment(found) if found else None
    return ready


def _written(moments: pl.Series) -> list[str | None]:
    """As `ready_moment` writes each: without a fraction where there is none."""
    written = moments.dt.strftime("%Y-%m-%d %H:%M:%S")
    with_fraction = moments.dt.strftime("%Y-%m-%d %H:%M:%S%.6f")
    whole = pl.select(pl.when(moments.dt.microsecond() == 0).then(written).otherwise(with_fraction)).to_series()
    return (whole + "+00:00" if connection.vendor == "postgresql" else whole).to_list()
