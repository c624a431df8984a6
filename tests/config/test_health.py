from datetime import timedelta

import pytest
from django.db import OperationalError
from django.utils import timezone

from polyphonie.config import health
from polyphonie.core.models import LEASE, WorkerLease

pytestmark = pytest.mark.django_db


def checks_of(client):
    return client.get("/readyz").json()["checks"]


def test_a_process_that_answers_is_up_whatever_its_database(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get("/healthz")
    assert (response.status_code, response.json()) == (200, {"status": "ok"})


def test_a_probe_needs_not_know_the_name_of_the_site(client):
    assert client.get("/healthz", headers={"host": "10.0.0.7:8000"}).status_code == 200


def test_a_site_that_has_all_it_needs_is_ready(client):
    WorkerLease.objects.create(worker_id="one", seen_at=timezone.now())
    response = client.get("/readyz")
    assert (response.status_code, response.json()["status"]) == (200, "ok")
    assert response["Cache-Control"] == "no-store"


def test_without_a_worker_a_site_serves_and_says_so(client):
    WorkerLease.objects.create(worker_id="one", seen_at=timezone.now() - 2 * LEASE)
    response = client.get("/readyz")
    assert (response.status_code, response.json()["status"]) == (200, "degraded")
    assert response.json()["checks"]["worker"] == "failed"


def test_the_probe_leaves_no_row_behind(client):
    client.get("/readyz")
    assert not WorkerLease.objects.exists()


def test_a_full_disk_is_said(client, settings):
    settings.DISK_FREE_MIN_BYTES = 2**63
    response = client.get("/readyz")
    assert (response.status_code, response.json()["status"]) == (503, "unavailable")
    assert checks_of(client) == {"database": "ok", "migrations": "ok", "disk": "failed", "worker": "failed"}


def test_a_database_that_cannot_be_written_is_said(client, monkeypatch):
    def refuse():
        raise OperationalError("attempt to write a readonly database")

    monkeypatch.setitem(health.NEEDED, "database", refuse)
    response = client.get("/readyz")
    assert response.status_code == 503
    assert "readonly" not in response.content.decode()


def test_tables_of_another_version_are_said(client, monkeypatch):
    monkeypatch.setattr(health, "has_migrations_to_apply", lambda: True)
    assert client.get("/readyz").status_code == 503
    assert checks_of(client)["migrations"] == "failed"


def test_a_lease_lasts_a_minute():
    assert timedelta(seconds=60) == LEASE
