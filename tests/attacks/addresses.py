"""The addresses of a world: one for each route, of what is published in our territory or in the campaign."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from polyphonie.config.policies import Route, routes
from tests.permissions.asked import asked, parameters_of
from tests.permissions.world import PUBLISHED, World

ROUTES = {
    f"{route.name}({','.join(route.parameters)})": route
    for route in routes()
    if not route.name.startswith(("admin:", "api-v1:", "openid_"))
}


def address_of(route: Route, world: World, *, state: str = PUBLISHED) -> str:
    """Give the address of a route for something of our territory, or of the campaign."""
    of = asked(route).of[0]
    place = world.places[state, "nation" if of == "site" else of]
    return reverse(route.name, kwargs=parameters_of(route, place))


def every_address(world: World, *, state: str = PUBLISHED) -> Iterator[tuple[str, str]]:
    """Give the name and the address of every route."""
    for name, route in ROUTES.items():
        yield name, address_of(route, world, state=state)


def whole(answer: Any) -> bytes:
    """Read an answer to its end, which closes the file that it gives."""
    return b"".join(answer.streaming_content) if answer.streaming else answer.content
