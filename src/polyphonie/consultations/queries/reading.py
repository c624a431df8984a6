"""What the page of a consultation says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Func, IntegerField, OuterRef, QuerySet, Subquery

from polyphonie.consultations.enums import Moderation, Public
from polyphonie.consultations.models import Activity, Consultation, Contribution, Participant, Statement


@dataclass(frozen=True)
class ConsultationFigures:
    """How much was said and voted."""

    n_contributions: int
    n_statements: int
    n_voters: int
    n_activities: int


@dataclass(frozen=True)
class ReachedPublic:
    """How many contributions a public made. Contributions are counted, never people."""

    public: Public
    n_contributions: int


@dataclass(frozen=True)
class Outcomes:
    """What came out, through the names of the pages that show it."""

    documents: list[Any]
    opinion_maps: list[Any]

    @property
    def is_empty(self) -> bool:
        """Whether nothing is published yet."""
        return not (self.documents or self.opinion_maps)


def consultation_figures(consultation: Consultation, publics: list[ReachedPublic]) -> ConsultationFigures:
    """Count what anyone may read or recount; contributions are those of the publics that spoke."""
    voters = Participant.objects.filter(consultation=OuterRef("pk"), votes__isnull=False)
    statements = Statement.objects.filter(consultation=OuterRef("pk")).exclude(moderation=Moderation.REJECTED)
    activities = Activity.objects.filter(consultation=OuterRef("pk"))
    rows = (voters, statements, activities)
    counts = Consultation.objects.filter(pk=consultation.pk).values_list(*(_count(each) for each in rows))
    n_voters, n_statements, n_activities = (count or 0 for count in counts.get())
    n_contributions = sum(public.n_contributions for public in publics)
    return ConsultationFigures(n_contributions, n_statements, n_voters, n_activities)


def _count(rows: QuerySet[Any]) -> Subquery:
    """Count rows as a part of another query."""
    distinct = Func("pk", function="COUNT", template="%(function)s(DISTINCT %(expressions)s)")
    counted = rows.order_by().annotate(n=distinct).values("n")
    return Subquery(counted, output_field=IntegerField())


def publics_reached(consultation: Consultation) -> list[ReachedPublic]:
    """List the publics that spoke, in the order of the campaign's list."""
    rows = _shown(consultation).order_by().values_list("public").annotate(n=Count("id"))
    counts = dict(rows)
    return [ReachedPublic(public, counts[public.value]) for public in Public if counts.get(public.value)]


def outcomes_of(consultation: Consultation) -> Outcomes:
    """List what was published of a consultation: rooms above give it through the reverse side of their models."""
    related: Any = consultation
    return Outcomes(
        documents=list(related.documents.filter(versions__isnull=False).distinct()),
        opinion_maps=list(related.opinion_maps.filter(is_published=True).defer("result", "positions")[:3]),
    )


def _shown(consultation: Consultation) -> Any:
    return Contribution.objects.kept().filter(consultation=consultation, is_hidden=False)


def activities_in_order(consultation: Consultation) -> QuerySet[Activity]:
    """List the activities of a consultation by their days; those without a day come where the database puts them."""
    return consultation.activities.select_related("consultation__territory").order_by("held_on", "starts_at", "id")
