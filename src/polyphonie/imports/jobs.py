"""Tasks of the worker."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from polyphonie.accounts.models import User
from polyphonie.imports.models import Import
from polyphonie.imports.services import (
    confirm_import,
    mark_as_undone,
    remove_what_was_brought,
    resume_import,
    run_import,
)
from polyphonie.imports.services.bringing import in_order
from polyphonie.imports.services.retention import delete_old_files, imports_whose_file_is_due


@task
def carry_out_import(import_id: int) -> None:
    """Carry out an import that was confirmed, or go on with it."""
    of_import = Import.objects.select_related("consultation", "activity").get(pk=import_id)
    run_import(of_import=of_import, at=timezone.now())


def confirm_and_queue(of_import: Import) -> None:
    """Confirm an import, and have it carried out by the worker once that is committed."""
    with transaction.atomic():
        confirmed = confirm_import(of_import=of_import)
        transaction.on_commit(lambda: carry_out_import.enqueue(confirmed.pk))


def resume_and_queue(of_import: Import) -> None:
    """Have the worker go on with an import that was interrupted."""
    with transaction.atomic():
        resumed = resume_import(of_import=of_import)
        transaction.on_commit(lambda: carry_out_import.enqueue(resumed.pk))


@task
def carry_out_imports(import_ids: list[int]) -> None:
    """Carry out several imports that were confirmed together, one after the other: statements before votes."""
    for import_id in import_ids:
        of_import = Import.objects.select_related("consultation", "activity").get(pk=import_id)
        run_import(of_import=of_import, at=timezone.now())


def confirm_together_and_queue(imports: Sequence[Import]) -> None:
    """Confirm several imports, and have them carried out in order once that is committed."""
    with transaction.atomic():
        confirmed = [confirm_import(of_import=of_import).pk for of_import in in_order(list(imports))]
        if confirmed:
            transaction.on_commit(lambda: carry_out_imports.enqueue(confirmed))


@task
def remove_rows(import_id: int) -> None:
    """Remove the rows of an import that was undone, or go on with it."""
    remove_what_was_brought(of_import=Import.objects.get(pk=import_id))


def undo_and_queue(of_import: Import, *, by: User | None, at: datetime) -> None:
    """Undo an import: decided at once, its rows removed by the worker once that is committed."""
    with transaction.atomic():
        marked = mark_as_undone(of_import=of_import, by=by, at=at)
        transaction.on_commit(lambda: remove_rows.enqueue(marked.pk))


@task
def delete_files() -> None:
    """Delete the files that were kept long enough."""
    delete_old_files(at=timezone.now())


def enqueue_deletion_of_files(*, at: datetime) -> bool:
    """Ask the worker to delete the files that were kept long enough; tell whether there was need to ask."""
    waiting = DBTaskResult.objects.filter(task_path=delete_files.module_path, status__in=("READY", "RUNNING"))
    if waiting.exists() or not imports_whose_file_is_due(at=at).exists():
        return False
    delete_files.enqueue()
    return True
