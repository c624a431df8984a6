"""What imports do when a task of theirs ends badly."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.dispatch import receiver
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks.signals import task_finished

from polyphonie.core.signals import task_given_up
from polyphonie.imports.jobs import carry_out_import, carry_out_imports
from polyphonie.imports.services import interrupt_import


@receiver(task_finished)
def note_a_failure(sender: Any, *, task_result: Any, **kwargs: Any) -> None:
    if task_result.status == TaskResultStatus.FAILED:
        _note(task_result.task.module_path, task_result.args)


@receiver(task_given_up)
def note_that_it_was_given_up(sender: Any, *, task_path: str, args: Sequence[Any], **kwargs: Any) -> None:
    _note(task_path, args)


def _note(task_path: str, args: Sequence[Any]) -> None:
    if task_path == carry_out_import.module_path:
        interrupt_import(import_id=args[0], at=timezone.now())
    elif task_path == carry_out_imports.module_path:
        for import_id in args[0]:
            interrupt_import(import_id=import_id, at=timezone.now())
