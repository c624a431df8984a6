"""Nobody coordinates or leads with a password alone."""

import io

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core import mail
from django.core.management import CommandError, call_command
from django.urls import reverse

from polyphonie.accounts.enums import Role
from polyphonie.accounts.permissions import can_manage, can_read_drafts, is_coordinator, works_here
from polyphonie.core.models import AuditEvent
from tests.accounts.conftest import answers
from tests.factories import ConsultationFactory, MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
PASSWORD = "a long enough sentence"


@pytest.fixture(autouse=True)
def required(settings):
    settings.SECOND_FACTOR_REQUIRED = True


def code_of(secret):
    counters = list(yield_hotp_counters_from_time())
    return format_hotp_value(hotp_value(secret, counters[len(counters) // 2]))


def log_in(client, person):
    return client.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})


@pytest.mark.parametrize("traits", [{"coordinator": True}, {"role": Role.TERRITORY_LEAD}])
def test_whoever_coordinates_or_leads_is_sent_to_set_it_up(client, traits):
    client.force_login(MembershipFactory(**traits).user)
    for name in ("portal:desk", "access", "invitations"):
        assert client.get(reverse(name)).url == reverse("mfa_index")


def test_a_superuser_is_too(client):
    client.force_login(UserFactory(is_superuser=True, is_staff=True))
    assert client.get(reverse("access")).url == reverse("mfa_index")


@pytest.mark.parametrize("role", [Role.CONTRIBUTOR, Role.ANALYST, Role.READER, Role.ETHICS_MEMBER])
def test_other_roles_do_not_need_one(client, role):
    client.force_login(MembershipFactory(role=role).user)
    assert client.get(reverse("access")).status_code == 200


def test_posts_are_stopped_too(client):
    membership = MembershipFactory()
    client.force_login(membership.user)
    response = client.post(reverse("territory_invite", args=[membership.territory.slug]), {"email": "a@example.org"})
    assert response.url == reverse("mfa_index")


@pytest.mark.parametrize("name", ["my_account", "mfa_index", "portal:home", "account_change_password"])
def test_public_pages_and_those_of_the_account_stay_open(client, name):
    client.force_login(MembershipFactory().user)
    assert client.get(reverse(name)).status_code == 200


def test_one_can_still_log_out(client):
    client.force_login(MembershipFactory().user)
    assert client.post(reverse("account_logout")).status_code == 302
    assert "_auth_user_id" not in client.session


def test_on_public_pages_drafts_stay_hidden_until_it_is_set_up(client):
    draft = ConsultationFactory(draft=True)
    person = MembershipFactory(territory=draft.territory).user
    client.force_login(person)
    assert client.get(reverse("consultations:detail", args=[draft.slug])).status_code == 404
    TOTP.activate(person, SECRET)
    assert client.get(reverse("consultations:detail", args=[draft.slug])).status_code == 200


def test_roles_hold_nothing_while_it_is_awaited():
    membership = MembershipFactory()
    person, territory = membership.user, membership.territory
    person.awaits_second_factor = True
    assert not any((can_manage(person, territory), can_read_drafts(person, territory), works_here(person)))
    administrator = UserFactory(is_superuser=True)
    administrator.awaits_second_factor = True
    assert not is_coordinator(administrator)


@pytest.mark.django_db(transaction=True)
def test_setting_up_an_application_opens_the_desk_and_gives_recovery_codes(client):
    person = MembershipFactory().user
    log_in(client, person)
    assert client.get(reverse("mfa_activate_totp")).url.startswith(reverse("account_reauthenticate"))
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    page = client.get(reverse("mfa_activate_totp"))
    assert "<svg" in page.content.decode()
    secret = page.context["form"].secret
    response = client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    assert response.url == reverse("mfa_view_recovery_codes")
    assert len(client.get(response.url).context["unused_codes"]) == 10
    assert client.get(reverse("portal:desk")).status_code == 200
    assert [message.to for message in mail.outbox] == [[person.email]]


def test_someone_just_invited_sets_it_up_without_typing_the_password_again(client, sent):
    client.post(sent(), answers())
    assert client.get(reverse("mfa_activate_totp")).status_code == 200


def test_a_wrong_code_sets_nothing_up(client, sent):
    client.post(sent(), answers())
    response = client.post(reverse("mfa_activate_totp"), {"code": "000000"})
    assert response.context["form"].errors["code"]
    assert not Authenticator.objects.exists()


def test_logging_in_asks_for_the_code_and_each_code_works_once(client):
    person = MembershipFactory().user
    TOTP.activate(person, SECRET)
    assert log_in(client, person).url == reverse("mfa_authenticate")
    assert client.get(reverse("portal:desk")).status_code == 302
    code = code_of(SECRET)
    assert client.post(reverse("mfa_authenticate"), {"code": code}).url == reverse("portal:desk")
    client.logout()
    log_in(client, person)
    assert client.post(reverse("mfa_authenticate"), {"code": code}).status_code == 200
    assert client.get(reverse("portal:desk")).status_code == 302


def test_a_recovery_code_opens_the_account_once(client):
    person = MembershipFactory().user
    TOTP.activate(person, SECRET)
    code = RecoveryCodes.activate(person).get_unused_codes()[0]
    for expected in (302, 200):
        log_in(client, person)
        assert client.post(reverse("mfa_authenticate"), {"code": code}).status_code == expected
        client.logout()


def test_codes_cannot_be_guessed_by_trying_them_all(client):
    person = MembershipFactory().user
    TOTP.activate(person, SECRET)
    log_in(client, person)
    answers = [client.post(reverse("mfa_authenticate"), {"code": f"{n:06}"}) for n in range(12)]
    assert "code" in answers[-1].context["form"].errors
    assert client.post(reverse("mfa_authenticate"), {"code": code_of(SECRET)}).status_code == 200


def test_secrets_are_encrypted_in_the_database():
    person = MembershipFactory().user
    TOTP.activate(person, SECRET)
    seed = RecoveryCodes.activate(person).instance.data["seed"]
    stored = Authenticator.objects.get(type=Authenticator.Type.TOTP).data["secret"]
    assert SECRET not in stored
    assert get_adapter().decrypt(stored) == SECRET
    assert len(seed) > 80


def test_a_former_secret_key_still_reads_them(settings):
    stored = get_adapter().encrypt(SECRET)
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another secret key"
    assert get_adapter().decrypt(stored) == SECRET
    settings.SECRET_KEY_FALLBACKS = []
    assert get_adapter().decrypt(stored) != SECRET


def test_removing_the_last_one_closes_the_desk_again(client):
    person = MembershipFactory().user
    TOTP.activate(person, SECRET)
    client.force_login(person)
    assert client.get(reverse("portal:desk")).status_code == 200
    Authenticator.objects.all().delete()
    RecoveryCodes.activate(person)
    assert client.get(reverse("portal:desk")).url == reverse("mfa_index")


def test_it_costs_one_query_on_a_page(client, django_assert_max_num_queries):
    membership = MembershipFactory()
    TOTP.activate(membership.user, SECRET)
    client.force_login(membership.user)
    with django_assert_max_num_queries(12):
        client.get(reverse("access"))


def test_a_lost_one_is_forgotten_from_the_server_and_recorded():
    person = MembershipFactory().user
    TOTP.activate(person, SECRET)
    RecoveryCodes.activate(person)
    call_command("forget_second_factor", person.email.upper(), stdout=io.StringIO())
    assert not Authenticator.objects.exists()
    assert AuditEvent.objects.get().verb == "second_factor_forgotten"
    with pytest.raises(CommandError, match="Nobody"):
        call_command("forget_second_factor", "nobody@example.org")


MANAGED = ["mfa_index", "mfa_activate_totp", "mfa_add_webauthn", "mfa_list_webauthn", "mfa_generate_recovery_codes"]


@pytest.mark.parametrize("name", MANAGED)
@pytest.mark.parametrize("language", ["", "/en"])
def test_each_page_of_the_second_factor_is_in_both_languages(client, sent, name, language):
    client.post(sent(), answers())
    if name == "mfa_generate_recovery_codes":
        TOTP.activate(MembershipFactory._meta.model.objects.get().user, SECRET)
    page = client.get(language + reverse(name)).content.decode()
    assert f'lang="{"en" if language else "fr"}"' in page
    assert "<h1" in page
    assert "site-header" in page


def test_the_page_of_the_account_says_what_is_missing(client):
    client.force_login(MembershipFactory().user)
    assert "Votre rôle en demande un" in client.get(reverse("my_account")).content.decode()


def test_nobody_gives_themselves_another_address(client):
    person = UserFactory()
    client.force_login(person)
    for response in (client.get(reverse("account_email")), client.post(reverse("account_email"), {"email": "x@y.org"})):
        assert response.url == reverse("my_account")
    person.refresh_from_db()
    assert person.email != "x@y.org"
