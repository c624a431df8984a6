"""Links that carry a secret: too late, twice, altered, of another. The clock is looked at when they are used."""

from datetime import timedelta

import pytest
from django.core import signing
from django.test import override_settings
from django.urls import reverse

from polyphonie.accounts.enums import Role
from polyphonie.accounts.models import Invitation, Membership
from polyphonie.accounts.secrets import digest_of, new_secret
from polyphonie.accounts.services.accepting import InvitationClosedError, accept_as
from polyphonie.campaigns.enums import JoinRequestStatus
from polyphonie.campaigns.joining_errors import LinkDoesNotWork, LinkExpired
from polyphonie.campaigns.services.joining import confirm_request
from polyphonie.core.errors import DomainError
from polyphonie.programme.models import Unsubscription
from polyphonie.programme.queries.mailings import UNSUBSCRIBE_SALT
from tests.factories import NOON, CampaignFactory, JoinRequestFactory, TerritoryFactory, UserFactory

pytestmark = pytest.mark.django_db

MOMENT = timedelta(microseconds=1)


def invitation_of(person, *, expires_at=None, **fields):
    return Invitation.objects.create(
        email=person.email,
        role=Role.READER,
        territory=TerritoryFactory(),
        secret_digest=digest_of("a secret"),
        expires_at=expires_at or NOON + timedelta(days=7),
        **fields,
    )


def altered(secret):
    """The same, but for one letter."""
    return ("B" if secret[0] == "A" else "A") + secret[1:]


def test_secrets_are_long_and_never_twice_the_same():
    secrets = {new_secret()[0] for _ in range(200)}
    assert len(secrets) == 200
    assert min(map(len, secrets)) >= 43


def test_the_database_holds_no_secret_that_a_link_carries():
    secret, digest = new_secret()
    assert secret not in digest
    assert digest_of(secret) == digest != digest_of(altered(secret))


@pytest.mark.parametrize(("late_by", "works"), [(-MOMENT, True), (timedelta(0), False), (MOMENT, False)])
def test_an_invitation_works_until_it_expires_and_not_a_moment_longer(late_by, works):
    person = UserFactory()
    invitation = invitation_of(person)
    try:
        accept_as(invitation=invitation, person=person, at=invitation.expires_at + late_by)
    except InvitationClosedError:
        assert not works
    assert Membership.objects.filter(user=person).exists() == works


def test_an_invitation_that_was_read_in_time_and_sent_too_late_gives_nothing():
    """The page was opened before the end; only the moment of the act counts."""
    person = UserFactory()
    invitation = invitation_of(person, expires_at=NOON)
    assert invitation.is_pending(NOON - MOMENT)
    with pytest.raises(InvitationClosedError):
        accept_as(invitation=invitation, person=person, at=NOON)


def test_an_invitation_works_once():
    person = UserFactory()
    invitation = invitation_of(person)
    accept_as(invitation=invitation, person=person, at=NOON)
    with pytest.raises(InvitationClosedError):
        accept_as(invitation=invitation, person=person, at=NOON)


def test_an_invitation_taken_back_gives_nothing():
    person = UserFactory()
    invitation = invitation_of(person, revoked_at=NOON)
    with pytest.raises(InvitationClosedError):
        accept_as(invitation=invitation, person=person, at=NOON)


def test_an_invitation_gives_nothing_to_another_person():
    invitation = invitation_of(UserFactory())
    with pytest.raises(DomainError):
        accept_as(invitation=invitation, person=UserFactory(), at=NOON)
    assert not Membership.objects.exists()


@pytest.mark.parametrize("secret", ["another secret", "a secret ", "A SECRET", "", "0" * 64])
def test_a_link_that_nobody_was_sent_opens_nothing(client, secret):
    JoinRequestFactory(secret_digest=digest_of("a secret"))
    with pytest.raises(LinkDoesNotWork):
        confirm_request(secret=secret, at=NOON)
    assert client.get(reverse("invitation", args=[secret or "-"])).status_code in (404, 410)


def test_the_digest_that_the_database_holds_is_not_a_secret(client):
    """Whoever reads the database cannot use what is there as a link."""
    invitation = invitation_of(UserFactory())
    assert client.get(reverse("invitation", args=[invitation.secret_digest])).status_code in (404, 410)


def test_a_request_to_join_is_confirmed_until_its_link_expires():
    asked = JoinRequestFactory(secret_digest=digest_of("a secret"))
    with pytest.raises(LinkExpired):
        confirm_request(secret="a secret", at=asked.expires_at)
    confirm_request(secret="a secret", at=asked.expires_at - MOMENT)
    asked.refresh_from_db()
    assert asked.status == JoinRequestStatus.CONFIRMED


def test_a_link_used_again_after_its_end_does_no_more():
    asked = JoinRequestFactory(secret_digest=digest_of("a secret"))
    confirm_request(secret="a secret", at=NOON)
    again = confirm_request(secret="a secret", at=asked.expires_at + timedelta(days=30))
    assert again.confirmed_at == NOON


def unsubscribe_address(*values, salt=UNSUBSCRIBE_SALT):
    return reverse("programme:unsubscribe", args=[signing.dumps(list(values), salt=salt)])


def test_opening_the_link_that_unsubscribes_changes_nothing_and_using_it_twice_does_it_once(client):
    address = unsubscribe_address(UserFactory().pk, CampaignFactory().pk)
    assert client.get(address).status_code == 200
    assert not Unsubscription.objects.exists()
    assert [client.post(address).status_code for _ in range(2)] == [200, 200]
    assert Unsubscription.objects.count() == 1


def test_a_link_that_unsubscribes_cannot_be_made_up(client):
    person, campaign = UserFactory(), CampaignFactory()
    address = unsubscribe_address(person.pk, campaign.pk)
    forged = [
        altered(address.rstrip("/").rsplit("/", 1)[1]),
        signing.dumps([person.pk, campaign.pk], salt="another use"),
        signing.dumps([person.pk, campaign.pk], salt=UNSUBSCRIBE_SALT, key="another site"),
        signing.dumps([0, campaign.pk], salt=UNSUBSCRIBE_SALT),
        signing.dumps("x", salt=UNSUBSCRIBE_SALT),
        f"{person.pk}",
    ]
    found = {client.post(reverse("programme:unsubscribe", args=[token])).status_code for token in forged}
    assert found == {404}
    assert not Unsubscription.objects.exists()


def password_link(person):
    """The link that the site sends to whoever forgot a password."""
    from allauth.account.forms import default_token_generator as tokens
    from allauth.account.utils import user_pk_to_url_str

    return reverse("account_reset_password_from_key", args=[user_pk_to_url_str(person), tokens.make_token(person)])


def lets_choose_a_password(client, address):
    page = client.get(address, follow=True).content.decode()
    return 'name="password1"' in page


def test_a_link_to_a_new_password_works(client):
    assert lets_choose_a_password(client, password_link(UserFactory()))


def test_a_link_to_a_new_password_stops_when_the_password_changes(client):
    person = UserFactory()
    address = password_link(person)
    person.set_password("another long sentence")
    person.save()
    assert not lets_choose_a_password(client, address)


def test_a_link_to_a_new_password_stops_with_time(client):
    address = password_link(UserFactory())
    with override_settings(PASSWORD_RESET_TIMEOUT=-1):
        assert not lets_choose_a_password(client, address)


def test_a_link_to_a_new_password_is_of_one_person(client):
    mine, other = UserFactory(), UserFactory()
    stolen = password_link(mine).split("-", 1)[1]
    address = password_link(other).split("-", 1)[0] + "-" + stolen
    assert not lets_choose_a_password(client, address)
