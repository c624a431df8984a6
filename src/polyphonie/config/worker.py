"""The worker of background tasks: a child that works, and a parent that says that it is alive."""

from __future__ import annotations

import ctypes
import os
import secrets
import signal
import subprocess
import sys
import threading
from datetime import datetime, timedelta
from types import FrameType

import structlog
from django.db import DatabaseError, close_old_connections
from django.utils import timezone

from polyphonie.api.jobs import enqueue_open_data
from polyphonie.core.tasks import end_lease, put_back_abandoned_tasks, renew_lease
from polyphonie.exports.services import sweep
from polyphonie.imports.jobs import enqueue_deletion_of_files

BEAT_SECONDS = 10
DUE_EVERY = timedelta(minutes=15)
"""How often to look whether something is due that is made once a day."""

STOP_SECONDS = 30
"""Asked to stop, a worker finishes its task; past this it is killed, and the task is put back."""

logger = structlog.get_logger(__name__)


class Supervisor:
    """
    Keep one worker running, and its lease.

    The lease is renewed from another process than the one that works: a long computation in
    compiled code lets no other thread of its process run.
    """

    def __init__(self, *, beat_seconds: float = BEAT_SECONDS, stop_seconds: float = STOP_SECONDS) -> None:
        self.beat_seconds = beat_seconds
        self.stop_seconds = stop_seconds
        self._stopping = threading.Event()
        self._looked_at: datetime | None = None

    def run(self) -> None:
        """Work until asked to stop by SIGTERM or SIGINT; start another worker where one dies."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        while not self._stopping.is_set():
            self._run_one_worker()
            self._stopping.wait(1)

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self._stopping.set()

    def _run_one_worker(self) -> None:
        worker_id = secrets.token_hex(16)
        self._beat(worker_id)
        child = start_child(worker_id)
        logger.info("worker_started", worker=worker_id, pid=child.pid)
        while child.poll() is None and not self._stopping.is_set():
            self._wait(child)
            self._beat(worker_id)
        if self._stopping.is_set():
            self._end(child)
        self._end_lease(worker_id)
        logger.info("worker_ended", worker=worker_id, code=child.returncode)

    def _wait(self, child: subprocess.Popen[bytes]) -> None:
        """Wait for the next beat, in short steps: neither a death nor a stop should wait for it."""
        for _ in range(max(1, round(self.beat_seconds / 0.25))):
            if child.poll() is not None or self._stopping.wait(0.25):
                return

    def _beat(self, worker_id: str) -> None:
        try:
            close_old_connections()
            renew_lease(worker_id=worker_id, at=timezone.now())
            put_back_abandoned_tasks(at=timezone.now())
            self._ask_for_what_is_due(timezone.now())
        except DatabaseError:
            logger.exception("lease_not_renewed", worker=worker_id)

    def _ask_for_what_is_due(self, at: datetime) -> None:
        if self._looked_at is None or at - self._looked_at >= DUE_EVERY:
            self._looked_at = at
            enqueue_open_data(at=at)
            enqueue_deletion_of_files(at=at)
            sweep(at=at)

    def _end_lease(self, worker_id: str) -> None:
        try:
            close_old_connections()
            end_lease(worker_id=worker_id, at=timezone.now())
        except DatabaseError:
            logger.exception("lease_not_ended", worker=worker_id)

    def _end(self, child: subprocess.Popen[bytes]) -> None:
        child.terminate()
        try:
            child.wait(self.stop_seconds)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def start_child(worker_id: str) -> subprocess.Popen[bytes]:
    """Start Django's own worker command under a known name. It does not outlive its parent."""
    command = [sys.executable, "-m", "django", "db_worker", "--worker-id", worker_id, "--no-startup-delay"]
    return subprocess.Popen(  # noqa: S603 - our own command
        [*command, "--no-reload", "--interval", "0.5", "--queue-name", "*"],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "polyphonie.config.settings"},
        stdin=subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=_die_with_the_parent if sys.platform == "linux" else None,
    )


def _die_with_the_parent() -> None:
    pr_set_pdeathsig = 1
    ctypes.CDLL(None).prctl(pr_set_pdeathsig, signal.SIGKILL)
