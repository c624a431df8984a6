import io

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.urls import reverse

from polyphonie.accounts.enums import Role
from polyphonie.accounts.models import Membership, User
from polyphonie.core.models import AuditEvent
from tests.factories import MembershipFactory, TerritoryFactory, UserFactory

pytestmark = pytest.mark.django_db

PASSWORD = "a long enough sentence"


def log_in(client, **fields):
    return client.post(reverse("account_login"), fields)


def test_a_person_logs_in_with_e_mail_and_password_and_lands_on_the_desk(client):
    person = MembershipFactory().user
    response = log_in(client, login=person.email, password=PASSWORD)
    assert response.url == reverse("portal:desk")


def test_the_capitals_of_an_address_do_not_matter(client):
    person = MembershipFactory().user
    assert log_in(client, login=person.email.upper(), password=PASSWORD).status_code == 302


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(client):
    person = UserFactory()
    wrong = log_in(client, login=person.email, password="not this one at all").context["form"].errors
    unknown = log_in(client, login="nobody@example.org", password="not this one at all").context["form"].errors
    assert wrong == unknown


def test_nobody_signs_up_alone(client):
    response = client.post(reverse("account_signup"), {"email": "me@example.org", "password1": PASSWORD})
    assert response.status_code == 200
    assert not User.objects.exists()


def test_asking_for_a_new_password_does_not_tell_who_has_an_account(client):
    person = UserFactory()
    known = client.post(reverse("account_reset_password"), {"email": person.email})
    unknown = client.post(reverse("account_reset_password"), {"email": "nobody@example.org"})
    assert known.url == unknown.url
    assert person.email in [message.to[0] for message in mail.outbox]


def test_my_account_shows_my_roles_and_where_i_hold_them(client):
    membership = MembershipFactory()
    client.force_login(membership.user)
    content = client.get(reverse("my_account")).content.decode()
    assert membership.territory.name in content
    assert "référent" in content


def test_my_account_is_closed_to_strangers(client):
    assert client.get(reverse("my_account")).status_code == 302


@pytest.mark.parametrize("name", ["account_login", "account_reset_password", "account_signup"])
def test_each_page_for_strangers_answers_in_both_languages(client, name):
    french = reverse(name)
    assert client.get(french).status_code == 200
    assert 'lang="en"' in client.get(f"/en{french}").content.decode()


def test_a_new_member_is_given_a_page_to_choose_a_password(client):
    territory, out = TerritoryFactory(), io.StringIO()
    call_command("create_member", "lea@example.org", Role.TERRITORY_LEAD, territory=territory.slug, stdout=out)
    assert Membership.objects.get(user__email="lea@example.org").territory == territory
    address = out.getvalue().split("password: ")[1].strip()
    assert client.get(address, follow=True).status_code == 200


def test_giving_the_same_role_twice_changes_nothing():
    for _ in range(2):
        call_command("create_member", "lea@example.org", Role.COORDINATOR, stdout=io.StringIO())
    assert Membership.objects.count() == 1


@pytest.mark.parametrize(
    ("email", "role", "territory"),
    [
        ("not an address", Role.READER, None),
        ("a@example.org", Role.READER, "nowhere"),
        ("a@example.org", Role.TERRITORY_LEAD, None),
    ],
)
def test_a_role_that_cannot_be_given_is_refused_in_a_sentence(email, role, territory):
    with pytest.raises(CommandError, match=r"\.|\?"):
        call_command("create_member", email, role, territory=territory, stdout=io.StringIO())


@pytest.mark.parametrize("role", Role)
def test_the_command_gives_every_role_and_records_it(role):
    territory = None if role == Role.COORDINATOR else TerritoryFactory().slug
    call_command("create_member", "lea@example.org", role, territory=territory, stdout=io.StringIO())
    assert Membership.objects.get().role == role
    assert AuditEvent.objects.get().verb == "role_given"
