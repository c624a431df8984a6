"""Who may do what, before any question of phase. Super-users may do everything."""

from typing import TypeGuard

from django.contrib.auth.models import AnonymousUser

from polyphonie.accounts.enums import INVITED_BY_LEADS, OF_A_TERRITORY, Role
from polyphonie.accounts.models import Membership, User
from polyphonie.territories.models import Territory


def _holds(person: User | AnonymousUser, roles: set[Role], *, territory: Territory | None) -> bool:
    if not _acts(person):
        return False
    if person.is_superuser:
        return True
    # Read all at once: where a page asks several questions, it fetches the roles beforehand and asks nothing more.
    held_in = territory.pk if territory is not None else None
    return any(held.role in roles and held.territory_id == held_in for held in person.memberships.all())


def _acts(person: User | AnonymousUser) -> TypeGuard[User]:
    """Tell whether roles hold at all: not for a visitor, a closed account, or one that awaits its second factor."""
    return isinstance(person, User) and person.is_active and not person.awaits_second_factor


def is_coordinator(person: User | AnonymousUser) -> bool:
    """May run the campaign as a whole."""
    return _holds(person, {Role.COORDINATOR}, territory=None)


def can_analyze_nationally(person: User | AnonymousUser) -> bool:
    """May read, group and write over all territories."""
    return _holds(person, {Role.COORDINATOR, Role.ANALYST}, territory=None)


def can_manage(person: User | AnonymousUser, territory: Territory) -> bool:
    """May run the consultations of a territory: its lead, or the coordinator."""
    return is_coordinator(person) or _holds(person, {Role.TERRITORY_LEAD}, territory=territory)


def can_analyze(person: User | AnonymousUser, territory: Territory) -> bool:
    """May import, analyze and write in a territory: its lead, its analysts, national analysts, the coordinator."""
    return can_analyze_nationally(person) or _holds(person, {Role.TERRITORY_LEAD, Role.ANALYST}, territory=territory)


def can_contribute(person: User | AnonymousUser, territory: Territory) -> bool:
    """May describe consultations and fill the grid of a territory: those who analyze it, and its contributors."""
    return can_analyze(person, territory) or _holds(person, {Role.CONTRIBUTOR}, territory=territory)


def can_read_drafts(person: User | AnonymousUser, territory: Territory) -> bool:
    """May see what a territory has not published: anyone with a role in it, and the national team."""
    return can_analyze_nationally(person) or _holds(person, set(Role), territory=territory)


def works_here(person: User | AnonymousUser) -> bool:
    """Has any role at all, and therefore a desk."""
    return _acts(person) and (person.is_superuser or person.memberships.exists())


def can_give_role(person: User | AnonymousUser, role: Role, territory: Territory | None) -> bool:
    """May invite to a role there: the coordinator to any that exists there, a lead to those that leads give."""
    if (role == Role.COORDINATOR and territory is not None) or (role in OF_A_TERRITORY and territory is None):
        return False
    if is_coordinator(person):
        return True
    return territory is not None and role in INVITED_BY_LEADS and can_manage(person, territory)


def can_take_role_back(person: User | AnonymousUser, membership: Membership) -> bool:
    """May end a role: whoever may give it, and leads their own."""
    role, territory = Role(membership.role), membership.territory
    if can_give_role(person, role, territory):
        return True
    is_own = isinstance(person, User) and membership.user_id == person.pk
    return is_own and territory is not None and can_manage(person, territory)
