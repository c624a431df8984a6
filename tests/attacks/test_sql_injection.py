"""SQL in every parameter of every list: it is a word that nothing holds, and never an error."""

import ast
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import polyphonie
from polyphonie.config.policies import operations
from polyphonie.core.policies import Policy
from tests.attacks.addresses import ROUTES, address_of, whole

SOURCE = Path(polyphonie.__file__).parent
INJECTIONS = [
    "'", "''", '"', "`", "\\", "';--", "' OR '1'='1", "' OR 1=1--", "') OR ('1'='1", '" OR ""="', "1 OR 1=1",
    "1; DROP TABLE campaigns_campaign;--", "'; SELECT pg_sleep(5);--", "' AND 1=(SELECT COUNT(*) FROM auth_user)--",
    "' UNION SELECT NULL,NULL,NULL--", "' UNION SELECT email FROM accounts_user--", "1 UNION SELECT sqlite_version()",
    "(SELECT CASE WHEN 1=1 THEN 1 ELSE 1/0 END)", "id; UPDATE accounts_user SET is_superuser=1", "-1", "0", "1e400",
    "999999999999999999999999", "9223372036854775808", "NaN", "null", "true", "%", "_", "%%%", "*", "a*", "\"a\" OR b",
    "NEAR(a b)", "a AND", "a:b", "^a", "{a b}:c", "a -b", "MATCH", "'||'a", "chr(65)", "x'41'", "\ud7ff",
    "é" * 400,
    "(" * 300, "password", "-password", "user__password", "?", "random", "id,(select 1)", "..", "../", "${1}", "[]",
]  # fmt: skip
NUL = "\x00"
PARAMETERS = [
    "q", "page", "topic", "territory", "public", "kind", "order", "sort", "ordering", "reason", "outcome", "stage",
    "format", "status", "category", "field", "month", "from", "to", "limit", "offset", "campaign", "consultation",
    "role", "verb", "person", "late", "region", "departement", "language", "when", "date", "state", "show", "key",
]  # fmt: skip
LISTS = [
    name
    for name, route in ROUTES.items()
    if route.policy in (Policy.ANYONE, Policy.PUBLISHED) and not name.startswith(("account", "mfa", "openid"))
]
DESKS = [
    name
    for name, route in ROUTES.items()
    if route.policy not in (Policy.ANYONE, Policy.PUBLISHED, Policy.SECRET_LINK, None)
    and not name.startswith(("account", "mfa", "openid"))
]
API_LISTS = [path for path, operation in operations() if "{" not in path]


def asked_with(client, address, value):
    answer = client.get(address, dict.fromkeys(PARAMETERS, value), HTTP_HOST="localhost")
    whole(answer)
    return answer


@pytest.mark.django_db
@pytest.mark.usefixtures("kept_files")
@pytest.mark.parametrize("name", LISTS)
def test_no_public_page_breaks_on_sql_in_its_parameters(name, visitors):
    address = address_of(ROUTES[name], visitors.world)
    for injection in [*INJECTIONS[len(name) % 3 :: 3], NUL]:
        answer = asked_with(visitors.clients["anonymous"], address, injection)
        assert answer.status_code < 500, injection


@pytest.mark.django_db
@pytest.mark.usefixtures("kept_files")
@pytest.mark.parametrize("name", DESKS)
def test_no_page_of_the_desk_breaks_on_sql_in_its_parameters(name, visitors):
    address = address_of(ROUTES[name], visitors.world)
    for injection in [*INJECTIONS[len(name) % 9 :: 9], NUL]:
        answer = asked_with(visitors.clients["national:coordinator"], address, injection)
        assert answer.status_code < 500, injection


@pytest.mark.django_db
@pytest.mark.parametrize("path", API_LISTS)
def test_sql_in_a_parameter_of_the_api_shows_no_more_rows(path, visitors):
    client = visitors.clients["anonymous"]
    everything = client.get(f"/api/v1{path}", HTTP_HOST="localhost").json()["count"]
    for injection in [*INJECTIONS, NUL]:
        for parameters in (("q",), ("campaign", "consultation", "territory"), ("kind", "public"), ("limit", "offset")):
            answer = client.get(f"/api/v1{path}", dict.fromkeys(parameters, injection), HTTP_HOST="localhost")
            assert answer.status_code in (200, 422), (parameters, injection)
            assert answer.json().get("count", 0) <= everything


@pytest.mark.django_db
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet=st.sampled_from("ab'\"`;()-*%_:^{}\\ \x00éORANDNEAR"), max_size=30))
def test_whatever_is_searched_the_search_answers(visitors, words):
    answer = visitors.clients["anonymous"].get("/recherche/", {"q": words}, HTTP_HOST="localhost")
    assert answer.status_code == 200


BUILDERS = {"execute", "executemany", "raw", "extra", "RawSQL"}
MAY_BUILD = {
    "core/database.py",  # from names that stand in migrations
    "config/checks.py",  # from the names of three options, written there
    "imports/services/inserting.py",  # from names of tables and columns, written there
}
"""Where SQL is put together, and from what: never from what anybody sends."""


def test_no_sql_is_put_together_from_words():
    """A statement is a constant; what varies goes beside it, as a parameter. Names of tables come from `_meta`."""
    found = [
        f"{path.relative_to(SOURCE)}:{call.lineno}"
        for path in SOURCE.rglob("*.py")
        if "migrations" not in path.parts and str(path.relative_to(SOURCE)) not in MAY_BUILD
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and _name_of(call.func) in BUILDERS and _is_put_together(call)
    ]
    assert found == []


def _name_of(function):
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _is_put_together(call):
    """Tell whether the statement of a call holds something else than constants, quoted names and names of tables."""
    statements = call.args[:1] + [given.value for given in call.keywords if given.arg != "params"]
    return any(_varies(node) for statement in statements for node in ast.walk(statement))


def _varies(node):
    if isinstance(node, ast.FormattedValue):
        return not re.search(r"(db_table|quote_name|_COLUMNS|_TABLE|column|table)", ast.unparse(node), re.IGNORECASE)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod):
        return True
    return isinstance(node, ast.Call) and _name_of(node.func) in {"format", "join", "replace"}
