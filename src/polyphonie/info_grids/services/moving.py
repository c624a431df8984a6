"""Passing a grid to the form in force."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from polyphonie.accounts.models import User
from polyphonie.core import audit
from polyphonie.info_grids.errors import AlreadyOnThisForm, NoFormInForce
from polyphonie.info_grids.models import AnswerChange, GridAnswer, InfoGrid
from polyphonie.info_grids.permissions import refuse_change
from polyphonie.info_grids.queries.filling import answers_of, definition_of
from polyphonie.info_grids.queries.forms import form_in_force
from polyphonie.info_grids.queries.moving import Move, move_to
from polyphonie.info_grids.services.locking import lock_grid


@transaction.atomic
def pass_to_form_in_force(*, grid: InfoGrid, person: User, at: datetime) -> Move:
    """
    Bind a grid to the form in force: what it takes is carried, the rest leaves the grid and stays in the journal.

    Raises
    ------
    AlreadyOnThisForm, NoFormInForce, CampaignIsClosed, TerritoryHasLeft, GridIsBeingReviewed, GridIsPublished
    """
    locked = lock_grid(grid)
    refuse_change(locked)
    form = form_in_force(locked.engagement.campaign)
    if form is None:
        raise NoFormInForce
    if form.pk == locked.form_id:
        raise AlreadyOnThisForm
    answers, version_before = answers_of(locked), locked.form.version
    move = move_to(definition_of(locked.form), definition_of(form), answers)
    for one in move.left:
        _change(answers[one.key], None, person, at)
    for one in move.changed:
        _change(answers[one.key], move.carried[one.key], person, at)
    locked.form = form
    locked.save(update_fields=["form", "updated_at"])
    audit.record(
        "grid_form_changed",
        locked,
        at=at,
        actor_id=person.pk,
        campaign_id=locked.engagement.campaign_id,
        territory_id=locked.engagement.territory_id,
        version_before=version_before,
        version=form.version,
        n_left=len(move.left),
    )
    return move


def _change(answer: GridAnswer, value: object, person: User, at: datetime) -> None:
    """Write a value in the journal and in the grid; a field that is left keeps its revision, for it may come back."""
    answer.value, answer.revision, answer.changed_by, answer.changed_at = value, answer.revision + 1, person, at
    answer.note = answer.note if value is not None else ""
    answer.save()
    AnswerChange.objects.create(
        grid_id=answer.grid_id,
        field_key=answer.field_key,
        revision=answer.revision,
        value=value,
        origin=answer.origin,
        note=answer.note,
        changed_by=person,
        changed_at=at,
    )
