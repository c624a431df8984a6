"""What the agenda of a campaign says: what is coming first, what is past on demand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby

from django.db.models import Count, Max, Q

from polyphonie.campaigns.models import Campaign
from polyphonie.consultations.enums import ActivityFormat
from polyphonie.consultations.models import Activity
from polyphonie.consultations.models.consultation import ActivityQuerySet
from polyphonie.territories.models import Territory
from polyphonie.territories.names import searchable

FEED_LIMIT = 1_000
FEED_PAST = timedelta(days=365)
_RELATED = ("consultation__campaign", "consultation__territory")


@dataclass(frozen=True)
class AgendaFilter:
    """What a reader looks for. Empty values ask for everything; `territory` is a slug or the beginning of a name."""

    territory: str = ""
    format: str = ""
    place: str = ""

    @property
    def is_set(self) -> bool:
        return bool(self.territory or self.format or self.place)


@dataclass(frozen=True)
class Month:
    """The activities of one month."""

    first_day: date
    activities: list[Activity]


def territory_named(campaign: Campaign, slug: str) -> Territory | None:
    """Find an engaged territory by its slug."""
    return Territory.objects.filter(slug=slug, engagements__campaign=campaign).first() if slug else None


def coming(campaign: Campaign, asked: AgendaFilter, *, at: datetime) -> ActivityQuerySet:
    """List what has not ended, the nearest first. A day counts to its end wherever it is."""
    return _asked(campaign, asked).filter(_still_there(at)).order_by("held_on", "starts_at", "id")


def past(campaign: Campaign, asked: AgendaFilter, *, at: datetime) -> ActivityQuerySet:
    """List what has ended, the last first."""
    return _asked(campaign, asked).exclude(_still_there(at)).order_by("-held_on", "-starts_at", "-id")


def by_month(activities: list[Activity]) -> list[Month]:
    """Put activities that are in order under their months."""
    months = groupby(activities, key=lambda activity: (activity.held_on or date.min).replace(day=1))
    return [Month(first_day, list(group)) for first_day, group in months]


def feed_of(campaign: Campaign, territory: Territory | None, *, at: datetime) -> ActivityQuerySet:
    """Name what a calendar subscribes to: what is coming, and the last twelve months."""
    activities = _public(campaign).filter(held_on__gte=(at - FEED_PAST).date())
    if territory is not None:
        activities = activities.filter(consultation__territory=territory)
    return activities.select_related(*_RELATED)


def first_of_feed(feed: ActivityQuerySet, *, at: datetime) -> list[Activity]:
    """Take what a calendar can hold: what is coming, the nearest first, then the past while there is room."""
    today = at.date()
    found = list(feed.filter(held_on__gte=today).order_by("held_on", "id")[:FEED_LIMIT])
    if len(found) < FEED_LIMIT:
        found += feed.filter(held_on__lt=today).order_by("-held_on", "-id")[: FEED_LIMIT - len(found)]
    return found


def state_of_feed(feed: ActivityQuerySet) -> tuple[int, datetime | None]:
    """Tell how many activities a feed has and when the last changed: the feed has not changed if these have not."""
    dates = feed.order_by().aggregate(
        n=Count("pk"), own=Max("updated_at"), of_consultations=Max("consultation__updated_at")
    )
    return dates["n"], max((day for day in (dates["own"], dates["of_consultations"]) if day), default=None)


def _public(campaign: Campaign) -> ActivityQuerySet:
    return Activity.objects.public().in_campaign(campaign).announced()


def _still_there(at: datetime) -> Q:
    today = at.date()
    return Q(held_on__gte=today) | Q(held_on__lt=today, ends_at__gt=at)


def _asked(campaign: Campaign, asked: AgendaFilter) -> ActivityQuerySet:
    activities = _public(campaign).select_related(*_RELATED)
    if asked.territory:
        named = Q(consultation__territory__slug=asked.territory)
        if words := searchable(asked.territory):
            named |= Q(consultation__territory__name_search__contains=words)
        activities = activities.filter(named)
    if asked.format in ActivityFormat.values:
        activities = activities.filter(format=asked.format)
    if asked.place in ("online", "on-site"):
        activities = activities.filter(is_online=asked.place == "online")
    return activities
