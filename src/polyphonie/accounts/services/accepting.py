"""Accepting an invitation: by someone new, or by someone who has an account."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy, gettext_noop

from polyphonie.accounts import mails
from polyphonie.accounts.models import MAX_WRONG_TRIES, Invitation, Membership, User
from polyphonie.core import audit
from polyphonie.core.addresses import public_url
from polyphonie.core.errors import DomainError


class InvitationClosedError(DomainError):
    """It was accepted, taken back or left to expire in the meantime."""

    message = gettext_lazy("This invitation can no longer be accepted.")


class NotTheInvitedPersonError(DomainError):
    """The address given is not the one that was written to."""

    message = gettext_lazy("This is not the address to which the invitation was sent.")


class AccountExistsError(DomainError):
    """Someone who has an account logs in: a link may not choose their password."""

    message = gettext_lazy("An account already has this address: log in to accept.")


@transaction.atomic
def accept_as_new_person(*, invitation: Invitation, email: str, name: str, password: str, at: datetime) -> Membership:
    """Open the account of the invited person, and give them the role."""
    locked = _lock(invitation, at=at)
    if not locked.is_for(email):
        raise NotTheInvitedPersonError
    person = User.objects.filter(email=locked.email).first()
    if person is None:
        person = User.objects.create_user(locked.email, password, name=name.strip())
    elif person.is_active and not person.has_usable_password():
        person.name = name.strip()
        person.set_password(password)
        person.save(update_fields=["name", "password"])
    else:
        raise AccountExistsError
    return _give(locked, person, at=at)


@transaction.atomic
def accept_as(*, invitation: Invitation, person: User, at: datetime) -> Membership:
    """Give the role to the person who is logged in, if the invitation was sent to them."""
    locked = _lock(invitation, at=at)
    if not locked.is_for(person.email):
        raise NotTheInvitedPersonError
    return _give(locked, person, at=at)


@transaction.atomic
def note_wrong_try(*, invitation: Invitation, at: datetime) -> int:
    """
    Count one wrong address, and give how many tries are left.

    At the last one the invitation is taken back, and whoever invited is told: the link may have been stolen.
    """
    locked = _lock(invitation, at=at)
    locked.n_wrong_tries += 1
    left = MAX_WRONG_TRIES - locked.n_wrong_tries
    if left <= 0:
        locked.revoked_at = at
        audit.record(
            "invitation_revoked",
            locked,
            at=at,
            actor_id=None,
            territory_id=locked.territory_id,
            role=str(locked.role),
            wrong_tries=locked.n_wrong_tries,
        )
        _tell_inviter(
            locked,
            gettext_noop("An invitation was taken back for safety"),
            "accounts/mails/invitation_taken_back.txt",
        )
    locked.save(update_fields=["n_wrong_tries", "revoked_at"])
    return max(left, 0)


def _lock(invitation: Invitation, *, at: datetime) -> Invitation:
    locked = (
        Invitation.objects.select_for_update(of=("self",))
        .select_related("territory", "invited_by")
        .get(pk=invitation.pk)
    )
    if not locked.is_pending(at):
        raise InvitationClosedError
    return locked


def _give(invitation: Invitation, person: User, *, at: datetime) -> Membership:
    membership, is_new = Membership.objects.get_or_create(
        user=person,
        role=invitation.role,
        territory=invitation.territory,
        defaults={"given_by": invitation.invited_by, "given_at": at, "invitation": invitation},
    )
    invitation.accepted_at, invitation.accepted_by = at, person
    invitation.save(update_fields=["accepted_at", "accepted_by"])
    record = partial(audit.record, at=at, actor_id=person.pk, territory_id=invitation.territory_id)
    record("invitation_accepted", invitation, role=str(invitation.role))
    if is_new:
        record("role_given", membership, role=str(invitation.role), to=person.pk)
    _tell_inviter(invitation, gettext_noop("Your invitation was accepted"), "accounts/mails/invitation_accepted.txt")
    return membership


def _tell_inviter(invitation: Invitation, subject: str, template: str) -> None:
    """Write to whoever invited, if their account is still open. Their language is that of the site."""
    inviter = invitation.invited_by
    if inviter is None or not inviter.is_active:
        return
    context = {"invitation": invitation, "inviter": inviter, "link": public_url(reverse("my_account"))}
    transaction.on_commit(
        partial(
            mails.send,
            to=inviter.email,
            language=settings.LANGUAGE_CODE,
            subject=subject,
            template=template,
            context=context,
        )
    )
