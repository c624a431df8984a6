"""An invitation that was really sent, and the path of its link."""

import re

import pytest
from django.core import mail
from django.core.cache import cache
from django.utils import timezone

from polyphonie.accounts.enums import Role
from polyphonie.accounts.services import invite
from tests.factories import TerritoryFactory

EMAIL = "lea@example.org"
PASSWORD = "une phrase assez longue"


def path_in(message):
    return re.search(r"https?://[^/]+(/\S+)", message.body)[1]


def answers(**changes):
    return {"email": EMAIL, "name": "Léa Morel", "password": PASSWORD, "password_again": PASSWORD} | changes


@pytest.fixture(autouse=True)
def nothing_counted_yet():
    """Attempts to log in are counted in the cache: those of a test must not weigh on the next."""
    cache.clear()


@pytest.fixture
def sent(django_capture_on_commit_callbacks):
    """Invite someone, and give the path of the link that the mail holds."""

    def invite_someone(*, at=None, **changes):
        fields = {"email": EMAIL, "role": Role.TERRITORY_LEAD, "at": at or timezone.now(), "invited_by": None}
        if "territory" not in changes:
            fields["territory"] = TerritoryFactory()
        with django_capture_on_commit_callbacks(execute=True):
            invite(**fields | changes)
        return path_in(mail.outbox[-1])

    return invite_someone
