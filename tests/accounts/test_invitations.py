"""An invitation works once, for the person it was sent to, until it expires or is taken back."""

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from polyphonie.accounts.enums import Role
from polyphonie.accounts.models import INVITATION_LASTS, MAX_WRONG_TRIES, Invitation, Membership, User
from polyphonie.accounts.secrets import digest_of, new_secret
from polyphonie.core.audit import check_trail
from polyphonie.core.models import AuditEvent
from tests.accounts.conftest import EMAIL, PASSWORD, answers, path_in
from tests.factories import MembershipFactory, TerritoryFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_a_secret_is_kept_as_its_digest_only():
    secret, digest = new_secret()
    assert digest == digest_of(secret)
    assert len(digest) == 64
    assert secret not in digest
    assert new_secret()[0] != secret


def test_a_new_person_opens_an_account_and_holds_the_role(client, sent):
    response = client.post(sent(), answers(), follow=True)
    membership = Membership.objects.get()
    assert (membership.user.email, membership.role) == (EMAIL, Role.TERRITORY_LEAD)
    assert membership.invitation.accepted_by == membership.user
    assert response.context["user"] == membership.user
    assert User.objects.get().check_password(PASSWORD)


def test_looking_at_an_invitation_changes_nothing(client, sent):
    path = sent()
    for _ in range(2):
        assert client.get(path).status_code == 200
        assert client.head(path).status_code == 200
    assert Invitation.objects.get().is_pending(timezone.now())
    assert not User.objects.exists()


def test_the_mail_is_in_the_language_of_the_invited_with_the_address_of_the_site(sent, settings):
    settings.PUBLIC_URL = "https://debat.example.org"
    sent(language="en")
    assert "invites you" in mail.outbox[-1].body or "You are invited" in mail.outbox[-1].body
    assert "https://debat.example.org/en/invitation/" in mail.outbox[-1].body
    sent(language="fr")
    assert "https://debat.example.org/invitation/" in mail.outbox[-1].body
    assert "Votre rôle" in mail.outbox[-1].body


def test_a_link_is_never_made_from_what_the_request_says(client, settings, django_capture_on_commit_callbacks):
    settings.ALLOWED_HOSTS = ["*"]
    client.force_login(MembershipFactory(coordinator=True).user)
    fields = {"email": EMAIL, "role": Role.READER, "language": "fr"}
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("invite"), fields, headers={"host": "evil.example"})
    assert "evil.example" not in mail.outbox[-1].body
    assert settings.PUBLIC_URL in mail.outbox[-1].body


def test_the_database_does_not_hold_what_the_link_carries(sent):
    secret = sent().rstrip("/").rsplit("/", 1)[1]
    row = Invitation.objects.values().get()
    assert secret not in str(row)
    assert row["secret_digest"] == digest_of(secret)


def test_an_expired_link_says_so_and_opens_nothing(client, sent):
    path = sent(at=timezone.now() - INVITATION_LASTS - timedelta(seconds=1))
    for response in (client.get(path), client.post(path, answers())):
        assert response.status_code == 410
        assert "expiré" in response.content.decode()
    assert not User.objects.exists()


def test_a_link_holds_until_its_last_minute(client, sent):
    path = sent(at=timezone.now() - INVITATION_LASTS + timedelta(minutes=1))
    assert client.post(path, answers()).status_code == 302


def test_a_used_link_works_no_more(client, sent):
    path = sent()
    client.post(path, answers())
    stranger = Client()
    for response in (stranger.get(path), stranger.post(path, answers(password="another one entirely"))):
        assert response.status_code == 410
        assert "déjà été acceptée" in response.content.decode()
    assert User.objects.get().check_password(PASSWORD)


def test_an_unknown_link_is_not_found(client):
    response = client.get(reverse("invitation", args=["not-a-secret"]))
    assert response.status_code == 404
    assert "inconnue" in response.content.decode()


def test_a_stolen_link_alone_is_not_enough_and_dies_after_a_few_tries(client, sent, django_capture_on_commit_callbacks):
    inviter = UserFactory()
    path = sent(invited_by=inviter)
    with django_capture_on_commit_callbacks(execute=True):
        answers_given = [client.post(path, answers(email=f"guess-{n}@example.org")) for n in range(MAX_WRONG_TRIES)]
    assert [response.status_code for response in answers_given] == [200] * (MAX_WRONG_TRIES - 1) + [410]
    assert client.post(path, answers()).status_code == 410
    assert not Membership.objects.exists()
    assert mail.outbox[-1].to == [inviter.email]
    assert EMAIL in mail.outbox[-1].body


def test_a_wrong_address_is_counted_even_beside_other_errors(client, sent):
    path = sent()
    response = client.post(path, answers(email="guess@example.org", password="x", password_again="y", name=""))
    assert Invitation.objects.get().n_wrong_tries == 1
    assert str(MAX_WRONG_TRIES - 1) in response.context["form"].errors["email"][0]


def test_the_page_does_not_tell_who_was_invited(client, sent):
    path = sent()
    assert EMAIL not in client.get(path).content.decode()
    assert EMAIL not in client.post(path, answers(email="guess@example.org")).content.decode()


@pytest.mark.parametrize("changes", [{"password": "short", "password_again": "short"}, {"password_again": "other"}])
def test_a_password_that_is_weak_or_mistyped_is_refused_beside_the_field(client, sent, changes):
    response = client.post(sent(), answers(**changes))
    assert response.status_code == 200
    assert response.context["form"].errors
    assert not User.objects.exists()


def test_someone_who_has_an_account_must_log_in(client, sent):
    person = UserFactory(email=EMAIL)
    path = sent()
    assert reverse("account_login") in client.get(path).content.decode()
    assert client.post(path, answers()).status_code == 200
    assert not person.memberships.exists()
    person.refresh_from_db()
    assert not person.check_password(PASSWORD)


def test_someone_who_has_an_account_accepts_with_a_button_and_may_hold_several_roles(client, sent):
    person = MembershipFactory(user__email=EMAIL).user
    path = sent()
    client.force_login(person)
    assert client.get(path).status_code == 200
    assert person.memberships.count() == 1
    assert client.post(path).status_code == 302
    assert person.memberships.count() == 2


def test_another_person_who_is_logged_in_is_refused_and_learns_nothing(client, sent):
    other = UserFactory()
    path = sent()
    client.force_login(other)
    for response in (client.get(path), client.post(path)):
        assert response.status_code == 403
        assert EMAIL not in response.content.decode()
    assert not other.memberships.exists()


def test_a_closed_account_does_not_come_back_by_an_invitation(client, sent):
    person = UserFactory(email=EMAIL, is_active=False)
    assert client.post(sent(), answers()).status_code == 200
    assert not person.memberships.exists()


def test_an_account_that_never_chose_a_password_chooses_it_here(client, sent):
    person = UserFactory(email=EMAIL, password="!")
    person.set_unusable_password()
    person.save()
    assert client.post(sent(), answers()).status_code == 302
    assert person.memberships.count() == 1


def test_a_new_link_replaces_the_former(client, sent):
    territory = TerritoryFactory()
    former, latter = sent(territory=territory), sent(territory=territory)
    assert client.get(former).status_code == 410
    assert client.get(latter).status_code == 200


def test_accepting_needs_the_token_of_the_form(sent):
    path = sent()
    assert Client(enforce_csrf_checks=True).post(path, answers()).status_code == 403
    assert not User.objects.exists()


def test_the_inviter_is_told_when_the_invitation_is_accepted(client, sent, django_capture_on_commit_callbacks):
    inviter = UserFactory()
    path = sent(invited_by=inviter)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(path, answers())
    assert mail.outbox[-1].to == [inviter.email]
    assert "Léa Morel" in mail.outbox[-1].body


def test_each_step_is_in_the_audit_trail_without_any_name_or_address(client, sent):
    client.post(sent(), answers())
    verbs = list(AuditEvent.objects.order_by("number").values_list("verb", flat=True))
    assert verbs == ["invitation_sent", "invitation_accepted", "role_given"]
    assert check_trail() == 3
    assert EMAIL not in str(list(AuditEvent.objects.values("details")))


def test_the_address_of_the_secret_is_neither_kept_nor_passed_on(client, sent):
    response = client.get(sent())
    assert response["Referrer-Policy"] == "strict-origin"
    assert "no-store" in response["Cache-Control"]


def test_html_in_names_is_shown_as_text(client, sent, django_capture_on_commit_callbacks):
    inviter = UserFactory(name="<b>Ève</b><script>alert(1)</script>")
    page = client.get(sent(invited_by=inviter)).content.decode()
    assert "<script>alert" not in page
    assert "&lt;b&gt;Ève" in page


def test_a_mail_that_cannot_leave_is_shown_as_such(client, sent, monkeypatch):
    def refuse(self):
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.EmailMessage.send", refuse)
    with pytest.raises(IndexError):
        sent()
    client.force_login(MembershipFactory(coordinator=True).user)
    assert "n’a pas pu partir" in client.get(reverse("invitations")).content.decode()


def test_a_link_in_a_mail_is_on_a_line_of_its_own(sent):
    sent()
    link = path_in(mail.outbox[-1])
    assert any(line.endswith(link) and " " not in line for line in mail.outbox[-1].body.splitlines())
