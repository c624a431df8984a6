"""Reminders: written, confirmed by a person, handed over to the mail server one by one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from smtplib import SMTPException, SMTPNotSupportedError, SMTPRecipientsRefused, SMTPResponseException
from typing import Any

import structlog
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.utils import timezone

from polyphonie.accounts.models import User
from polyphonie.core import audit
from polyphonie.programme.enums import MailingStatus, MailOutcome
from polyphonie.programme.errors import (
    MailingIsConfirmed,
    MailIsSettled,
    NobodyToWriteTo,
    RecipientsHaveChanged,
)
from polyphonie.programme.models import Mail, Mailing, Unsubscription
from polyphonie.programme.queries.mailings import Message, mail_for, message_of, recipients_of

logger = structlog.get_logger(__name__)

_REFUSALS = (SMTPResponseException, SMTPRecipientsRefused, SMTPNotSupportedError)
"""The server answered, and did not take the mail."""
_RELATED = ("mailing__campaign", "person", "engagement__territory")


@transaction.atomic
def confirm_mailing(*, mailing: Mailing, seen_digest: str, person: User, at: datetime) -> Mailing:
    """Freeze who gets a reminder, exactly as the person who confirms has read it."""
    locked = Mailing.objects.select_for_update(of=("self",)).select_related("campaign").get(pk=mailing.pk)
    if locked.status != MailingStatus.DRAFT:
        raise MailingIsConfirmed
    recipients = recipients_of(locked, at=at)
    if not recipients.written:
        raise NobodyToWriteTo
    if recipients.digest != seen_digest:
        raise RecipientsHaveChanged
    deadlines = recipients.deadlines
    mails = [mail_for(locked, one, deadlines=deadlines) for one in recipients.written]
    for one in recipients.unsubscribed:
        mail = mail_for(locked, one, deadlines=deadlines)
        mail.outcome = MailOutcome.UNSUBSCRIBED
        mails.append(mail)
    Mail.objects.bulk_create(mails, batch_size=500)
    locked.status, locked.confirmed_at = MailingStatus.SENDING, at
    locked.save(update_fields=["status", "confirmed_at", "updated_at"])
    audit.record(
        "mailing_confirmed",
        locked,
        at=at,
        actor_id=person.pk,
        campaign_id=locked.campaign_id,
        n_mails=len(recipients.written),
        n_unsubscribed=len(recipients.unsubscribed),
    )
    return locked


def send_mails(*, mailing: Mailing) -> bool:
    """
    Hand over the mails that wait, each once; tell whether all were settled.

    Runs outside of any transaction: each mail is marked, and that is committed, before it is handed over. What
    another run left marked is uncertain. Where the mail server cannot be reached, what waits goes on waiting.
    """
    Mail.objects.filter(mailing=mailing, outcome=MailOutcome.SENDING).update(outcome=MailOutcome.UNCERTAIN)
    connection = get_connection()
    try:
        connection.open()
        try:
            _send_waiting(mailing, connection)
        finally:
            connection.close()
    except (SMTPException, OSError) as error:
        logger.warning("mailing_interrupted", mailing=mailing.pk, reason=type(error).__name__)
    if Mail.objects.filter(mailing=mailing, outcome__in=[MailOutcome.WAITING, MailOutcome.SENDING]).exists():
        return False
    Mailing.objects.filter(pk=mailing.pk, status=MailingStatus.SENDING).update(status=MailingStatus.SENT)
    return True


def _send_waiting(mailing: Mailing, connection: Any) -> None:
    for key in list(Mail.objects.filter(mailing=mailing).waiting().values_list("pk", flat=True)):
        mail = Mail.objects.select_related(*_RELATED).get(pk=key)
        if Unsubscription.objects.filter(person=mail.person_id, campaign=mailing.campaign_id).exists():
            _mark(key, MailOutcome.UNSUBSCRIBED, among=[MailOutcome.WAITING])
        elif _mark(key, MailOutcome.SENDING, among=[MailOutcome.WAITING]):
            _hand_over(mail, connection)


def _hand_over(mail: Mail, connection: Any) -> None:
    """Send one mail that is marked, then say what became of it. A line cut in between leaves it uncertain."""
    message = message_of(mail, territory_slug=mail.engagement.territory.slug)
    outcome = MailOutcome.UNCERTAIN
    try:
        _email(message, connection).send()
        outcome = MailOutcome.SENT
    except _REFUSALS:
        outcome = MailOutcome.REFUSED
        connection.close()  # some servers hang up once they refused: the next mail gets a new line
        connection.open()
    finally:
        _mark(mail.pk, outcome, among=[MailOutcome.SENDING, MailOutcome.UNCERTAIN])


def _mark(key: int, outcome: MailOutcome, *, among: Sequence[MailOutcome]) -> bool:
    """Change the outcome of a mail if it is still one of some, and tell whether it was: two runs never share a mail."""
    now = timezone.now()
    return Mail.objects.filter(pk=key, outcome__in=among).update(outcome=outcome, changed_at=now) == 1


def _email(message: Message, connection: Any) -> EmailMessage:
    return EmailMessage(
        subject=message.subject,
        body=message.body,
        to=[message.to],
        connection=connection,
        headers={
            "Auto-Submitted": "auto-generated",
            "List-Unsubscribe": f"<{message.unsubscribe_url}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        },
    )


@transaction.atomic
def send_again(*, mail: Mail, person: User, at: datetime) -> Mail:
    """Put back in the queue a mail that was refused, or that a person decides to send again though it may have left."""
    locked = Mail.objects.select_for_update(of=("self",)).select_related("mailing").get(pk=mail.pk)
    if locked.outcome not in {MailOutcome.REFUSED, MailOutcome.UNCERTAIN}:
        raise MailIsSettled
    before = locked.outcome
    locked.outcome = MailOutcome.WAITING
    locked.save(update_fields=["outcome", "changed_at"])
    Mailing.objects.filter(pk=locked.mailing_id).update(status=MailingStatus.SENDING)
    campaign = locked.mailing.campaign_id
    audit.record("mail_sent_again", locked, at=at, actor_id=person.pk, campaign_id=campaign, outcome_before=before)
    return locked


@transaction.atomic
def leave_as_sent(*, mail: Mail, person: User, at: datetime) -> Mail:
    """Take an uncertain mail for sent, because a person says so."""
    locked = Mail.objects.select_for_update(of=("self",)).select_related("mailing").get(pk=mail.pk)
    if locked.outcome != MailOutcome.UNCERTAIN:
        raise MailIsSettled
    locked.outcome = MailOutcome.LEFT
    locked.save(update_fields=["outcome", "changed_at"])
    audit.record("mail_left_as_sent", locked, at=at, actor_id=person.pk, campaign_id=locked.mailing.campaign_id)
    return locked
