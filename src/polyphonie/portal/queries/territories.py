"""What a territory says alone, and what it shares with others."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Q, QuerySet

from polyphonie.accounts.models import User
from polyphonie.accounts.permissions import can_read_drafts
from polyphonie.campaigns.models import Campaign
from polyphonie.consultations.models import Consultation, Contribution
from polyphonie.ideas.models import Idea, IdeaRun
from polyphonie.syntheses.models import Document
from polyphonie.territories.models import Territory

_N_IDEAS = 5


@dataclass(frozen=True)
class TerritoryIdeas:
    """The ideas of a territory in the national reading: its own, and those it shares."""

    run: IdeaRun | None
    own: list[Idea]
    shared: list[Idea]


def consultations_of(
    territory: Territory, campaign: Campaign, *, person: User | AnonymousUser
) -> QuerySet[Consultation]:
    """Those that are published; the others too for who may read the drafts of the territory."""
    consultations = Consultation.objects.of(territory).in_campaign(campaign)
    if not can_read_drafts(person, territory):
        consultations = consultations.published()
    return consultations.annotate(n_contributions=Count("contributions", filter=_shown())).order_by("opens_at", "id")


def syntheses_of(territory: Territory, campaign: Campaign) -> QuerySet[Document]:
    """The published syntheses of a territory."""
    return Document.objects.published().in_campaign(campaign).of(territory)


def ideas_of(territory: Territory, campaign: Campaign) -> TerritoryIdeas:
    """Sort the ideas heard in a territory into those heard nowhere else and those heard elsewhere too."""
    run = latest_national_run(campaign)
    if run is None:
        return TerritoryIdeas(None, [], [])
    here = Q(readings__contribution__consultation__territory=territory)
    ideas = Idea.objects.visible().filter(run=run).annotate(n_here=Count("readings", filter=here)).filter(n_here__gt=0)
    own = ideas.filter(n_territories__lte=1, n_distinct__gt=1).order_by("-n_here", "id")
    shared = ideas.filter(n_territories__gt=1).order_by("-n_territories", "-n_here", "id")
    return TerritoryIdeas(run, list(own[:_N_IDEAS]), list(shared[:_N_IDEAS]))


def latest_national_run(campaign: Campaign) -> IdeaRun | None:
    """The published reading of the whole campaign, if there is one."""
    return IdeaRun.objects.published().national().in_campaign(campaign).first()


def n_contributions_of(territory: Territory, campaign: Campaign) -> int:
    """Count what anyone may read of a territory."""
    return Contribution.objects.public().in_campaign(campaign).of(territory).count()


def _shown() -> Q:
    return Q(contributions__is_hidden=False, contributions__erased_at__isnull=True)
