"""Ideas of a run, with the filters of its pages."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, F, Q, QuerySet

from polyphonie.accounts.models import User
from polyphonie.accounts.permissions import can_analyze_nationally
from polyphonie.campaigns.models import Campaign
from polyphonie.consultations.enums import Kind, Public
from polyphonie.consultations.models import Contribution
from polyphonie.ideas.enums import ReadingStatus
from polyphonie.ideas.models import Idea, IdeaRun, Reading, Topic
from polyphonie.ideas.wording import REASONS
from polyphonie.territories.models import Territory

NO_THEME = "-"


@dataclass(frozen=True)
class Choice:
    """One value of a filter."""

    value: str
    label: str


@dataclass(frozen=True)
class IdeaFilters:
    """What the reader asked for; an unknown value asks for nothing."""

    topic: str = ""
    territory: str = ""
    public: str = ""
    kind: str = ""

    @property
    def is_active(self) -> bool:
        """Whether anything is asked for."""
        return any((self.topic, self.territory, self.public, self.kind))

    @property
    def narrows_voices(self) -> bool:
        """Whether only some of the contributions are asked for, and not only some of the ideas."""
        return any((self.territory, self.public, self.kind))


def visible_campaigns(person: User | AnonymousUser) -> QuerySet[Campaign]:
    """Campaigns that a person may see."""
    return Campaign.objects.all() if can_analyze_nationally(person) else Campaign.objects.public()


def published_run(campaign: Campaign) -> IdeaRun | None:
    """Return the ideas of the whole campaign that anyone may read, if there are any."""
    return IdeaRun.objects.published().national().in_campaign(campaign).select_related("campaign").first()


def ideas_of(run: IdeaRun, filters: IdeaFilters, *, minorities_only: bool = False) -> QuerySet[Idea]:
    """Ideas by theme, then by distinct texts; `n_here` counts the contributions that the filters keep."""
    ideas = Idea.objects.filter(run=run).visible().select_related("topic", "quote__consultation__territory")
    if minorities_only:
        ideas = ideas.filter(is_minority=True)
    if filters.topic:
        ideas = ideas.filter(topic__isnull=True) if filters.topic == NO_THEME else ideas.filter(_theme_is(filters))
    if filters.narrows_voices:
        ideas = ideas.annotate(n_here=Count("readings", filter=_voices_are(filters))).filter(n_here__gt=0)
    theme = (F("topic__position").asc(nulls_last=True), "emergent_topic")
    return ideas.order_by(*(() if minorities_only else theme), "-n_distinct", "key")


def filter_choices(run: IdeaRun) -> dict[str, list[Choice]]:
    """List what the filters offer: only what the run holds."""
    read = Contribution.objects.readable().filter(readings__run=run).order_by()
    publics = set(read.values_list("public", flat=True).distinct())
    kinds = set(read.values_list("kind", flat=True).distinct())
    territories = Territory.objects.filter(pk__in=read.values("consultation__territory"))
    topics = Topic.objects.filter(ideas__run=run).distinct()
    themes = Idea.objects.filter(run=run).exclude(emergent_topic="").order_by("emergent_topic")
    emergent = themes.values_list("emergent_topic", flat=True).distinct()
    return {
        "topics": [Choice(row.code, row.label) for row in topics] + [Choice(label, label) for label in emergent],
        "territories": [Choice(row.slug, row.name) for row in territories],
        "publics": [Choice(value, str(label)) for value, label in Public.choices if value in publics],
        "kinds": [Choice(value, str(label)) for value, label in Kind.choices if value in kinds],
    }


def members_of(family: list[int]) -> QuerySet[Reading]:
    """Readings of an idea that anyone may see, distinct texts first."""
    shown = Contribution.objects.readable().values("pk")
    readings = Reading.objects.filter(idea__in=family, status=ReadingStatus.IDEA, contribution__in=shown)
    related = readings.select_related("contribution__consultation__territory")
    return related.order_by(F("duplicate_of").asc(nulls_first=True), "contribution_id")


def readings_in_no_idea(run: IdeaRun, reason: str) -> QuerySet[Reading]:
    """Readings that stand in no idea, for one reason or for all; those that moderation hides are only counted."""
    shown = Contribution.objects.readable().values("pk")
    readings = _in_no_idea(run).filter(contribution__in=shown).select_related("contribution__consultation__territory")
    if reason == "hidden":
        readings = readings.filter(idea__is_hidden=True)
    elif reason:
        readings = readings.filter(reason=reason)
    return readings.order_by("status", "reason", "contribution_id")


def reasons_in_no_idea(run: IdeaRun) -> list[tuple[str, str, int]]:
    """Return why contributions stand in no idea: code, sentence and number, the most frequent first."""
    counts: Counter[str] = Counter()
    for status, reason in _in_no_idea(run).values_list("status", "reason"):
        counts["hidden" if status == ReadingStatus.IDEA else reason] += 1
    return [(code, str(REASONS.get(code, code)), count) for code, count in counts.most_common()]


def _in_no_idea(run: IdeaRun) -> QuerySet[Reading]:
    return Reading.objects.filter(run=run).filter(~Q(status=ReadingStatus.IDEA) | Q(idea__is_hidden=True))


def _theme_is(filters: IdeaFilters) -> Q:
    return Q(topic__code=filters.topic) | Q(emergent_topic=filters.topic)


def _voices_are(filters: IdeaFilters) -> Q:
    condition = Q()
    if filters.territory:
        condition &= Q(readings__contribution__consultation__territory__slug=filters.territory)
    if filters.public:
        condition &= Q(readings__contribution__public=filters.public)
    if filters.kind:
        condition &= Q(readings__contribution__kind=filters.kind)
    return condition
