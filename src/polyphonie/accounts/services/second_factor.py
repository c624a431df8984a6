"""Forgetting a second factor that was lost."""

from __future__ import annotations

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db import transaction

from polyphonie.accounts.models import User
from polyphonie.core import audit


@transaction.atomic
def forget_second_factor(*, person: User, at: datetime) -> int:
    """Forget the applications, keys and recovery codes of a person; give how many there were."""
    n_forgotten: int = Authenticator.objects.filter(user_id=person.pk).delete()[0]
    audit.record("second_factor_forgotten", person, at=at, actor_id=None, count=n_forgotten)
    return n_forgotten
