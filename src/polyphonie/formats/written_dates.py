"""Dates as people's spreadsheets write them: day or month first, on twelve hours, with a zone after."""

import re
from datetime import datetime, timedelta, timezone

import polars as pl

from polyphonie.formats.values import moment

SHORT = re.compile(
    r"(?P<first>\d{1,2})[/.\-](?P<second>\d{1,2})[/.\-](?P<year>\d{4}|\d{2})(\s*[-,–à]?\s*(?P<time>\d.*))?"
)
LONG = re.compile(r"(?P<year>\d{4})[/.\-](?P<month>\d{1,2})[/.\-](?P<day>\d{1,2})\s+(?P<time>\d.*)")
TIME = re.compile(
    r"(?P<hour>\d{1,2})[:h](?P<minute>\d{2})(:(?P<second>\d{2}))?\s*(?P<half>[AaPp])?(\.?\s?[Mm]\.?)?\s*(?P<zone>\S+)?"
)
ZONE = re.compile(r"(UTC|GMT)?(?P<sign>[+\-−])(?P<hours>\d{1,2})(:?(?P<minutes>\d{2}))?", re.IGNORECASE)
ZONES = {"utc": 0, "gmt": 0, "z": 0, "wet": 0, "west": 1, "cet": 1, "cest": 2, "eet": 2, "eest": 3}
MONTHS = 12
NOON = 12
LONGEST_MOMENT = 60


def day_comes_first(cells: pl.Series, *, language: str = "") -> bool:
    """
    Tell in which order a column writes days and months, where it does so with figures.

    A figure above twelve decides; where there is none, English headings put the month first, others the day.

    Examples
    --------
    >>> day_comes_first(pl.Series(["3/25/2026 10:00:00"]))
    False
    >>> day_comes_first(pl.Series(["3/4/2026"]), language="fr")
    True
    """
    figures = cells.str.strip_chars().str.extract_groups(r"^(\d{1,2})[/.\-](\d{1,2})[/.\-]\d{2}").struct.unnest()
    first, second = (figures.to_series(place).cast(pl.Int64, strict=False) for place in (0, 1))
    if (first > MONTHS).any():
        return True
    if (second > MONTHS).any():
        return False
    return language != "en"


def written_moment(cell: str, *, day_first: bool = True) -> datetime | None:
    """
    Read a moment in figures; None where it is none. One without time zone stays without.

    Examples
    --------
    >>> written_moment("03/04/2026 10:30:00", day_first=False)
    datetime.datetime(2026, 3, 4, 10, 30)
    >>> written_moment("2026/01/31 3:04:05 PM UTC+1").isoformat()
    '2026-01-31T15:04:05+01:00'
    """
    cell = " ".join(cell[: LONGEST_MOMENT + 1].split())
    if len(cell) > LONGEST_MOMENT:
        return None
    short, long = SHORT.fullmatch(cell), LONG.fullmatch(cell)
    try:
        if short:
            first, second, year = int(short["first"]), int(short["second"]), int(short["year"])
            day, month = (first, second) if day_first else (second, first)
            return _at(datetime(year if year >= 100 else 2000 + year, month, day), short["time"] or "")  # noqa: DTZ001 - the zone stands in the time, if anywhere
        if long:
            return _at(datetime(int(long["year"]), int(long["month"]), int(long["day"])), long["time"])  # noqa: DTZ001 - likewise
    except (ValueError, OverflowError):
        return None
    return moment(cell)


def _at(day: datetime, time: str) -> datetime | None:
    if not time:
        return day
    match = TIME.fullmatch(time)
    if match is None:
        return None
    hour = int(match["hour"])
    if match["half"]:
        hour = hour % NOON + (NOON if match["half"] in "pP" else 0)
    at = day.replace(hour=hour, minute=int(match["minute"]), second=int(match["second"] or 0))
    return at.replace(tzinfo=_zone(match["zone"])) if match["zone"] else at


def _zone(name: str) -> timezone | None:
    """Read a zone such as `UTC+1`; None, which is no zone, where the name says nothing to us."""
    match = ZONE.fullmatch(name)
    if match is None:
        hours = ZONES.get(name.casefold())
        return None if hours is None else timezone(timedelta(hours=hours))
    shift = timedelta(hours=int(match["hours"]), minutes=int(match["minutes"] or 0))
    return timezone(shift if match["sign"] == "+" else -shift)
