"""Taking roles back, without leaving a campaign or a territory headless unawares."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy, gettext_noop

from polyphonie.accounts import mails
from polyphonie.accounts.enums import Role
from polyphonie.accounts.models import Membership, User
from polyphonie.core import audit
from polyphonie.core.addresses import public_url
from polyphonie.core.errors import DomainError


class LastCoordinatorError(DomainError):
    """Nobody could run the campaign any more."""

    message = gettext_lazy(
        "This is the last coordinator: nobody could run the campaign any more. "
        "Invite another one, and wait until they have accepted."
    )


class LastLeadError(DomainError):
    """The territory would have no lead, and whoever acts has not said that they know."""

    message = gettext_lazy("This is the last lead of the territory: tick the box to say that you know.")


class RoleAlreadyEndedError(DomainError):
    """Someone else was quicker."""

    message = gettext_lazy("This role has already been taken back.")


@transaction.atomic
def take_role_back(*, membership: Membership, person: User, at: datetime, knowing_it_is_the_last: bool = False) -> None:
    """
    End a role. The last coordinator stays; the last lead of a territory leaves only knowingly.

    The person concerned is told by e-mail, and coordinators are when a territory has no lead left.
    """
    # Of two people who leave at once, the second finds the first gone.
    holders = list(_holders_of_the_same_role(membership).select_for_update(of=("self",)))
    if membership not in holders:
        raise RoleAlreadyEndedError
    others = [one for one in holders if one != membership and one.user.is_active]
    if membership.role == Role.COORDINATOR and not others:
        raise LastCoordinatorError
    leaves_no_lead = membership.role == Role.TERRITORY_LEAD and not others
    if leaves_no_lead and not knowing_it_is_the_last:
        raise LastLeadError
    audit.record(
        "role_removed",
        membership,
        at=at,
        actor_id=person.pk,
        territory_id=membership.territory_id,
        role=str(membership.role),
        of=membership.user_id,
    )
    _tell(membership, leaves_no_lead=leaves_no_lead)
    membership.delete()


def is_last_of_its_role(membership: Membership) -> bool:
    """Tell whether nobody else leads the territory, or coordinates the campaign."""
    if membership.role not in (Role.COORDINATOR, Role.TERRITORY_LEAD):
        return False
    others = _holders_of_the_same_role(membership).exclude(pk=membership.pk)
    return not others.filter(user__is_active=True).exists()


def _holders_of_the_same_role(membership: Membership) -> QuerySet[Membership]:
    same = Membership.objects.filter(role=membership.role, territory=membership.territory)
    return same.select_related("user")


def _tell(membership: Membership, *, leaves_no_lead: bool) -> None:
    context = {"membership": membership, "role": membership.get_role_display, "link": public_url(reverse("access"))}
    recipients = [(membership.user.email, gettext_noop("One of your roles has ended"), "accounts/mails/role_ended.txt")]
    if leaves_no_lead:
        subject, template = gettext_noop("A territory has no lead any more"), "accounts/mails/no_lead_left.txt"
        coordinators = User.objects.filter(memberships__role=Role.COORDINATOR, is_active=True).order_by("pk")
        recipients += [(coordinator.email, subject, template) for coordinator in coordinators]
    for to, subject, template in recipients:
        send = partial(mails.send, language=settings.LANGUAGE_CODE, context=context)
        transaction.on_commit(partial(send, to=to, subject=subject, template=template))
