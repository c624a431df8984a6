import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.test import RequestFactory

from polyphonie.config import errors

pytestmark = pytest.mark.django_db


def test_a_page_that_does_not_exist_says_what_to_do(client):
    response = client.get("/nowhere/")
    assert response.status_code == 404
    assert '<html lang="fr"' in response.content.decode()


def test_it_says_so_in_the_language_of_the_address(client):
    response = client.get("/en/nowhere/")
    assert response.status_code == 404
    assert '<html lang="en"' in response.content.decode()
    assert "This page does not exist" in response.content.decode()


def test_programs_get_errors_in_json(client):
    response = client.get("/api/v1/nowhere")
    assert response.status_code == 404
    assert response.json()["error"]["code"] == "not_found"


@pytest.mark.parametrize(
    ("handler", "exception", "status"),
    [(errors.bad_request, SuspiciousOperation(), 400), (errors.permission_denied, PermissionDenied(), 403)],
)
def test_each_refusal_has_its_page(handler, exception, status):
    assert handler(RequestFactory().get("/"), exception).status_code == status


def test_the_page_of_a_fault_needs_no_database(django_assert_num_queries):
    with django_assert_num_queries(0):
        response = errors.server_error(RequestFactory().get("/"))
    assert response.status_code == 500
    assert "<h1>" in response.content.decode()


def test_a_fault_of_the_api_is_told_in_json():
    response = errors.server_error(RequestFactory().get("/api/v1/campaigns"))
    assert response.status_code == 500
    assert response["Content-Type"] == "application/json"


def test_a_form_without_its_key_is_refused_with_a_page(client):
    client.handler.enforce_csrf_checks = True
    response = client.post("/account/login/", {"login": "someone@example.org", "password": "x"})
    assert response.status_code == 403
    assert "<h1>" in response.content.decode()


def test_a_host_that_is_not_ours_is_refused(client):
    assert client.get("/api/", headers={"host": "elsewhere.example"}).status_code == 400
