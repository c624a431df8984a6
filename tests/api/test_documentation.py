import pytest

from polyphonie.api import documentation
from polyphonie.api.endpoints import api

pytestmark = pytest.mark.django_db


def test_every_address_and_every_parameter_is_described():
    operations = documentation.describe_operations()
    assert {operation.path for operation in operations} == set(api.get_openapi_schema()["paths"])


def test_no_sentence_describes_what_is_gone():
    schema = api.get_openapi_schema()
    methods = [one["get"] for one in schema["paths"].values()]
    assert {method["operationId"] for method in methods} == set(documentation.OPERATIONS)
    asked = {parameter["name"] for method in methods for parameter in method.get("parameters", [])}
    assert asked - {"limit", "offset"} == set(documentation.PARAMETERS)


@pytest.mark.parametrize("address", ["/api/", "/en/api/"])
def test_the_page_needs_no_one_else(client, address):
    page = client.get(address).content.decode()
    assert "/api/v1/contributions" in page
    assert "<script" not in page
    assert "https://" not in page


def test_the_schema_is_given_to_programs(client):
    assert client.get("/api/v1/openapi.json").json()["info"]["version"] == "1"


def test_the_page_costs_no_query_of_its_own(client, django_assert_max_num_queries):
    with django_assert_max_num_queries(1):
        client.get("/api/")
