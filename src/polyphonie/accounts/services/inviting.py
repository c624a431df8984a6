"""Inviting a person to take a role, by e-mail."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy, gettext_noop

from polyphonie.accounts import mails
from polyphonie.accounts.enums import InvitationState, Role
from polyphonie.accounts.models import INVITATION_LASTS, Invitation, User
from polyphonie.accounts.secrets import new_secret
from polyphonie.core import audit
from polyphonie.core.addresses import public_url
from polyphonie.core.errors import DomainError
from polyphonie.territories.models import Territory

MAX_SENT_IN_A_DAY = 200
"""Invitations that one person may send in a day: an account that was stolen must not flood mailboxes."""


class TooManyInvitationsError(DomainError):
    """A day's worth of invitations was sent."""

    message = gettext_lazy("You have sent as many invitations as one day allows. Send the others tomorrow.")


class InvitationOverError(DomainError):
    """It was accepted, or taken back, in the meantime."""

    message = gettext_lazy("This invitation has been accepted, taken back or left to expire: nothing was changed.")


@transaction.atomic
def invite(
    *,
    email: str,
    role: Role,
    territory: Territory | None,
    invited_by: User | None,
    at: datetime,
    language: str = "fr",
    name: str = "",
) -> Invitation:
    """
    Offer a role to a person by e-mail; the mail leaves when the transaction is kept.

    The link of an earlier invitation to the same role stops working. The caller has checked that
    `invited_by` may give that role there.
    """
    address = email.strip().lower()
    if invited_by is not None:
        _refuse_too_many(invited_by, at=at)
    same = Invitation.objects.filter(email=address, role=role, territory=territory)
    same.pending_at(at).update(revoked_at=at)
    secret, digest = new_secret()
    invitation = Invitation.objects.create(
        email=address,
        name=name.strip(),
        role=role,
        territory=territory,
        language=language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE,
        secret_digest=digest,
        invited_by=invited_by,
        sent_at=at,
        expires_at=at + INVITATION_LASTS,
    )
    _record("invitation_sent", invitation, person=invited_by, at=at)
    transaction.on_commit(partial(send_invitation, invitation, secret))
    return invitation


@transaction.atomic
def resend(*, invitation: Invitation, person: User, at: datetime) -> Invitation:
    """Send an invitation again, pending or expired, with a new link; the former one stops working."""
    locked = _lock(invitation)
    if locked.state(at) not in (InvitationState.PENDING, InvitationState.EXPIRED):
        raise InvitationOverError
    _refuse_too_many(person, at=at)
    secret, locked.secret_digest = new_secret()
    locked.sent_at, locked.expires_at, locked.mailed_at = at, at + INVITATION_LASTS, None
    locked.n_wrong_tries = 0
    locked.save()
    _record("invitation_sent", locked, person=person, at=at)
    transaction.on_commit(partial(send_invitation, locked, secret))
    return locked


@transaction.atomic
def revoke(*, invitation: Invitation, person: User, at: datetime) -> Invitation:
    """Take an invitation back: its link stops working at once."""
    locked = _lock(invitation)
    if locked.state(at) != InvitationState.PENDING:
        raise InvitationOverError
    locked.revoked_at = at
    locked.save(update_fields=["revoked_at"])
    _record("invitation_revoked", locked, person=person, at=at)
    return locked


def send_invitation(invitation: Invitation, secret: str) -> None:
    """Send the mail that carries the link, and note when it left."""
    with translation.override(invitation.language):
        link = public_url(reverse("invitation", args=[secret]))
    left = mails.send(
        to=invitation.email,
        language=invitation.language,
        subject=gettext_noop("You are invited to take part in the work on a debate"),
        template="accounts/mails/invitation.txt",
        context={"invitation": invitation, "link": link},
    )
    if left:
        Invitation.objects.filter(pk=invitation.pk).update(mailed_at=invitation.sent_at)


def _record(verb: str, invitation: Invitation, *, person: User | None, at: datetime) -> None:
    audit.record(
        verb,
        invitation,
        at=at,
        actor_id=person.pk if person else None,
        territory_id=invitation.territory_id,
        role=str(invitation.role),
    )


def _lock(invitation: Invitation) -> Invitation:
    rows = Invitation.objects.select_for_update(of=("self",)).select_related("territory", "invited_by")
    return rows.get(pk=invitation.pk)


def _refuse_too_many(person: User, *, at: datetime) -> None:
    recent = Invitation.objects.filter(invited_by=person, sent_at__gt=at - timedelta(days=1))
    if recent.count() >= MAX_SENT_IN_A_DAY:
        raise TooManyInvitationsError
