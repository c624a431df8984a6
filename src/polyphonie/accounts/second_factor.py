"""The second factor: who must have one, and who has."""

from __future__ import annotations

from typing import Final

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db.models import Q

from polyphonie.accounts.enums import NEEDING_A_SECOND_FACTOR
from polyphonie.accounts.models import User

SECOND_FACTORS: Final = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
"""What counts as one; recovery codes only stand in for it."""


def has_second_factor(person: User) -> bool:
    """Tell whether an application or a key was set up."""
    return bool(Authenticator.objects.filter(user_id=person.pk, type__in=SECOND_FACTORS).exists())


def needs_second_factor(person: User) -> bool:
    """Tell whether a role of this person asks for one, on a site that requires it."""
    if not settings.SECOND_FACTOR_REQUIRED:
        return False
    return person.is_superuser or person.memberships.filter(role__in=NEEDING_A_SECOND_FACTOR).exists()


def lacks_second_factor(person: User) -> bool:
    """Tell, in one query, whether a person must have one and has none."""
    if not settings.SECOND_FACTOR_REQUIRED:
        return False
    asked = Q(is_superuser=True) | Q(memberships__role__in=NEEDING_A_SECOND_FACTOR)
    having = Authenticator.objects.filter(type__in=SECOND_FACTORS).values("user_id")
    return User.objects.filter(asked, pk=person.pk).exclude(pk__in=having).exists()
