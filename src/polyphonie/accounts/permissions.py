"""Who may do what, before any question of phase. Super-users may do everything."""

from django.contrib.auth.models import AnonymousUser

from polyphonie.accounts.enums import Role
from polyphonie.accounts.models import User
from polyphonie.territories.models import Territory


def _holds(person: User | AnonymousUser, roles: set[Role], *, territory: Territory | None) -> bool:
    if not isinstance(person, User) or not person.is_active:
        return False
    if person.is_superuser:
        return True
    return person.memberships.filter(role__in=roles, territory=territory).exists()


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


def can_read_drafts(person: User | AnonymousUser, territory: Territory) -> bool:
    """May see what a territory has not published: anyone with a role in it, and the national team."""
    return can_analyze_nationally(person) or _holds(person, set(Role), territory=territory)


def works_here(person: User | AnonymousUser) -> bool:
    """Has any role at all, and therefore a desk."""
    return isinstance(person, User) and person.is_active and (person.is_superuser or person.memberships.exists())
