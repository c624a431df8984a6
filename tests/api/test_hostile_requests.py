"""Whatever is asked, the API answers: never a fault, always in one form."""

import string
from urllib.parse import quote

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from polyphonie.api.endpoints import api
from tests.factories import ContributionFactory

pytestmark = pytest.mark.django_db

OPERATIONS = [
    (path, [one["name"] for one in methods["get"].get("parameters", [])])
    for path, methods in api.get_openapi_schema(path_prefix="/api/v1/")["paths"].items()
]
HOSTILE = [
    *("-1", "0", "101", "99999999999999999999999999", "-99999999999999999999", "3.6e24", "1e400", "NaN", "1_0", "²"),
    *("", " ", "\0", "a\0b", "%00", "'", '"; DROP TABLE', "../../etc/passwd", "{", "\ufffd"),
    *("x" * 5000, "é" * 300, "\u202e", "[]", "null", "true"),
]


def ask(client, path, parameters, value):
    address = path
    query = []
    for name in parameters:
        if f"{{{name}}}" in path:
            address = address.replace(f"{{{name}}}", quote(value, safe="") or "%20")
        else:
            query.append(f"{name}={quote(value)}")
    return client.get(address + ("?" + "&".join(query) if query else ""))


def assert_sound(response):
    assert response.status_code < 500
    if response.status_code >= 400:
        assert set(response.json()) == {"error"}
        assert set(response.json()["error"]) == {"code", "message", "details"}


@pytest.mark.parametrize(("path", "parameters"), OPERATIONS)
def test_no_value_makes_it_fail(client, path, parameters):
    ContributionFactory()
    in_path = [name for name in parameters if f"{{{name}}}" in path]
    for value in HOSTILE:
        for name in parameters:
            assert_sound(ask(client, path, [*in_path, name], value))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(operation=st.sampled_from(OPERATIONS), value=st.text(alphabet=string.printable + "é\0\u2028\U0001f600"))
def test_no_text_makes_it_fail(operation, value):
    path, parameters = operation
    assert_sound(ask(Client(), path, parameters, value))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(operation=st.sampled_from(OPERATIONS), value=st.integers())
def test_no_number_makes_it_fail(operation, value):
    path, parameters = operation
    assert_sound(ask(Client(), path, parameters, str(value)))


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_can_be_written(client, method):
    response = getattr(client, method)("/api/v1/contributions")
    assert response.status_code == 405


def test_wrong_parameters_are_named(client):
    response = client.get("/api/v1/contributions?limit=-1&offset=x")
    assert response.status_code == 422
    assert [one["where"] for one in response.json()["error"]["details"]] == ["query.limit", "query.offset"]


def test_an_answer_is_kept_a_minute_then_asked_for_again(client):
    ContributionFactory()
    first = client.get("/api/v1/contributions")
    assert first["Cache-Control"] == "public, max-age=60"
    assert "Cookie" not in first.get("Vary", "")
    assert client.get("/api/v1/contributions", headers={"If-None-Match": first["ETag"]}).status_code == 304


def test_any_site_may_read_it(client):
    assert client.get("/api/v1/campaigns")["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in client.get("/api/v1/campaigns")
