"""The figures of a campaign for anyone, each with what it is out of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet, Sum

from polyphonie.analysis.disclosure import is_small, withheld_beside
from polyphonie.campaigns.models import Campaign, Engagement
from polyphonie.consultations.enums import ActivityFormat, AudienceCategory
from polyphonie.consultations.models import Activity, Attendance
from polyphonie.programme.enums import Stage
from polyphonie.programme.queries.stages import Standing


@dataclass(frozen=True)
class CountedFormat:
    """How many activities took a form. Activities are counted, not people."""

    label: str
    n_activities: int


@dataclass(frozen=True)
class CountedPublic:
    """How many people of a public came; None where the count is withheld."""

    label: str
    n_people: int | None
    n_activities: int


@dataclass(frozen=True)
class ProgrammeFigures:
    """
    What a campaign gathered in public.

    `n_participants` is None where it is small enough to be withheld. People who came to two activities
    are counted twice, and those of activities that gave no number are not counted.
    """

    n_engaged: int
    n_with_consultation: int
    n_consultations: int
    n_activities: int
    n_participants: int | None
    n_activities_with_participants: int
    n_hours: Decimal | None
    n_activities_with_hours: int
    formats: list[CountedFormat]
    publics: list[CountedPublic]
    n_activities_with_publics: int
    threshold: int

    @property
    def has_withheld(self) -> bool:
        """Whether a count of a public stays out."""
        return any(public.n_people is None for public in self.publics)


def programme_figures(campaign: Campaign, standings: Iterable[Standing]) -> ProgrammeFigures:
    """Count what a campaign gathered: nothing of a consultation that is not published, nor of a cancelled activity."""
    engaged = [one for one in standings if one.stage != Stage.WITHDRAWN]
    rows = _activities_by_format(campaign)
    n_participants = sum(row["people"] or 0 for row in rows)
    return ProgrammeFigures(
        n_engaged=len(engaged),
        n_with_consultation=sum(one.n_consultations > 0 for one in engaged),
        n_consultations=sum(one.n_consultations for one in engaged),
        n_activities=sum(row["n"] for row in rows),
        n_participants=None if is_small(n_participants, campaign.disclosure_threshold) else n_participants,
        n_activities_with_participants=sum(row["with_people"] for row in rows),
        n_hours=sum((row["hours"] for row in rows if row["hours"] is not None), Decimal(0)),
        n_activities_with_hours=sum(row["with_hours"] for row in rows),
        formats=[
            CountedFormat(str(one.label), row["n"]) for one in ActivityFormat for row in rows if row["format"] == one
        ],
        publics=_publics(campaign),
        n_activities_with_publics=sum(row["with_publics"] for row in rows),
        threshold=campaign.disclosure_threshold,
    )


def _counted_activities(campaign: Campaign) -> QuerySet[Activity]:
    engaged = Engagement.objects.in_campaign(campaign).active()
    activities = Activity.objects.in_campaign(campaign).public().filter(is_cancelled=False)
    return activities.filter(consultation__territory__in=engaged.order_by().values("territory")).order_by()


def _activities_by_format(campaign: Campaign) -> list[dict[str, Any]]:
    has_publics = Exists(Attendance.objects.filter(activity=OuterRef("pk")))
    counted = (
        _counted_activities(campaign)
        .values("format")
        .annotate(
            n=Count("pk"),
            people=Sum("n_participants"),
            with_people=Count("n_participants"),
            hours=Sum("n_hours"),
            with_hours=Count("n_hours"),
            with_publics=Count("pk", filter=has_publics),
        )
    )
    return [{**row} for row in counted]


def _publics(campaign: Campaign) -> list[CountedPublic]:
    """Count people by public; small counts, and those that would give them away, are withheld."""
    attendance = Attendance.objects.filter(activity__in=_counted_activities(campaign).values("pk")).order_by()
    rows = attendance.values_list("category").annotate(people=Sum("n_people"), n=Count("activity"))
    found = {category: (people, n) for category, people, n in rows}
    present = [category for category in AudienceCategory if category in found]
    counts: dict[str, int] = {category: found[category][0] for category in present}
    # the number of participants stands beside them: it is taken for their sum, the worst case
    hidden = withheld_beside(counts, campaign.disclosure_threshold)
    return [
        CountedPublic(str(category.label), None if category in hidden else found[category][0], found[category][1])
        for category in present
    ]
