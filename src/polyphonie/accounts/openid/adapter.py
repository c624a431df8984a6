"""Who may come in through OpenID Connect: those who have an account here, and nobody else."""

from __future__ import annotations

from typing import Any

import structlog
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.base import AuthProcess, Provider
from allauth.socialaccount.providers.base.constants import AuthError
from django.http import HttpRequest
from django.shortcuts import render

from polyphonie.accounts.models import User

logger = structlog.get_logger(__name__)


class InvitedOnlyAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """
    A person is known by the verified address that the provider gives; nothing else of it is kept.

    No account is opened, and none is tied to the provider: whoever loses the address loses the way in.
    """

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Find whose account it is, or say plainly that there is none."""
        if sociallogin.state.get("process") != AuthProcess.LOGIN:
            raise ImmediateHttpResponse(_refuse(request, "unknown", 400))
        addresses = [address.email for address in sociallogin.email_addresses if address.verified]
        if not addresses:
            raise ImmediateHttpResponse(_refuse(request, "unverified", 403))
        person = User.objects.filter(email__in=addresses).first()
        if person is None:
            raise ImmediateHttpResponse(_refuse(request, "no_account", 403))
        sociallogin.user = person

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Provider,
        error: str | None = None,
        exception: BaseException | None = None,
        extra_context: dict[str, Any] | None = None,
    ) -> None:
        """Say what to do; why is for the journal of the server, without anything about the person."""
        cancelled = error == AuthError.CANCELLED
        if not cancelled:
            logger.warning("openid_refused", reason=str(exception) if exception else "state")
        raise ImmediateHttpResponse(
            _refuse(request, "cancelled" if cancelled else "unknown", 200 if cancelled else 403)
        )


def _refuse(request: HttpRequest, reason: str, status: int) -> Any:
    return render(request, "accounts/openid_refused.html", {"reason": reason}, status=status)
