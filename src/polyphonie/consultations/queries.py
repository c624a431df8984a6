"""What the page of a consultation says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from polyphonie.consultations.enums import Public
from polyphonie.consultations.models import Consultation, Contribution


@dataclass(frozen=True)
class ConsultationFigures:
    """How much was said and voted."""

    n_contributions: int
    n_statements: int
    n_voters: int


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
    idea_runs: list[Any]

    @property
    def is_empty(self) -> bool:
        """Whether nothing is published yet."""
        return not (self.documents or self.opinion_maps or self.idea_runs)


def consultation_figures(consultation: Consultation) -> ConsultationFigures:
    """Count what anyone may read or recount."""
    return ConsultationFigures(
        n_contributions=_shown(consultation).count(),
        n_statements=consultation.statements.exclude(moderation=-1).count(),
        n_voters=consultation.participants.filter(votes__isnull=False).distinct().count(),
    )


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
        idea_runs=list(related.idea_runs.filter(is_published=True)[:1]),
    )


def _shown(consultation: Consultation) -> Any:
    return Contribution.objects.filter(consultation=consultation, is_hidden=False, erased_at__isnull=True)
