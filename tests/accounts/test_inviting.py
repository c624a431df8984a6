"""Who may invite whom, and what becomes of invitations."""

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from polyphonie.accounts.enums import INVITED_BY_LEADS, OF_A_TERRITORY, Role
from polyphonie.accounts.models import INVITATION_LASTS, Invitation
from polyphonie.accounts.permissions import can_give_role
from polyphonie.accounts.services import invite
from polyphonie.accounts.services.inviting import TooManyInvitationsError
from tests.factories import MembershipFactory, TerritoryFactory, UserFactory

pytestmark = pytest.mark.django_db

GUEST = "guest@example.org"


@pytest.fixture
def lead():
    return MembershipFactory()


@pytest.fixture
def coordinator():
    return MembershipFactory(coordinator=True)


def asked(**changes):
    return {"email": GUEST, "name": "", "role": Role.READER, "language": "fr"} | changes


def post(client, membership, address, **changes):
    client.force_login(membership.user)
    return client.post(address, asked(**changes))


def here(membership):
    return reverse("territory_invite", args=[membership.territory.slug])


@pytest.mark.parametrize("role", Role)
def test_a_lead_invites_to_the_roles_that_leads_give_in_their_own_territory(client, lead, role):
    post(client, lead, here(lead), role=role)
    assert Invitation.objects.exists() is (role in INVITED_BY_LEADS)


@pytest.mark.parametrize("role", Role)
def test_a_lead_invites_nobody_elsewhere(client, lead, role):
    elsewhere = TerritoryFactory()
    response = post(client, lead, reverse("territory_invite", args=[elsewhere.slug]), role=role)
    assert response.status_code == 404
    assert not Invitation.objects.exists()


def test_a_forged_form_does_not_reach_another_territory(client, lead):
    elsewhere = TerritoryFactory()
    post(client, lead, here(lead), territory=elsewhere.slug)
    assert Invitation.objects.get().territory == lead.territory


def test_a_lead_does_not_open_the_national_page(client, lead):
    assert post(client, lead, reverse("invite"), role=Role.COORDINATOR).status_code == 403
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("role", [Role.CONTRIBUTOR, Role.ANALYST, Role.ETHICS_MEMBER, Role.READER])
def test_those_who_do_not_lead_invite_nobody(client, role):
    member = MembershipFactory(role=role)
    assert post(client, member, here(member)).status_code == 404
    assert post(client, member, reverse("invite")).status_code == 403
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("role", Role)
def test_a_coordinator_invites_anyone_where_the_role_exists(client, coordinator, role):
    territory = TerritoryFactory()
    where = territory.slug if role in OF_A_TERRITORY else ""
    post(client, coordinator, reverse("invite"), role=role, territory=where)
    assert Invitation.objects.get().territory == (territory if where else None)


@pytest.mark.parametrize(("role", "in_territory"), [(Role.COORDINATOR, True), (Role.TERRITORY_LEAD, False)])
def test_a_role_where_it_does_not_exist_is_refused_in_a_sentence(client, coordinator, role, in_territory):
    where = TerritoryFactory().slug if in_territory else ""
    response = post(client, coordinator, reverse("invite"), role=role, territory=where)
    assert response.context["form"].errors["territory"]
    assert not Invitation.objects.exists()


def test_namesakes_are_told_apart_by_their_numbers(client, coordinator):
    one, two = (TerritoryFactory(name="Saint-Denis", name_search="saint denis") for _ in range(2))
    response = post(client, coordinator, reverse("invite"), territory="Saint Denis")
    assert one.identifier in response.context["form"].errors["territory"][0]
    post(client, coordinator, reverse("invite"), territory=two.identifier)
    assert Invitation.objects.get().territory == two


def test_an_unknown_territory_is_said_beside_the_field(client, coordinator):
    response = post(client, coordinator, reverse("invite"), territory="Nulle-Part-les-Bains")
    assert response.context["form"].errors["territory"]


def test_someone_who_already_holds_the_role_is_not_invited_again(client, lead):
    holder = MembershipFactory(role=Role.READER, territory=lead.territory).user
    response = post(client, lead, here(lead), email=holder.email.upper())
    assert response.context["form"].errors["email"]
    assert not Invitation.objects.exists()


def test_the_list_shows_the_invitations_of_the_territory_and_no_other(client, lead, coordinator):
    invite(email="ours@example.org", role=Role.READER, territory=lead.territory, invited_by=None, at=timezone.now())
    invite(
        email="theirs@example.org", role=Role.READER, territory=TerritoryFactory(), invited_by=None, at=timezone.now()
    )
    client.force_login(lead.user)
    ours = client.get(reverse("territory_invitations", args=[lead.territory.slug])).content.decode()
    assert "ours@example.org" in ours
    assert "theirs@example.org" not in ours
    client.force_login(coordinator.user)
    assert "theirs@example.org" in client.get(reverse("invitations")).content.decode()


def change(client, membership, name, invitation):
    client.force_login(membership.user)
    return client.post(reverse(name, args=[invitation.pk]))


def invitation_of(territory, role=Role.READER, **changes):
    at = changes.pop("at", timezone.now())
    return invite(email=GUEST, role=role, territory=territory, invited_by=None, at=at)


def test_a_lead_takes_back_an_invitation_and_its_link_dies(client, lead):
    invitation = invitation_of(lead.territory)
    assert change(client, lead, "invitation_revoke", invitation).status_code == 302
    assert Invitation.objects.get().revoked_at
    assert change(client, lead, "invitation_resend", invitation).status_code == 302
    assert not Invitation.objects.pending_at(timezone.now()).exists()


def test_an_expired_invitation_is_sent_again_with_another_link(client, lead, django_capture_on_commit_callbacks):
    invitation = invitation_of(lead.territory, at=timezone.now() - INVITATION_LASTS)
    former = invitation.secret_digest
    with django_capture_on_commit_callbacks(execute=True):
        change(client, lead, "invitation_resend", invitation)
    invitation.refresh_from_db()
    assert invitation.is_pending(timezone.now())
    assert invitation.secret_digest != former
    assert mail.outbox[-1].to == [GUEST]


@pytest.mark.parametrize("name", ["invitation_resend", "invitation_revoke"])
def test_a_stranger_does_not_learn_that_an_invitation_exists(client, lead, name):
    invitation = invitation_of(TerritoryFactory())
    assert change(client, lead, name, invitation).status_code == 404
    assert change(client, MembershipFactory(role=Role.READER), name, invitation).status_code == 404


@pytest.mark.parametrize("name", ["invitation_resend", "invitation_revoke"])
def test_a_lead_does_not_touch_the_invitation_of_another_lead(client, lead, name):
    invitation = invitation_of(lead.territory, role=Role.TERRITORY_LEAD, at=timezone.now() - INVITATION_LASTS)
    assert change(client, lead, name, invitation).status_code == 403
    assert Invitation.objects.get().secret_digest == invitation.secret_digest


@pytest.mark.parametrize("name", ["invitation_resend", "invitation_revoke"])
def test_invitations_change_by_a_form_with_its_token_only(lead, name):
    invitation = invitation_of(lead.territory)
    careful = Client(enforce_csrf_checks=True)
    careful.force_login(lead.user)
    assert careful.get(reverse(name, args=[invitation.pk])).status_code == 405
    assert careful.post(reverse(name, args=[invitation.pk])).status_code == 403


def test_one_account_does_not_flood_mailboxes(lead, monkeypatch):
    monkeypatch.setattr("polyphonie.accounts.services.inviting.MAX_SENT_IN_A_DAY", 3)
    fields = {"role": Role.READER, "territory": lead.territory, "invited_by": lead.user}
    for n in range(3):
        invite(email=f"{n}@example.org", at=timezone.now(), **fields)
    with pytest.raises(TooManyInvitationsError):
        invite(email="one-more@example.org", at=timezone.now(), **fields)
    invite(email="tomorrow@example.org", at=timezone.now() + timedelta(days=1, minutes=1), **fields)


@pytest.mark.parametrize("name", ["invitations", "invite"])
def test_a_visitor_is_sent_to_the_login(client, name):
    assert reverse("account_login") in client.get(reverse(name)).url


def test_a_long_list_is_paginated_in_few_queries(client, coordinator, django_assert_max_num_queries):
    inviter = UserFactory()
    for n in range(40):
        invite(
            email=f"{n}@example.org",
            role=Role.READER,
            territory=TerritoryFactory(),
            invited_by=inviter,
            at=timezone.now(),
        )
    client.force_login(coordinator.user)
    with django_assert_max_num_queries(12):
        response = client.get(reverse("invitations"), {"page": 2, "state": "pending"})
    assert len(response.context["rows"]) == 15


def test_a_superuser_gives_any_role_that_exists():
    person = UserFactory(is_superuser=True)
    assert can_give_role(person, Role.COORDINATOR, None)
    assert not can_give_role(person, Role.TERRITORY_LEAD, None)
    assert not can_give_role(person, Role.COORDINATOR, TerritoryFactory())
