"""Bringing back a workbook that was filled offline: looked at first, saved once a person confirms."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from polyphonie.accounts.models import User
from polyphonie.compute import ChildFailed, run_limited
from polyphonie.core import audit
from polyphonie.core.errors import DomainError
from polyphonie.formats import FormatError
from polyphonie.formats.filled_workbooks import FilledWorkbook, read_filled_workbook
from polyphonie.info_grids.enums import AnswerOrigin
from polyphonie.info_grids.models import InfoGrid
from polyphonie.info_grids.queries.filling import answers_of, definition_of
from polyphonie.info_grids.records import AnswerChangeAsked, Conflict, SaveReport
from polyphonie.info_grids.services.saving import save_answers
from polyphonie.info_grids.showing import show_value
from polyphonie.info_grids.values import label
from polyphonie.info_grids.workbook_reading import Brought, Expected, Place, Problem, read_brought

MOST_BYTES: Final = 20 * 1024 * 1024
KEPT_FOR: Final = timedelta(hours=24)
_REASONS: Final = {"memory": "needs_memory", "time": "takes_time", "crash": "reader_died"}
_SALT: Final = "polyphonie.info_grids.bringing_back"
_CHUNK: Final = 1024 * 1024


class WorkbookTooLarge(DomainError):
    message = _("This file is too large for a grid: 20 MB at most. Take images and other sheets out of it.")


class FileIsGone(DomainError):
    message = _("This file is no longer kept here: nothing was saved. Bring it again.")


@dataclass(frozen=True)
class Change:
    """A field that takes another value."""

    label: str
    place: Place
    before: str
    after: str
    note: str = ""


@dataclass(frozen=True)
class Clash:
    """A field that somebody changed on line since the download."""

    label: str
    place: Place
    asked: str
    present: str
    conflict: Conflict


@dataclass(frozen=True)
class Report:
    """What would become, or became, of every answer of the workbook."""

    taken: list[Change] = field(default_factory=list)
    n_unchanged: int = 0
    conflicts: list[Clash] = field(default_factory=list)
    refused: list[Problem] = field(default_factory=list)
    unknown: list[Problem] = field(default_factory=list)
    formulas: list[Place] = field(default_factory=list)


@dataclass(frozen=True)
class Ticket:
    """Which file a person looked at, for which grid: signed, so that only this person confirms it."""

    grid_id: int
    person_id: int
    digest: str
    name: str

    def signed(self) -> str:
        """Write it so that it can travel in a form."""
        return signing.dumps([self.grid_id, self.person_id, self.digest, self.name], salt=_SALT)


def read_ticket(written: str, *, grid: InfoGrid, person: User) -> Ticket:
    """
    Read a ticket back.

    Raises
    ------
    FileIsGone
        If it is too old, of another grid, of another person, or not ours.
    """
    try:
        ticket = Ticket(*signing.loads(written, salt=_SALT, max_age=KEPT_FOR))
    except (signing.BadSignature, TypeError) as error:
        raise FileIsGone from error
    if (ticket.grid_id, ticket.person_id) != (grid.pk, person.pk):
        raise FileIsGone
    return ticket


def keep_workbook(*, chunks: Iterable[bytes], name: str, grid: InfoGrid, person: User, at: datetime) -> Ticket:
    """
    Keep a file until it is confirmed, one day at most.

    Raises
    ------
    WorkbookTooLarge
    """
    folder = _folder()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    _forget_old(folder, before=at - KEPT_FOR)
    digest, size = hashlib.sha256(), 0
    handle, beside = tempfile.mkstemp(dir=folder, prefix="receiving-")
    try:
        with os.fdopen(handle, "wb") as stream:
            for chunk in chunks:
                size += stream.write(chunk)
                digest.update(chunk)
                if size > MOST_BYTES:
                    raise WorkbookTooLarge
        Path(beside).replace(folder / digest.hexdigest())
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise
    return Ticket(grid.pk, person.pk, digest.hexdigest(), name[:200])


def preview_workbook(*, ticket: Ticket, grid: InfoGrid, person: User, at: datetime) -> Report:
    """
    Say what would become of every answer: the very save that confirming makes, undone.

    Raises
    ------
    FormatError, NotAGridWorkbook, OtherWorkbook, FileIsGone
        And what `save_answers` raises where the grid no longer takes answers.
    """
    workbook = _read(ticket)
    with transaction.atomic():
        report = _save(workbook, grid=grid, person=person, at=at)
        transaction.set_rollback(True)
    return report


def confirm_workbook(*, ticket: Ticket, grid: InfoGrid, person: User, at: datetime) -> Report:
    """Save what can be saved of a workbook; asked twice, the second time changes nothing."""
    workbook = _read(ticket)  # before the transaction: reading may take long, and others wait to write
    with transaction.atomic():
        report = _save(workbook, grid=grid, person=person, at=at)
        if report.taken:
            _record(report, ticket=ticket, grid=grid, person=person, at=at)
    return report


def _record(report: Report, *, ticket: Ticket, grid: InfoGrid, person: User, at: datetime) -> None:
    audit.record(
        "grid_workbook_taken",
        grid,
        at=at,
        actor_id=person.pk,
        campaign_id=grid.engagement.campaign_id,
        territory_id=grid.engagement.territory_id,
        digest=ticket.digest,
        taken=len(report.taken),
        refused=len(report.refused),
        conflicts=len(report.conflicts),
    )


def _save(workbook: FilledWorkbook, *, grid: InfoGrid, person: User, at: datetime) -> Report:
    definition, answers = definition_of(grid.form), answers_of(grid)
    engagement = grid.engagement
    expected = Expected(
        campaign=engagement.campaign.slug,
        territory=engagement.territory.slug,
        form_version=grid.form.version,
        form_digest=grid.form.digest,
    )
    present = {key: answer.value for key, answer in answers.items()}
    brought = read_brought(workbook, definition, expected, present)
    changes = [
        AnswerChangeAsked(
            field_key=key,
            value=value,
            base_revision=brought.revisions.get(key, 0),
            note=brought.notes.get(key, answers[key].note if key in answers else ""),
        )
        for key, value in brought.values.items()
    ]
    saved = save_answers(grid=grid, changes=changes, person=person, at=at, origin=AnswerOrigin.WORKBOOK)
    return _report(brought, saved, definition.fields, present)


def _report(brought: Brought, saved: SaveReport, fields: Mapping[str, Any], present: Mapping[str, Any]) -> Report:
    language = (get_language() or "fr").split("-")[0]

    def shown(key: str, value: Any) -> str:
        return show_value(fields[key], value, language)

    def place(key: str) -> Place:
        return brought.places.get(key, Place(""))

    return Report(
        taken=[
            Change(
                label=label(fields[key]),
                place=place(key),
                before=shown(key, present.get(key)),
                after=shown(key, brought.values[key]),
                note=brought.notes.get(key, ""),
            )
            for key in saved.saved
        ],
        n_unchanged=len(saved.unchanged),
        conflicts=[
            Clash(
                label=label(fields[one.field_key]),
                place=place(one.field_key),
                asked=shown(one.field_key, one.asked),
                present=shown(one.field_key, one.present),
                conflict=one,
            )
            for one in saved.conflicts
        ],
        refused=[
            *brought.problems,
            *(Problem(place(key), label(fields[key]), sentence) for key, sentence in saved.refused.items()),
        ],
        unknown=brought.unknown,
        formulas=brought.formulas,
    )


def _read(ticket: Ticket) -> FilledWorkbook:
    """Read the file in a limited child process."""
    path = _folder() / ticket.digest
    if not path.is_file():
        raise FileIsGone
    try:
        return run_limited(read_filled_workbook, str(path), ticket.name)
    except ChildFailed as failure:
        raise FormatError(_REASONS[failure.reason], file=ticket.name) from failure


def _folder() -> Path:
    return Path(settings.MEDIA_ROOT) / "workbooks"


def _forget_old(folder: Path, *, before: datetime) -> None:
    for path in folder.iterdir():
        if path.stat().st_mtime < before.timestamp():
            path.unlink(missing_ok=True)
