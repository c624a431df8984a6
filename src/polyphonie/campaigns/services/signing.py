"""Signing the charter, leaving the campaign."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from polyphonie.accounts.models import User
from polyphonie.campaigns.enums import EngagementStatus
from polyphonie.campaigns.joining_errors import (
    AlreadySigned,
    CharterChanged,
    DeliberationTooLate,
    HasMerged,
    HasNotWithdrawn,
    HasWithdrawn,
    NoCharterYet,
    SignedTooEarly,
    SignedTooLate,
)
from polyphonie.campaigns.models import Charter, Engagement, Signature
from polyphonie.campaigns.permissions import refuse_if_closed
from polyphonie.campaigns.queries import charter_in_force
from polyphonie.campaigns.services.joining_decisions import engage
from polyphonie.core.audit import record
from polyphonie.core.models import StoredFile


@dataclass(frozen=True, slots=True, kw_only=True)
class Signing:
    """Who signs, when, by which deliberation, and the digest of the charter that they read."""

    charter_digest: str
    signatory_name: str
    signatory_function: str
    signed_on: date
    deliberation_reference: str = ""
    deliberation_on: date | None = None
    deliberation_url: str = ""
    deliberation_file: StoredFile | None = None


@transaction.atomic
def sign_charter(*, engagement: Engagement, signing: Signing, person: User | None, at: datetime) -> Signature:
    """
    Sign the charter in force for a territory; each version once.

    Raises
    ------
    CampaignIsClosed, HasWithdrawn, HasMerged, NoCharterYet, CharterChanged, AlreadySigned, SignedTooLate,
    SignedTooEarly, DeliberationTooLate
    """
    locked = _lock(engagement)
    _refuse_who_left(locked)
    charter = charter_in_force(locked.campaign)
    if charter is None:
        raise NoCharterYet
    if charter.digest != signing.charter_digest:
        raise CharterChanged
    if Signature.objects.filter(engagement=locked, charter=charter).exists():
        raise AlreadySigned
    _refuse_impossible_dates(locked, charter, signing, at)
    signature = Signature.objects.create(
        engagement=locked,
        charter=charter,
        signatory_name=signing.signatory_name,
        signatory_function=signing.signatory_function,
        signed_on=signing.signed_on,
        deliberation_reference=signing.deliberation_reference,
        deliberation_on=signing.deliberation_on,
        deliberation_url=signing.deliberation_url,
        deliberation_file=signing.deliberation_file,
        charter_digest=charter.digest,
        recorded_at=at,
        recorded_by=person,
    )
    locked.status = EngagementStatus.SIGNED
    locked.charter_signed_on = locked.charter_signed_on or signing.signed_on
    locked.save(update_fields=["status", "charter_signed_on", "updated_at"])
    _record("charter_signed", locked, signature, person, at, version=charter.version, digest=charter.digest)
    return signature


@transaction.atomic
def withdraw(*, engagement: Engagement, reason: str, person: User | None, at: datetime) -> Engagement:
    """
    Leave a campaign, for a reason that everyone can read. What was published stays.

    Raises
    ------
    CampaignIsClosed, HasWithdrawn
    """
    locked = _lock(engagement)
    if not locked.is_active:
        raise HasWithdrawn
    locked.status, locked.withdrawn_at, locked.withdrawal_reason = EngagementStatus.WITHDRAWN, at, reason
    locked.save(update_fields=["status", "withdrawn_at", "withdrawal_reason", "updated_at"])
    _record("territory_withdrew", locked, locked, person, at)
    return locked


@transaction.atomic
def open_again(*, engagement: Engagement, person: User, at: datetime) -> Engagement:
    """
    Open the place of a territory that left.

    Raises
    ------
    CampaignIsClosed, HasMerged, HasNotWithdrawn
    """
    if engagement.is_active:
        raise HasNotWithdrawn
    if engagement.territory.is_merged:
        raise HasMerged
    return engage(campaign=engagement.campaign, territory=engagement.territory, person=person, at=at)


def _lock(engagement: Engagement) -> Engagement:
    rows = Engagement.objects.select_for_update(of=("self",)).select_related("campaign", "territory")
    locked = rows.get(pk=engagement.pk)
    refuse_if_closed(locked.campaign)
    return locked


def _refuse_who_left(engagement: Engagement) -> None:
    if not engagement.is_active:
        raise HasWithdrawn
    if engagement.territory.is_merged:
        raise HasMerged


def _refuse_impossible_dates(engagement: Engagement, charter: Charter, signing: Signing, at: datetime) -> None:
    """Dates are those of the territory: it is already tomorrow in Nouméa, still yesterday in Montréal."""
    zone = engagement.territory.zone
    today = at.astimezone(zone).date()
    if signing.signed_on > today:
        raise SignedTooLate
    if charter.published_at is not None and signing.signed_on < charter.published_at.astimezone(zone).date():
        raise SignedTooEarly
    if signing.deliberation_on is not None and signing.deliberation_on > today:
        raise DeliberationTooLate


def _record(
    verb: str,
    engagement: Engagement,
    target: Signature | Engagement,
    person: User | None,
    at: datetime,
    **details: int | str,
) -> None:
    record(
        verb,
        target,
        at=at,
        actor_id=person.pk if person else None,
        campaign_id=engagement.campaign_id,
        territory_id=engagement.territory_id,
        **details,
    )
