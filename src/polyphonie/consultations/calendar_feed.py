"""The agenda as a calendar that others subscribe to (RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from urllib.parse import urlsplit

from django.urls import reverse
from django.utils.translation import gettext
from icalendar import Timezone

from polyphonie.consultations.models import Activity
from polyphonie.core.addresses import public_url
from polyphonie.formats.icalendar_lines import day, escaped, moment, universal, written

_DESCRIPTION_LENGTH = 1_000


def write_feed(activities: Sequence[Activity], *, name: str, url: str) -> bytes:
    """
    Write activities as a calendar.

    Parameters
    ----------
    activities : sequence of Activity
        With their consultation and its territory; each has at least its day.
    name, url : str
        What the calendar is called, and where it is read as a page.
    """
    host = urlsplit(public_url("/")).hostname or "localhost"
    page = public_url(reverse("consultations:activity", args=[0]))
    lines = [
        *("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Polyphonie//agenda//FR", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"),
        *(f"X-WR-CALNAME:{escaped(name)}", f"NAME:{escaped(name)}", f"URL:{url}"),
        *("REFRESH-INTERVAL;VALUE=DURATION:PT6H", "X-PUBLISHED-TTL:PT6H"),
    ]
    events = [line for activity in activities for line in _event(activity, host, page)]
    return written(lines) + _time_zones(activities) + written(events) + written(["END:VCALENDAR"])


def _time_zones(activities: Sequence[Activity]) -> bytes:
    """Define each clock that is named, from before the first activity to after the last."""
    days = [activity.held_on for activity in activities if activity.held_on]
    if not days:
        return b""
    first, last = date(min(days).year - 1, 1, 1), date(max(days).year + 2, 1, 1)
    zones = {activity.zone.key: activity.zone for activity in activities if activity.starts_at}
    return b"".join(
        bytes(Timezone.from_tzinfo(zone, key, first_date=first, last_date=last).to_ical())
        for key, zone in sorted(zones.items())
    )


def _event(activity: Activity, host: str, page: str) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:activity-{activity.pk}@{host}"
    yield universal("DTSTAMP", activity.updated_at)
    yield universal("LAST-MODIFIED", activity.updated_at)
    yield f"SEQUENCE:{_sequence(activity)}"
    yield "STATUS:CANCELLED" if activity.is_cancelled else "STATUS:CONFIRMED"
    yield "TRANSP:TRANSPARENT"
    yield from _moments(activity)
    yield f"SUMMARY:{escaped(activity.title)} – {escaped(activity.consultation.territory.name)}"
    yield f"URL:{page.replace('/0/', f'/{activity.pk}/')}"
    if place := _place(activity):
        yield f"LOCATION:{escaped(place)}"
    yield f"DESCRIPTION:{escaped(_description(activity))}"
    yield "END:VEVENT"


def _moments(activity: Activity) -> Iterator[str]:
    """Hours go with their time zone, so that they stay right where the law changes a clock; days go as days."""
    zone, starts_at, ends_at = activity.zone, activity.starts_at, activity.ends_at
    if starts_at is None or activity.lasts_whole_days:
        first = activity.held_on or date.min
        yield day("DTSTART", first)
        yield day("DTEND", ends_at.astimezone(zone).date() if ends_at else first + timedelta(days=1))
        return
    yield moment("DTSTART", starts_at.astimezone(zone), time_zone=zone.key)
    if ends_at is not None:
        yield moment("DTEND", ends_at.astimezone(zone), time_zone=zone.key)


def _sequence(activity: Activity) -> int:
    """Count seconds from its creation to its last change: a number that only grows, as calendars expect."""
    return max(0, int((activity.updated_at - activity.created_at).total_seconds()))


def _place(activity: Activity) -> str:
    if activity.is_online:
        return f"{activity.place} ({gettext('on line')})" if activity.place else gettext("on line")
    return activity.place


def _description(activity: Activity) -> str:
    parts = [activity.consultation.title, activity.description[:_DESCRIPTION_LENGTH]]
    if activity.registration_url:
        parts.append(gettext("Register: %(address)s") % {"address": activity.registration_url})
    return "\n\n".join(part for part in parts if part)


def etag_of(state: tuple[int, datetime | None], *more: object) -> str:
    """Name one state of a feed, in one language and on one day."""
    n_activities, changed_at = state
    return '"' + "-".join(str(part) for part in (n_activities, changed_at and changed_at.timestamp(), *more)) + '"'
