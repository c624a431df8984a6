"""Saving answers: nobody overwrites another, every value is kept in the journal, and a save is one transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext

from polyphonie.accounts.models import User
from polyphonie.core.files import keep_file
from polyphonie.info_grids.definition import Definition, Field
from polyphonie.info_grids.enums import AnswerOrigin, FieldKind
from polyphonie.info_grids.knowledge import Known, known_values
from polyphonie.info_grids.knowledge.merging import agrees
from polyphonie.info_grids.models import AnswerChange, GridAnswer, GridFile, InfoGrid
from polyphonie.info_grids.permissions import refuse_change
from polyphonie.info_grids.queries.filling import answers_of, definition_of
from polyphonie.info_grids.records import AnswerChangeAsked, Conflict, SaveReport
from polyphonie.info_grids.services.locking import lock_grid
from polyphonie.info_grids.values import ValueRefused, read_value

MAX_NOTE = 1000


@dataclass
class _Saving:
    """A save under way: what the grid holds, what is known, what became of each field so far."""

    grid: InfoGrid
    definition: Definition
    answers: Mapping[str, GridAnswer]
    known: Mapping[str, Known]
    before: Mapping[tuple[str, int], tuple[Any, str]]
    person: User | None
    at: datetime
    origin: AnswerOrigin
    saved: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)
    revisions: dict[str, int] = field(default_factory=dict)


@transaction.atomic
def save_answers(
    *,
    grid: InfoGrid,
    changes: Sequence[AnswerChangeAsked],
    person: User | None,
    at: datetime,
    origin: AnswerOrigin = AnswerOrigin.TYPED,
) -> SaveReport:
    """
    Save what is right and without conflict, and say what became of every field.

    A field that somebody else changed since `base_revision` is left as it is, unless both wrote the same, or
    this person did not touch it: then what they sent is what stood at that revision.

    Raises
    ------
    CampaignIsClosed, TerritoryHasLeft, GridIsBeingReviewed, GridIsPublished
    """
    locked = lock_grid(grid)
    refuse_change(locked)
    definition = definition_of(locked.form)
    asked = [definition.fields[one.field_key] for one in changes if one.field_key in definition.fields]
    answers = answers_of(locked)
    saving = _Saving(
        grid=locked,
        definition=definition,
        answers=answers,
        known=known_values(locked.engagement, asked),
        before=_values_before(locked, answers, changes),
        person=person,
        at=at,
        origin=origin,
    )
    for change in changes:
        _save_one(saving, change)
    if saving.saved:
        locked.save(update_fields=["updated_at"])
    return SaveReport(saving.saved, saving.conflicts, saving.refused, saving.unchanged, saving.revisions)


def _values_before(
    grid: InfoGrid, answers: Mapping[str, GridAnswer], changes: Sequence[AnswerChangeAsked]
) -> dict[tuple[str, int], tuple[Any, str]]:
    """Read in the journal what stood at the revisions that are past."""
    past = Q()
    for change in changes:
        answer = answers.get(change.field_key)
        if answer is not None and change.base_revision not in {0, answer.revision}:
            past |= Q(field_key=change.field_key, revision=change.base_revision)
    if not past:
        return {}
    rows = AnswerChange.objects.filter(past, grid=grid).values_list("field_key", "revision", "value", "note")
    return {(key, revision): (value, note) for key, revision, value, note in rows}


def _save_one(saving: _Saving, change: AnswerChangeAsked) -> None:
    one = saving.definition.fields.get(change.field_key)
    if one is None:
        saving.refused[change.field_key] = gettext("The form of this grid has no such field.")
        return
    try:
        value, note = _read(saving, one, change)
    except ValueRefused as error:
        saving.refused[one.key] = str(error)
        return
    answer = saving.answers.get(one.key)
    present = (answer.value, answer.note) if answer else (None, "")
    if (value, note) == present and not _is_newly_confirmed(saving, one, answer):
        saving.unchanged.append(one.key)
    elif change.base_revision != (answer.revision if answer else 0):
        _meet(saving, change, answer, (value, note))
    else:
        _write(saving, one, answer, value, note)


def _is_newly_confirmed(saving: _Saving, one: Field, answer: GridAnswer | None) -> bool:
    """Tell whether the same value now agrees with what is known, which its row does not say yet."""
    known = saving.known.get(one.key)
    if answer is None or known is None or answer.origin != AnswerOrigin.CORRECTED:
        return False
    return agrees(one, answer.value, known.value)


def _read(saving: _Saving, one: Field, change: AnswerChangeAsked) -> tuple[Any, str]:
    value = read_value(one, change.value)
    note = change.note.replace("\r\n", "\n").strip()
    if len(note) > MAX_NOTE or "\x00" in note:
        raise ValueRefused(gettext("A note has %(limit)s characters at most.") % {"limit": MAX_NOTE})
    is_new_file = one.kind == FieldKind.FILE and value is not None
    if is_new_file and not saving.grid.files.filter(pk=value, field_key=one.key).exists():
        raise ValueRefused(gettext("This file is not attached to this field."))
    return value, note


def _meet(saving: _Saving, change: AnswerChangeAsked, answer: GridAnswer | None, asked: tuple[Any, str]) -> None:
    """Someone wrote meanwhile: nothing to do where this person changed nothing, else they choose."""
    key, past = change.field_key, saving.before.get((change.field_key, change.base_revision))
    untouched = past if past is not None else ((None, "") if change.base_revision == 0 else None)
    if untouched == asked or answer is None:
        saving.unchanged.append(key)
        return
    saving.conflicts.append(
        Conflict(
            field_key=key,
            asked=asked[0],
            present=answer.value,
            present_note=answer.note,
            present_revision=answer.revision,
            changed_by=str(answer.changed_by or ""),
            changed_at=answer.changed_at,
        )
    )


def _write(saving: _Saving, one: Field, answer: GridAnswer | None, value: Any, note: str) -> None:
    known = saving.known.get(one.key)
    origin = _origin(one, saving.origin, value, known)
    row = answer or GridAnswer(grid=saving.grid, field_key=one.key, revision=0)
    row.value, row.note, row.origin = value, note, origin
    row.known_value = known.value if known else None
    row.revision += 1
    row.changed_by, row.changed_at = saving.person, saving.at
    row.save()
    AnswerChange.objects.create(
        grid=saving.grid,
        field_key=one.key,
        revision=row.revision,
        value=value,
        origin=origin,
        note=note,
        changed_by=saving.person,
        changed_at=saving.at,
    )
    saving.saved.append(one.key)
    saving.revisions[one.key] = row.revision


def _origin(one: Field, origin: AnswerOrigin, value: Any, known: Known | None) -> AnswerOrigin:
    """Say how a value came: what agrees with what is known is known, what differs from it corrects it."""
    if known is None:
        return AnswerOrigin.TYPED if origin == AnswerOrigin.KNOWN else origin
    if agrees(one, value, known.value):
        return AnswerOrigin.KNOWN
    return origin if origin == AnswerOrigin.WORKBOOK else AnswerOrigin.CORRECTED


@transaction.atomic
def attach_file(*, grid: InfoGrid, field_key: str, upload: UploadedFile[Any], person: User | None) -> GridFile:
    """
    Keep a file for a field; the answer then takes its key, as any value.

    Raises
    ------
    FileRefused
        If it is empty, too large, of a kind that is not taken, or not what its name says.
    """
    refuse_change(grid)
    file = keep_file(upload, received_from_id=person.pk if person else None)
    return GridFile.objects.create(grid=grid, field_key=field_key, file=file)
