"""What exports do when a task of theirs ends badly: the person who waits is told."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.dispatch import receiver
from django_tasks import TaskResultStatus
from django_tasks.signals import task_finished

from polyphonie.core.signals import task_given_up
from polyphonie.exports.jobs import make_export
from polyphonie.exports.services import give_up


@receiver(task_finished)
def note_a_failure(sender: Any, *, task_result: Any, **kwargs: Any) -> None:
    if task_result.status == TaskResultStatus.FAILED:
        _note(task_result.task.module_path, task_result.args)


@receiver(task_given_up)
def note_that_it_was_given_up(sender: Any, *, task_path: str, args: Sequence[Any], **kwargs: Any) -> None:
    _note(task_path, args)


def _note(task_path: str, args: Sequence[Any]) -> None:
    if task_path == make_export.module_path:
        give_up(export_id=args[0])
