"""Workers are killed for good, and what they were doing is done."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django_tasks_db.models import DBTaskResult

pytestmark = pytest.mark.slow
ROOT = Path(__file__).resolve().parents[2]
ENQUEUE = """
import sys, django
django.setup()
from polyphonie.config.preparation import prepare_site
prepare_site()
from tests.config.long_task import wait_for_leave
wait_for_leave.enqueue(sys.argv[1])
"""


@pytest.fixture
def environment(tmp_path):
    return {
        **os.environ,
        "DATABASE_URL": "",
        "POLYPHONIE_DATA_DIR": str(tmp_path / "data"),
        "DJANGO_SETTINGS_MODULE": "polyphonie.config.settings",
    }


@pytest.fixture
def supervisor(tmp_path, environment):
    """Start a worker that has one task to do."""
    enqueue = [sys.executable, "-c", ENQUEUE, str(tmp_path)]
    subprocess.run(enqueue, cwd=ROOT, env=environment, check=True, timeout=120)
    process = subprocess.Popen([sys.executable, "-m", "polyphonie.cli", "worker"], cwd=ROOT, env=environment)
    yield process
    if process.poll() is None:
        process.kill()
    process.wait()


def until(condition, seconds=40):
    limit = time.monotonic() + seconds
    while time.monotonic() < limit:
        if value := condition():
            return value
        time.sleep(0.05)
    raise AssertionError("it did not happen in time")


def workers(tmp_path, *, n):
    """Give the process numbers of those that started the task, once there are n of them."""
    started = tmp_path / "started"
    found = [int(line) for line in started.read_text().splitlines()] if started.exists() else []
    return found if len(found) >= n else None


def task_status(tmp_path):
    with sqlite3.connect(tmp_path / "data" / "polyphonie.sqlite3") as connection:
        return connection.execute(f"SELECT status FROM {DBTaskResult._meta.db_table}").fetchone()


def is_running(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return "Z" not in Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]


def test_the_task_of_a_killed_worker_is_done_by_the_next_one(tmp_path, supervisor):
    (first,) = until(lambda: workers(tmp_path, n=1))
    os.kill(first, signal.SIGKILL)
    _, second = until(lambda: workers(tmp_path, n=2))
    assert second != first
    (tmp_path / "leave").touch()
    until(lambda: task_status(tmp_path)[0] == "SUCCESSFUL")
    supervisor.terminate()
    assert supervisor.wait(20) == 0


@pytest.mark.skipif(sys.platform != "linux", reason="a child that dies with its parent is a thing of Linux")
def test_a_worker_does_not_outlive_the_one_that_keeps_its_lease(tmp_path, supervisor):
    (worker,) = until(lambda: workers(tmp_path, n=1))
    supervisor.kill()
    until(lambda: not is_running(worker))
    assert task_status(tmp_path)[0] == "RUNNING"


def test_a_worker_asked_to_stop_finishes_its_task(tmp_path, supervisor):
    until(lambda: workers(tmp_path, n=1))
    supervisor.terminate()
    time.sleep(0.5)
    (tmp_path / "leave").touch()
    assert supervisor.wait(30) == 0
    assert task_status(tmp_path)[0] == "SUCCESSFUL"
    assert len(workers(tmp_path, n=1)) == 1
