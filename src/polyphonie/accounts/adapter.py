"""How allauth behaves here."""

from __future__ import annotations

import base64
import hashlib
import hmac
from io import BytesIO
from smtplib import SMTPException
from typing import Any
from urllib.parse import urlsplit

import qrcode
import structlog
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe
from qrcode.image.svg import SvgPathImage

from polyphonie.accounts.models import User
from polyphonie.core.addresses import public_url

logger = structlog.get_logger(__name__)

_PURPOSE = b"polyphonie.accounts.second-factor"


class ClosedAccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are given by invitation: nobody signs up alone."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_reset_password_from_key_url(self, key: str) -> str:
        """Give the link of a mail the name of the site, not the one that the request claims."""
        return public_url(urlsplit(super().get_reset_password_from_key_url(key)).path)

    def send_notification_mail(
        self, template_prefix: str, user: User, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """
        Tell a person by mail what was changed in their account: their address is the one that was invited.

        The change is made by then: a mail server that does not answer does not turn it into an error.
        """
        try:
            super().send_notification_mail(template_prefix, user, context, email=email or user.email)
        except (SMTPException, OSError) as error:
            logger.warning("mail_not_sent", template=template_prefix, reason=type(error).__name__)


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Secrets of second factors are encrypted in the database, under a key drawn from the site's secret key."""

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Decrypt a secret; one that another key wrote answers to no code, and is set up again."""
        try:
            return _cipher().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            guess = hmac.digest(settings.SECRET_KEY.encode(), encrypted_text.encode(), "sha256")
            return base64.b32encode(guess).decode()

    def get_totp_issuer(self) -> str:
        return f"Polyphonie ({urlsplit(settings.PUBLIC_URL).hostname})"

    def build_totp_svg(self, url: str) -> SafeString:
        """Draw the code as SVG to put in the page: the policy of pages shows no image made on the fly."""
        image: Any = qrcode.make(url, image_factory=SvgPathImage, box_size=8, border=4)
        drawn = BytesIO()
        image.save(drawn)
        svg = drawn.getvalue().decode()
        return mark_safe(svg[svg.index("<svg") :])  # noqa: S308 - drawn one line above, no text in it


def _cipher() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_drawn_from(str(key))) for key in keys])


def _drawn_from(key: str) -> bytes:
    return base64.urlsafe_b64encode(hashlib.blake2b(key.encode(), digest_size=32, person=_PURPOSE[:16]).digest())
