"""What the coordinator does with a request to join: accept it, or decline it with a reason."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from django.db import transaction
from django.utils.translation import gettext_noop

from polyphonie.accounts import mails
from polyphonie.accounts.enums import Role
from polyphonie.accounts.models import User
from polyphonie.accounts.services import invite
from polyphonie.campaigns.enums import EngagementStatus, JoinRequestStatus
from polyphonie.campaigns.joining_errors import (
    CityIsIncomplete,
    RequestIsSettled,
    RequestNotConfirmed,
    TerritoryIsEngaged,
)
from polyphonie.campaigns.models import Campaign, Engagement, JoinRequest, Signature
from polyphonie.campaigns.permissions import refuse_if_closed
from polyphonie.campaigns.queries import charter_in_force
from polyphonie.core.audit import record
from polyphonie.territories.models import Territory
from polyphonie.territories.services import CityDeclared, declare_city


@transaction.atomic
def accept_request(
    *, request: JoinRequest, person: User, at: datetime, city: CityDeclared | Territory | None = None
) -> Engagement:
    """
    Let a territory take part, and invite the person who asked to lead it.

    `city` is for a request that proposes a city: the city as the coordinator checked it, or a territory that is there.

    Raises
    ------
    CampaignIsClosed, RequestIsSettled, RequestNotConfirmed, CityIsIncomplete, CityIsKnown, TerritoryIsEngaged
    """
    locked = _lock(request)
    territory = locked.territory or _city(city, person, at)
    engagement = engage(campaign=locked.campaign, territory=territory.successor, person=person, at=at)
    engagement.contact_function = locked.function
    engagement.save(update_fields=["contact_function", "updated_at"])
    locked.territory = engagement.territory
    _settle(locked, JoinRequestStatus.ACCEPTED, person, at)
    invite(
        email=locked.email,
        role=Role.TERRITORY_LEAD,
        territory=engagement.territory,
        invited_by=person,
        at=at,
        language=locked.language,
        name=locked.name,
    )
    return engagement


@transaction.atomic
def decline_request(*, request: JoinRequest, reason: str, person: User, at: datetime) -> JoinRequest:
    """
    Decline a request, and tell the person why by e-mail.

    Raises
    ------
    CampaignIsClosed, RequestIsSettled, RequestNotConfirmed
    """
    locked = _lock(request)
    locked.reason = reason
    _settle(locked, JoinRequestStatus.DECLINED, person, at)
    transaction.on_commit(partial(_mail_refusal, locked))
    return locked


@transaction.atomic
def engage(*, campaign: Campaign, territory: Territory, person: User, at: datetime) -> Engagement:
    """
    Open the place of a territory in a campaign, or open it again after it left. One territory, one engagement.

    Raises
    ------
    CampaignIsClosed, TerritoryIsEngaged
    """
    refuse_if_closed(campaign)
    engagement, is_new = Engagement.objects.get_or_create(
        campaign=campaign, territory=territory, defaults={"joined_at": at, "status": EngagementStatus.ACCEPTED}
    )
    if not is_new:
        engagement = Engagement.objects.select_for_update(of=("self",)).get(pk=engagement.pk)
        if engagement.is_active:
            raise TerritoryIsEngaged
        _come_back(engagement)
    record(
        "territory_engaged" if is_new else "territory_came_back",
        engagement,
        at=at,
        actor_id=person.pk,
        campaign_id=campaign.pk,
        territory_id=territory.pk,
    )
    return engagement


def _come_back(engagement: Engagement) -> None:
    """
    Open a place again: signed if the charter in force had been, else to sign.

    The last reason for leaving stays written; the dates are in the audit trail.
    """
    charter = charter_in_force(engagement.campaign)
    has_signed = charter is not None and Signature.objects.filter(engagement=engagement, charter=charter).exists()
    engagement.status = EngagementStatus.SIGNED if has_signed else EngagementStatus.ACCEPTED
    engagement.withdrawn_at = None
    engagement.save(update_fields=["status", "withdrawn_at", "updated_at"])


def _city(city: CityDeclared | Territory | None, person: User, at: datetime) -> Territory:
    if city is None:
        raise CityIsIncomplete
    return city if isinstance(city, Territory) else declare_city(city=city, person=person, at=at)


def _lock(request: JoinRequest) -> JoinRequest:
    rows = JoinRequest.objects.select_for_update(of=("self",)).select_related("campaign", "territory__merged_into")
    locked = rows.get(pk=request.pk)
    refuse_if_closed(locked.campaign)
    if locked.decided_at is not None:
        raise RequestIsSettled
    if locked.status != JoinRequestStatus.CONFIRMED:
        raise RequestNotConfirmed
    return locked


def _settle(request: JoinRequest, status: JoinRequestStatus, person: User, at: datetime) -> None:
    request.status, request.decided_at, request.decided_by = status, at, person
    request.save(update_fields=["status", "territory", "decided_at", "decided_by", "reason", "updated_at"])
    record(
        f"join_request_{status.value}",
        request,
        at=at,
        actor_id=person.pk,
        campaign_id=request.campaign_id,
        territory_id=request.territory_id,
    )


def _mail_refusal(request: JoinRequest) -> None:
    mails.send(
        to=request.email,
        language=request.language,
        subject=gettext_noop("Your request to join the campaign"),
        template="campaigns/joining/mails/declined.txt",
        context={"request": request},
    )
