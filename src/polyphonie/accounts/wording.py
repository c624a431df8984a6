"""What pages say of invitations and of kinds of pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from polyphonie.accounts.models import Invitation
from polyphonie.core.policies import WHAT_POLICIES_SAY, Policy


@dataclass(frozen=True)
class Closing:
    """Why an invitation leads nowhere, and what to do."""

    title: str | Promise
    reason: str | Promise
    advice: str | Promise


_UNKNOWN = Closing(
    _("This invitation is unknown"),
    _("The link is not one that this site sent: it may have been cut in two lines, or replaced by a newer one."),
    _("Copy the whole address from the last message that you received, or ask for a new invitation."),
)
_USED = Closing(
    _("This invitation has already been accepted"),
    _("A link works once, and this one was used."),
    _("If it was by you, log in with your address and your password. If not, tell whoever invited you at once."),
)
_TAKEN_BACK = Closing(
    _("This invitation was taken back"),
    _("Whoever sent it took it back or sent another one, or other addresses than yours were typed too many times."),
    _("Use the link of the last message that you received, or ask whoever invited you for a new invitation."),
)
_EXPIRED = Closing(
    _("This invitation has expired"),
    _("An invitation holds for fourteen days, and these have passed."),
    _("Ask whoever invited you to send it again: it takes them one click."),
)


def why_closed(invitation: Invitation | None) -> Closing:
    """Tell why an invitation that is not pending leads nowhere."""
    if invitation is None:
        return _UNKNOWN
    if invitation.accepted_at is not None:
        return _USED
    return _TAKEN_BACK if invitation.revoked_at is not None else _EXPIRED


def wrong_address(n_left: int) -> str:
    """Say that the address typed is not the invited one, and how many tries are left."""
    sentence = ngettext(
        "This is not the address to which the invitation was sent. %(n)d try is left.",
        "This is not the address to which the invitation was sent. %(n)d tries are left.",
        n_left,
    )
    return sentence % {"n": n_left}


KINDS_OF_PAGES: Final[dict[Policy, Promise]] = {
    Policy.ANYONE: _("Public pages, figures, open data"),
    Policy.PUBLISHED: _("Charters, consultations, grids and documents"),
    Policy.SECRET_LINK: _("Pages that a message leads to: an invitation, a confirmation"),
    Policy.LOGGED_IN: _("My account"),
    Policy.WORKS_HERE: _("The desk, and this page"),
    Policy.READ_DRAFTS: _("What a territory has not published yet"),
    Policy.CONTRIBUTE: _("Describing consultations and activities, filling the grid"),
    Policy.ANALYZE: _("Imports, ideas, syntheses of a territory"),
    Policy.MANAGE: _("Signing, publishing and inviting for a territory, its audit trail"),
    Policy.ANALYZE_NATIONALLY: _("National ideas and documents"),
    Policy.COORDINATE: _("The campaign, its charter, its grid, everyone's roles, the whole audit trail"),
    Policy.ADMINISTER: _("The administration site of the installation"),
}


def pages_and_readers() -> list[tuple[str, str]]:
    """Say who may open each kind of page."""
    return [(str(KINDS_OF_PAGES[policy]), str(WHAT_POLICIES_SAY[policy])) for policy in KINDS_OF_PAGES]
