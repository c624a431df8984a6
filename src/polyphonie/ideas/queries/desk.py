"""What analysts see: the runs of a campaign, and what is under way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Q, QuerySet
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from polyphonie.accounts.enums import Role
from polyphonie.accounts.models import Membership, User
from polyphonie.accounts.permissions import can_analyze_nationally
from polyphonie.campaigns.models import Campaign
from polyphonie.consultations.models import Consultation
from polyphonie.ideas.models import IdeaRun

_TASKS = ("gather_ideas_of_campaign", "gather_ideas_of_consultation")
_MOST_RUNS = 25
_ROLES = (Role.TERRITORY_LEAD, Role.ANALYST)


@dataclass(frozen=True)
class UnderWay:
    """A gathering that was asked for and is not finished, or that failed last."""

    scope: str
    asked_at: datetime
    is_running: bool
    has_failed: bool


def consultations_of(person: User | AnonymousUser, campaign: Campaign) -> QuerySet[Consultation]:
    """Consultations of a campaign whose ideas this person may gather."""
    consultations = Consultation.objects.in_campaign(campaign).select_related("territory")
    kept = Q(contributions__erased_at=None, contributions__superseded_at=None)
    counted = consultations.annotate(n_contributions=Count("contributions", filter=kept))
    if can_analyze_nationally(person):
        return counted
    if not isinstance(person, User):
        return counted.none()
    mine = Membership.objects.filter(user=person, territory__isnull=False, role__in=_ROLES)
    return counted.filter(territory__in=mine.values("territory"))


def runs_of(person: User | AnonymousUser, campaign: Campaign) -> list[IdeaRun]:
    """Return the latest runs that this person works on, the latest first."""
    runs = IdeaRun.objects.in_campaign(campaign).select_related("consultation__territory")
    if not can_analyze_nationally(person):
        runs = runs.filter(consultation__in=consultations_of(person, campaign).values("pk"))
    counted = runs.annotate(n_ideas=Count("ideas", filter=Q(ideas__is_hidden=False, ideas__merged_into=None)))
    return list(counted[:_MOST_RUNS])


def under_way(campaign: Campaign, consultations: QuerySet[Consultation]) -> list[UnderWay]:
    """Return what the worker has still to do for a campaign and some of its consultations, and what just failed."""
    names = {row.pk: row.title for row in consultations}
    tasks = DBTaskResult.objects.filter(task_path__in=[f"polyphonie.ideas.jobs.{name}" for name in _TASKS])
    latest: dict[tuple[str, int], DBTaskResult[..., object]] = {}
    for row in tasks.order_by("-enqueued_at")[:200]:
        latest.setdefault((row.task_path.rpartition(".")[2], int(row.args_kwargs["args"][0])), row)
    found = []
    for (name, key), row in latest.items():
        is_mine = key in names if name.endswith("consultation") else key == campaign.pk
        if is_mine and row.status != TaskResultStatus.SUCCESSFUL:
            found.append(
                UnderWay(
                    scope=names[key] if name.endswith("consultation") else campaign.title,
                    asked_at=row.enqueued_at,
                    is_running=row.status == TaskResultStatus.RUNNING,
                    has_failed=row.status == TaskResultStatus.FAILED,
                )
            )
    return found
