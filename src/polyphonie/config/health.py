"""
Is the process up (/healthz), and is the site able to work (/readyz)?

/readyz answers 503 when the site cannot serve: no database, tables of another version, disk full.
Without a living worker it answers 200 with "degraded": pages are served, imports and analyses wait.
"""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Callable

from django.conf import settings
from django.db import Error as DatabaseFailure
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone

from polyphonie.config.preparation import has_migrations_to_apply
from polyphonie.core.models import WorkerLease


def alive(request: HttpRequest) -> HttpResponse:
    """Say that this process answers, and nothing else."""
    return _never_kept(JsonResponse({"status": "ok"}))


def ready(request: HttpRequest) -> HttpResponse:
    """Verify all that the site rests on."""
    results = {name: _holds(verify) for name, verify in NEEDED.items()}
    results["worker"] = _holds(a_worker_is_alive)
    status = "ok" if all(results.values()) else "degraded"
    if not all(results[name] for name in NEEDED):
        status = "unavailable"
    checks = {name: "ok" if result else "failed" for name, result in results.items()}
    return _never_kept(
        JsonResponse({"status": status, "checks": checks}, status=503 if status == "unavailable" else 200)
    )


def the_database_can_be_written() -> bool:
    """Write a row and take it back."""
    with transaction.atomic():
        WorkerLease.objects.create(worker_id=f"probe-{uuid.uuid4().hex}", seen_at=timezone.now())
        transaction.set_rollback(True)
    return True


def the_migrations_are_applied() -> bool:
    return not has_migrations_to_apply()


def the_disk_has_room() -> bool:
    return shutil.disk_usage(settings.DATA_DIR).free >= settings.DISK_FREE_MIN_BYTES


def a_worker_is_alive() -> bool:
    return WorkerLease.objects.alive_at(timezone.now()).exists()


NEEDED: dict[str, Callable[[], bool]] = {
    "database": the_database_can_be_written,
    "migrations": the_migrations_are_applied,
    "disk": the_disk_has_room,
}
ANSWERS: dict[str, Callable[[HttpRequest], HttpResponse]] = {"/healthz": alive, "/readyz": ready}


def _holds(verify: Callable[[], bool]) -> bool:
    try:
        return verify()
    except (DatabaseFailure, OSError):
        return False


def _never_kept(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store"
    return response
