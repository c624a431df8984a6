"""Every route × every role × own and other territory × published and not, compared with what each view declares."""

from __future__ import annotations

import pytest
from django.urls import reverse

from polyphonie.config.policies import Route, routes
from polyphonie.core.policies import Policy
from tests.permissions.asked import ASKED, asked, parameters_of, states_of, unknown_parameters
from tests.permissions.expected import EVERYONE, let_in
from tests.permissions.visiting import LET_IN, NOT_TAKEN, REFUSED, Visitors
from tests.permissions.world import PUBLISHED, Place

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kept_files")]

ROUTES = {
    f"{route.name}({','.join(route.parameters)})": route
    for route in routes()
    if not route.name.startswith(("admin:", "api-v1:", "openid_"))
}
OF_THE_SECOND_FACTOR = "mfa_"
"""Its pages depend on what the person has set up, which is for its own tests; here, strangers stay outside."""
OPEN_TO_ALL = (Policy.ANYONE, Policy.SECRET_LINK)
WHO_MATTERS_IN_PUBLIC = ("anonymous", "nobody", "ours:reader", "theirs:territory_lead", "national:coordinator")


def test_permission_matrix_knows_every_route():
    undeclared = [f"{route.name} ({route.path})" for route in ROUTES.values() if route.policy is None]
    assert not undeclared, "these views declare no policy: put @open_to(Policy.…) above them"


def test_permission_matrix_can_ask_for_every_route():
    missing = {route.name: unknown_parameters(route) for route in ROUTES.values() if unknown_parameters(route)}
    assert not missing, "say in tests/permissions/asked.py what these routes are asked for"


def test_permission_matrix_holds_no_route_that_is_gone():
    assert set(ASKED) <= {route.name for route in ROUTES.values()}


@pytest.mark.parametrize("name", ROUTES)
def test_permission_matrix_of_routes(name: str, visitors: Visitors) -> None:
    route = ROUTES[name]
    if route.policy is None:
        pytest.fail(f"{route.name} declares no policy", pytrace=False)
    problems = [
        problem
        for of in asked(route).of
        for state in states_of(route)
        for problem in _problems(visitors, route, _place(visitors, of, state), of)
    ]
    if problems:
        pytest.fail("\n".join([f"{route.name} declares {route.policy}", *problems]), pytrace=False)


def _place(visitors: Visitors, of: str, state: str) -> Place:
    return visitors.world.places[state, "nation" if of == "site" else of]


def _problems(visitors: Visitors, route: Route, place: Place, of: str) -> list[str]:
    """List who gets through and should not, and the other way round."""
    address = reverse(route.name, kwargs=parameters_of(route, place))
    expected = _expected(route, place, of)
    method = "GET"
    if visitors.ask("national:coordinator", "GET", address)[0] == NOT_TAKEN:
        method = "POST"
    people = asked(route).who or (WHO_MATTERS_IN_PUBLIC if expected == EVERYONE else sorted(EVERYONE))
    if route.name.startswith(OF_THE_SECOND_FACTOR):
        people = sorted(EVERYONE - expected)
    problems = []
    for who in people:
        should = LET_IN if who in expected else REFUSED
        outcome, status = visitors.ask(who, method, address)
        if outcome != should:
            problems.append(f"{who}, {place}: {method} {status}, should be {should}")
        if should == REFUSED and method == "GET" and route.policy != Policy.PUBLISHED:
            outcome, status = visitors.ask(who, "POST", address)
            if outcome == LET_IN:
                problems.append(f"{who}, {place}: POST {status}, should be refused")
    return problems


def _expected(route: Route, place: Place, of: str) -> frozenset[str]:
    ask = asked(route)
    assert route.policy is not None
    if place.state in ask.nothing_in:
        return frozenset()
    policy = ask.stricter_in.get(place.state, route.policy)
    is_public = of == "site" or place.state in ask.public_in
    is_national = of != "ours" or (ask.campaign_decides and policy == Policy.PUBLISHED)
    return let_in(policy, is_public=is_public, is_national=is_national, somewhere=ask.somewhere)


def test_permission_matrix_visits_each_state():
    assert PUBLISHED in states_of(ROUTES["ideas:detail(pk)"])
    assert len(states_of(ROUTES["ideas:detail(pk)"])) == 3
