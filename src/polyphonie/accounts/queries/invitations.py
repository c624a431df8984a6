"""Invitations, as those who sent them follow them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from polyphonie.accounts.enums import INVITED_BY_LEADS, InvitationState, Role
from polyphonie.accounts.models import Invitation
from polyphonie.territories.models import Territory


@dataclass(frozen=True)
class InvitationRow:
    """
    An invitation as a list shows it.

    `can_change` tells whether the reader may send it again or take it back; `is_unsent` that no mail left.
    """

    invitation: Invitation
    state: InvitationState
    can_change: bool

    @property
    def is_pending(self) -> bool:
        return self.state == InvitationState.PENDING

    @property
    def can_be_resent(self) -> bool:
        return self.can_change and self.state in (InvitationState.PENDING, InvitationState.EXPIRED)

    @property
    def can_be_revoked(self) -> bool:
        return self.can_change and self.is_pending

    @property
    def is_unsent(self) -> bool:
        return self.is_pending and self.invitation.mailed_at is None


def invitations_followed(
    *, territory: Territory | None, state: InvitationState | None, when: datetime
) -> QuerySet[Invitation]:
    """List the invitations of a territory, or all of them, the last sent first."""
    rows = Invitation.objects.select_related("territory", "invited_by", "accepted_by")
    if territory is not None:
        rows = rows.of(territory)
    return rows.in_state(state, when) if state else rows


def as_rows(invitations: list[Invitation], *, coordinates: bool, when: datetime) -> list[InvitationRow]:
    """Say what may be done with each invitation of a page, by a coordinator or by the lead of its territory."""
    return [
        InvitationRow(one, one.state(when), can_change=coordinates or Role(one.role) in INVITED_BY_LEADS)
        for one in invitations
    ]
