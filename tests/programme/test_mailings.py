import re
from smtplib import SMTPDataError, SMTPServerDisconnected

import pytest
from django.core import mail as mailbox
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone

from polyphonie.core.models import AuditEvent
from polyphonie.programme.enums import LeftOut, MailingStatus, MailOutcome, Stage
from polyphonie.programme.errors import MailingIsConfirmed, MailIsSettled, NobodyToWriteTo, RecipientsHaveChanged
from polyphonie.programme.models import Mail, Mailing, Unsubscription
from polyphonie.programme.queries.mailings import previews_of, recipients_of
from polyphonie.programme.services.mailings import confirm_mailing, leave_as_sent, send_again, send_mails
from polyphonie.programme.texts import PLACEHOLDERS, filled, ready_made, unknown_names
from tests.factories import MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def mailing(campaign):
    return Mailing.objects.create(
        campaign=campaign,
        stages=[Stage.TO_SIGN],
        subject_fr="%(territory)s\u00a0: à signer",
        body_fr="Bonjour %(territory)s, avant le %(deadline)s\u00a0: %(link)s",
        subject_en="%(territory)s: to sign",
        body_en="Hello %(territory)s, by %(deadline)s: %(link)s",
    )


def confirm(mailing, person=None):
    now = timezone.now()
    seen = recipients_of(mailing, at=now).digest
    return confirm_mailing(mailing=mailing, seen_digest=seen, person=person or UserFactory(), at=now)


def outcomes(mailing):
    return dict(Mail.objects.filter(mailing=mailing).values_list("person__email", "outcome"))


class Refusing(EmailBackend):
    """Refuses those whose address says so, and hangs up on some others."""

    def send_messages(self, messages):
        if "refused" in messages[0].to[0]:
            raise SMTPDataError(550, b"no such person")
        if "cut" in messages[0].to[0]:
            raise SMTPServerDisconnected("the line was cut")
        return super().send_messages(messages)


class Unreachable(EmailBackend):
    def open(self):
        raise ConnectionRefusedError


@pytest.fixture
def server(settings):
    """Send through one of the servers above."""

    def use(backend):
        settings.EMAIL_BACKEND = f"{__name__}.{backend.__name__}"

    return use


def test_each_lead_of_the_stage_gets_one_mail_in_both_languages(mailing, engage):
    engage("Arles", signs=False)
    engage("Brest")
    assert send_mails(mailing=confirm(mailing))
    (sent,) = mailbox.outbox
    assert sent.subject == "Arles\u00a0: à signer / Arles: to sign".replace("\u00a0", " ")
    assert sent.body.index("Bonjour Arles") < sent.body.index("Hello Arles")
    mailing.refresh_from_db()
    assert mailing.status == MailingStatus.SENT


def test_a_person_who_leads_two_territories_gets_one_mail_that_names_both(mailing, engage):
    person = MembershipFactory(territory=engage("Arles", signs=False, lead=False).territory).user
    MembershipFactory(user=person, territory=engage("Brest", signs=False, lead=False).territory)
    send_mails(mailing=confirm(mailing))
    (sent,) = mailbox.outbox
    assert "Arles et Brest" in sent.body
    assert "Arles and Brest" in sent.body


def test_running_twice_sends_once(mailing, engage):
    engage("Arles", signs=False)
    confirmed = confirm(mailing)
    send_mails(mailing=confirmed)
    send_mails(mailing=confirmed)
    assert len(mailbox.outbox) == 1


def test_a_confirmed_reminder_is_not_confirmed_again(mailing, engage):
    engage("Arles", signs=False)
    confirm(mailing)
    with pytest.raises(MailingIsConfirmed):
        confirm(mailing)


def test_a_list_that_changed_since_it_was_read_is_read_again(mailing, engage):
    engage("Arles", signs=False)
    seen = recipients_of(mailing, at=timezone.now()).digest
    engage("Brest", signs=False)
    with pytest.raises(RecipientsHaveChanged):
        confirm_mailing(mailing=mailing, seen_digest=seen, person=UserFactory(), at=timezone.now())


def test_a_reminder_to_nobody_is_refused(mailing):
    with pytest.raises(NobodyToWriteTo):
        confirm(mailing)


def test_who_is_left_out_is_said_with_the_reason(mailing, campaign, engage):
    engage("Arles", signs=False, lead=False)
    gone = MembershipFactory(territory=engage("Brest", signs=False, lead=False).territory).user
    Unsubscription.objects.create(person=gone, campaign=campaign, at=timezone.now())
    left = MembershipFactory(territory=engage("Cahors", signs=False, lead=False).territory).user
    left.is_active = False
    left.save()
    found = recipients_of(mailing, at=timezone.now())
    assert [(row.name, row.reason) for row in found.left_out] == [
        ("Arles", LeftOut.NO_LEAD),
        ("Brest", LeftOut.UNSUBSCRIBED),
        ("Cahors", LeftOut.NO_LEAD),
    ]
    assert found.written == []


def test_who_unsubscribes_after_the_confirmation_gets_nothing(mailing, campaign, engage):
    engage("Arles", signs=False)
    confirmed = confirm(mailing)
    person = Mail.objects.get().person
    Unsubscription.objects.create(person=person, campaign=campaign, at=timezone.now())
    send_mails(mailing=confirmed)
    assert mailbox.outbox == []
    assert Mail.objects.get().outcome == MailOutcome.UNSUBSCRIBED


def test_only_those_who_are_late_when_asked(mailing, engage):
    engage("Arles", signs=False)
    mailing.stages, mailing.only_late = [Stage.TO_SIGN, Stage.TO_DECLARE], True
    engage("Brest")
    assert [one.standings[0].place.name for one in recipients_of(mailing, at=timezone.now()).written] == ["Arles"]


def test_what_another_run_left_half_done_is_uncertain_and_not_sent_again(mailing, engage):
    engage("Arles", signs=False)
    engage("Brest", signs=False)
    confirmed = confirm(mailing)
    first = Mail.objects.first()
    Mail.objects.filter(pk=first.pk).update(outcome=MailOutcome.SENDING)
    assert send_mails(mailing=confirmed)
    assert len(mailbox.outbox) == 1
    first.refresh_from_db()
    assert first.outcome == MailOutcome.UNCERTAIN


def test_a_refused_mail_says_so_and_the_others_leave(mailing, engage, server):
    for name in ("refused", "fine"):
        territory = engage(name, signs=False, lead=False).territory
        MembershipFactory(territory=territory, user__email=f"{name}@example.org")
    server(Refusing)
    send_mails(mailing=confirm(mailing))
    assert outcomes(mailing) == {"refused@example.org": "refused", "fine@example.org": "sent"}


def test_a_line_that_is_cut_stops_and_leaves_the_mail_uncertain(mailing, engage, server):
    for name in ("cut", "later"):
        territory = engage(name, signs=False, lead=False).territory
        MembershipFactory(territory=territory, user__email=f"{name}@example.org")
    server(Refusing)
    assert not send_mails(mailing=confirm(mailing))
    assert outcomes(mailing) == {"cut@example.org": "uncertain", "later@example.org": "waiting"}


def test_a_server_that_does_not_answer_leaves_everything_waiting(mailing, engage, server):
    engage("Arles", signs=False)
    confirmed = confirm(mailing)
    server(Unreachable)
    assert not send_mails(mailing=confirmed)
    assert set(outcomes(mailing).values()) == {"waiting"}
    mailing.refresh_from_db()
    assert mailing.status == MailingStatus.SENDING


def test_a_person_decides_of_an_uncertain_mail(mailing, engage):
    engage("Arles", signs=False)
    confirmed, person, now = confirm(mailing), UserFactory(), timezone.now()
    Mail.objects.update(outcome=MailOutcome.UNCERTAIN)
    send_again(mail=Mail.objects.get(), person=person, at=now)
    send_mails(mailing=confirmed)
    assert len(mailbox.outbox) == 1
    with pytest.raises(MailIsSettled):
        send_again(mail=Mail.objects.get(), person=person, at=now)
    with pytest.raises(MailIsSettled):
        leave_as_sent(mail=Mail.objects.get(), person=person, at=now)


def test_an_uncertain_mail_may_be_taken_for_sent(mailing, engage):
    engage("Arles", signs=False)
    confirm(mailing)
    Mail.objects.update(outcome=MailOutcome.UNCERTAIN)
    assert leave_as_sent(mail=Mail.objects.get(), person=UserFactory(), at=timezone.now()).outcome == MailOutcome.LEFT


def test_a_mail_says_how_to_stop_in_its_headers_and_in_its_words(mailing, engage):
    engage("Arles", signs=False)
    send_mails(mailing=confirm(mailing))
    (sent,) = mailbox.outbox
    assert re.fullmatch(r"<https?://.+/rappels/desinscription/.+/>", sent.extra_headers["List-Unsubscribe"])
    assert sent.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert sent.body.count("/rappels/desinscription/") == 2


def test_the_preview_is_the_mail_as_it_leaves(mailing, engage):
    engage("Arles", signs=False)
    (preview,) = previews_of(mailing, recipients_of(mailing, at=timezone.now()))
    send_mails(mailing=confirm(mailing))
    (sent,) = mailbox.outbox
    without_token = re.compile(r"desinscription/[^/]+/")
    assert (preview.to, preview.subject) == (sent.to[0], sent.subject)
    assert without_token.sub("", preview.body) == without_token.sub("", sent.body)


def test_the_trail_says_that_it_was_confirmed_without_naming_anyone(mailing, engage):
    engage("Arles", signs=False)
    confirm(mailing)
    event = AuditEvent.objects.get(verb="mailing_confirmed")
    assert event.details == {"n_mails": 1, "n_unsubscribed": 0}


@pytest.mark.parametrize("stage", Stage)
def test_each_stage_has_its_text_in_both_languages(stage):
    texts = ready_made(stage)
    assert "Bonjour" in texts.body_fr
    assert "Hello" in texts.body_en
    assert texts.subject_fr != texts.subject_en
    for text in (texts.subject_fr, texts.body_fr, texts.subject_en, texts.body_en):
        assert unknown_names(text) == []


@pytest.mark.parametrize("text", ["%(password)s", "{territory.__class__}", "%(territory.name)s", "{link}", "%(link)"])
def test_what_cannot_be_filled_in_is_either_refused_or_left_as_it_is(text):
    assert filled(text, dict.fromkeys(PLACEHOLDERS, "x")) == text


@pytest.mark.parametrize("text", ["%(password)s", "%(territory.name)s", "{link}", "%(link)"])
def test_unknown_names_are_found(text):
    assert unknown_names(f"Bonjour {text}") == [text]


def test_a_name_with_a_line_break_cannot_add_a_header(mailing, engage):
    engagement = engage("Arles", signs=False)
    engagement.territory.name = "Arles\nBcc: everyone@example.org"
    engagement.territory.save()
    send_mails(mailing=confirm(mailing))
    assert "\n" not in mailbox.outbox[0].subject
