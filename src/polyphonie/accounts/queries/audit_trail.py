"""The audit trail, as people read it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from polyphonie.accounts import acts
from polyphonie.accounts.models import User
from polyphonie.core.audit import content_of
from polyphonie.core.models import AuditEvent
from polyphonie.territories.models import Territory


@dataclass(frozen=True)
class TrailFilters:
    """What is looked for: an act, some territories, days (both included)."""

    verb: str = ""
    territories: tuple[Territory, ...] | None = None
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class TrailRow:
    """One act in words. `actor` is None where the account is gone; `by_machine` where there was none."""

    event: AuditEvent
    sentence: str
    details: list[tuple[str, str]]
    actor: User | None
    territory: Territory | None

    @property
    def by_machine(self) -> bool:
        return self.event.actor_id is None


def events_found(filters: TrailFilters) -> QuerySet[AuditEvent]:
    """List the acts that answer the filters, the last first."""
    rows = AuditEvent.objects.all()
    if filters.territories is not None:
        rows = rows.filter(territory_id__in=[territory.pk for territory in filters.territories])
    if filters.verb:
        rows = rows.filter(verb=filters.verb)
    if filters.since:
        rows = rows.filter(at__gte=_midnight(filters.since))
    if filters.until:
        rows = rows.filter(at__lt=_midnight(filters.until + timedelta(days=1)))
    return rows


def in_words(events: Iterable[AuditEvent]) -> list[TrailRow]:
    """Say each act of a page, with the names of today: two queries, whatever their number."""
    listed = list(events)
    people = User.objects.in_bulk({event.actor_id for event in listed if event.actor_id is not None})
    places = Territory.objects.in_bulk({event.territory_id for event in listed if event.territory_id is not None})
    return [
        TrailRow(
            event=event,
            sentence=acts.say_act(event.verb),
            details=acts.say_details(event.details),
            actor=people.get(event.actor_id or 0),
            territory=places.get(event.territory_id or 0),
        )
        for event in listed
    ]


def json_lines(events: QuerySet[AuditEvent]) -> Iterator[str]:
    """Write the acts one JSON a line, the first act first, with what it takes to check the chain again."""
    for event in events.order_by("number").iterator(chunk_size=1000):
        line = {
            "number": event.number,
            "content": content_of(event),
            "previous_digest": event.previous_digest,
            "digest": event.digest,
        }
        yield json.dumps(line, ensure_ascii=False, sort_keys=True) + "\n"


def _midnight(day: date) -> datetime:
    """The first moment of a day in the time zone of the site."""
    return timezone.make_aware(datetime.combine(day, time.min)).astimezone(UTC)
