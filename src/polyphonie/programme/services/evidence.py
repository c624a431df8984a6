"""A territory says what it shows for a commitment, or takes it back."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from polyphonie.accounts.models import User
from polyphonie.campaigns.models import Commitment, DeclaredEvidence, Engagement
from polyphonie.campaigns.permissions import refuse_if_closed
from polyphonie.core import audit
from polyphonie.core.models import StoredFile
from polyphonie.programme.errors import CommitmentIsUnknown, EvidenceIsWithdrawn


@transaction.atomic
def declare_evidence(
    *,
    engagement: Engagement,
    commitment_code: str,
    text: str,
    person: User,
    on: date,
    at: datetime,
    document: StoredFile | None = None,
    url: str = "",
) -> DeclaredEvidence:
    """Keep what a territory shows for a commitment of a charter that it signed."""
    refuse_if_closed(engagement.campaign)
    signed = Commitment.objects.filter(charter__signatures__engagement=engagement, code=commitment_code)
    if not signed.exists():
        raise CommitmentIsUnknown
    evidence = DeclaredEvidence.objects.create(
        engagement=engagement,
        commitment_code=commitment_code,
        text=text,
        document=document,
        url=url,
        declared_on=on,
        declared_by=person,
    )
    _record("evidence_declared", evidence, person=person, at=at)
    return evidence


@transaction.atomic
def withdraw_evidence(*, evidence: DeclaredEvidence, person: User, at: datetime) -> DeclaredEvidence:
    """Take back what was shown. It is kept, with the date; the page says that there was one."""
    refuse_if_closed(evidence.engagement.campaign)
    locked = DeclaredEvidence.objects.select_for_update(of=("self",)).select_related("engagement").get(pk=evidence.pk)
    if locked.withdrawn_at is not None:
        raise EvidenceIsWithdrawn
    locked.withdrawn_at = at
    locked.save(update_fields=["withdrawn_at", "updated_at"])
    _record("evidence_withdrawn", locked, person=person, at=at)
    return locked


def _record(verb: str, evidence: DeclaredEvidence, *, person: User, at: datetime) -> None:
    engagement = evidence.engagement
    audit.record(
        verb,
        evidence,
        at=at,
        actor_id=person.pk,
        campaign_id=engagement.campaign_id,
        territory_id=engagement.territory_id,
        commitment=evidence.commitment_code,
        has_document=evidence.document_id is not None,
    )
