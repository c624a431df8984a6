"""Moments typed as a day and an hour, on the clock of the territory."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django import forms

from polyphonie.consultations.local_times import HourDoesNotExist, HourHappensTwice, moment_of


class DayField(forms.DateField):
    """A day. Browsers send it as 2026-03-29; a person without a calendar may type 29/03/2026."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        super().__init__(input_formats=["%Y-%m-%d", "%d/%m/%Y"], widget=widget, required=False, **kwargs)


class HourField(forms.TimeField):
    """An hour of the day: 18:30, or 18h30 as it is written in French."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TimeInput(format="%H:%M", attrs={"type": "time"})
        formats = ["%H:%M", "%H:%M:%S", "%Hh%M", "%H h %M", "%Hh", "%H h"]
        super().__init__(input_formats=formats, widget=widget, required=False, **kwargs)


def moment_typed(form: forms.BaseForm, day: date | None, hour: time, zone: ZoneInfo, field: str) -> datetime | None:
    """Give the moment that a person typed; where the clock has none or two such hours, say it beside the field."""
    if day is None:
        return None
    try:
        return moment_of(day, hour, zone)
    except (HourDoesNotExist, HourHappensTwice) as error:
        form.add_error(field, str(error))
        return None


def typed_again(moment: datetime | None, zone: ZoneInfo) -> tuple[date | None, time | None]:
    """Give a moment as a person would type it."""
    if moment is None:
        return None, None
    there = moment.astimezone(zone)
    return there.date(), there.time().replace(second=0, microsecond=0)
