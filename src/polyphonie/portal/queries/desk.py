"""What waits for a person, in the territories where they have a role."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from polyphonie.accounts.enums import Role
from polyphonie.accounts.models import Membership, User
from polyphonie.campaigns.models import Campaign
from polyphonie.consultations.models import Consultation
from polyphonie.ideas.models import IdeaRun
from polyphonie.imports.enums import ImportStatus
from polyphonie.imports.models import Import
from polyphonie.opinion_maps.models import OpinionMap
from polyphonie.portal.queries.programme_tasks import (
    Coming,
    campaigns_coordinated,
    coming_dates,
    waiting_for_coordinator,
    waiting_for_leads,
)
from polyphonie.portal.queries.waiting import MAX_TASKS, Waiting
from polyphonie.syntheses.models import Document

_MAX_CONSULTATIONS = 25

_IMPORT_LABELS: dict[str, Promise] = {
    ImportStatus.FAILED: _("Read why this import failed"),
    ImportStatus.PREVIEWED: _("Confirm this import"),
    ImportStatus.QUEUED: _("This import waits for its turn"),
    ImportStatus.RUNNING: _("This import is under way"),
}


@dataclass(frozen=True)
class DeskRow:
    """A consultation on the desk of one person, and whether they may bring files to it."""

    consultation: Consultation
    can_import: bool


@dataclass(frozen=True)
class Desk:
    """The desk of one person."""

    memberships: list[Membership]
    waiting: list[Waiting]
    rows: list[DeskRow]
    coming: list[Coming]
    campaigns: list[Campaign]
    is_coordinator: bool


def desk_of(person: User, *, at: datetime) -> Desk:
    """Gather what waits for a person, what failed first, then the oldest. Readers see, and nothing waits for them."""
    memberships = list(Membership.objects.filter(user=person).select_related("territory"))
    coordinates = person.is_superuser or any(row.role == Role.COORDINATOR for row in memberships)
    is_national = coordinates or any(row.role == Role.ANALYST and row.territory_id is None for row in memberships)
    seen = _consultations_in(memberships, set(Role), is_national=is_national)
    worked_on = _consultations_in(memberships, {Role.TERRITORY_LEAD, Role.ANALYST}, is_national=is_national)
    managed = _consultations_in(memberships, {Role.TERRITORY_LEAD}, is_national=coordinates)
    within = _within(worked_on, is_national=is_national)
    led = [row.territory_id for row in memberships if row.role == Role.TERRITORY_LEAD and row.territory_id is not None]
    mine = [row.territory_id for row in memberships if row.territory_id is not None]
    campaigns = campaigns_coordinated() if coordinates else []
    waiting = [
        *(waiting_for_leads(led) if led else ()),
        *waiting_for_coordinator(campaigns),
        *_waiting_imports(worked_on),
        *_waiting_documents(within),
        *_waiting_maps(worked_on),
        *_waiting_runs(within),
        *_waiting_consultations(managed),
    ]
    return Desk(
        memberships,
        waiting[:MAX_TASKS],
        _rows(seen, worked_on),
        coming_dates(mine, is_national=is_national, today=timezone.localdate(at)),
        campaigns,
        coordinates,
    )


def _consultations_in(memberships: list[Membership], roles: set[Role], *, is_national: bool) -> QuerySet[Consultation]:
    consultations = Consultation.objects.select_related("territory", "campaign")
    if is_national:
        return consultations
    return consultations.filter(territory__in=[row.territory_id for row in memberships if row.role in roles])


def _rows(seen: QuerySet[Consultation], worked_on: QuerySet[Consultation]) -> list[DeskRow]:
    current = Count("contributions", filter=Q(contributions__superseded_at__isnull=True))
    rows = seen.annotate(n_contributions=current, is_worked_on=Q(pk__in=worked_on.values("pk")))
    return [DeskRow(row, row.is_worked_on) for row in rows[:_MAX_CONSULTATIONS]]


def _waiting_imports(consultations: QuerySet[Consultation]) -> list[Waiting]:
    imports = Import.objects.filter(consultation__in=consultations.values("pk"), status__in=_IMPORT_LABELS)
    rows = imports.select_related("consultation__territory").order_by("created_at")[:MAX_TASKS]
    order = list(_IMPORT_LABELS)
    return [
        Waiting(
            _IMPORT_LABELS[row.status],
            row.file_name,
            row.consultation.territory.name,
            row.created_at,
            "imports:detail",
            row.pk,
        )
        for row in sorted(rows, key=lambda row: order.index(row.status))
    ]


def _waiting_documents(within: Q) -> list[Waiting]:
    drafts = Document.objects.filter(versions__isnull=True).filter(within)
    return [
        Waiting(
            _("Finish this draft and publish it"),
            row.title,
            row.territory.name if row.territory else row.campaign.title,
            row.created_at,
            "syntheses:edit",
            row.slug,
        )
        for row in drafts.select_related("consultation__territory", "campaign").order_by("created_at")[:MAX_TASKS]
    ]


def _waiting_maps(consultations: QuerySet[Consultation]) -> list[Waiting]:
    maps = OpinionMap.objects.filter(consultation__in=consultations.values("pk"), is_published=False)
    return [
        Waiting(
            _("Read this opinion map and publish it"),
            row.consultation.title,
            row.consultation.territory.name,
            row.created_at,
            "opinion_maps:detail",
            row.pk,
        )
        for row in maps.select_related("consultation__territory").order_by("created_at")[:MAX_TASKS]
    ]


def _waiting_runs(within: Q) -> list[Waiting]:
    runs = IdeaRun.objects.filter(is_published=False).filter(within)
    return [
        Waiting(
            _("Read these ideas and publish them"),
            row.consultation.title if row.consultation else row.campaign.title,
            row.consultation.territory.name if row.consultation else "",
            row.created_at,
            "ideas:run",
            row.pk,
        )
        for row in runs.select_related("consultation__territory", "campaign").order_by("created_at")[:MAX_TASKS]
    ]


def _waiting_consultations(consultations: QuerySet[Consultation]) -> list[Waiting]:
    return [
        Waiting(
            _("Publish this consultation"),
            row.title,
            row.territory.name,
            row.created_at,
            "consultations:detail",
            row.slug,
        )
        for row in consultations.filter(is_published=False).order_by("created_at")[:MAX_TASKS]
    ]


def _within(consultations: QuerySet[Consultation], *, is_national: bool) -> Q:
    local = Q(consultation__in=consultations.values("pk"))
    return local | Q(consultation__isnull=True) if is_national else local
