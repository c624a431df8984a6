"""Hours as people read them on the clock of a place, and the moments that they name."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from polyphonie.core.errors import DomainError


class HourDoesNotExist(DomainError):
    message = _("That hour does not exist on that day: clocks go forward then. Choose another hour.")


class HourHappensTwice(DomainError):
    message = _("That hour happens twice on that day: clocks go back then. Choose another hour.")


def moment_of(day: date, hour: time, zone: ZoneInfo) -> datetime:
    """
    Give the moment of an hour on the clock of a place, in UTC.

    Raises
    ------
    HourDoesNotExist, HourHappensTwice
        On the night when clocks change: the hour names no moment, or two.

    Examples
    --------
    >>> moment_of(date(2026, 3, 29), time(10, 0), ZoneInfo("Europe/Paris")).hour
    8
    """
    first = datetime.combine(day, hour, tzinfo=zone)
    moments = {first.replace(fold=fold).astimezone(UTC) for fold in (0, 1)}
    told = [moment for moment in moments if moment.astimezone(zone).replace(tzinfo=None) == first.replace(tzinfo=None)]
    if not told:
        raise HourDoesNotExist
    if len(told) == 2:
        raise HourHappensTwice
    return told[0]


def local(moment: datetime, zone: ZoneInfo) -> datetime:
    """Read a moment on the clock of a place."""
    return moment.astimezone(zone)


def is_midnight(moment: datetime, zone: ZoneInfo) -> bool:
    """Tell whether a day begins there at that moment."""
    return moment.astimezone(zone).time() == time.min
