"""Handing the grid to the national team, and taking it back."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from polyphonie.accounts.models import User
from polyphonie.campaigns.permissions import refuse_if_closed
from polyphonie.core import audit
from polyphonie.info_grids import mails
from polyphonie.info_grids.enums import GridStatus
from polyphonie.info_grids.errors import GridIsIncomplete, GridIsNotSubmitted, GridIsPublished
from polyphonie.info_grids.models import InfoGrid
from polyphonie.info_grids.permissions import refuse_change
from polyphonie.info_grids.queries.progress import missing_in
from polyphonie.info_grids.services.locking import lock_grid


@transaction.atomic
def submit_grid(*, grid: InfoGrid, person: User, at: datetime) -> InfoGrid:
    """
    Hand a complete grid to the national team.

    Raises
    ------
    GridIsIncomplete
        Where a required field has neither an answer nor a note, or a correction does not say why.
    CampaignIsClosed, TerritoryHasLeft, GridIsBeingReviewed, GridIsPublished
    """
    locked = lock_grid(grid)
    refuse_change(locked)
    missing = missing_in(locked)
    if missing:
        raise GridIsIncomplete(missing)
    locked.status, locked.submitted_at, locked.submitted_by = GridStatus.SUBMITTED, at, person
    locked.save(update_fields=["status", "submitted_at", "submitted_by", "updated_at"])
    _record("grid_submitted", locked, person, at)
    transaction.on_commit(lambda: mails.say_submitted(locked))
    return locked


@transaction.atomic
def take_back(*, grid: InfoGrid, person: User, at: datetime) -> InfoGrid:
    """
    Take back a grid under review, to change something.

    Raises
    ------
    GridIsNotSubmitted, CampaignIsClosed
    """
    locked = lock_grid(grid)
    refuse_if_closed(locked.engagement.campaign)
    if locked.status != GridStatus.SUBMITTED:
        raise GridIsNotSubmitted
    return _reopen("grid_taken_back", locked, person, at)


@transaction.atomic
def start_correction(*, grid: InfoGrid, person: User, at: datetime) -> InfoGrid:
    """
    Open a published grid again. What is published stays as it is until a new version is reviewed and published.

    Raises
    ------
    GridIsNotSubmitted, CampaignIsClosed
    """
    locked = lock_grid(grid)
    try:
        refuse_change(locked)
    except GridIsPublished:
        return _reopen("grid_correction_started", locked, person, at)
    raise GridIsNotSubmitted


def _reopen(verb: str, grid: InfoGrid, person: User, at: datetime) -> InfoGrid:
    grid.status = GridStatus.DRAFT
    grid.save(update_fields=["status", "updated_at"])
    _record(verb, grid, person, at)
    return grid


def _record(verb: str, grid: InfoGrid, person: User, at: datetime) -> None:
    audit.record(
        verb,
        grid,
        at=at,
        actor_id=person.pk,
        campaign_id=grid.engagement.campaign_id,
        territory_id=grid.engagement.territory_id,
    )
