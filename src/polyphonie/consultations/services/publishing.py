"""Showing a consultation to everyone, and withdrawing it."""

from datetime import datetime

from django.db import transaction

from polyphonie.accounts.models import User
from polyphonie.consultations.models import Consultation
from polyphonie.consultations.permissions import refuse_change
from polyphonie.core.audit import record


@transaction.atomic
def publish_consultation(*, consultation: Consultation, person: User | None, at: datetime) -> Consultation:
    """Show a consultation, and all that was said in it, to everyone."""
    return _set_publication(consultation, is_published=True, person=person, at=at)


@transaction.atomic
def withdraw_consultation(*, consultation: Consultation, person: User | None, at: datetime) -> Consultation:
    """Take a consultation back from public view; nothing of it is lost."""
    return _set_publication(consultation, is_published=False, person=person, at=at)


def _set_publication(
    consultation: Consultation, *, is_published: bool, person: User | None, at: datetime
) -> Consultation:
    refuse_change(consultation)
    locked = Consultation.objects.select_for_update(of=("self",)).get(pk=consultation.pk)
    if locked.is_published == is_published:
        return locked
    locked.is_published = is_published
    locked.save(update_fields=["is_published", "updated_at"])
    record(
        "consultation_published" if is_published else "consultation_withdrawn",
        locked,
        at=at,
        actor_id=person.pk if person else None,
        campaign_id=locked.campaign_id,
        territory_id=locked.territory_id,
    )
    return locked
