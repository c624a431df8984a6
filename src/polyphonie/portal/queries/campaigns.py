"""What the home of a campaign says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Exists, F, FloatField, Func, IntegerField, OuterRef, Q, QuerySet, Subquery

from polyphonie.accounts.models import User
from polyphonie.accounts.permissions import can_analyze_nationally
from polyphonie.campaigns.models import Campaign, Milestone
from polyphonie.consultations.models import Activity, Consultation, Contribution, Participant, Statement, Vote
from polyphonie.programme.queries.places import EngagedPlace
from polyphonie.syntheses.enums import DocumentKind
from polyphonie.syntheses.models import Document
from polyphonie.territories.models import Territory

_N_OPEN = 8


@dataclass(frozen=True)
class CampaignFigures:
    """The figures of a campaign, each with what it is out of."""

    n_engaged: int
    n_with_contributions: int
    n_contributions: int
    n_voters: int
    n_statements: int
    n_consultations: int
    n_activities: int
    n_hours: int


@dataclass(frozen=True)
class EngagedTerritory:
    """One row of the table of territories."""

    place: EngagedPlace
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


def open_consultations(campaign: Campaign, *, at: datetime) -> list[Consultation]:
    """List some of the consultations in which people may take part now: those that close first."""
    consultations = Consultation.objects.published().in_campaign(campaign).filter(opens_at__lte=at)
    opened = consultations.filter(Q(closes_at__isnull=True) | Q(closes_at__gt=at))
    return list(opened.order_by(F("closes_at").asc(nulls_last=True), "pk")[:_N_OPEN])


def campaign_figures(campaign: Campaign, *, n_engaged: int) -> CampaignFigures:
    """Count what a campaign gathered in public: nothing of a consultation that is not published."""
    consultations = Consultation.objects.published().in_campaign(campaign)
    published = consultations.order_by().values("pk")
    voters = Participant.objects.filter(
        Exists(Vote.objects.filter(participant=OuterRef("pk"))), consultation__in=published
    )
    activities = Activity.objects.filter(consultation__in=published, is_cancelled=False)
    contributions = Contribution.objects.public().in_campaign(campaign)
    heard = consultations.filter(Exists(contributions.filter(consultation=OuterRef("pk"))))
    territories = Territory.objects.filter(pk__in=heard.order_by().values("territory"))
    counts = Campaign.objects.filter(pk=campaign.pk).values_list(
        _total(voters, "COUNT"),
        _total(Statement.objects.published().in_campaign(campaign), "COUNT"),
        _total(consultations, "COUNT"),
        _total(activities, "COUNT"),
        _total(activities, "SUM", "n_hours"),
        _total(contributions, "COUNT"),
        _total(territories, "COUNT"),
    )
    figures = [count or 0 for count in counts.get()]
    n_voters, n_statements, n_consultations, n_activities, n_hours, n_contributions, n_heard = figures
    return CampaignFigures(
        n_engaged=n_engaged,
        n_with_contributions=n_heard,
        n_contributions=n_contributions,
        n_voters=n_voters,
        n_statements=n_statements,
        n_consultations=n_consultations,
        n_activities=n_activities,
        n_hours=round(n_hours),
    )


def engaged_territories(
    campaign: Campaign, places: Sequence[EngagedPlace], *, documents: list[Document]
) -> list[EngagedTerritory]:
    """Complete some lines of the table of territories, in the order in which they come."""
    received = Contribution.objects.public().in_campaign(campaign)
    here = received.filter(consultation__territory__in=[place.territory_id for place in places]).order_by()
    counts = dict(here.values_list("consultation__territory_id").annotate(n=Count("pk")))
    syntheses = {
        document.consultation.territory_id: document for document in documents if document.consultation is not None
    }
    return [
        EngagedTerritory(place, counts.get(place.territory_id, 0), syntheses.get(place.territory_id))
        for place in places
    ]


def documents_shown(campaign: Campaign, places: Sequence[EngagedPlace]) -> list[Document]:
    """List the published documents that the home shows: the national ones, and those of some territories."""
    local = Q(consultation__territory__in=[place.territory_id for place in places])
    documents = Document.objects.published().in_campaign(campaign).filter(~Q(kind=DocumentKind.LOCAL_SYNTHESIS) | local)
    return list(documents.select_related("consultation"))


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
