"""Who carries an idea: the lines of its stave, and the votes on the statements that say it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q

from polyphonie.analysis.disclosure import withheld_beside
from polyphonie.consultations.enums import Public, VoteValue
from polyphonie.drawing.stave import Stance, StaveVoice
from polyphonie.ideas.enums import ReadingStatus
from polyphonie.ideas.models import IdeaRun, IdeaStatement, Reading
from polyphonie.territories.enums import TerritoryKind

_KIND = "contribution__consultation__territory__kind"
_TERRITORY = "contribution__consultation__territory"
_PUBLIC = "contribution__public"


@dataclass(frozen=True)
class StatedVote:
    """A statement that may say an idea, with its votes."""

    link: IdeaStatement
    n_agree: int
    n_disagree: int
    n_pass: int

    @property
    def n_votes(self) -> int:
        return self.n_agree + self.n_disagree + self.n_pass

    @property
    def agree_share(self) -> float | None:
        """Share of the votes that agree, passes counted; None where nobody voted."""
        return self.n_agree / self.n_votes if self.n_votes else None

    @property
    def disagree_share(self) -> float | None:
        """Share of the votes that disagree, passes counted; None where nobody voted."""
        return self.n_disagree / self.n_votes if self.n_votes else None


def voices_of(run: IdeaRun, families: dict[int, list[int]]) -> dict[int, list[StaveVoice]]:
    """
    Return the stave of several ideas at once: kinds of territories in a campaign, publics in one consultation.

    Each idea has a line for every kind of voice that the run heard, silent or not. A count of people under the
    threshold of the campaign is withheld, with what would tell it beside the count of the idea.
    """
    readings = run.readings.order_by()
    if run.consultation_id:
        heard = set(readings.values_list(_PUBLIC, flat=True).distinct())
        lines = [(value, str(label)) for value, label in Public.choices if value in heard]
        counts = _counts(run, families, _PUBLIC, Count("pk"))
        return {idea: _voices(lines, counts[idea], threshold=run.campaign.disclosure_threshold) for idea in families}
    heard = set(readings.values_list(_KIND, flat=True).distinct())
    lines = [(value, str(label)) for value, label in TerritoryKind.choices if value in heard]
    counts = _counts(run, families, _KIND, Count(_TERRITORY, distinct=True))
    return {idea: _voices(lines, counts[idea], threshold=0) for idea in families}


def stated_votes(family: Iterable[int]) -> list[StatedVote]:
    """Return the statements linked to an idea, those that a person confirmed first; refused links are left out."""
    links = IdeaStatement.objects.filter(idea__in=family).exclude(is_confirmed=False)
    shown = links.filter(statement__consultation__is_published=True).select_related(
        "statement__consultation__territory"
    )
    counted = shown.annotate(
        n_agree=Count("statement__votes", filter=Q(statement__votes__value=VoteValue.AGREE)),
        n_disagree=Count("statement__votes", filter=Q(statement__votes__value=VoteValue.DISAGREE)),
        n_pass=Count("statement__votes", filter=Q(statement__votes__value=VoteValue.PASS)),
    )
    rows = sorted(counted, key=lambda link: (link.is_confirmed is None, -link.similarity, link.pk))
    return [StatedVote(link, link.n_agree, link.n_disagree, link.n_pass) for link in rows]


def _counts(run: IdeaRun, families: dict[int, list[int]], axis: str, number: Count) -> dict[int, dict[str, int]]:
    idea_of = {member: idea for idea, members in families.items() for member in members}
    found: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    readings = Reading.objects.filter(run=run, idea__in=idea_of, status=ReadingStatus.IDEA).order_by()
    for member, value, count in readings.values_list("idea_id", axis).annotate(n=number):
        found[idea_of[member]][value] += count
    return found


def _voices(lines: list[tuple[str, str]], counts: dict[str, int], *, threshold: int) -> list[StaveVoice]:
    withheld = withheld_beside(counts, threshold)
    return [
        StaveVoice(
            label[:1].upper() + label[1:],
            Stance.CARRIES if counts.get(value) else Stance.SILENT,
            counts[value] if counts.get(value) and value not in withheld else None,
        )
        for value, label in lines
    ]
