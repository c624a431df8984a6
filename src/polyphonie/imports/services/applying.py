"""
An import, carried out piece by piece.

Each piece is one short transaction that writes rows, their report and the progress together: a worker
that is killed loses at most one piece, and the next one goes on where it stopped.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from polyphonie.consultations.models import Consultation
from polyphonie.core.errors import DomainError
from polyphonie.core.signals import contributions_received
from polyphonie.formats import FormatError, Harvest, VoteColumns
from polyphonie.imports.enums import ImportStatus, RowOutcome
from polyphonie.imports.errors import ImportTakenOver
from polyphonie.imports.models import Import, ImportRow
from polyphonie.imports.services.contributions import take_contributions
from polyphonie.imports.services.entries import REPORT_FIELDS, Entry, entries_of
from polyphonie.imports.services.inserting import insert_rows
from polyphonie.imports.services.keeping import path_of
from polyphonie.imports.services.previewing import error_to_save
from polyphonie.imports.services.reading import harvest_of, options_from
from polyphonie.imports.services.statements import check_same_conversation, take_statements
from polyphonie.imports.services.votes import Ballot, ballots_by_participant, statement_keys, take_votes
from polyphonie.imports.targets import Target

ROWS_AT_ONCE = 500
BALLOTS_AT_ONCE = 2_000
UNDER_WAY = (ImportStatus.QUEUED, ImportStatus.RUNNING)

# A piece: its rows, and what writes them.
Piece = tuple[list[Entry], Callable[[], None]]


def run_import(*, of_import: Import, at: datetime) -> Import:
    """Carry out an import that was confirmed; go on with one whose worker died."""
    Import.objects.filter(pk=of_import.pk, status__in=UNDER_WAY, started_at=None).update(started_at=at)
    if not Import.objects.filter(pk=of_import.pk, status__in=UNDER_WAY).update(status=ImportStatus.RUNNING):
        of_import.refresh_from_db()
        return of_import
    of_import.refresh_from_db()
    try:
        _take(of_import)
    except FormatError as error:
        _fail(of_import, str(error), error_to_save(error), at=at)
    except DomainError as error:
        _fail(of_import, str(error), None, at=at)
    else:
        _finish(of_import, at=at)
    of_import.refresh_from_db()
    return of_import


def interrupt_import(*, import_id: int, at: datetime) -> None:
    """Note that an import under way will not end by itself; what was taken is kept."""
    Import.objects.filter(pk=import_id, status__in=UNDER_WAY).update(status=ImportStatus.FAILED, error="", ended_at=at)


def _take(of_import: Import) -> None:
    options = options_from(of_import.options, file_name=of_import.file_name)
    harvest = harvest_of(path_of(of_import.digest), options)
    target = Target.of(of_import)
    entries = entries_of(harvest)
    pieces = _pieces_of_votes(target, harvest, entries) if harvest.votes else _pieces_of_rows(target, entries)
    n_done = of_import.n_done
    n_rows = len(_rows_of(harvest, entries))
    Import.objects.filter(pk=of_import.pk).update(n_rows=n_rows)
    position = 0
    for rows, write in pieces:
        if position >= n_done:
            _write_piece(of_import, rows, write, position=position)
        position += len(rows)


def _rows_of(harvest: Harvest, entries: list[Entry]) -> set[tuple[str, int]]:
    rows = {(entry.sheet, entry.row) for entry in entries}
    voted = {(harvest.sheet, int(row)) for row in set(harvest.votes.row.tolist())} if harvest.votes else set()
    return rows | voted


def _pieces_of_rows(target: Target, entries: list[Entry]) -> Iterator[Piece]:
    has_statements = any(entry.statements for entry in entries)
    if has_statements:
        check_same_conversation(target, entries)
    take = take_statements if has_statements else take_contributions
    for start in range(0, len(entries), ROWS_AT_ONCE):
        rows = entries[start : start + ROWS_AT_ONCE]
        yield rows, _bound(take, target, rows)


def _bound(take: Callable[..., None], *args: object) -> Callable[[], None]:
    return lambda: take(*args)


def _pieces_of_votes(target: Target, harvest: Harvest, refused: list[Entry]) -> Iterator[Piece]:
    """Whole participants at a time: the journal of each is read once. Rows without any vote come last."""
    votes = harvest.votes
    if votes is None:
        return
    statements = statement_keys(target, votes)
    entries = {entry.row: entry for entry in refused}
    left_over = dict(entries)
    for row in sorted(set(votes.row.tolist())):
        entries.setdefault(row, Entry(sheet=harvest.sheet, row=row))
        left_over.pop(row, None)
    for ballots in _batches(votes, entries):
        rows = list({id(ballot.entry): ballot.entry for ballot in ballots}.values())
        yield rows, _bound(take_votes, target, ballots, statements)
    rest = list(left_over.values())
    for start in range(0, len(rest), ROWS_AT_ONCE):
        yield rest[start : start + ROWS_AT_ONCE], lambda: None


def _batches(votes: VoteColumns, entries: dict[int, Entry]) -> Iterator[list[Ballot]]:
    batch: list[Ballot] = []
    for ballots in ballots_by_participant(votes, entries):
        batch.extend(ballots)
        if len(batch) >= BALLOTS_AT_ONCE:
            yield batch
            batch = []
    if batch:
        yield batch


def _write_piece(of_import: Import, rows: Sequence[Entry], write: Callable[[], None], *, position: int) -> None:
    """Write one piece with its report and the progress, unless another worker did."""
    with transaction.atomic():
        locked = Import.objects.select_for_update(of=("self",)).get(pk=of_import.pk)
        if locked.n_done != position or locked.status != ImportStatus.RUNNING:
            raise ImportTakenOver(of_import.pk)
        # Two files brought at once must not both find that a contribution is not there.
        Consultation.objects.select_for_update(of=("self",)).get(pk=of_import.consultation_id)
        write()
        insert_rows(ImportRow, REPORT_FIELDS, _reports(of_import, rows))
        counts = Counter(row.outcome for row in rows)
        locked.n_done = position + len(rows)
        locked.n_taken += counts[RowOutcome.TAKEN]
        locked.n_already_there += counts[RowOutcome.ALREADY_THERE]
        locked.n_refused += counts[RowOutcome.REFUSED]
        locked.save(update_fields=["n_done", "n_taken", "n_already_there", "n_refused", "updated_at"])


def _reports(of_import: Import, rows: Iterable[Entry]) -> list[tuple[Any, ...]]:
    return [row.report(of_import) for row in rows]


def _finish(of_import: Import, *, at: datetime) -> None:
    with transaction.atomic():
        Import.objects.filter(pk=of_import.pk).update(status=ImportStatus.DONE, ended_at=at, error="")
        consultation = of_import.consultation
        transaction.on_commit(lambda: contributions_received.send(sender=Import, consultation=consultation))


def _fail(of_import: Import, sentence: str, saved: dict[str, Any] | None, *, at: datetime) -> None:
    preview = {**of_import.preview, "failure": saved}
    Import.objects.filter(pk=of_import.pk).update(
        status=ImportStatus.FAILED, error=sentence, ended_at=at, preview=preview
    )
