"""What a consultation holds, shaped for those who take it away: all of it, or what anyone may have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import override

from polyphonie.consultations.enums import Moderation
from polyphonie.consultations.models import Consultation, Contribution, ModerationDecision, Statement
from polyphonie.core.addresses import public_url
from polyphonie.exports.catalogue import LICENCE
from polyphonie.exports.queries.surroundings import card_of, groups_of, phases_of, place_of, project_of, summaries_of
from polyphonie.exports.queries.votes import votes_of
from polyphonie.formats import Holding
from polyphonie.formats.records import ContributionRecord, StatementRecord

CHUNK = 2000
FIELDS = ("pk", "title", "text", "kind", "public", "language", "said_at", "url", "question")


@dataclass(frozen=True)
class Scope:
    """
    What leaves: `is_public` for anyone, where small counts are withheld and moments are days; otherwise all that is
    kept, with what moderation hid where `includes_hidden`. What was erased, or edited since at its source, never does.
    """

    is_public: bool = False
    includes_hidden: bool = False


def contributions_of(consultation: Consultation, scope: Scope) -> QuerySet[Contribution]:
    """Give the contributions that leave."""
    rows = Contribution.objects.filter(consultation=consultation).kept()
    if scope.is_public:
        return rows.public()
    return rows if scope.includes_hidden else rows.filter(is_hidden=False)


def statements_of(consultation: Consultation, scope: Scope) -> QuerySet[Statement]:
    """Give the statements that leave; anyone has those that moderation did not set aside."""
    rows = Statement.objects.filter(consultation=consultation)
    return rows.published() if scope.is_public else rows


def holding_of(consultation: Consultation, scope: Scope, *, language: str, at: datetime | None = None) -> Holding:
    """
    Give what a consultation holds, for a writer; the contributions are read when the writer asks for them.

    `language` is that of the reader: of headings and of the data card.
    """
    contributions = contributions_of(consultation, scope)
    statements = _statements(consultation, scope)
    with override(language):
        page = _page_of_contributions() if scope.is_public else None
        return Holding(
            name=consultation.title,
            question=consultation.question,
            url=public_url(reverse("consultations:detail", args=[consultation.slug])),
            territory=consultation.territory.name,
            campaign=consultation.campaign.title,
            language=consultation.campaign.language,
            reader_language=language,
            licence=LICENCE,
            written_at=at,
            contributions=lambda: _records(contributions, page),
            n_contributions=contributions.count(),
            languages=tuple(contributions.order_by("language").values_list("language", flat=True).distinct()),
            statements=tuple(statements.values()),
            votes=votes_of(
                consultation,
                {pk: record.external_id for pk, record in statements.items()},
                threshold=consultation.campaign.disclosure_threshold if scope.is_public else 1,
                in_days=scope.is_public,
            ),
            place=place_of(consultation.territory),
            project=project_of(consultation),
            phases=phases_of(consultation, is_public=scope.is_public),
            groups=groups_of(consultation, _names_in_maps(consultation, statements), is_public=scope.is_public),
            summaries=summaries_of(consultation),
            card=card_of(consultation, is_public=scope.is_public),
        )


def _records(rows: QuerySet[Contribution], page: tuple[str, str] | None) -> Iterator[ContributionRecord]:
    """Give the records one by one; for anyone (`page`), with the day only and our own page as their address."""
    reason = ModerationDecision.objects.filter(contribution=OuterRef("pk"), hides=True).order_by("-created_at", "-id")
    cells = (
        rows.annotate(reason=Subquery(reason.values("reason")[:1]), step=F("activity__title"))
        .order_by("id")
        .values_list(*FIELDS, "step", "source", "is_hidden", "reason")
    )
    for pk, title, text, kind, public, language, said_at, url, question, step, source, is_hidden, why in cells.iterator(
        chunk_size=CHUNK
    ):
        yield ContributionRecord(
            external_id=str(pk),
            row=0,
            title=title,
            text=text,
            kind=kind,
            public=public,
            language=language,
            created_at=_day_of(said_at) if page else said_at,
            url=f"{page[0]}{pk}{page[1]}" if page else url,
            activity_label=step or "",
            question=question,
            attributes={"source": source, "moderation": why or "hidden"} if is_hidden else {"source": source},
        )


def _page_of_contributions() -> tuple[str, str]:
    """Give what stands before and after its number in the address of the page of a contribution."""
    before, _number, after = public_url(reverse("portal:contribution", args=[0])).rpartition("0")
    return before, after


def _day_of(moment: datetime | None) -> datetime | None:
    """Keep the day only, as it was where the site is; at midnight, UTC."""
    return None if moment is None else datetime.combine(localtime(moment).date(), time(), tzinfo=UTC)


def _statements(consultation: Consultation, scope: Scope) -> dict[int, StatementRecord]:
    numbers = _numbers(Statement.objects.filter(consultation=consultation).values_list("pk", "external_id"))
    fields = ("pk", "text", "kind", "language", "is_seed", "moderation")
    rows = statements_of(consultation, scope).order_by("id").values_list(*fields)
    found = {
        pk: StatementRecord(
            external_id=numbers[pk],
            row=0,
            text=text,
            kind=kind,
            language=language,
            is_seed=is_seed,
            moderation=Moderation(moderation).value,
        )
        for pk, text, kind, language, is_seed, moderation in rows
    }
    return dict(sorted(found.items(), key=lambda item: int(item[1].external_id)))


def _names_in_maps(consultation: Consultation, statements: Mapping[int, StatementRecord]) -> dict[str, str]:
    """Give the number of each statement under the names that an opinion map may have for it."""
    rows = Statement.objects.filter(consultation=consultation).values_list("pk", "source", "external_id")
    known = [(source, key, statements[pk].external_id) for pk, source, key in rows if pk in statements]
    return {name: number for source, key, number in known for name in (key, f"{source}:{key}")}


def _numbers(rows: Iterable[tuple[int, str]]) -> dict[int, str]:
    """
    Number the statements: as at their source where it gave each a number of its own, otherwise by ours.

    A statement that came within an activity is named `activity:number` here.
    """
    own = {pk: key.rpartition(":")[2] for pk, key in rows}
    is_numbered = all(key.isascii() and key.isdecimal() for key in own.values())
    if is_numbered and len({int(key) for key in own.values()}) == len(own):
        return own
    return {pk: str(pk) for pk in own}
