"""Every operation of the API × every role × published and not: it says the same to everyone, and shows no draft."""

from __future__ import annotations

import re

import pytest

from polyphonie.config.policies import operations
from polyphonie.core.policies import Policy, policy_of
from tests.permissions.expected import EVERYONE
from tests.permissions.visiting import Visitors
from tests.permissions.world import DRAFT, HIDDEN, PUBLISHED, STATES, Place

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kept_files")]

OPERATIONS = {operation.operation_id: (path, operation) for path, operation in operations()}
PLACES = {
    "campaign": lambda place: place.campaign.slug,
    "territory": lambda place: place.territory.slug,
    "consultation": lambda place: place.consultation.slug,
    "contribution": lambda place: place.contribution.pk,
    "activity": lambda place: place.activity.pk,
    "idea": lambda place: place.idea.pk,
    "document": lambda place: place.document.slug,
    "number": lambda place: 1,
    "version": lambda place: 1,
}
"""By the name of the parameter: what it is in a place."""
OF_A_CAMPAIGN = {"campaign", "territory"}
"""Operations that take nothing else show what an open campaign shows, though nothing is published in it yet."""
NOTHING_YET: set[str] = {"read_grid", "read_charter"}
"""Operations of a campaign or a territory that answer 404 until something is published."""


def _parameters(path: str) -> set[str]:
    return set(re.findall(r"{(\w+)}", path))


def _address(path: str, place: Place) -> str:
    return "/api/v1" + re.sub(r"{(\w+)}", lambda found: str(PLACES[found[1]](place)), path)


def _is_shown(name: str, parameters: set[str], state: str) -> bool:
    if not parameters or state == PUBLISHED:
        return True
    return state == DRAFT and parameters <= OF_A_CAMPAIGN and name not in NOTHING_YET


@pytest.mark.parametrize("name", OPERATIONS)
def test_permission_matrix_of_the_api_knows_every_operation(name):
    path, operation = OPERATIONS[name]
    assert policy_of(operation.view_func) in (Policy.ANYONE, Policy.PUBLISHED), f"{name} declares no policy"
    assert _parameters(path) <= set(PLACES), "say in PLACES what these are"


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("name", OPERATIONS)
def test_permission_matrix_of_the_api(name: str, state: str, visitors: Visitors) -> None:
    path, operation = OPERATIONS[name]
    address = _address(path, visitors.world.places[state, "ours"])
    expected = 200 if _is_shown(name, _parameters(path), state) else 404
    found = {who: visitors.ask(who, "GET", address)[1] for who in EVERYONE}
    assert set(found.values()) == {expected}, found
    assert operation.methods == ["GET"], "the API only reads"


@pytest.mark.parametrize("name", [name for name, (path, _) in OPERATIONS.items() if not _parameters(path)])
def test_permission_matrix_of_the_lists_of_the_api(name: str, visitors: Visitors) -> None:
    """Not even to the coordinator: what the API gives is what anyone may copy."""
    path, _ = OPERATIONS[name]
    answer = visitors.clients["national:coordinator"].get(f"/api/v1{path}?limit=100", HTTP_HOST="localhost")
    shown = answer.json()
    assert shown["count"] == len(shown["items"])
    for state in (DRAFT, HIDDEN):
        for owner in ("ours", "theirs", "nation"):
            assert not _names_of(visitors.world.places[state, owner]) & _values(shown["items"])


def _names_of(place: Place) -> set[str]:
    """What would give a draft away: the slugs of what is not public there."""
    names = {place.document.slug}
    if place.territory is not None:
        names.add(place.consultation.slug)
    return names | ({place.campaign.slug} if place.state == HIDDEN else set())


def _values(items: object) -> set[str]:
    if isinstance(items, dict):
        return set().union(*(_values(value) for value in items.values())) if items else set()
    if isinstance(items, list):
        return set().union(*(_values(value) for value in items)) if items else set()
    return {str(items)}
