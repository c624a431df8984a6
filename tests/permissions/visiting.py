"""Asking for an address as somebody, and telling whether they got through. Nothing that is asked stays done."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.conf import settings
from django.db import transaction
from django.test import Client

from polyphonie.accounts.models import User
from tests.permissions.world import World

LOGIN = "/account/login/"
REFUSED, LET_IN, NOT_TAKEN = "refused", "let in", "not taken"


@dataclass
class Visitors:
    """The people of a world, each with a browser that is already logged in."""

    world: World
    clients: dict[str, Client] = field(init=False)

    def __post_init__(self) -> None:
        self.clients = {name: _browser_of(person) for name, person in self.world.people.items()}

    def ask(self, name: str, method: str, address: str) -> tuple[str, int]:
        """Give what became of a request: refused, let in, or not taken by this address; and the status."""
        client = self.clients[name]
        session = client.cookies.get(settings.SESSION_COOKIE_NAME)
        kept = session.value if session else None
        point = transaction.savepoint()
        try:
            response = client.generic(method, address, HTTP_HOST="localhost")
            if response.streaming:
                b"".join(response.streaming_content)
        finally:
            transaction.savepoint_rollback(point)
        client.cookies.clear()
        if kept:
            client.cookies[settings.SESSION_COOKIE_NAME] = kept
        return _outcome(response.status_code, response.headers.get("Location", "")), response.status_code


def _browser_of(person: User | None) -> Client:
    client = Client(raise_request_exception=False)
    if person is not None:
        client.force_login(person)
    return client


def _outcome(status: int, location: str) -> str:
    assert status < 500, f"the server failed: {status}"
    if status in (403, 404) or (status == 302 and LOGIN in location):
        return REFUSED
    return NOT_TAKEN if status == 405 else LET_IN
