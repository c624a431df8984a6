"""
Who may open each address: every view declares it, and the permission matrix of the tests holds it to its word.

A policy is a promise, not the lock: the lock is the predicate that the view calls. The tests visit each
route with each role, in its own and in another territory, on drafts and on what is published, and compare.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import Any, TypeVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

View = TypeVar("View", bound=Callable[..., Any])


class Policy(StrEnum):
    """Who may open an address. Those that name a territory hold for the territory of the object asked for."""

    ANYONE = "anyone"
    PUBLISHED = "published"
    SECRET_LINK = "secret_link"  # noqa: S105 - the name of a policy
    LOGGED_IN = "logged_in"
    WORKS_HERE = "works_here"
    READ_DRAFTS = "read_drafts"
    CONTRIBUTE = "contribute"
    ANALYZE = "analyze"
    MANAGE = "manage"
    ANALYZE_NATIONALLY = "analyze_nationally"
    COORDINATE = "coordinate"
    ADMINISTER = "administer"


WHAT_POLICIES_SAY: dict[Policy, Promise] = {
    Policy.ANYONE: _("Anyone."),
    Policy.PUBLISHED: _("Anyone once it is published; before that, those who have a role in the territory."),
    Policy.SECRET_LINK: _("Whoever received the link by e-mail, until it expires or has been used."),
    Policy.LOGGED_IN: _("Whoever has an account, for what is theirs."),
    Policy.WORKS_HERE: _("Whoever holds at least one role."),
    Policy.READ_DRAFTS: _("Those who have a role in the territory, and the national team."),
    Policy.CONTRIBUTE: _("The lead, the analysts and the contributors of the territory, and the national team."),
    Policy.ANALYZE: _("The lead and the analysts of the territory, and the national team."),
    Policy.MANAGE: _("The lead of the territory, and the coordinator."),
    Policy.ANALYZE_NATIONALLY: _("The coordinator and the national analysts."),
    Policy.COORDINATE: _("The coordinator."),
    Policy.ADMINISTER: _("Whoever administers the installation, where its settings open the administration site."),
}


def open_to(policy: Policy) -> Callable[[View], View]:
    """Declare who may open a view: `@open_to(Policy.MANAGE)`, above every other decorator."""

    def declare(view: View) -> View:
        view.policy = policy  # type: ignore[attr-defined]  # read by `policy_of`
        return view

    return declare


def policy_of(view: Callable[..., Any]) -> Policy | None:
    """Tell the policy that a view declares; None where it declares none, which fails the build."""
    return getattr(view, "policy", None)
