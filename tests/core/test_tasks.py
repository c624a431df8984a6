from datetime import timedelta

import pytest
from django_tasks_db.models import DBTaskResult

from polyphonie.core.models import LEASE, WorkerLease
from polyphonie.core.tasks import MAX_ATTEMPTS, Sweep, end_lease, put_back_abandoned_tasks, renew_lease
from tests.factories import NOON

pytestmark = pytest.mark.django_db
LATER = NOON + 2 * LEASE


def running_task(*worker_ids, started_at=NOON):
    return DBTaskResult.objects.create(
        status="RUNNING",
        args_kwargs={"args": [], "kwargs": {}},
        task_path="nowhere.at_all",
        worker_ids=list(worker_ids),
        backend_name="default",
        run_after=NOON,
        started_at=started_at,
    )


def status_of(task):
    task.refresh_from_db()
    return task.status


def test_the_task_of_a_worker_that_is_gone_waits_again():
    renew_lease(worker_id="one", at=NOON)
    task = running_task("one")
    assert put_back_abandoned_tasks(at=LATER) == Sweep(n_put_back=1)
    assert status_of(task) == "READY"
    assert task.started_at is None


def test_the_task_of_a_worker_that_is_alive_is_left_to_it():
    task = running_task("one")
    renew_lease(worker_id="one", at=LATER - timedelta(seconds=5))
    assert put_back_abandoned_tasks(at=LATER) == Sweep()
    assert status_of(task) == "RUNNING"


def test_only_the_last_worker_of_a_task_counts():
    renew_lease(worker_id="one", at=LATER)
    task = running_task("one", "two")
    put_back_abandoned_tasks(at=LATER)
    assert status_of(task) == "READY"


def test_a_task_just_taken_is_not_put_back():
    task = running_task("not seen yet", started_at=LATER - timedelta(seconds=1))
    assert put_back_abandoned_tasks(at=LATER) == Sweep()
    assert status_of(task) == "RUNNING"


def test_the_task_of_a_worker_that_ends_waits_at_once():
    renew_lease(worker_id="one", at=NOON)
    task, other = running_task("one"), running_task("two")
    assert end_lease(worker_id="one", at=NOON) == Sweep(n_put_back=1)
    assert (status_of(task), status_of(other)) == ("READY", "RUNNING")
    assert not WorkerLease.objects.exists()


def test_a_task_that_kills_its_workers_is_given_up():
    task = running_task(*(str(n) for n in range(MAX_ATTEMPTS)))
    assert put_back_abandoned_tasks(at=LATER) == Sweep(n_given_up=1)
    assert status_of(task) == "FAILED"
    assert task.exception_class_path == "polyphonie.core.tasks.WorkerLost"
    assert task.finished_at == LATER


def test_a_task_that_is_done_stays_done():
    task = running_task("one")
    DBTaskResult.objects.filter(pk=task.pk).update(status="SUCCESSFUL")
    assert put_back_abandoned_tasks(at=LATER) == Sweep()
    assert status_of(task) == "SUCCESSFUL"


def test_leases_long_past_are_forgotten():
    renew_lease(worker_id="one", at=NOON - timedelta(days=2))
    renew_lease(worker_id="two", at=NOON)
    put_back_abandoned_tasks(at=LATER)
    assert [lease.pk for lease in WorkerLease.objects.all()] == ["two"]
