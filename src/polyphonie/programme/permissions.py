"""Who may follow the territories of a campaign, and say what they show for their commitments."""

from django.contrib.auth.models import AnonymousUser

from polyphonie.accounts.models import User
from polyphonie.accounts.permissions import can_manage, can_read_drafts, is_coordinator
from polyphonie.campaigns.models import DeclaredEvidence
from polyphonie.campaigns.permissions import can_see
from polyphonie.territories.models import Territory


def can_follow(person: User | AnonymousUser) -> bool:
    """May see the stage of every territory, and write to their leads: the coordinator."""
    return is_coordinator(person)


def can_declare(person: User | AnonymousUser, territory: Territory) -> bool:
    """May say what a territory shows for a commitment, and take it back: its lead, or the coordinator."""
    return can_manage(person, territory)


def can_fetch(person: User | AnonymousUser, evidence: DeclaredEvidence) -> bool:
    """May fetch the document of an evidence: anyone while it is shown, those who read the drafts afterwards."""
    engagement = evidence.engagement
    is_shown = evidence.withdrawn_at is None and can_see(person, engagement.campaign)
    return is_shown or can_read_drafts(person, engagement.territory)
