"""Lists of contributions, and the way that one of them went."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, QuerySet

from polyphonie.campaigns.models import Campaign
from polyphonie.consultations.enums import Kind, Public
from polyphonie.consultations.models import Contribution
from polyphonie.ideas.models import Idea, IdeaRun, Reading, Topic
from polyphonie.portal.search import search
from polyphonie.territories.models import Territory


@dataclass(frozen=True)
class Choice:
    """One value of a filter, and how many contributions it keeps."""

    value: str
    label: str


@dataclass(frozen=True)
class ContributionFilters:
    """What the reader asked for; an unknown value asks for nothing."""

    query: str = ""
    territory: str = ""
    public: str = ""
    kind: str = ""
    topic: str = ""
    idea: int | None = None

    @property
    def is_active(self) -> bool:
        """Whether anything is asked for."""
        return any((self.query, self.territory, self.public, self.kind, self.topic, self.idea))


def filtered_contributions(campaign: Campaign, filters: ContributionFilters) -> QuerySet[Contribution]:
    """Keep the public contributions of a campaign that the filters ask for, the latest received first."""
    contributions = Contribution.objects.public().in_campaign(campaign)
    if filters.query:
        found = search(filters.query).in_campaign(campaign).order_by()
        contributions = contributions.filter(search_entry__in=found.values("pk"))
    if filters.territory:
        contributions = contributions.filter(consultation__territory__slug=filters.territory)
    if filters.public in Public.values:
        contributions = contributions.filter(public=filters.public)
    if filters.kind in Kind.values:
        contributions = contributions.filter(kind=filters.kind)
    if filters.topic or filters.idea:
        contributions = contributions.filter(pk__in=_read_as(campaign, filters))
    return contributions.select_related("consultation__territory", "consultation__campaign").order_by("-id")


def filter_choices(campaign: Campaign) -> dict[str, list[Choice]]:
    """List what the filters offer: only what the campaign holds."""
    shown = Contribution.objects.public().in_campaign(campaign).order_by()
    publics = dict(shown.values_list("public").annotate(n=Count("id")))
    kinds = dict(shown.values_list("kind").annotate(n=Count("id")))
    territories = Territory.objects.filter(pk__in=shown.values("consultation__territory"))
    topics = Topic.objects.filter(codebook__campaign=campaign, readings__run__is_published=True).distinct()
    return {
        "territories": [Choice(row.slug, row.name) for row in territories],
        "publics": [Choice(public.value, str(public.label)) for public in Public if publics.get(public.value)],
        "kinds": [Choice(kind.value, str(kind.label)) for kind in Kind if kinds.get(kind.value)],
        "topics": [Choice(topic.code, topic.label) for topic in topics],
    }


def published_readings(contribution: Contribution) -> list[Reading]:
    """Where the published readings put a contribution: nationally first."""
    readings = contribution.readings.filter(run__is_published=True).select_related(
        "idea", "topic", "run", "duplicate_of"
    )
    latest: dict[int | None, Reading] = {}
    for reading in readings.order_by("run__consultation_id", "-run__created_at", "-run_id"):
        latest.setdefault(reading.run.consultation_id, reading)
    return sorted(latest.values(), key=lambda reading: reading.run.consultation_id or 0)


def _read_as(campaign: Campaign, filters: ContributionFilters) -> QuerySet[Reading, int]:
    run = IdeaRun.objects.published().national().in_campaign(campaign).first()
    readings = Reading.objects.filter(run=run)
    if filters.idea:
        readings = Reading.objects.filter(idea=filters.idea, run__is_published=True, run__campaign=campaign)
    if filters.topic:
        readings = readings.filter(topic__code=filters.topic)
    return readings.values_list("contribution", flat=True)


def idea_asked_for(campaign: Campaign, filters: ContributionFilters) -> Idea | None:
    """The idea that the reader came from, if it is published."""
    if filters.idea is None:
        return None
    return Idea.objects.filter(pk=filters.idea, run__campaign=campaign, run__is_published=True).first()


def versions_around(contribution: Contribution) -> dict[str, Contribution | None]:
    """Give the text that came before this one, and the one that counts now, where its author edited it."""
    earlier = contribution.earlier_version if contribution.earlier_version_id else None
    later: Contribution | None = None
    last: Contribution | None = contribution
    while last is not None and last.superseded_at is not None:
        last = last.later_versions.order_by("pk").first()
        later = last or later
    return {"earlier": earlier, "later": later}
