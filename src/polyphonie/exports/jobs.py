"""Tasks of the worker."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from polyphonie.consultations.models import Consultation
from polyphonie.exports.models import Export
from polyphonie.exports.services import carry_out, public_file


@task
def make_export(export_id: int) -> None:
    """Make a file that a person asked for."""
    related = ("consultation__campaign", "consultation__territory")
    export = Export.objects.select_related(*related).filter(pk=export_id).first()
    if export is not None:
        carry_out(export=export, at=timezone.now())


@task
def make_public_file(consultation_id: int, name: str, language: str) -> None:
    """Make a file that anyone may have, unless it stands there already."""
    rows = Consultation.objects.published().select_related("campaign", "territory")
    consultation = rows.filter(pk=consultation_id).first()
    if consultation is not None:
        public_file(consultation, name, language=language)


def queue(export: Export) -> None:
    """Have the worker make a file once the asking is committed."""
    transaction.on_commit(lambda: make_export.enqueue(export.pk))


def queue_public(consultation: Consultation, name: str, language: str) -> None:
    """Have the worker make a public file, unless it was asked to already."""
    arguments = [consultation.pk, name, language]
    waiting = DBTaskResult.objects.filter(task_path=make_public_file.module_path, status__in=("READY", "RUNNING"))
    if all(task.args_kwargs["args"] != arguments for task in waiting):
        make_public_file.enqueue(consultation.pk, name, language)
