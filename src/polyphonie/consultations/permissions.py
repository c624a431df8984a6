"""Who may see, describe and publish a consultation, and when a campaign no longer takes any."""

from django.contrib.auth.models import AnonymousUser

from polyphonie.accounts.models import User
from polyphonie.accounts.permissions import can_contribute, can_manage, can_read_drafts
from polyphonie.campaigns.enums import EngagementStatus
from polyphonie.campaigns.models import Campaign, Engagement
from polyphonie.campaigns.permissions import refuse_if_closed
from polyphonie.consultations.errors import (
    CampaignIsNotOpen,
    CharterIsNotSigned,
    EngagementIsWithdrawn,
    TerritoryIsNotEngaged,
)
from polyphonie.consultations.models import ActivityDocument, Consultation
from polyphonie.territories.models import Territory


def can_see(person: User | AnonymousUser, consultation: Consultation) -> bool:
    """Anyone, once it is published; before that, whoever has a role in its territory, and the national team."""
    is_public = consultation.is_published and consultation.campaign.is_public
    return is_public or can_read_drafts(person, consultation.territory)


def can_fetch(person: User | AnonymousUser, document: ActivityDocument) -> bool:
    """Anyone, where it is public in a published consultation; else whoever has a role in the territory."""
    consultation = document.activity.consultation
    if document.is_public and consultation.is_published and consultation.campaign.is_public:
        return True
    return can_read_drafts(person, consultation.territory)


def can_describe(person: User | AnonymousUser, territory: Territory) -> bool:
    """May create and describe consultations and activities: the lead, analysts and contributors of the territory."""
    return can_contribute(person, territory)


def can_publish(person: User | AnonymousUser, consultation: Consultation) -> bool:
    """May show a consultation to everyone, or withdraw it: the lead of its territory, or the coordinator."""
    return can_manage(person, consultation.territory)


def refuse_creation(campaign: Campaign, territory: Territory) -> None:
    """
    Refuse a new consultation where the territory has not signed, has left, or the campaign is not open.

    Raises
    ------
    CampaignIsClosed, CampaignIsNotOpen, TerritoryIsNotEngaged, EngagementIsWithdrawn, CharterIsNotSigned
    """
    refuse_if_closed(campaign)
    if not campaign.is_public:
        raise CampaignIsNotOpen
    engagement = Engagement.objects.of(territory).in_campaign(campaign).first()
    if engagement is None:
        raise TerritoryIsNotEngaged
    if not engagement.is_active:
        raise EngagementIsWithdrawn
    if engagement.status != EngagementStatus.SIGNED:
        raise CharterIsNotSigned


def refuse_change(consultation: Consultation) -> None:
    """
    Refuse to write where the campaign is closed or the territory has left it.

    Raises
    ------
    CampaignIsClosed, EngagementIsWithdrawn
    """
    refuse_if_closed(consultation.campaign)
    engagements = Engagement.objects.of(consultation.territory).in_campaign(consultation.campaign)
    if engagements.filter(status=EngagementStatus.WITHDRAWN).exists():
        raise EngagementIsWithdrawn
