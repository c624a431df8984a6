"""Who may run a campaign, sign its charter, and see what is in preparation; what a closed campaign refuses."""

from django.contrib.auth.models import AnonymousUser

from polyphonie.accounts.models import User
from polyphonie.accounts.permissions import can_analyze_nationally, can_manage, is_coordinator
from polyphonie.campaigns.enums import CampaignStatus
from polyphonie.campaigns.errors import CampaignIsClosed
from polyphonie.campaigns.models import Campaign
from polyphonie.territories.models import Territory


def can_coordinate(person: User | AnonymousUser) -> bool:
    """May create, edit, open and close campaigns, and publish their charter."""
    return is_coordinator(person)


def can_sign(person: User | AnonymousUser, territory: Territory) -> bool:
    """May sign the charter for a territory, or leave the campaign: its lead, or the coordinator."""
    return can_manage(person, territory)


def can_see(person: User | AnonymousUser, campaign: Campaign) -> bool:
    """Anyone once it has opened; before that, the national team."""
    return campaign.is_public or can_analyze_nationally(person)


def refuse_if_closed(campaign: Campaign) -> None:
    """
    Refuse to go on where a campaign is closed. Call it in every service that writes into a campaign.

    It asks the database, for the campaign may have closed since the page was opened.

    Raises
    ------
    CampaignIsClosed
    """
    if Campaign.objects.filter(pk=campaign.pk, status=CampaignStatus.CLOSED).exists():
        raise CampaignIsClosed
