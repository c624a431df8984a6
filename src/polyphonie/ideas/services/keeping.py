"""From the result of the analysis to rows: one run, its ideas, one reading for each contribution."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from polyphonie.analysis.texts import Idea as FoundIdea
from polyphonie.analysis.texts import IdeasResult, Placement, Status
from polyphonie.campaigns.permissions import refuse_if_closed
from polyphonie.ideas.enums import ReadingStatus
from polyphonie.ideas.models import Idea, IdeaRun, Reading, Topic
from polyphonie.ideas.queries.texts import GatheredTexts
from polyphonie.ideas.records import parameters_of, versions
from polyphonie.ideas.services.deciding import replay_decisions

_BATCH = 2000
_LONGEST_LABEL = 300
_LONGEST_THEME = 200


@dataclass(frozen=True)
class Cost:
    """What a run took."""

    cpu_seconds: float


@transaction.atomic
def keep_run(*, gathered: GatheredTexts, result: IdeasResult, cost: Cost) -> IdeaRun:
    """
    Keep a run, its ideas and its readings; then replay what people decided.

    Raises
    ------
    CampaignIsClosed
    """
    refuse_if_closed(gathered.campaign)
    run = IdeaRun.objects.create(
        campaign=gathered.campaign,
        consultation=gathered.consultation,
        texts_digest=gathered.digest,
        parameters=parameters_of(result.settings, gathered.codebook),
        seed=result.seed,
        versions=versions(),
        n_contributions=len(result.placements),
        n_distinct=len(result.placements) - result.count(Status.DUPLICATE) - result.count(Status.EMPTY),
        cpu_seconds=round(cost.cpu_seconds, 2),
    )
    topics = gathered.topics
    ideas = _keep_ideas(run, result, gathered, topics)
    _keep_readings(run, result.placements, gathered, ideas, topics)
    replay_decisions(run=run)
    return run


def key_of(members: Sequence[str]) -> str:
    """Return a key that stays the same as long as an idea gathers the same contributions."""
    return hashlib.sha256("\n".join(sorted(members)).encode()).hexdigest()[:16]


def _keep_ideas(
    run: IdeaRun, result: IdeasResult, gathered: GatheredTexts, topics: dict[str, Topic]
) -> dict[str, Idea]:
    labels = {theme.key: theme.label for theme in result.themes}
    rows = [_idea(run, found, gathered, topics.get(found.theme or ""), labels) for found in result.ideas]
    Idea.objects.bulk_create(rows, batch_size=_BATCH)
    return {found.key: row for found, row in zip(result.ideas, rows, strict=True)}


def _idea(run: IdeaRun, found: FoundIdea, gathered: GatheredTexts, topic: Topic | None, labels: dict[str, str]) -> Idea:
    quotes = [gathered.pk_of[quote.text_id] for quote in found.quotes]
    emergent = "" if topic is not None or found.theme is None else labels[found.theme]
    return Idea(
        run=run,
        key=key_of(found.members),
        label=found.label[:_LONGEST_LABEL],
        suggested_label=found.label[:_LONGEST_LABEL],
        topic=topic,
        emergent_topic=emergent[:_LONGEST_THEME],
        quote_id=quotes[0],
        second_quote_id=quotes[1] if len(quotes) > 1 else None,
        n_contributions=found.n_contributions,
        n_distinct=found.n_distinct,
        n_territories=len({gathered.territory_of[member] for member in found.members}),
        stability=found.stability,
        is_fragile=found.is_fragile,
        is_minority=found.is_minority,
    )


def _keep_readings(
    run: IdeaRun,
    placements: Sequence[Placement],
    gathered: GatheredTexts,
    ideas: dict[str, Idea],
    topics: dict[str, Topic],
) -> None:
    Reading.objects.bulk_create(
        (
            Reading(
                run=run,
                contribution_id=gathered.pk_of[place.id],
                idea=ideas.get(place.idea or ""),
                topic=topics.get(place.theme or ""),
                duplicate_of_id=gathered.pk_of.get(place.duplicate_of or ""),
                language=place.language,
                status=_status(place),
                reason=place.reason.value,
            )
            for place in placements
        ),
        batch_size=_BATCH,
    )


def _status(place: Placement) -> ReadingStatus:
    if place.idea is not None:
        return ReadingStatus.IDEA
    return ReadingStatus.EMPTY if place.status is Status.EMPTY else ReadingStatus.UNCLASSIFIED
