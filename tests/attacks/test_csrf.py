"""A page of another site makes a browser post here: nothing happens, wherever it posts."""

import pytest
from django.conf import settings
from django.test import Client

from tests.attacks.addresses import ROUTES, address_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kept_files")]


@pytest.fixture
def guarded(visitors):
    """The browser of a super-user, who may do everything, as another site finds it."""
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    for name, cookie in visitors.clients["superuser"].cookies.items():
        client.cookies[name] = cookie.value
    return client


NEEDS_NO_KEY = {"programme:unsubscribe"}
"""Its address carries a signed secret of its own, and mail programs post to it by themselves (RFC 8058)."""


@pytest.mark.parametrize("name", [name for name, route in ROUTES.items() if route.name not in NEEDS_NO_KEY])
def test_no_address_takes_an_act_without_the_key_of_its_form(name, guarded, visitors):
    address = address_of(ROUTES[name], visitors.world)
    for method in ("post", "put", "patch", "delete"):
        answer = getattr(guarded, method)(address, HTTP_HOST="localhost")
        assert answer.status_code == 403, f"{name} answers {answer.status_code} to {method} without a key"


@pytest.mark.parametrize("name", [name for name in ROUTES if name.startswith(("syntheses:", "campaigns:", "info_"))])
def test_no_address_takes_an_act_that_comes_from_another_site(name, guarded, visitors):
    """Even with a stolen key: the browser says where the form was, and that is looked at first."""
    key = "k" * 32
    guarded.cookies[settings.CSRF_COOKIE_NAME] = key
    answer = guarded.post(
        address_of(ROUTES[name], visitors.world),
        {"csrfmiddlewaretoken": key},
        HTTP_HOST="localhost",
        HTTP_ORIGIN="https://evil.example",
    )
    assert answer.status_code == 403


def test_the_api_takes_no_act_at_all(visitors):
    for path in ("campaigns", "consultations", "contributions", "documents"):
        for method in ("post", "put", "patch", "delete"):
            answer = getattr(visitors.clients["superuser"], method)(f"/api/v1/{path}", HTTP_HOST="localhost")
            assert answer.status_code == 405


def test_the_cookies_of_a_person_are_not_sent_from_elsewhere_nor_read_by_scripts(client, db):
    client.get("/account/login/")
    cookie = client.cookies[settings.CSRF_COOKIE_NAME]
    assert cookie["samesite"] == "Lax"
    assert cookie["httponly"]
    assert settings.SESSION_COOKIE_SAMESITE == "Lax"
    assert settings.SESSION_COOKIE_HTTPONLY


def test_a_page_opened_in_the_frame_of_another_site_is_refused(client, db):
    answer = client.get("/account/login/")
    assert answer["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]
