import logging

import pytest
import structlog
from structlog.testing import capture_logs

from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def requests_logged(monkeypatch):
    logging.getLogger("polyphonie.requests").setLevel(logging.INFO)
    monkeypatch.setattr(
        "polyphonie.config.middleware.logger", structlog.wrap_logger(logging.getLogger("polyphonie.requests"))
    )
    with capture_logs(processors=[structlog.contextvars.merge_contextvars]) as lines:
        yield lines


def test_each_answer_has_the_number_of_its_request(client):
    assert len(client.get("/api/")["X-Request-ID"]) == 32


def test_the_number_given_by_the_proxy_is_kept(client):
    assert client.get("/api/", headers={"X-Request-ID": "from-the-proxy-1"})["X-Request-ID"] == "from-the-proxy-1"


@pytest.mark.parametrize("given", ["short", "x" * 65, "with space and\ttab", '"},{"forged":"'])
def test_a_number_that_could_forge_a_line_is_replaced(client, given):
    assert client.get("/api/", headers={"X-Request-ID": given})["X-Request-ID"] != given


def test_a_request_is_one_line_that_names_no_one(client, requests_logged):
    client.force_login(UserFactory(email="someone@example.org"))
    client.get("/api/?q=my-own-words", headers={"User-Agent": "a browser"}, REMOTE_ADDR="203.0.113.9")
    (line,) = requests_logged
    assert (line["page"], line["status"], line["method"]) == ("api:docs", 200, "GET")
    assert set(line) == {"event", "log_level", "method", "page", "status", "ms", "request_id"}
    assert not any(word in str(line) for word in ("my-own-words", "203.0.113.9", "someone", "browser"))


def test_pages_close_what_no_page_uses(client):
    response = client.get("/api/")
    assert "camera=()" in response["Permissions-Policy"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "DENY"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"


def test_the_policy_allows_nothing_inline(client):
    policy = client.get("/api/")["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "require-trusted-types-for 'script'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy


def test_public_pages_are_asked_for_again_with_their_etag(client):
    first = client.get("/api/")
    assert first["Cache-Control"] == "no-cache"
    assert client.get("/api/", headers={"If-None-Match": first["ETag"]}).status_code == 304


def test_pages_of_a_person_are_never_kept(client):
    client.force_login(UserFactory())
    kept = client.get("/api/")["Cache-Control"]
    assert "no-store" in kept
    assert "private" in kept


def test_what_is_too_large_is_refused_before_it_is_read(client, settings):
    settings.UPLOAD_MAX_BYTES = 1
    response = client.post("/api/", data=b"x" * (1024 * 1024 + 2), content_type="application/octet-stream")
    assert response.status_code == 413
    assert "trop" in response.content.decode() or "too large" in response.content.decode()
