"""Ideas as the pages of the portal show them: with the voices that carry them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from polyphonie.campaigns.models import Campaign
from polyphonie.consultations.models import Contribution
from polyphonie.drawing.stave import StaveVoice
from polyphonie.ideas.enums import ReadingStatus
from polyphonie.ideas.models import Idea, IdeaRun, Reading
from polyphonie.ideas.queries.voices import voices_of
from polyphonie.territories.models import Territory

_N_IDEAS = 4
_N_HOME_IDEAS = 2


@dataclass(frozen=True)
class HeardIdea:
    """An idea, the number of contributions that say it here, and the kinds of voices that carry it everywhere."""

    idea: Idea
    n_here: int
    voices: list[StaveVoice]


@dataclass(frozen=True)
class TerritoryIdeas:
    """The ideas of a territory in the national reading: its own, and those it shares."""

    run: IdeaRun | None
    own: list[HeardIdea]
    shared: list[HeardIdea]


@dataclass(frozen=True)
class CampaignIdeas:
    """A few ideas for the home of a campaign: those of most territories, and those of few voices."""

    shared: list[HeardIdea]
    minority: list[HeardIdea]


def ideas_of(territory: Territory, campaign: Campaign) -> TerritoryIdeas:
    """Sort the ideas heard in a territory into those heard nowhere else and those heard elsewhere too."""
    latest = IdeaRun.objects.published().national().in_campaign(campaign).order_by("-created_at", "-pk")[:1]
    counted = _counts_here(latest, territory)
    known = _ideas_around(latest, counted)
    if not known:
        return TerritoryIdeas(None, [], [])
    run, merged = known[0].run, _merged(known)
    n_here: Counter[int] = Counter()
    for pk, n_readings in counted.items():
        n_here[merged.get(pk, pk)] += n_readings
    ideas = [idea for idea in known if idea.pk in n_here and not idea.is_hidden and idea.merged_into_id is None]
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


def heard_ideas(campaign: Campaign) -> CampaignIdeas | None:
    """Choose the ideas heard in most territories, and minority ideas beside them, once a reading is published."""
    latest = IdeaRun.objects.published().national().in_campaign(campaign)[:1].values("pk")
    ideas = Idea.objects.visible().filter(run__in=latest, quote__in=Contribution.objects.readable().values("pk"))
    common = ideas.filter(is_minority=False).order_by("-n_territories", "-n_distinct", "key")[:_N_HOME_IDEAS]
    minority = ideas.filter(is_minority=True).order_by("-n_distinct", "key")[:_N_HOME_IDEAS]
    chosen = Idea.objects.filter(Q(pk__in=common.values("pk")) | Q(pk__in=minority.values("pk")))
    related = chosen.select_related("run__campaign", "quote__consultation__territory").prefetch_related("merged")
    found = list(related.order_by("-n_territories", "-n_distinct", "key"))
    if not found:
        return None
    voices = voices_of(found[0].run, {idea.pk: [idea.pk, *(row.pk for row in idea.merged.all())] for idea in found})
    heard = [HeardIdea(idea, idea.n_contributions, voices[idea.pk]) for idea in found]
    return CampaignIdeas(
        shared=[row for row in heard if not row.idea.is_minority],
        minority=[row for row in heard if row.idea.is_minority],
    )


def _is_own(idea: Idea) -> bool:
    """Heard nowhere else, and not from one text alone."""
    return idea.n_territories <= 1 and idea.n_distinct > 1


def _ideas_around(latest: QuerySet[IdeaRun], counted: Iterable[int]) -> list[Idea]:
    """Give the ideas heard here, those that were merged, and those in which they ended, with their reading."""
    ideas = Idea.objects.filter(run__in=latest.values("pk"))
    targets = ideas.filter(merged_into__isnull=False).values("merged_into")
    around = ideas.filter(Q(pk__in=list(counted)) | Q(merged_into__isnull=False) | Q(pk__in=targets))
    return list(around.select_related("run__campaign"))


def _merged(ideas: Iterable[Idea]) -> dict[int, int]:
    """Say, for each idea that was merged, in which one it ends."""
    targets = {idea.pk: idea.merged_into_id for idea in ideas if idea.merged_into_id is not None}
    return {pk: _end_of(pk, targets) for pk in targets}


def _end_of(pk: int, targets: dict[int, int]) -> int:
    seen = {pk}
    while (target := targets.get(pk)) is not None and target not in seen:
        seen.add(target)
        pk = target
    return pk


def _counts_here(latest: QuerySet[IdeaRun], territory: Territory) -> dict[int, int]:
    """Count the readings of a territory by idea, as they were made."""
    shown = Contribution.objects.readable().of(territory).values("pk")
    readings = Reading.objects.filter(run__in=latest.values("pk"), status=ReadingStatus.IDEA, contribution__in=shown)
    rows = readings.order_by().values_list("idea_id").annotate(n=Count("pk"))
    return {idea: n for idea, n in rows if idea is not None}
