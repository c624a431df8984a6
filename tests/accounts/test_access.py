"""Who can see what, and why; taking a role back."""

import csv
import io

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from polyphonie.accounts.enums import INVITED_BY_LEADS, OF_A_TERRITORY, Role
from polyphonie.accounts.models import Membership
from polyphonie.accounts.services.leaving import (
    LastCoordinatorError,
    LastLeadError,
    RoleAlreadyEndedError,
    take_role_back,
)
from polyphonie.core.models import AuditEvent
from tests.factories import NOON, MembershipFactory, TerritoryFactory, UserFactory

pytestmark = pytest.mark.django_db


def page_of(client, person, **filters):
    client.force_login(person)
    return client.get(reverse("access"), filters)


def names_in(response):
    return {row.user.name for row, _, _ in response.context["rows"]}


def test_a_coordinator_sees_everyone(client):
    coordinator, lead, analyst = (
        MembershipFactory(coordinator=True),
        MembershipFactory(),
        MembershipFactory(analyst=True),
    )
    everyone = {one.user.name for one in (coordinator, lead, analyst)}
    assert names_in(page_of(client, coordinator.user)) == everyone


@pytest.mark.parametrize("role", [role for role in Role if role != Role.COORDINATOR])
def test_others_see_those_of_their_territories_and_the_national_ones(client, role):
    ours = MembershipFactory(role=role)
    national, colleague, stranger = (
        MembershipFactory(coordinator=True),
        MembershipFactory(role=Role.READER, territory=ours.territory),
        MembershipFactory(),
    )
    seen = names_in(page_of(client, ours.user))
    assert seen == {ours.user.name, national.user.name, colleague.user.name}
    assert stranger.user.name not in seen


def test_a_filter_does_not_reach_another_territory(client):
    ours, theirs = MembershipFactory(), MembershipFactory()
    assert theirs.user.name not in names_in(page_of(client, ours.user, territory=theirs.territory.slug))


def test_someone_without_a_role_is_refused_and_a_visitor_sent_to_the_login(client):
    assert client.get(reverse("access")).status_code == 302
    assert page_of(client, UserFactory()).status_code == 403
    assert client.get(reverse("access_export")).status_code == 403


def test_addresses_are_shown_to_those_who_run_the_territory_only(client):
    lead = MembershipFactory()
    reader = MembershipFactory(role=Role.READER, territory=lead.territory)
    assert reader.user.email in page_of(client, lead.user).content.decode()
    assert lead.user.email not in page_of(client, reader.user).content.decode()


def test_each_role_says_what_it_allows_since_when_and_by_whom(client):
    giver = UserFactory(name="Ada Byron")
    lead = MembershipFactory(given_by=giver, given_at=NOON)
    TOTP.activate(lead.user, "JBSWY3DPEHPK3PXP")
    response = page_of(client, lead.user)
    content = response.content.decode()
    assert lead.what_it_allows in content
    assert "15 juin 2026" in content
    assert "donné par Ada Byron" in content
    assert response.context["rows"][0][0].has_second_factor
    assert "inactif" not in content


@pytest.mark.parametrize(("filters", "n"), [({"role": "analyst"}, 1), ({"role": "reader"}, 0), ({}, 3)])
def test_the_list_is_filtered_by_role(client, filters, n):
    lead = MembershipFactory()
    MembershipFactory(analyst=True, territory=lead.territory)
    MembershipFactory(coordinator=True)
    assert len(page_of(client, lead.user, **filters).context["rows"]) == n


@pytest.mark.parametrize("filters", [{"role": "pope"}, {"territory": "Nulle-Part"}, {"page": "x"}])
def test_filters_that_cannot_be_read_break_nothing(client, filters):
    assert page_of(client, MembershipFactory(coordinator=True).user, **filters).status_code == 200


def test_hundreds_of_roles_come_by_pages_in_few_queries(client, django_assert_max_num_queries):
    coordinator = MembershipFactory(coordinator=True)
    for _ in range(60):
        MembershipFactory(given_by=coordinator.user)
    client.force_login(coordinator.user)
    with django_assert_max_num_queries(12):
        response = client.get(reverse("access"), {"page": 2})
    assert len(response.context["rows"]) == 25


def test_html_in_a_name_is_shown_as_text_on_every_page(client):
    coordinator = MembershipFactory(coordinator=True, user__name="<img src=x onerror=alert(1)>")
    other = MembershipFactory(user__name="<script>alert(2)</script>", given_by=coordinator.user)
    client.force_login(coordinator.user)
    AuditEvent.objects.all()
    pages = [reverse("access"), reverse("my_account"), reverse("audit_trail"), reverse("role_end", args=[other.pk])]
    for page in pages:
        content = client.get(page).content.decode()
        assert "<script>alert" not in content
        assert "<img src=x" not in content


def test_administrators_of_the_site_are_named(client):
    UserFactory(is_superuser=True, name="Grace Hopper")
    assert "Grace Hopper" in page_of(client, MembershipFactory(coordinator=True).user).content.decode()


def test_the_export_has_the_same_rows_and_no_formula(client):
    lead = MembershipFactory(user__name="=HYPERLINK(1)")
    MembershipFactory()
    client.force_login(lead.user)
    content = b"".join(client.get(reverse("access_export")).streaming_content).decode().lstrip("\ufeff")
    rows = list(csv.reader(io.StringIO(content), delimiter=";"))
    assert len(rows) == 2
    assert rows[1][0] == "'=HYPERLINK(1)"
    assert rows[1][1] == lead.user.email


# --- Taking a role back -----------------------------------------------------------------------------------------------


def end(client, membership, target, **fields):
    client.force_login(membership.user)
    return client.post(reverse("role_end", args=[target.pk]), fields)


@pytest.mark.parametrize("role", [role for role in Role if role != Role.COORDINATOR])
def test_a_lead_takes_back_what_leads_give(client, role):
    lead = MembershipFactory()
    target = MembershipFactory(role=role, territory=lead.territory)
    response = end(client, lead, target)
    assert response.status_code == (302 if role in INVITED_BY_LEADS else 403)
    assert Membership.objects.filter(pk=target.pk).exists() is (role not in INVITED_BY_LEADS)


@pytest.mark.parametrize("role", [role for role in Role if role != Role.COORDINATOR])
def test_a_lead_takes_nothing_back_elsewhere(client, role):
    lead, target = MembershipFactory(), MembershipFactory(role=role)
    assert end(client, lead, target).status_code == 404
    assert Membership.objects.filter(pk=target.pk).exists()


@pytest.mark.parametrize("role", [Role.CONTRIBUTOR, Role.ANALYST, Role.READER, Role.ETHICS_MEMBER])
def test_those_who_do_not_lead_take_nothing_back(client, role):
    member = MembershipFactory(role=role)
    target = MembershipFactory(role=Role.READER, territory=member.territory)
    assert end(client, member, target).status_code == 404
    assert Membership.objects.filter(pk=target.pk).exists()


def test_nobody_takes_back_a_national_role_from_a_territory(client):
    assert end(client, MembershipFactory(), MembershipFactory(coordinator=True)).status_code == 404


@pytest.mark.parametrize("role", sorted(OF_A_TERRITORY))
def test_a_coordinator_takes_back_any_role(client, role):
    coordinator, target = MembershipFactory(coordinator=True), MembershipFactory(role=role)
    end(client, coordinator, target, knowing_it_is_the_last="on")
    assert not Membership.objects.filter(pk=target.pk).exists()


def test_looking_at_the_page_takes_nothing_back_and_posting_needs_its_token():
    coordinator, target = MembershipFactory(coordinator=True), MembershipFactory(role=Role.READER)
    careful = Client(enforce_csrf_checks=True)
    careful.force_login(coordinator.user)
    address = reverse("role_end", args=[target.pk])
    assert careful.get(address).status_code == 200
    assert careful.post(address).status_code == 403
    assert Membership.objects.filter(pk=target.pk).exists()


def test_the_last_coordinator_stays(client):
    coordinator = MembershipFactory(coordinator=True)
    MembershipFactory(coordinator=True, user__is_active=False)
    end(client, coordinator, coordinator)
    assert Membership.objects.filter(pk=coordinator.pk).exists()
    with pytest.raises(LastCoordinatorError):
        take_role_back(membership=coordinator, person=coordinator.user, at=NOON, knowing_it_is_the_last=True)


def test_the_last_lead_leaves_knowingly_only_and_the_coordination_is_told(client, django_capture_on_commit_callbacks):
    coordinator, lead = MembershipFactory(coordinator=True), MembershipFactory()
    response = end(client, coordinator, lead)
    assert response.context["form"].errors["knowing_it_is_the_last"]
    with pytest.raises(LastLeadError):
        take_role_back(membership=lead, person=coordinator.user, at=NOON)
    with django_capture_on_commit_callbacks(execute=True):
        end(client, coordinator, lead, knowing_it_is_the_last="on")
    assert {message.to[0] for message in mail.outbox} == {lead.user.email, coordinator.user.email}


def test_a_lead_gives_up_their_own_role(client):
    lead = MembershipFactory()
    MembershipFactory(territory=lead.territory)
    assert end(client, lead, lead).status_code == 302
    assert not Membership.objects.filter(pk=lead.pk).exists()


def test_a_role_is_taken_back_once_and_recorded():
    coordinator, target = MembershipFactory(coordinator=True), MembershipFactory(role=Role.READER)
    take_role_back(membership=target, person=coordinator.user, at=timezone.now())
    event = AuditEvent.objects.get()
    assert (event.verb, event.actor_id, event.details["role"]) == ("role_removed", coordinator.user.pk, Role.READER)
    target.pk = 10**9
    with pytest.raises(RoleAlreadyEndedError):
        take_role_back(membership=target, person=coordinator.user, at=timezone.now())


def test_a_territory_without_anyone_is_not_an_error(client):
    TerritoryFactory(slug="nobody-here")
    coordinator = MembershipFactory(coordinator=True)
    assert page_of(client, coordinator.user, territory="nobody-here").status_code == 200
