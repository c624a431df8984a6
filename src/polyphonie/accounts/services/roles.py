"""Giving people accounts and roles, and taking roles back."""

from datetime import datetime

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.db import transaction
from django.urls import reverse

from polyphonie.accounts.enums import Role
from polyphonie.accounts.models import Membership, User
from polyphonie.core import audit
from polyphonie.territories.models import Territory


@transaction.atomic
def give_role(
    *, email: str, role: Role, territory: Territory | None = None, name: str = "", at: datetime | None = None
) -> Membership:
    """
    Give a role to a person, who gets an account without password if there was none.

    With `at`, the act goes to the audit trail; an example that is loaded is no act.
    """
    user = User.objects.filter(email=email.strip().lower()).first()
    if user is None:
        user = User.objects.create_user(email.strip(), name=name)
    membership, is_new = Membership.objects.get_or_create(user=user, role=role, territory=territory)
    if is_new and at is not None:
        territory_id = territory.pk if territory else None
        audit.record(
            "role_given", membership, at=at, actor_id=None, territory_id=territory_id, role=str(role), to=user.pk
        )
    return membership


def address_to_choose_a_password(user: User) -> str:
    """Path of the page where a person chooses a password; it works once, for a limited time."""
    return reverse(
        "account_reset_password_from_key",
        kwargs={"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)},
    )
