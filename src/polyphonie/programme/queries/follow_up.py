"""What the coordinator follows: stages, lateness, who leads each territory and whether they can work."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef

from polyphonie.accounts.enums import Role
from polyphonie.accounts.models import Invitation, Membership
from polyphonie.accounts.second_factor import SECOND_FACTORS
from polyphonie.campaigns.models import Campaign, JoinRequest
from polyphonie.info_grids.enums import GridStatus
from polyphonie.programme.enums import Stage
from polyphonie.programme.queries.stages import Standing
from polyphonie.territories.names import searchable


@dataclass(frozen=True)
class FollowUpFilters:
    """What the coordinator asked to see, and in which order."""

    query: str = ""
    stage: str = ""
    late: bool = False
    sort: str = "name"

    @property
    def is_active(self) -> bool:
        return replace(self, sort="name") != FollowUpFilters()


@dataclass(frozen=True)
class Lead:
    """Someone who leads a territory, or was invited to."""

    name: str
    last_login: datetime | None
    has_second_factor: bool
    is_invited: bool = False


@dataclass(frozen=True)
class FollowUpRow:
    """One line of the table."""

    standing: Standing
    leads: list[Lead]

    @property
    def waits_for_review(self) -> bool:
        return self.standing.grid_status == GridStatus.SUBMITTED


_ORDERS: dict[str, Callable[[Standing], Any]] = {
    "name": lambda one: one.place.alphabetical,
    "stage": lambda one: (list(Stage).index(one.stage), one.place.alphabetical),
    "since": lambda one: (_day(one.position.since), one.place.alphabetical),
    "late": lambda one: (not one.is_late, list(Stage).index(one.stage), one.place.alphabetical),
}
SORTS = tuple(_ORDERS)


def followed(standings: Sequence[Standing], filters: FollowUpFilters) -> list[Standing]:
    """Keep what was asked for, in the order asked for: by name, unless the coordinator says otherwise."""
    words = searchable(filters.query).split()
    found = [
        one
        for one in standings
        if (not filters.stage or one.stage == filters.stage)
        and (one.is_late or not filters.late)
        and all(word in one.place.searchable_name for word in words)
    ]
    return sorted(found, key=_ORDERS.get(filters.sort, _ORDERS["name"]))


def follow_up_rows(standings: Sequence[Standing], *, at: datetime) -> list[FollowUpRow]:
    """Complete the lines of one page with those who lead each territory, or were invited to."""
    territories = [one.place.territory_id for one in standings]
    leads: dict[int | None, list[Lead]] = defaultdict(list)
    memberships = Membership.objects.filter(role=Role.TERRITORY_LEAD, territory__in=territories, user__is_active=True)
    protected = Authenticator.objects.filter(user_id=OuterRef("user_id"), type__in=SECOND_FACTORS)
    of_leads = memberships.annotate(is_protected=Exists(protected)).select_related("user")
    row: Any
    for row in of_leads.order_by("given_at", "pk"):
        leads[row.territory_id].append(Lead(str(row.user), row.user.last_login, row.is_protected))
    invitations = Invitation.objects.pending_at(at).filter(role=Role.TERRITORY_LEAD, territory__in=territories)
    for invitation in invitations.order_by("sent_at", "pk"):
        name = invitation.name or invitation.email
        leads[invitation.territory_id].append(Lead(name, None, has_second_factor=False, is_invited=True))
    return [FollowUpRow(one, leads[one.place.territory_id]) for one in standings]


def n_requests_waiting(campaign: Campaign) -> int:
    """Count the requests to join that the coordinator has to look at."""
    return JoinRequest.objects.in_campaign(campaign).waiting().count()


def _day(when: date | datetime) -> date:
    return when.date() if isinstance(when, datetime) else when
