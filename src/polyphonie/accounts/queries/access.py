"""Who can see what, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from django.db.models import Case, Exists, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.utils import timezone
from django.utils.translation import gettext

from polyphonie.accounts.enums import INVITED_BY_LEADS, Role
from polyphonie.accounts.models import Membership, User
from polyphonie.accounts.permissions import is_coordinator
from polyphonie.accounts.second_factor import SECOND_FACTORS
from polyphonie.formats.writing import safe_cell
from polyphonie.territories.models import Territory


@dataclass(frozen=True)
class Reader:
    """
    What one person may see of the roles of others.

    Someone who coordinates, or administers the site, sees them all; anyone else those of the territories where
    they hold a role, and the national ones, which hold there too.
    """

    person: User
    coordinates: bool
    territory_ids: frozenset[int]
    led_ids: frozenset[int]

    def sees_address_of(self, membership: Membership) -> bool:
        """Addresses are for those who may write to the person about the role."""
        return self.coordinates or membership.territory_id in self.led_ids

    def can_end(self, membership: Membership) -> bool:
        """Say, without asking the database again, what `can_take_role_back` will answer."""
        if self.coordinates:
            return True
        is_own = membership.user_id == self.person.pk
        return membership.territory_id in self.led_ids and (Role(membership.role) in INVITED_BY_LEADS or is_own)


def reader_of(person: User) -> Reader:
    """Read once what the person holds."""
    held = Membership.objects.of(person).exclude(territory=None).values_list("territory_id", "role")
    rows = [(territory_id, role) for territory_id, role in held if territory_id is not None]
    return Reader(
        person=person,
        coordinates=is_coordinator(person),
        territory_ids=frozenset(territory_id for territory_id, _ in rows),
        led_ids=frozenset(territory_id for territory_id, role in rows if role == Role.TERRITORY_LEAD),
    )


def memberships_seen_by(
    reader: Reader, *, role: Role | None = None, territories: Iterable[Territory] | None = None
) -> QuerySet[Membership]:
    """List the roles that a person may see, national ones first, then by territory and name."""
    rows = Membership.objects.filter(user__is_active=True)
    if not reader.coordinates:
        rows = rows.filter(Q(territory_id__in=reader.territory_ids) | Q(territory=None))
    if territories is not None:
        rows = rows.filter(Q(territory__in=list(territories)) | Q(territory=None))
    if role is not None:
        rows = rows.filter(role=role)
    factors = Authenticator.objects.filter(user=OuterRef("user_id"), type__in=SECOND_FACTORS)
    national_first = Case(When(territory=None, then=Value(0)), default=Value(1), output_field=IntegerField())
    return (
        rows.select_related("user", "territory", "given_by", "invitation__invited_by")
        .annotate(has_second_factor=Exists(factors), place=national_first)
        .order_by("place", "territory__name_search", "territory_id", "user__name", "user__email", "pk")
    )


def administrators() -> list[User]:
    """List those who administer the site: they see everything, whatever their roles."""
    return list(User.objects.filter(is_superuser=True, is_active=True).order_by("email")[:50])


def table_of(rows: Iterable[Membership], reader: Reader) -> Iterator[list[str]]:
    """Write the roles as the rows of a spreadsheet, with their headings; no cell is a formula."""
    yield [
        gettext("Person"),
        gettext("E-mail address"),
        gettext("Role"),
        gettext("Territory"),
        gettext("What it allows"),
        gettext("Since"),
        gettext("Given by"),
        gettext("Second factor"),
    ]
    for row in rows:
        cells = [
            row.user.name or (row.user.email if reader.sees_address_of(row) else ""),
            row.user.email if reader.sees_address_of(row) else "",
            row.get_role_display(),
            row.territory.name if row.territory else gettext("national"),
            row.what_it_allows,
            timezone.localdate(row.given_at).isoformat(),
            str(row.given_by or ""),
            gettext("on") if row.has_second_factor else gettext("off"),  # type: ignore[attr-defined]  # annotated
        ]
        yield [safe_cell(cell) for cell in cells]
