"""OpenID Connect lets in those who were invited, on a proof that holds, and asks nothing when it is off."""

import time
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from allauth.mfa.totp.internal.auth import TOTP
from allauth.socialaccount.models import SocialAccount
from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse

from polyphonie.accounts.models import User
from polyphonie.accounts.openid.tokens import TokenRefusedError, check_level, check_nonce
from polyphonie.config.openid import apps
from tests.accounts.provider import CLIENT_ID, CLIENT_SECRET, private_key, running_provider
from tests.factories import MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db

EMAIL = "lea@example.org"


@pytest.fixture
def provider(settings):
    with running_provider() as running:
        turn_on(settings, running.url)
        yield running


def turn_on(settings, server, **changes):
    options = {"acr": [], "emails_are_verified": False} | changes
    described = apps(server=server, client_id=CLIENT_ID, secret=CLIENT_SECRET, name="ProConnect", **options)
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": described}}


def leave(client, **query):
    """Go to the provider, and give what it is asked."""
    response = client.get(reverse("openid_login"), query)
    assert response.status_code == 302
    return {name: values[0] for name, values in parse_qs(urlsplit(response.url).query).items()}


def come_back(client, provider, **query):
    """Leave, be recognized there, and come back."""
    asked = leave(client)
    provider.nonce = provider.nonce or asked["nonce"]
    return client.get(reverse("openid_callback"), {"code": "c", "state": asked["state"]} | query)


def is_logged_in(client):
    return "_auth_user_id" in client.session


def test_someone_who_has_an_account_comes_in_and_lands_on_the_desk(client, provider):
    person = MembershipFactory(user__email=EMAIL).user
    response = come_back(client, provider)
    assert response.url == reverse("portal:desk")
    assert client.session["_auth_user_id"] == str(person.pk)


def test_nothing_of_the_provider_is_kept(client, provider):
    MembershipFactory(user__email=EMAIL)
    come_back(client, provider)
    assert not SocialAccount.objects.exists()


def test_the_password_of_before_still_works(client, provider):
    person = UserFactory(email=EMAIL)
    come_back(client, provider)
    person.refresh_from_db()
    assert person.check_password("a long enough sentence")


def test_the_request_carries_a_state_a_nonce_and_a_challenge(client, provider):
    asked = leave(client)
    assert asked["client_id"] == CLIENT_ID
    assert asked["code_challenge_method"] == "S256"
    assert set(asked["scope"].split()) == {"openid", "email"}
    assert len(asked["nonce"]) > 20
    assert asked["redirect_uri"].endswith(reverse("openid_callback"))
    assert leave(client)["nonce"] != asked["nonce"]


def test_nothing_of_what_a_visitor_adds_is_passed_on(client, provider):
    asked = leave(client, scope="admin", auth_params="prompt=none", process="connect")
    assert "admin" not in asked["scope"]
    assert "prompt" not in asked


def test_one_comes_back_to_where_one_was_going_on_this_site_only(client, provider):
    MembershipFactory(user__email=EMAIL)
    for wanted, landed in ((reverse("access"), reverse("access")), ("https://evil.example/", reverse("portal:desk"))):
        asked = leave(client, next=wanted)
        provider.nonce = asked["nonce"]
        assert client.get(reverse("openid_callback"), {"code": "c", "state": asked["state"]}).url == landed
        client.logout()


def test_as_proconnect_does_who_it_is_may_come_signed(client, provider):
    MembershipFactory(user__email=EMAIL)
    provider.signs_userinfo = True
    come_back(client, provider)
    assert is_logged_in(client)


def test_nobody_signs_up_that_way(client, provider):
    response = come_back(client, provider)
    assert response.status_code == 403
    assert "invitation" in response.content.decode()
    assert not User.objects.exists()


@pytest.mark.parametrize("claim", [False, None, "true", 1])
def test_an_address_that_is_not_verified_opens_nothing(client, provider, claim):
    UserFactory(email=EMAIL)
    provider.userinfo = {"email_verified": claim}
    assert come_back(client, provider).status_code == 403
    assert not is_logged_in(client)


def test_a_provider_that_promises_it_may_be_believed_on_addresses(client, provider, settings):
    UserFactory(email=EMAIL)
    turn_on(settings, provider.url, emails_are_verified=True)
    provider.userinfo = {"email_verified": None}
    come_back(client, provider)
    assert is_logged_in(client)


def test_a_closed_account_stays_closed(client, provider):
    UserFactory(email=EMAIL, is_active=False)
    come_back(client, provider)
    assert not is_logged_in(client)


def test_the_second_factor_is_asked_all_the_same(client, provider):
    person = MembershipFactory(user__email=EMAIL).user
    TOTP.activate(person, "JBSWY3DPEHPK3PXP")
    assert come_back(client, provider).url == reverse("mfa_authenticate")
    assert not is_logged_in(client)


LIES = {
    "for another site": {"aud": "another"},
    "for several sites": {"aud": [CLIENT_ID, "another"]},
    "from another provider": {"iss": "https://evil.example"},
    "out of date": {"exp": int(time.time()) - 3600},
    "without an end": {"exp": None},
    "about nobody": {"sub": None},
    "about someone else": {"sub": "person-2"},
    "for a later day": {"nbf": int(time.time()) + 3600},
}


@pytest.mark.parametrize("claims", LIES.values(), ids=LIES.keys())
@pytest.mark.parametrize("signed_userinfo", [False, True])
def test_a_token_that_lies_is_refused(client, provider, claims, signed_userinfo):
    UserFactory(email=EMAIL)
    provider.signs_userinfo = signed_userinfo
    if signed_userinfo:
        provider.userinfo = claims
    else:
        provider.claims = claims
    assert come_back(client, provider).status_code == 403
    assert not is_logged_in(client)


@pytest.mark.parametrize("algorithm", ["none", "HS256"])
def test_a_token_that_is_not_signed_with_a_public_key_is_refused(client, provider, algorithm):
    UserFactory(email=EMAIL)
    provider.algorithm = algorithm
    assert come_back(client, provider).status_code == 403
    assert not is_logged_in(client)


def test_a_token_signed_by_someone_else_is_refused(client, provider):
    UserFactory(email=EMAIL)
    provider.key = private_key("of someone else")
    assert come_back(client, provider).status_code == 403
    assert not is_logged_in(client)


def test_a_token_made_for_another_request_is_refused(client, provider):
    UserFactory(email=EMAIL)
    provider.nonce = "the nonce of someone else"
    assert come_back(client, provider).status_code == 403
    assert not is_logged_in(client)


@pytest.mark.parametrize(("acr", "comes_in"), [("eidas2", True), ("eidas1", False), (None, False)])
def test_the_level_that_the_site_asks_for_is_checked(client, provider, settings, acr, comes_in):
    UserFactory(email=EMAIL)
    turn_on(settings, provider.url, acr=["eidas2", "eidas3"])
    provider.claims = {"acr": acr}
    assert leave(client)["acr_values"] == "eidas2 eidas3"
    come_back(client, provider)
    assert is_logged_in(client) is comes_in


def test_an_answer_to_no_request_is_refused(client, provider):
    UserFactory(email=EMAIL)
    leave(client)
    response = client.get(reverse("openid_callback"), {"code": "c", "state": "forged"})
    assert response.status_code == 403
    assert not is_logged_in(client)


def test_an_answer_is_used_once(client, provider):
    UserFactory(email=EMAIL)
    asked = leave(client)
    provider.nonce = asked["nonce"]
    query = {"code": "c", "state": asked["state"]}
    client.get(reverse("openid_callback"), query)
    assert client.get(reverse("openid_callback"), query).status_code == 403


def test_leaving_before_the_end_is_said_plainly(client, provider):
    response = come_back(client, provider, error="access_denied")
    assert response.status_code == 200
    assert "avant la fin" in response.content.decode()


@pytest.mark.parametrize(
    "config", [{"issuer": "https://evil.example"}, {"token_endpoint": "http://evil.example/token"}, {"jwks_uri": None}]
)
def test_a_provider_that_describes_itself_badly_is_not_followed(client, provider, config):
    provider.config = config
    assert client.get(reverse("openid_login")).status_code == 403


def test_a_provider_that_does_not_answer_is_said_plainly(client, settings):
    turn_on(settings, "http://127.0.0.1:9")
    assert client.get(reverse("openid_login")).status_code == 403


def test_when_it_is_off_nothing_is_there_and_nothing_is_asked(client, monkeypatch):
    def refuse(*args, **kwargs):
        pytest.fail("the network was asked")

    monkeypatch.setattr(requests.Session, "request", refuse)
    assert client.get(reverse("openid_login")).status_code == 404
    assert client.get(reverse("openid_callback"), {"code": "c", "state": "s"}).status_code == 404
    assert reverse("openid_login") not in client.get(reverse("account_login")).content.decode()


def test_the_login_page_offers_it_when_it_is_on(client, provider):
    page = client.get(reverse("account_login"), {"next": "/bureau/"}).content.decode()
    assert "Se connecter avec ProConnect" in page
    assert f"{reverse('openid_login')}?next=/bureau/" in page
    assert not provider.asked


@pytest.mark.parametrize(
    "changes", [{"server": "http://sso.example.org"}, {"client_id": ""}, {"secret": ""}, {"server": "sso.example.org"}]
)
def test_settings_that_would_be_unsafe_stop_the_program(changes):
    fields = {"server": "https://sso.example.org", "client_id": "c", "secret": "s", "name": "n", "acr": []}
    with pytest.raises(ImproperlyConfigured):
        apps(**fields | changes, emails_are_verified=False)


def test_an_empty_nonce_answers_to_nothing():
    with pytest.raises(TokenRefusedError):
        check_nonce({"nonce": ""}, "")
    check_level({}, [])
