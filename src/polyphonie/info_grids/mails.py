"""Mails about grids, each in the language of whoever receives it."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_noop

from polyphonie.accounts import mails
from polyphonie.accounts.enums import Role
from polyphonie.accounts.models import Invitation, Membership, User
from polyphonie.core.addresses import public_url
from polyphonie.info_grids.models import InfoGrid

_WHO_FILLS = (Role.TERRITORY_LEAD, Role.CONTRIBUTOR)


def say_submitted(grid: InfoGrid) -> None:
    """Tell the coordinators that a grid waits for their review."""
    people = User.objects.filter(memberships__role=Role.COORDINATOR)
    _send(grid, people, gettext_noop("A grid is submitted"), "submitted", "info_grids:review")


def say_returned(grid: InfoGrid) -> None:
    """Tell those who fill the grid that comments wait for them."""
    _send(grid, _people_of(grid), gettext_noop("Your grid comes back with comments"), "returned", "info_grids:fill")


def say_published(grid: InfoGrid) -> None:
    """Tell those who fill the grid that it is published."""
    _send(grid, _people_of(grid), gettext_noop("Your grid is published"), "published", "info_grids:detail")


def _people_of(grid: InfoGrid) -> Iterable[User]:
    held = Membership.objects.filter(territory=grid.engagement.territory, role__in=_WHO_FILLS)
    return User.objects.filter(pk__in=held.values("user"))


def _send(grid: InfoGrid, people: Iterable[User], subject: str, template: str, page: str) -> None:
    engagement = grid.engagement
    everyone = {person.pk: person for person in people if person.is_active}
    languages = _languages(everyone)
    for key, person in everyone.items():
        language = languages.get(key, engagement.campaign.language)
        with translation.override(language):
            address = public_url(reverse(page, args=[engagement.campaign.slug, engagement.territory.slug]))
        mails.send(
            to=person.email,
            language=language,
            subject=subject,
            template=f"info_grids/mails/{template}.txt",
            context={"campaign": engagement.campaign, "territory": engagement.territory, "address": address},
        )


def _languages(people: Iterable[int]) -> dict[int, str]:
    """Give the language in which each person was invited."""
    accepted = Invitation.objects.filter(accepted_by__in=list(people)).order_by("accepted_at")
    return dict(accepted.values_list("accepted_by_id", "language"))
