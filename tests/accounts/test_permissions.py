import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError

from polyphonie.accounts.enums import Role
from polyphonie.accounts.models import Membership
from polyphonie.accounts.permissions import (
    can_analyze,
    can_analyze_nationally,
    can_manage,
    can_read_drafts,
    is_coordinator,
    works_here,
)
from tests.factories import MembershipFactory, TerritoryFactory, UserFactory

pytestmark = pytest.mark.django_db

NATIONAL = {"territory": None}


def holder(role, **traits):
    return MembershipFactory(role=role, **traits).user


@pytest.mark.parametrize(
    ("role", "manages", "analyzes", "reads"),
    [
        (Role.TERRITORY_LEAD, True, True, True),
        (Role.ANALYST, False, True, True),
        (Role.READER, False, False, True),
    ],
)
def test_a_role_in_a_territory_lets_do_so_much_there_and_nothing_elsewhere(role, manages, analyzes, reads):
    ours, theirs = TerritoryFactory(), TerritoryFactory()
    person = holder(role, territory=ours)
    assert (can_manage(person, ours), can_analyze(person, ours), can_read_drafts(person, ours)) == (
        manages,
        analyzes,
        reads,
    )
    assert not any(allowed(person, theirs) for allowed in (can_manage, can_analyze, can_read_drafts))
    assert not can_analyze_nationally(person)


@pytest.mark.parametrize(("role", "manages"), [(Role.COORDINATOR, True), (Role.ANALYST, False)])
def test_a_national_role_holds_in_every_territory(role, manages):
    person, territory = holder(role, **NATIONAL), TerritoryFactory()
    assert can_manage(person, territory) is manages
    assert can_analyze(person, territory)
    assert can_analyze_nationally(person)
    assert is_coordinator(person) is manages


def test_a_national_reader_writes_nothing():
    person = holder(Role.READER, **NATIONAL)
    assert works_here(person)
    assert not can_analyze_nationally(person)


def test_a_stranger_may_do_nothing():
    territory = TerritoryFactory()
    for person in (AnonymousUser(), UserFactory()):
        assert not works_here(person)
        assert not can_read_drafts(person, territory)


def test_an_account_that_was_closed_may_do_nothing():
    person = holder(Role.COORDINATOR, **NATIONAL)
    person.is_active = False
    assert not is_coordinator(person)
    assert not works_here(person)


def test_a_superuser_may_do_everything():
    assert can_manage(UserFactory(is_superuser=True), TerritoryFactory())


def test_a_territory_lead_without_a_territory_is_refused():
    with pytest.raises(IntegrityError):
        MembershipFactory(role=Role.TERRITORY_LEAD, territory=None)


def test_a_coordinator_of_one_territory_is_refused():
    with pytest.raises(IntegrityError):
        MembershipFactory(role=Role.COORDINATOR)


def test_the_roles_of_one_person_are_not_those_of_another():
    ours, theirs = MembershipFactory(), MembershipFactory()
    assert list(Membership.objects.of(ours.user)) == [ours]
    assert theirs not in Membership.objects.of(ours.user)
