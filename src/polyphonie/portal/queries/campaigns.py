"""What the home of a campaign says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, QuerySet, Sum

from polyphonie.accounts.models import User
from polyphonie.accounts.permissions import can_analyze_nationally
from polyphonie.campaigns.models import Campaign, Engagement, Milestone
from polyphonie.consultations.models import Activity, Consultation, Contribution, Participant, Statement
from polyphonie.syntheses.enums import DocumentKind
from polyphonie.syntheses.models import Document
from polyphonie.territories.models import Territory


@dataclass(frozen=True)
class CampaignFigures:
    """The figures of a campaign, each with what it is out of."""

    n_engaged: int
    n_with_contributions: int
    n_contributions: int
    n_voters: int
    n_statements: int
    n_activities: int
    n_hours: int


@dataclass(frozen=True)
class EngagedTerritory:
    """One row of the table of territories."""

    territory: Territory
    n_contributions: int
    consultations: tuple[Consultation, ...]
    synthesis: Document | None


@dataclass(frozen=True)
class Step:
    """A milestone, and whether it is behind us."""

    milestone: Milestone
    is_past: bool
    is_next: bool


def visible_campaigns(person: User | AnonymousUser) -> QuerySet[Campaign]:
    """Those that anyone may see; those in preparation too for the national team."""
    return Campaign.objects.all() if can_analyze_nationally(person) else Campaign.objects.public()


def contributions_by_territory(campaign: Campaign) -> dict[int, int]:
    """Count the public contributions of each territory, by its key."""
    contributions = Contribution.objects.public().in_campaign(campaign).order_by()
    return dict(contributions.values_list("consultation__territory").annotate(n=Count("id")))


def campaign_figures(campaign: Campaign, *, n_engaged: int, received: dict[int, int]) -> CampaignFigures:
    """Count what a campaign gathered in public: nothing of a consultation that is not published."""
    published = Consultation.objects.published().in_campaign(campaign)
    voters = Participant.objects.filter(consultation__in=published, votes__isnull=False)
    activities = Activity.objects.filter(consultation__in=published).aggregate(n=Count("id"), hours=Sum("n_hours"))
    return CampaignFigures(
        n_engaged=n_engaged,
        n_with_contributions=len(received),
        n_contributions=sum(received.values()),
        n_voters=voters.distinct().count(),
        n_statements=Statement.objects.published().in_campaign(campaign).count(),
        n_activities=activities["n"],
        n_hours=round(activities["hours"] or 0),
    )


def engaged_territories(
    campaign: Campaign, *, documents: list[Document], received: dict[int, int]
) -> list[EngagedTerritory]:
    """List the territories by name: never by a figure, for this is no ranking."""
    consultations: dict[int, list[Consultation]] = {}
    for consultation in Consultation.objects.published().in_campaign(campaign):
        consultations.setdefault(consultation.territory_id, []).append(consultation)
    syntheses = {
        document.consultation.territory_id: document for document in documents if document.consultation is not None
    }
    return [
        EngagedTerritory(
            engagement.territory,
            received.get(engagement.territory_id, 0),
            tuple(consultations.get(engagement.territory_id, ())),
            syntheses.get(engagement.territory_id),
        )
        for engagement in Engagement.objects.in_campaign(campaign).select_related("territory")
    ]


def published_documents(campaign: Campaign) -> list[Document]:
    """List the published documents of a campaign: local, national, manifesto."""
    return list(Document.objects.published().in_campaign(campaign).select_related("consultation"))


def national_documents(documents: list[Document]) -> dict[str, Document]:
    """Keep the documents that speak for all, the national synthesis and the manifesto, by kind."""
    return {document.kind: document for document in documents if document.kind != DocumentKind.LOCAL_SYNTHESIS}


def calendar(campaign: Campaign, *, today: date) -> list[Step]:
    """List the milestones in order; the first one to come is marked."""
    milestones = list(campaign.milestones.all())
    coming = next((milestone for milestone in milestones if milestone.date >= today), None)
    return [Step(milestone, milestone.date < today, milestone == coming) for milestone in milestones]
