"""Who may fill, submit, review and publish grids, and edit their form; when a grid no longer takes answers."""

from django.contrib.auth.models import AnonymousUser

from polyphonie.accounts.models import User
from polyphonie.accounts.permissions import can_contribute, can_manage, can_read_drafts, is_coordinator
from polyphonie.campaigns.permissions import refuse_if_closed
from polyphonie.info_grids.enums import GridStatus
from polyphonie.info_grids.errors import GridIsBeingReviewed, GridIsPublished, TerritoryHasLeft
from polyphonie.info_grids.models import InfoGrid
from polyphonie.territories.models import Territory


def can_fill(person: User | AnonymousUser, territory: Territory) -> bool:
    """May open and fill the grid of a territory: its lead, analysts and contributors, and the national team."""
    return can_contribute(person, territory)


def can_submit(person: User | AnonymousUser, territory: Territory) -> bool:
    """May submit the grid, take it back, or start a correction: the lead, or the coordinator."""
    return can_manage(person, territory)


def can_read(person: User | AnonymousUser, territory: Territory) -> bool:
    """May read a grid that is not published, and its restricted fields."""
    return can_read_drafts(person, territory)


def can_review(person: User | AnonymousUser) -> bool:
    """May comment, return and publish grids, and edit their form."""
    return is_coordinator(person)


def refuse_change(grid: InfoGrid) -> None:
    """
    Refuse to write where the campaign is closed, the territory gone, or the grid not in its hands.

    Raises
    ------
    CampaignIsClosed, TerritoryHasLeft, GridIsBeingReviewed, GridIsPublished
    """
    refuse_if_closed(grid.engagement.campaign)
    if not grid.engagement.is_active:
        raise TerritoryHasLeft
    if grid.status == GridStatus.SUBMITTED:
        raise GridIsBeingReviewed
    if grid.status == GridStatus.PUBLISHED:
        raise GridIsPublished


def takes_answers(grid: InfoGrid) -> bool:
    """Tell whether answers may change now; asks nothing of the database."""
    engagement = grid.engagement
    is_open = engagement.is_active and not engagement.campaign.is_closed
    return is_open and grid.status in {GridStatus.DRAFT, GridStatus.RETURNED}
