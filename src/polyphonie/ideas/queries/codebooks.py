"""The themes of a campaign: the version in use, the one being prepared, those that territories added."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from polyphonie.campaigns.models import Campaign, Engagement
from polyphonie.ideas.models import Codebook, Topic
from polyphonie.territories.models import Territory


def codebook_in_use(campaign: Campaign) -> Codebook | None:
    """Give the last published version of the themes; the last one where none is published; None where there is none."""
    versions = Codebook.objects.in_campaign(campaign).order_by("-version")
    return versions.published().first() or versions.first()


def codebook_draft(campaign: Campaign) -> Codebook | None:
    """Give the version that is being prepared, if there is one."""
    return Codebook.objects.in_campaign(campaign).filter(published_at__isnull=True).order_by("-version").first()


@dataclass(frozen=True)
class Branch:
    """A theme of the first level, and those under it."""

    topic: Topic
    children: tuple[Topic, ...]


def branches_of(codebook: Codebook) -> list[Branch]:
    """Give the themes of everyone, each with those under it."""
    topics = list(codebook.topics.of_everyone().order_by("position", "pk"))
    return [
        Branch(topic, tuple(one for one in topics if one.parent_id == topic.pk))
        for topic in topics
        if topic.parent_id is None
    ]


def first_level(codebook: Codebook) -> QuerySet[Topic]:
    """Give the themes under which another may stand."""
    return codebook.topics.of_everyone().filter(parent__isnull=True).order_by("position", "pk")


def local_themes(codebook: Codebook) -> QuerySet[Topic]:
    """Give the themes that territories added, those that nobody has placed first."""
    local = codebook.topics.local().select_related("territory", "parent", "merged_into")
    return local.annotate(is_placed=Q(merged_into__isnull=False)).order_by("is_placed", "territory__name_search", "pk")


def takes_part(campaign: Campaign, territory: Territory) -> bool:
    """Tell whether a territory is in a campaign, and has not left it."""
    return Engagement.objects.in_campaign(campaign).of(territory).active().exists()
