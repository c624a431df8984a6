"""Where each territory of a campaign stands, in a handful of queries for all of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Max, Min, Q
from django.utils import timezone

from polyphonie.campaigns.enums import Deadline, EngagementStatus
from polyphonie.campaigns.models import Campaign, Engagement, Milestone, Signature
from polyphonie.campaigns.queries import charter_in_force
from polyphonie.consultations.models import Consultation
from polyphonie.info_grids.enums import GridStatus
from polyphonie.programme.enums import Stage
from polyphonie.programme.queries.places import PLACE_COLUMNS, EngagedPlace, place_from
from polyphonie.programme.stages import Facts, Position, position_of
from polyphonie.territories.models import Territory

_COLUMNS = (
    *("pk", "status", "joined_at", "charter_signed_on", "withdrawn_at", "territory_id", *PLACE_COLUMNS),
    *("grid__status", "grid__submitted_at", "grid__published_at"),
)


@dataclass(frozen=True)
class Standing:
    """One territory of a campaign, its dates, and where it stands."""

    engagement_id: int
    place: EngagedPlace
    facts: Facts
    position: Position
    n_consultations: int
    grid_status: str | None

    @property
    def stage(self) -> Stage:
        return self.position.stage

    @property
    def is_late(self) -> bool:
        return bool(self.position.late)

    @property
    def late_labels(self) -> list[str]:
        """What it is late with, in words."""
        return [str(step.label) for step in self.position.late]


def standings_of(
    campaign: Campaign, *, at: datetime, deadlines: Mapping[Deadline, date] | None = None
) -> list[Standing]:
    """
    List the territories of a campaign by name, those that withdrew too, each with where it stands at a moment.

    `deadlines` are those of `deadlines_of`, where the caller needs them too.
    """
    rows = Engagement.objects.in_campaign(campaign).order_by().values(*_COLUMNS)
    found = _standings(campaign, rows, at=at, deadlines=deadlines)
    return sorted(found, key=lambda one: one.place.alphabetical)


def standing_of(engagement: Engagement, *, at: datetime) -> Standing:
    """Tell where one territory stands."""
    rows = Engagement.objects.filter(pk=engagement.pk).order_by().values(*_COLUMNS)
    (standing,) = _standings(engagement.campaign, rows, at=at, territory=engagement.territory)
    return standing


def deadlines_of(campaign: Campaign) -> dict[Deadline, date]:
    """Give the date by which each step is due: the last one where the calendar holds several."""
    rows = Milestone.objects.filter(campaign=campaign).exclude(deadline=Deadline.NONE).order_by()
    return {Deadline(name): due for name, due in rows.values_list("deadline").annotate(due=Max("date"))}


def stage_counts(standings: Iterable[Standing]) -> dict[Stage, int]:
    """Count territories by stage, in the order of the stages, those without any too."""
    counts = Counter(standing.stage for standing in standings)
    return {stage: counts[stage] for stage in Stage}


def _standings(
    campaign: Campaign,
    rows: Iterable[dict[str, Any]],
    *,
    at: datetime,
    territory: Territory | None = None,
    deadlines: Mapping[Deadline, date] | None = None,
) -> list[Standing]:
    zone = timezone.get_current_timezone()
    if deadlines is None:
        deadlines = deadlines_of(campaign)
    charter = charter_in_force(campaign)
    signatures = Signature.objects.filter(charter=charter) if charter is not None else Signature.objects.none()
    signed = dict(signatures.order_by().values_list("engagement_id", "signed_on"))
    declared = _declared(campaign, [territory] if territory is not None else None)
    standings = []
    for row in rows:
        facts = _facts(row, charter.published_at if charter else None, signed.get(row["pk"]), declared)
        standings.append(
            Standing(
                engagement_id=row["pk"],
                place=place_from(row),
                facts=facts,
                position=position_of(facts, deadlines=deadlines, at=at, zone=zone),
                n_consultations=declared.get(row["territory_id"], {}).get("n", 0),
                grid_status=row["grid__status"],
            )
        )
    return standings


def _declared(campaign: Campaign, territories: Sequence[Territory] | None) -> dict[int, dict[str, Any]]:
    """Give, by territory, the dates of its published consultations."""
    consultations = Consultation.objects.in_campaign(campaign).filter(is_published=True)
    if territories is not None:
        consultations = consultations.filter(territory__in=territories)
    rows = (
        consultations.order_by()
        .values("territory_id")
        .annotate(
            n=Count("pk"),
            declared=Min("created_at"),
            opens=Min("opens_at"),
            closes=Max("closes_at"),
            n_without_end=Count("pk", filter=Q(closes_at__isnull=True)),
        )
    )
    return {row["territory_id"]: {**row} for row in rows}


def _facts(
    row: dict[str, Any], charter_since: datetime | None, signed_on: date | None, declared: dict[int, dict[str, Any]]
) -> Facts:
    dates = declared.get(row["territory_id"], {})
    is_sent = row["grid__status"] in {GridStatus.SUBMITTED, GridStatus.PUBLISHED}
    return Facts(
        joined_at=row["joined_at"],
        withdrawn_at=row["withdrawn_at"] if row["status"] == EngagementStatus.WITHDRAWN else None,
        charter_since=charter_since,
        signed_first_on=row["charter_signed_on"] or signed_on,
        signed_on=signed_on,
        declared_at=dates.get("declared"),
        opens_at=dates.get("opens"),
        closes_at=None if dates.get("n_without_end") else dates.get("closes"),
        submitted_at=row["grid__submitted_at"] if is_sent else None,
        published_at=row["grid__published_at"],
    )
