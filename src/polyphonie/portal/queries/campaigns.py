"""What the home of a campaign says."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Exists, FloatField, Func, IntegerField, OuterRef, Q, QuerySet, Subquery

from polyphonie.accounts.models import User
from polyphonie.accounts.permissions import can_analyze_nationally
from polyphonie.campaigns.models import Campaign, Engagement, Milestone
from polyphonie.consultations.models import Activity, Consultation, Participant, Statement, Vote
from polyphonie.syntheses.enums import DocumentKind
from polyphonie.syntheses.models import Document
from polyphonie.territories.models import Territory
from polyphonie.territories.names import searchable, short_name


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


def published_consultations(campaign: Campaign) -> list[Consultation]:
    """List the published consultations, each with `n_contributions`, the number that anyone may read."""
    shown = Q(contributions__is_hidden=False, contributions__erased_at__isnull=True)
    consultations = Consultation.objects.published().in_campaign(campaign)
    return list(consultations.annotate(n_contributions=Count("contributions", filter=shown)))


def campaign_figures(campaign: Campaign, *, n_engaged: int, consultations: list[Consultation]) -> CampaignFigures:
    """Count what a campaign gathered in public: nothing of a consultation that is not published."""
    published = [consultation.pk for consultation in consultations]
    voters = Participant.objects.filter(
        Exists(Vote.objects.filter(participant=OuterRef("pk"))), consultation__in=published
    )
    activities = Activity.objects.filter(consultation__in=published)
    counts = Campaign.objects.filter(pk=campaign.pk).values_list(
        _total(voters, "COUNT"),
        _total(Statement.objects.published().in_campaign(campaign), "COUNT"),
        _total(activities, "COUNT"),
        _total(activities, "SUM", "n_hours"),
    )
    n_voters, n_statements, n_activities, n_hours = (count or 0 for count in counts.get())
    received = contributions_by_territory(consultations)
    return CampaignFigures(
        n_engaged=n_engaged,
        n_with_contributions=len(received),
        n_contributions=sum(received.values()),
        n_voters=n_voters,
        n_statements=n_statements,
        n_activities=n_activities,
        n_hours=round(n_hours),
    )


def contributions_by_territory(consultations: list[Consultation]) -> dict[int, int]:
    """Add up the contributions of each territory, by its key; those without any are left out."""
    counts: Counter[int] = Counter()
    for consultation in consultations:
        counts[consultation.territory_id] += consultation.n_contributions  # type: ignore[attr-defined] # annotated
    return {territory: n for territory, n in counts.items() if n}


def engaged_territories(
    campaign: Campaign, *, documents: list[Document], consultations: list[Consultation]
) -> list[EngagedTerritory]:
    """List the territories by name: never by a figure, for this is no ranking."""
    received = contributions_by_territory(consultations)
    syntheses = {
        document.consultation.territory_id: document for document in documents if document.consultation is not None
    }
    engagements = Engagement.objects.in_campaign(campaign).select_related("territory__departement")
    territories = sorted(
        (engagement.territory for engagement in engagements), key=lambda one: searchable(short_name(one.name))
    )
    return [EngagedTerritory(one, received.get(one.pk, 0), syntheses.get(one.pk)) for one in territories]


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


def _total(rows: QuerySet[Any], function: str, column: str = "pk") -> Subquery:
    """Total a column over all rows, as a part of another query."""
    total = Func(column, function=function, output_field=FloatField() if function == "SUM" else IntegerField())
    return Subquery(rows.order_by().annotate(total=total).values("total"))
