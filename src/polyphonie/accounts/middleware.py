"""Nobody coordinates or leads with a password alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext

from polyphonie.accounts.models import User
from polyphonie.accounts.second_factor import lacks_second_factor
from polyphonie.core.policies import Policy, policy_of

_OPEN: Final = frozenset({Policy.ANYONE, Policy.PUBLISHED, Policy.SECRET_LINK, Policy.LOGGED_IN})
_OPEN_PREFIXES: Final = ("account_", "mfa_")
"""Routes of libraries: logging in and out, setting up the second factor."""


class SecondFactorMiddleware:
    """
    Send whoever must have a second factor, and has none, to the page where it is set up.

    On the pages that stay open to them, they see what a visitor sees: their roles hold again once it is there.
    """

    def __init__(self, respond: Callable[[HttpRequest], HttpResponse]) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.respond(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        if _name_of(request).startswith("api-"):
            return None  # the same for everyone: whoever asks is not even looked at, and caches may keep the answer
        person = request.user
        if not isinstance(person, User) or not lacks_second_factor(person):
            return None
        person.awaits_second_factor = True
        if _stays_open(request, view):
            return None
        messages.info(request, gettext("Your role asks for a second factor: set it up, and your desk opens."))
        return redirect("mfa_index")


def _stays_open(request: HttpRequest, view: Callable[..., Any]) -> bool:
    policy = policy_of(view)
    if policy is not None:
        return policy in _OPEN
    return _name_of(request).startswith(_OPEN_PREFIXES)


def _name_of(request: HttpRequest) -> str:
    return request.resolver_match.view_name if request.resolver_match else ""
