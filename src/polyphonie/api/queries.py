"""What the API reads: published objects only, in a stable order."""

from __future__ import annotations

from typing import Any

from django.db.models import Case, Count, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from polyphonie.analysis.disclosure import is_small
from polyphonie.api.parameters import PageQuery
from polyphonie.campaigns.models import Campaign, Engagement
from polyphonie.consultations.models import Consultation, Contribution, Statement
from polyphonie.ideas.models import Idea
from polyphonie.opinion_maps.models import OpinionMap
from polyphonie.syntheses.models import Document

_NAMES = {
    "campaign__slug": "campaign",
    "consultation__campaign__disclosure_threshold": "threshold",
    "consultation__slug": "consultation",
    "consultation__territory__slug": "territory",
    "created_at": "computed_at",
    "charter__version": "version",
    "engagement__territory__slug": "territory",
    "activity_id": "activity",
    "activity__n_participants": "n_participants",
    "activity__consultation__slug": "consultation",
    "activity__consultation__campaign__disclosure_threshold": "threshold",
    "run__campaign__slug": "campaign",
    "shown_id": "external_id",
    "territory__slug": "territory",
    "topic__label": "theme",
}
"""Where a value is found, and its name outside: an annotation may not bear the name of a field."""


def page_of(rows: QuerySet[Any], page: PageQuery) -> dict[str, Any]:
    """Cut one page out of a list, with the length of the whole."""
    return {"count": rows.count(), "items": [named(row) for row in rows[page.offset : page.offset + page.limit]]}


def named(row: Any) -> Any:
    """Give the values of a row the names that they have outside; a model is left as it is."""
    return {_NAMES.get(name, name): value for name, value in row.items()} if isinstance(row, dict) else row


def counted(rows: QuerySet[Any], key: str) -> Coalesce:
    """Count rows grouped by `key`, as a value for the row of the outer query."""
    grouped = rows.order_by().filter(**{key: OuterRef("pk")}).values(key).annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(grouped), 0)


def campaigns() -> QuerySet[Any, Any]:
    rows: QuerySet[Any, Any] = (
        Campaign.objects.public()
        .annotate(
            n_territories=counted(Engagement.objects.all(), "campaign"),
            n_consultations=counted(Consultation.objects.published(), "campaign"),
            n_contributions=counted(Contribution.objects.public(), "consultation__campaign"),
        )
        .order_by("id")
        .values(
            *("slug", "title", "summary", "status", "is_fictitious", "language", "opens_on", "closes_on"),
            *("n_territories", "n_consultations", "n_contributions"),
        )
    )
    return rows


def territories(campaign: Campaign) -> QuerySet[Any, Any]:
    names = ("slug", "name", "kind", "country", "scheme", "identifier", "population")
    return (
        Engagement.objects.in_campaign(campaign)
        .order_by("territory__name_search", "id")
        .values("status", "charter_signed_on", **{name: F(f"territory__{name}") for name in names})
    )


def consultations(*, campaign: str | None = None, territory: str | None = None) -> QuerySet[Any, Any]:
    rows: QuerySet[Any, Any] = (
        _where(Consultation.objects.published(), campaign__slug=campaign, territory__slug=territory)
        .annotate(
            n_contributions=counted(Contribution.objects.public(), "consultation"),
            n_statements=counted(Statement.objects.published(), "consultation"),
        )
        .order_by("id")
        .values(
            *("slug", "title", "question", "mandate", "opens_at", "closes_at", "n_contributions", "n_statements"),
            *("campaign__slug", "territory__slug"),
        )
    )
    return rows


def contributions(
    *, campaign: str | None = None, consultation: str | None = None, words: str | None = None, **codes: str | None
) -> QuerySet[Any, Any]:
    return _contributions(
        Contribution.objects.public(), campaign=campaign, consultation=consultation, words=words, **codes
    )


def contribution(pk: int) -> QuerySet[Any, Any]:
    """Give one contribution, even one that its author edited since: documents may cite it."""
    return _contributions(Contribution.objects.readable().filter(pk=pk))


def _contributions(
    found: QuerySet[Contribution],
    *,
    campaign: str | None = None,
    consultation: str | None = None,
    words: str | None = None,
    **codes: str | None,
) -> QuerySet[Any, Any]:
    # a table may have been imported with a column of e-mail addresses as its identifiers
    shown_id = Case(When(external_id__contains="@", then=Value("")), default=F("external_id"))
    rows = _where(
        found.annotate(shown_id=shown_id),
        consultation__campaign__slug=campaign,
        consultation__slug=consultation,
        **codes,
    )
    if words:
        rows = rows.filter(Q(text__icontains=words) | Q(title__icontains=words))
    return rows.order_by("id").values(
        *("id", "title", "text", "kind", "public", "language", "said_at", "source", "shown_id"),
        *("consultation__slug", "consultation__territory__slug"),
    )


def statements(*, campaign: str | None = None, consultation: str | None = None) -> QuerySet[Any]:
    """List statements with their votes counted; the threshold of the campaign comes with each."""
    published = Statement.objects.published()
    rows: QuerySet[Any, Any] = (
        _where(published, consultation__campaign__slug=campaign, consultation__slug=consultation)
        .annotate(
            n_agree=Count("votes", filter=Q(votes__value=1)),
            n_disagree=Count("votes", filter=Q(votes__value=-1)),
            n_pass=Count("votes", filter=Q(votes__value=0)),
        )
        .order_by("id")
        .values(
            *("id", "text", "kind", "language", "is_seed", "n_agree", "n_disagree", "n_pass"),
            *("consultation__slug", "consultation__territory__slug", "consultation__campaign__disclosure_threshold"),
        )
    )
    return rows


def withhold_small_counts(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Empty the counts of votes where fewer people voted than the campaign's threshold."""
    names = ("n_agree", "n_disagree", "n_pass")
    return [
        {**row, **dict.fromkeys(names)} if is_small(sum(row[name] for name in names), row["threshold"]) else row
        for row in rows
    ]


def opinion_maps(*, campaign: str | None = None, consultation: str | None = None) -> QuerySet[Any, Any]:
    rows = OpinionMap.objects.published()
    return (
        _where(rows, consultation__campaign__slug=campaign, consultation__slug=consultation)
        .order_by("id")
        .values(
            *("id", "verdict", "n_participants", "n_statements", "n_votes", "votes_digest", "seed"),
            *("parameters", "versions"),
            *("consultation__slug", "consultation__territory__slug", "created_at"),
        )
    )


def ideas(*, campaign: str | None = None) -> QuerySet[Any, Any]:
    rows = Idea.objects.visible().filter(run__is_published=True).exclude(run__campaign__status="draft")
    return (
        _where(rows, run__campaign__slug=campaign)
        .exclude(run__consultation__is_published=False)
        .order_by("id")
        .values(
            *("id", "label", "n_contributions", "n_distinct", "n_territories", "stability"),
            *("is_fragile", "is_minority", "quote"),
            *("run__campaign__slug", "topic__label"),
        )
    )


def documents(*, campaign: str | None = None, kind: str | None = None) -> QuerySet[Document]:
    rows = Document.objects.published().exclude(consultation__is_published=False)
    return (
        _where(rows, campaign__slug=campaign, kind=kind)
        .select_related("campaign", "consultation__territory")
        .prefetch_related("versions")
        .order_by("id")
    )


def _where(rows: QuerySet[Any], **values: str | None) -> QuerySet[Any]:
    """Filter by the values that were asked for."""
    return rows.filter(**{name: value for name, value in values.items() if value is not None})
