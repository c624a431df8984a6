"""
Background tasks survive their workers.

The queue (django-tasks, in the database) leaves the task of a killed worker RUNNING for ever.
Each worker therefore holds a lease; a task whose worker lost its lease is put back, a bounded number of times.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias

import structlog
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from polyphonie.core.errors import DomainError
from polyphonie.core.models import LEASE, WorkerLease
from polyphonie.core.signals import task_given_up

MAX_ATTEMPTS = 3
"""A task that killed as many workers is not given to another one."""

logger = structlog.get_logger(__name__)

_Task: TypeAlias = "DBTaskResult[Any, Any]"


class WorkerLost(DomainError):
    """Written in the task as the reason of its failure: its workers died while running it."""


@dataclass(frozen=True)
class Sweep:
    """What a sweep did: tasks that wait again, tasks that were given up."""

    n_put_back: int = 0
    n_given_up: int = 0


def renew_lease(*, worker_id: str, at: datetime) -> None:
    """Say that a worker is alive."""
    WorkerLease.objects.update_or_create(worker_id=worker_id, defaults={"seen_at": at})


def end_lease(*, worker_id: str, at: datetime) -> Sweep:
    """Say that a worker is gone, and put back what it was doing."""
    WorkerLease.objects.filter(worker_id=worker_id).delete()
    return _settle([task for task in _running() if task.worker_ids[-1:] == [worker_id]], at=at)


def put_back_abandoned_tasks(*, at: datetime) -> Sweep:
    """Put back the tasks whose worker holds no lease, and forget leases long past."""
    WorkerLease.objects.filter(seen_at__lt=at - 60 * LEASE).delete()
    alive = set(WorkerLease.objects.alive_at(at).values_list("worker_id", flat=True))
    long_enough = [task for task in _running() if task.started_at is None or task.started_at < at - LEASE]
    return _settle([task for task in long_enough if not alive.intersection(task.worker_ids[-1:])], at=at)


def _running() -> list[_Task]:
    return list(DBTaskResult.objects.running())


def _settle(tasks: list[_Task], *, at: datetime) -> Sweep:
    given_up = [task for task in tasks if len(task.worker_ids) >= MAX_ATTEMPTS]
    n_given_up = sum(_give_up(task, at=at) for task in given_up)
    n_put_back = sum(_put_back(task) for task in tasks if task not in given_up)
    return Sweep(n_put_back=n_put_back, n_given_up=n_given_up)


def _put_back(task: _Task) -> bool:
    changed = _change(task, status="READY", started_at=None)
    if changed:
        logger.warning("task_put_back", task=str(task.pk), attempts=len(task.worker_ids))
    return changed


def _give_up(task: _Task, *, at: datetime) -> bool:
    lost = f"{WorkerLost.__module__}.{WorkerLost.__qualname__}"
    sentence = f"{len(task.worker_ids)} workers died while running this task"
    changed = _change(task, status="FAILED", finished_at=at, exception_class_path=lost, traceback=sentence)
    if changed:
        logger.error("task_given_up", task=str(task.pk), attempts=len(task.worker_ids))
        task_given_up.send(sender=DBTaskResult, task_path=task.task_path, args=task.args_kwargs["args"])
    return changed


def _change(task: _Task, **fields: object) -> bool:
    """Change a task only if it is still as it was read: another sweep may have been quicker."""
    with transaction.atomic():
        locked = DBTaskResult.objects.select_for_update().filter(pk=task.pk, status="RUNNING").first()
        if locked is None or locked.worker_ids != task.worker_ids:
            return False
        for name, value in fields.items():
            setattr(locked, name, value)
        locked.save(update_fields=list(fields))
    return True
