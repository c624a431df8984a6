"""Mails about accounts, in the language of whoever receives them."""

from __future__ import annotations

from smtplib import SMTPException
from typing import Any

import structlog
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext

logger = structlog.get_logger(__name__)


def send(*, to: str, language: str, subject: str, template: str, context: dict[str, Any]) -> bool:
    """
    Send a mail of plain text, and tell whether it left.

    `subject` is a sentence of the catalogue; it and `template` are said in the language of the recipient.
    Values are text, never HTML. A mail server that does not answer is logged without any address.
    """
    with translation.override(language):
        body = render_to_string(template, context)
        subject = gettext(subject)
    message = EmailMessage(subject=subject, body=body, to=[to], headers={"Auto-Submitted": "auto-generated"})
    try:
        message.send()
    except (SMTPException, OSError) as error:
        logger.warning("mail_not_sent", template=template, reason=type(error).__name__)
        return False
    return True
