"""
The same file brought again: nothing of it is new, so that it need not be read.

The digest of the file tells that its rows are the same. What they gave is compared, text by text, with what is in
the database: only then is the report that of the first time, each row that was taken being there already.
"""

from __future__ import annotations

from typing import Any

from django.db import connection, transaction

from polyphonie import __version__
from polyphonie.consultations.models import Contribution
from polyphonie.imports.enums import ImportStatus, RowOutcome
from polyphonie.imports.errors import ImportTakenOver
from polyphonie.imports.models import Import, ImportRow
from polyphonie.imports.services.account import REPORT_FIELDS
from polyphonie.imports.targets import Brought

MOST_LINES = 20_000
ROWS_AT_ONCE = 20_000


def take_again(of_import: Import) -> bool:
    """Account for a file that was already imported, where all that it gave is still there; tell whether it was."""
    if of_import.n_done:
        return False
    earlier = next((each for each in _earlier_imports(of_import) if _is_still_there(each)), None)
    if earlier is None:
        return False
    with transaction.atomic():
        locked = Import.objects.select_for_update(of=("self",)).get(pk=of_import.pk)
        if locked.n_done or locked.status != ImportStatus.RUNNING:
            raise ImportTakenOver(of_import.pk)
        if not Import.objects.filter(pk=earlier.pk, status=ImportStatus.DONE).exists():
            return False
        _copy_report(earlier, of_import)
        locked.n_done = locked.n_rows = earlier.n_rows
        locked.n_already_there, locked.n_refused = earlier.n_taken, earlier.n_refused
        locked.save(update_fields=["n_done", "n_rows", "n_already_there", "n_refused", "updated_at"])
    return True


def _earlier_imports(of_import: Import) -> list[Import]:
    """Give the imports of the same file, read in the same way by the same software, to which all was new."""
    same = Import.objects.filter(
        consultation=of_import.consultation_id,
        activity=of_import.activity_id,
        digest=of_import.digest,
        member=of_import.member,
        file_name=of_import.file_name,
        tool=of_import.tool,
        kind=of_import.kind,
        status=ImportStatus.DONE,
        n_already_there=0,
        n_updated=0,
    ).exclude(pk=of_import.pk)
    wanted = [each for each in same.order_by("-pk")[:10] if each.options == of_import.options]
    return [each for each in wanted if each.n_taken and each.rows.count() <= MOST_LINES]


def _is_still_there(earlier: Import) -> bool:
    """Compare what an import brought, as it was counted then, with what is there now and counts."""
    brought = Brought.of(earlier)
    if not brought.n_texts or brought.version != __version__:
        return False
    there = Brought()
    rows = Contribution.objects.kept().filter(batch=earlier.pk).order_by().values_list("text_digest", flat=True)
    for digest in rows.iterator(chunk_size=ROWS_AT_ONCE):
        there.add([digest])
    return there == brought


def _copy_report(earlier: Import, of_import: Import) -> None:
    """Write the lines of the first report, where what was taken is now already there."""
    quote = connection.ops.quote_name
    fields: list[Any] = [ImportRow._meta.get_field(name) for name in REPORT_FIELDS]
    columns = {field.name: quote(field.column) for field in fields}
    sources = {**columns, "of_import": "%s", "outcome": f"CASE {columns['outcome']} WHEN %s THEN %s ELSE %s END"}
    table = quote(ImportRow._meta.db_table)
    query = (
        f"INSERT INTO {table} ({', '.join(columns.values())}) "  # noqa: S608 - our own names
        f"SELECT {', '.join(sources.values())} FROM {table} WHERE {columns['of_import']} = %s ORDER BY id"
    )
    outcomes = [RowOutcome.TAKEN.value, RowOutcome.ALREADY_THERE.value, RowOutcome.REFUSED.value]
    with connection.cursor() as cursor:
        cursor.execute(query, [of_import.pk, *outcomes, earlier.pk])
