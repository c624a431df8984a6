"""Writing to the audit trail, in the transaction of the act itself; checking that it is whole."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import closing
from datetime import UTC, datetime
from typing import Any

from django.db import models, transaction

from polyphonie.core.models import AuditEvent, AuditHead
from polyphonie.ledger import BrokenChainError, Link, chain_digest, check_chain


@transaction.atomic
def record(
    verb: str,
    target: models.Model | None = None,
    *,
    at: datetime,
    actor_id: int | None,
    campaign_id: int | None = None,
    territory_id: int | None = None,
    **details: Any,
) -> AuditEvent:
    """
    Add an act to the trail. Call it inside the transaction of the act: both are kept, or neither.

    `details` are figures, dates and codes that JSON knows: no name, no address, no words of a person.
    """
    head = AuditHead.objects.select_for_update().get_or_create(pk=1)[0]
    event = AuditEvent(
        number=head.number + 1,
        at=at.astimezone(UTC),
        actor_id=actor_id,
        verb=verb,
        target_type=target._meta.label_lower if target is not None else "",
        target_id=str(target.pk) if target is not None else "",
        campaign_id=campaign_id,
        territory_id=territory_id,
        details=details,
        previous_digest=head.digest,
    )
    event.digest = chain_digest(event.previous_digest, event.number, content_of(event))
    event.save(force_insert=True)
    head.number, head.digest = event.number, event.digest
    head.save(update_fields=["number", "digest"])
    return event


def content_of(event: AuditEvent) -> dict[str, Any]:
    """Give what the digest of an event covers, in the form that anyone can write again."""
    return {
        "at": event.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "actor": event.actor_id,
        "verb": event.verb,
        "target_type": event.target_type,
        "target_id": event.target_id,
        "campaign": event.campaign_id,
        "territory": event.territory_id,
        "details": event.details,
    }


def links() -> Generator[Link, None, None]:
    """Read the whole trail, the first event first."""
    for event in AuditEvent.objects.order_by("number").iterator(chunk_size=2000):
        yield Link(event.number, content_of(event), event.previous_digest, event.digest)


def check_trail() -> int:
    """
    Check the whole trail, and give the number of its last event.

    Raises
    ------
    BrokenChainError
        At the first event that does not follow from the one before.
    """
    # Closed here where the chain is broken: a cursor of PostgreSQL that is closed by chance, in the middle of
    # another statement, would wait for itself for ever.
    with closing(links()) as read:
        last = check_chain(read)
    head = AuditHead.objects.filter(pk=1).first()
    number, digest = (head.number, head.digest) if head else (0, last)
    n_events = AuditEvent.objects.count()
    if number != n_events or digest != last:
        raise BrokenChainError(n_events + 1, "the last events are missing")
    return number
