"""
An import, carried out slice by slice.

Each slice is one short transaction that writes rows, their report and the progress together: a worker
that is killed loses at most one slice, and the next one goes on where it stopped.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import OperationalError, transaction

from polyphonie.consultations.models import Consultation
from polyphonie.core.errors import DomainError
from polyphonie.core.signals import contributions_received
from polyphonie.formats import FormatError, Harvest
from polyphonie.imports.enums import ImportStatus, RowOutcome
from polyphonie.imports.errors import DiskIsFull, FileWasDeleted, ImportTakenOver
from polyphonie.imports.models import Import, ImportRow
from polyphonie.imports.services.account import REPORT_FIELDS, Account
from polyphonie.imports.services.again import take_again
from polyphonie.imports.services.contributions import pass_over, prepare_contributions, take_contributions
from polyphonie.imports.services.inserting import insert_rows
from polyphonie.imports.services.keeping import path_of
from polyphonie.imports.services.previewing import error_to_save
from polyphonie.imports.services.reading import harvests_of, options_from
from polyphonie.imports.services.slices import Slice, n_rows_of, slices_of
from polyphonie.imports.services.statements import take_statements
from polyphonie.imports.services.votes import statement_keys, take_votes
from polyphonie.imports.targets import Target

UNDER_WAY = (ImportStatus.QUEUED, ImportStatus.RUNNING)
# Kept free in the row of an import under way: where the disk is full, there must be room left to say so.
ROOM = " " * 1000
DISK_IS_FULL = ("database or disk is full", "No space left on device", "could not extend file")

# What writes the rows of a slice, and accounts for them.
Write = Callable[[Account], None]


def run_import(*, of_import: Import, at: datetime) -> Import:
    """Carry out an import that was confirmed; go on with one whose worker died."""
    Import.objects.filter(pk=of_import.pk, status__in=UNDER_WAY, started_at=None).update(started_at=at)
    if not Import.objects.filter(pk=of_import.pk, status__in=UNDER_WAY).update(status=ImportStatus.RUNNING):
        of_import.refresh_from_db()
        return of_import
    of_import.refresh_from_db()
    of_import.preview["room"] = ROOM
    try:
        of_import.save(update_fields=["preview"])
        _take(of_import)
        _finish(of_import, at=at)
    except FormatError as error:
        _fail(of_import, str(error), error_to_save(error), at=at)
    except DomainError as error:
        _fail(of_import, str(error), None, at=at)
    except OperationalError as error:
        if not any(sign in str(error) for sign in DISK_IS_FULL):
            raise
        _fail_for_want_of_room(of_import, at=at)
    of_import.refresh_from_db()
    return of_import


def interrupt_import(*, import_id: int, at: datetime) -> None:
    """Note that an import under way will not end by itself; what was taken is kept."""
    Import.objects.filter(pk=import_id, status__in=UNDER_WAY).update(status=ImportStatus.FAILED, error="", ended_at=at)


def _take(of_import: Import) -> None:
    """Write each slice that is not written yet; slices are cut at the same rows each time."""
    if take_again(of_import):
        return
    if of_import.file_deleted_at is not None:
        raise FileWasDeleted
    options = options_from(of_import.options, file_name=of_import.file_name, member=of_import.member)
    target = Target.of(of_import)
    n_done, position = of_import.n_done, 0
    for harvest in harvests_of(path_of(of_import.digest), options):
        n_known = min(n_rows_of(harvest), n_done - position) if position < n_done else 0
        position += n_known
        if n_known:
            pass_over(target, harvest, n_known)
        for piece in slices_of(harvest, n_done=n_known):
            _write_slice(of_import, piece, _writer(target, harvest, piece, position=position), position=position)
            position += len(piece.places)


def _writer(target: Target, harvest: Harvest, piece: Slice, *, position: int) -> Write:
    """Make ready what takes time, before anything is locked."""
    if piece.ballots is not None:
        ballots = piece.ballots
        statements = statement_keys(target, ballots.votes, is_first=position == 0)
        return lambda account: take_votes(target, ballots, statements, account)
    if harvest.statements:
        return lambda account: take_statements(target, piece.statements, account)
    if piece.contributions:
        prepared = prepare_contributions(target, piece.contributions)
        return lambda account: take_contributions(target, prepared, account)
    return lambda account: None


def _write_slice(of_import: Import, piece: Slice, write: Write, *, position: int) -> None:
    """Write one slice with its report and the progress, unless another worker did."""
    account = Account(piece.places)
    for place, refusal in piece.refusals:
        account.refuse(
            place, refusal.code, external_id=refusal.external_id, column=refusal.column, params=refusal.params
        )
    with transaction.atomic():
        locked = Import.objects.select_for_update(of=("self",)).get(pk=of_import.pk)
        if locked.n_done != position or locked.status != ImportStatus.RUNNING:
            raise ImportTakenOver(of_import.pk)
        # Two files brought at once must not both find that a contribution is not there.
        Consultation.objects.select_for_update(of=("self",), no_key=True).get(pk=of_import.consultation_id)
        write(account)
        insert_rows(ImportRow, REPORT_FIELDS, account.lines(of_import))
        counts = account.counts()
        locked.n_done = position + len(piece.places)
        locked.n_rows = max(locked.n_rows, locked.n_done)
        locked.n_taken += counts[RowOutcome.TAKEN]
        locked.n_already_there += counts[RowOutcome.ALREADY_THERE]
        locked.n_updated += counts[RowOutcome.UPDATED]
        locked.n_refused += counts[RowOutcome.REFUSED]
        locked.preview = of_import.preview
        locked.save()


def _finish(of_import: Import, *, at: datetime) -> None:
    with transaction.atomic():
        locked = Import.objects.select_for_update(of=("self",)).get(pk=of_import.pk)
        locked.status, locked.n_rows, locked.ended_at, locked.error = ImportStatus.DONE, locked.n_done, at, ""
        locked.preview.pop("room", None)
        locked.save(update_fields=["status", "n_rows", "ended_at", "error", "preview", "updated_at"])
        consultation = of_import.consultation
        transaction.on_commit(lambda: contributions_received.send(sender=Import, consultation=consultation))


def _fail(
    of_import: Import, sentence: str, saved: dict[str, Any] | None, *, at: datetime, is_resumable: bool = False
) -> None:
    preview = {**of_import.preview, "failure": saved, "is_resumable": is_resumable}
    preview.pop("room", None)
    Import.objects.filter(pk=of_import.pk).update(
        status=ImportStatus.FAILED, error=sentence, ended_at=at, preview=preview
    )


def _fail_for_want_of_room(of_import: Import, *, at: datetime) -> None:
    """Say that the disk is full; where even that has no room, say at least that the import was interrupted."""
    try:
        with transaction.atomic():
            _fail(of_import, str(DiskIsFull()), None, at=at, is_resumable=True)
    except OperationalError:
        Import.objects.filter(pk=of_import.pk).update(status=ImportStatus.FAILED, error="")
