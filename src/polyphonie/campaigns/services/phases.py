"""Opening a campaign, and closing it for ever."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from polyphonie.accounts.models import User
from polyphonie.campaigns.enums import CampaignStatus
from polyphonie.campaigns.errors import CampaignAlreadyOpened, CampaignNotOpen, CampaignNotReady
from polyphonie.campaigns.models import Campaign
from polyphonie.campaigns.permissions import refuse_if_closed
from polyphonie.campaigns.queries.managing import missing_before_opening
from polyphonie.core.audit import record


@transaction.atomic
def open_campaign(*, campaign: Campaign, person: User | None, at: datetime) -> Campaign:
    """
    Make a campaign public, so that territories may join.

    Raises
    ------
    CampaignIsClosed, CampaignAlreadyOpened, CampaignNotReady
    """
    locked = Campaign.objects.select_for_update(of=("self",)).get(pk=campaign.pk)
    refuse_if_closed(locked)
    if locked.status != CampaignStatus.DRAFT:
        raise CampaignAlreadyOpened
    if missing_before_opening(locked):
        raise CampaignNotReady
    locked.status = CampaignStatus.OPEN
    locked.save(update_fields=["status", "updated_at"])
    record("campaign_opened", locked, at=at, actor_id=person.pk if person else None, campaign_id=locked.pk)
    return locked


@transaction.atomic
def close_campaign(*, campaign: Campaign, person: User | None, at: datetime) -> Campaign:
    """
    Close a campaign: it stays readable for ever, and every write in it is refused from then on.

    Raises
    ------
    CampaignIsClosed, CampaignNotOpen
    """
    locked = Campaign.objects.select_for_update(of=("self",)).get(pk=campaign.pk)
    refuse_if_closed(locked)
    if locked.status != CampaignStatus.OPEN:
        raise CampaignNotOpen
    locked.status, locked.closed_at = CampaignStatus.CLOSED, at
    locked.save(update_fields=["status", "closed_at", "updated_at"])
    record("campaign_closed", locked, at=at, actor_id=person.pk if person else None, campaign_id=locked.pk)
    return locked
