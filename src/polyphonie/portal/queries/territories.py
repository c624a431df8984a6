"""What a territory says alone, and what it shares with others."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Q, QuerySet

from polyphonie.accounts.models import User
from polyphonie.accounts.permissions import can_read_drafts
from polyphonie.campaigns.models import Campaign
from polyphonie.consultations.models import Consultation, Contribution
from polyphonie.drawing.stave import StaveVoice
from polyphonie.ideas.enums import ReadingStatus
from polyphonie.ideas.models import Idea, IdeaRun, Reading
from polyphonie.ideas.queries.voices import voices_of
from polyphonie.syntheses.models import Document
from polyphonie.territories.models import Territory

_N_IDEAS = 4


@dataclass(frozen=True)
class HeardIdea:
    """An idea heard in a territory, and the kinds of voices that carry it everywhere."""

    idea: Idea
    n_here: int
    voices: list[StaveVoice]


@dataclass(frozen=True)
class TerritoryIdeas:
    """The ideas of a territory in the national reading: its own, and those it shares."""

    run: IdeaRun | None
    own: list[HeardIdea]
    shared: list[HeardIdea]


def consultations_of(
    territory: Territory, campaign: Campaign, *, person: User | AnonymousUser
) -> QuerySet[Consultation]:
    """Those that are published; the others too for who may read the drafts of the territory."""
    consultations = Consultation.objects.of(territory).in_campaign(campaign)
    if not can_read_drafts(person, territory):
        consultations = consultations.published()
    return consultations.annotate(n_contributions=Count("contributions", filter=_shown())).order_by("opens_at", "id")


def syntheses_of(territory: Territory, campaign: Campaign) -> QuerySet[Document]:
    """The published syntheses of a territory."""
    return Document.objects.published().in_campaign(campaign).of(territory)


def ideas_of(territory: Territory, campaign: Campaign) -> TerritoryIdeas:
    """Sort the ideas heard in a territory into those heard nowhere else and those heard elsewhere too."""
    run = latest_national_run(campaign)
    if run is None:
        return TerritoryIdeas(None, [], [])
    merged = _merged(run)
    n_here = _counts_here(run, territory, merged)
    ideas = list(Idea.objects.visible().filter(run=run, pk__in=n_here))
    own = sorted((idea for idea in ideas if _is_own(idea)), key=lambda idea: (-n_here[idea.pk], idea.pk))[:_N_IDEAS]
    shared = sorted(
        (idea for idea in ideas if idea.n_territories > 1),
        key=lambda idea: (-idea.n_territories, -n_here[idea.pk], idea.pk),
    )[:_N_IDEAS]
    families = {idea.pk: [idea.pk, *(pk for pk, root in merged.items() if root == idea.pk)] for idea in own + shared}
    voices = voices_of(run, families)
    return TerritoryIdeas(
        run,
        [HeardIdea(idea, n_here[idea.pk], voices[idea.pk]) for idea in own],
        [HeardIdea(idea, n_here[idea.pk], voices[idea.pk]) for idea in shared],
    )


def latest_national_run(campaign: Campaign) -> IdeaRun | None:
    """The published reading of the whole campaign, if there is one."""
    return IdeaRun.objects.published().national().in_campaign(campaign).first()


def n_contributions_of(territory: Territory, campaign: Campaign) -> int:
    """Count what anyone may read of a territory."""
    return Contribution.objects.public().in_campaign(campaign).of(territory).count()


def _is_own(idea: Idea) -> bool:
    """Heard nowhere else, and not from one text alone."""
    return idea.n_territories <= 1 and idea.n_distinct > 1


def _merged(run: IdeaRun) -> dict[int, int]:
    """Say, for each idea that was merged, in which one it ends."""
    rows = Idea.objects.filter(run=run, merged_into__isnull=False).values_list("pk", "merged_into")
    targets = {pk: target for pk, target in rows if target is not None}
    return {pk: _end_of(pk, targets) for pk in targets}


def _end_of(pk: int, targets: dict[int, int]) -> int:
    seen = {pk}
    while (target := targets.get(pk)) is not None and target not in seen:
        seen.add(target)
        pk = target
    return pk


def _counts_here(run: IdeaRun, territory: Territory, merged: dict[int, int]) -> Counter[int]:
    shown = Contribution.objects.public().of(territory).values("pk")
    readings = Reading.objects.filter(run=run, status=ReadingStatus.IDEA, contribution__in=shown).order_by()
    counts: Counter[int] = Counter()
    for pk, n_readings in readings.values_list("idea_id", Count("pk")):
        counts[merged.get(pk, pk)] += n_readings
    return counts


def _shown() -> Q:
    return Q(contributions__is_hidden=False, contributions__erased_at__isnull=True)
