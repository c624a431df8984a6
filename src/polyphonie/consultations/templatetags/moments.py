"""When something takes place, in words, on the clock of the place."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Final
from zoneinfo import ZoneInfo

from django import template
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext, pgettext

from polyphonie.consultations.models import Activity, Consultation
from polyphonie.core.templatetags.figures import full_date, number

register = template.Library()

_CITIES: Final = {
    "America/Cayenne": "Cayenne",
    "America/Montreal": "Montréal",
    "America/Port-au-Prince": "Port-au-Prince",
    "America/St_Barthelemy": "Saint-Barthélemy",
    "America/Miquelon": "Saint-Pierre-et-Miquelon",
    "Africa/Algiers": "Alger",
    "Africa/Lome": "Lomé",
    "Africa/Ndjamena": "N’Djaména",
    "Europe/Brussels": "Bruxelles",
    "Europe/London": "Londres",
    "Indian/Reunion": "La Réunion",
    "Pacific/Noumea": "Nouméa",
    "Pacific/Marquesas": "Marquises",
}
"""Cities whose French name is not that of the time zone."""


@register.filter
def when(activity: Activity) -> str:
    """Say when an activity takes place: "12 mars 2026, de 18 h 30 à 20 h, heure de Paris"."""
    if activity.held_on is None:
        return ""
    if activity.lasts_whole_days or activity.starts_at is None:
        return _days(activity)
    zone = activity.zone
    starts = activity.starts_at.astimezone(zone)
    place = zone_in_words(activity)
    if activity.ends_at is None:
        return gettext("%(day)s, %(hour)s, %(zone)s") % {
            "day": full_date(starts.date()), "hour": hour(starts), "zone": place
        }  # fmt: skip
    ends = activity.ends_at.astimezone(zone)
    if ends.date() == starts.date():
        return gettext("%(day)s, from %(start)s to %(end)s, %(zone)s") % {
            "day": full_date(starts.date()), "start": hour(starts), "end": hour(ends), "zone": place
        }  # fmt: skip
    return gettext("from %(first)s, %(start)s, to %(last)s, %(end)s, %(zone)s") % {
        "first": full_date(starts.date()), "start": hour(starts),
        "last": full_date(ends.date()), "end": hour(ends), "zone": place,
    }  # fmt: skip


@register.filter
def hours(value: Decimal | None) -> str:
    """Write hours: 2, or 2,5; nothing where they are not known."""
    return "" if value is None else number(value, 0 if value == int(value) else 1)


@register.filter
def opening_day(consultation: Consultation) -> str:
    """Say on which day a consultation opens, where it takes place."""
    return _day(consultation.opens_at, consultation)


@register.filter
def closing_day(consultation: Consultation) -> str:
    """Say on which day a consultation closes, where it takes place."""
    return _day(consultation.closes_at, consultation)


def _day(moment: datetime | None, consultation: Consultation) -> str:
    return "" if moment is None else full_date(moment.astimezone(consultation.territory.zone).date())


@register.filter
def month_in_words(day: date) -> str:
    """Name a month: "mars 2026", "March 2026"."""
    return date_format(day, "F Y")


def hour(moment: datetime) -> str:
    """Write an hour as it is read aloud: "18 h 30" in French, "6:30 p.m." in English."""
    if not (get_language() or "fr").startswith("fr"):
        return date_format(moment, "P")
    return f"{moment.hour}\xa0h\xa0{moment.minute:02d}" if moment.minute else f"{moment.hour}\xa0h"


def zone_in_words(activity: Activity) -> str:
    """Name the clock: that of the city of the territory where it has its own, else that of its time zone."""
    city = _city_of(activity)
    if city[:1].lower() in "aeiouyéèêh":
        return pgettext("a city that begins with a vowel", "%(city)s time") % {"city": city}
    return gettext("%(city)s time") % {"city": city}


def _city_of(activity: Activity) -> str:
    territory, zone = activity.consultation.territory, activity.zone
    if territory.country != "FR" and territory.zone.key == zone.key:
        return territory.name
    return city_of(zone)


def city_of(zone: ZoneInfo) -> str:
    """Name the city after which a time zone is called."""
    return _CITIES.get(zone.key, zone.key.rpartition("/")[2].replace("_", " "))


def _days(activity: Activity) -> str:
    if activity.starts_at is None or activity.ends_at is None:
        return full_date(activity.held_on)
    last = activity.ends_at.astimezone(activity.zone).date() - timedelta(days=1)
    if last == activity.held_on:
        return full_date(last)
    words = {"first": full_date(activity.held_on), "last": full_date(last)}
    return gettext("from %(first)s to %(last)s") % words
