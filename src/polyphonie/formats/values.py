"""What cells say: votes, moments, yes or no."""

import re
from datetime import UTC, datetime

import polars as pl

from polyphonie.formats.headings import plain

VOTE_NUMBERS = {"1": 1, "+1": 1, "-1": -1, "0": 0, "1.0": 1, "-1.0": -1, "0.0": 0, "-0.0": 0, "−1": -1}
VOTE_WORDS = {
    "agree": 1,
    "d accord": 1,
    "pour": 1,
    "favorable": 1,
    "disagree": -1,
    "pas d accord": -1,
    "contre": -1,
    "defavorable": -1,
    "pass": 0,
    "passe": 0,
    "skip": 0,
    "skipped": 0,
    "je passe": 0,
    "abstention": 0,
    "neutral": 0,
    "neutre": 0,
    "sans avis": 0,
    "ne se prononce pas": 0,
}
# Before this many, a number of seconds since 1970; from it on, of milliseconds (1973 in those).
FIRST_MILLISECONDS = 100_000_000_000
DATE_PATTERNS = (
    "%d/%m/%Y %H:%M:%S",
    "%d/%m/%Y %H:%M",
    "%d/%m/%Y",
    "%Y/%m/%d %H:%M:%S",
    "%Y/%m/%d",
    "%d.%m.%Y %H:%M",
    "%d.%m.%Y",
)
# "2026-04-03 10:00:00 +0200" and "2026-04-03 08:00:00 UTC", as Ruby and SQL write them.
SPACED_ZONE = re.compile(r"(?<=\d) (?=[+-]\d{2}:?\d{2}$)")
UNIVERSAL = re.compile(r" (?:UTC|GMT)$")
YES = {"1", "t", "true", "y", "yes", "oui", "vrai"}


def vote_value(cell: str) -> int | None:
    """Give +1, -1 or 0 as the file has it, or None where the cell is no vote."""
    cell = cell.strip()
    number = VOTE_NUMBERS.get(cell)
    return number if number is not None else VOTE_WORDS.get(plain(cell))


def says_in_words(cell: str) -> bool:
    """Tell whether a vote is written as a word, which declares its own sign."""
    return plain(cell) in VOTE_WORDS and cell.strip() not in VOTE_NUMBERS


def is_yes(cell: str) -> bool:
    """Tell whether a cell says yes."""
    return cell.strip().casefold() in YES


def moment(cell: str) -> datetime | None:
    """
    Read a date or a moment; one without time zone stays without.

    Examples
    --------
    >>> moment("04/03/2026 10:30")
    datetime.datetime(2026, 3, 4, 10, 30)
    >>> moment("1403054214196")
    datetime.datetime(2014, 6, 18, 1, 16, 54, 196000, tzinfo=datetime.timezone.utc)
    """
    cell = cell.strip()
    if not cell or len(cell) > 40:
        return None
    if re.fullmatch(r"[0-9]{9,14}(\.0)?", cell):
        number = int(cell.removesuffix(".0"))
        seconds = number / 1000 if number >= FIRST_MILLISECONDS else number
        return datetime.fromtimestamp(seconds, tz=UTC)
    try:
        return datetime.fromisoformat(SPACED_ZONE.sub("", UNIVERSAL.sub("+00:00", cell)))
    except ValueError:
        return _by_pattern(cell)


def _by_pattern(cell: str) -> datetime | None:
    for pattern in DATE_PATTERNS:
        try:
            return datetime.strptime(cell, pattern)  # noqa: DTZ007 - the file does not tell its time zone
        except ValueError:
            continue
    return None


def milliseconds(column: pl.Series) -> pl.Series:
    """Read a column of numbers since 1970 as milliseconds; -1 where there is none."""
    number = column.str.strip_chars().cast(pl.Float64, strict=False).cast(pl.Int64, strict=False)
    return pl.select(
        pl.when(number < 0)
        .then(-1)
        .when(number < FIRST_MILLISECONDS)
        .then(number * 1000)
        .otherwise(number)
        .fill_null(-1)
    ).to_series()
