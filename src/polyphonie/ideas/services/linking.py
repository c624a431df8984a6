"""Statements that people voted on, brought beside the ideas that they state."""

from __future__ import annotations

from collections import defaultdict

from polyphonie.analysis.texts import Match, match_statements
from polyphonie.campaigns.permissions import refuse_if_closed
from polyphonie.consultations.enums import Moderation
from polyphonie.consultations.models import Statement
from polyphonie.ideas.enums import ReadingStatus
from polyphonie.ideas.models import IdeaRun, IdeaStatement

# The most typical texts tell an idea; thousands more would cost and say the same.
_TEXTS_PER_IDEA = 60


def link_statements(*, run: IdeaRun) -> int:
    """
    Suggest an idea for each statement of the run's scope; return how many links were added.

    A link that a person confirmed or refused stays as it is.

    Raises
    ------
    CampaignIsClosed
    """
    refuse_if_closed(run.campaign)
    statements = Statement.objects.in_campaign(run.campaign).exclude(moderation=Moderation.REJECTED)
    if run.consultation is not None:
        statements = statements.filter(consultation=run.consultation)
    else:
        statements = statements.filter(consultation__is_published=True)
    links = []
    for language, texts in _texts_by_language(run).items():
        spoken = [row for row in statements.order_by("id") if (row.language[:2] or run.campaign.language) == language]
        matches = match_statements([row.text for row in spoken], texts, language=language)
        links += [_link(match, spoken) for match in matches]
    added = IdeaStatement.objects.bulk_create(links, ignore_conflicts=True)
    return len(added)


def settle_link(*, link: IdeaStatement, is_confirmed: bool) -> IdeaStatement:
    """Record that a person confirms or refuses that a statement says an idea."""
    refuse_if_closed(link.idea.run.campaign)
    link.is_confirmed = is_confirmed
    link.save(update_fields=["is_confirmed"])
    return link


def _link(match: Match, statements: list[Statement]) -> IdeaStatement:
    return IdeaStatement(
        idea_id=int(match.idea), statement=statements[match.statement], similarity=min(1.0, match.similarity)
    )


def _texts_by_language(run: IdeaRun) -> dict[str, dict[str, list[str]]]:
    """Return the distinct texts of each idea, by language."""
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    readings = run.readings.filter(status=ReadingStatus.IDEA, duplicate_of__isnull=True).order_by("contribution_id")
    rows = readings.values_list("idea_id", "language", "contribution__title", "contribution__text")
    for idea_id, language, title, text in rows.iterator():
        texts = found[language][str(idea_id)]
        if len(texts) < _TEXTS_PER_IDEA:
            texts.append(f"{title}\n{text}" if title else text)
    return found
