"""The client of an OpenID Connect provider: allauth's, with every token checked, and ProConnect's signed answers."""

from __future__ import annotations

import secrets
from typing import Any
from urllib.parse import urlsplit

from allauth.account.models import EmailAddress
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialApp, SocialLogin, SocialToken
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation

from polyphonie.accounts.openid.tokens import TokenRefusedError, check_level, check_nonce, read_signed
from polyphonie.core.addresses import public_url

_NEEDED = ("issuer", "authorization_endpoint", "token_endpoint", "jwks_uri", "userinfo_endpoint")
_HERE = {"localhost", "127.0.0.1", "::1"}


class CheckedOpenIDClient(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]
    """
    What is asked of the provider, and what is believed of its answers.

    allauth may skip the signature of a token that came straight from the provider; here it is always checked,
    with the nonce. The answer on the person may be JSON or, as ProConnect sends it, a token signed in its turn.
    """

    expected_nonce = ""

    @property
    def openid_config(self) -> dict[str, Any]:
        config: dict[str, Any] = super().openid_config
        server = self.get_provider().app.settings["server_url"]
        if any(not _is_safe(config.get(name)) for name in _NEEDED):
            raise TokenRefusedError("the provider does not describe itself")
        if config["issuer"].rstrip("/") != server.rstrip("/"):
            raise TokenRefusedError("the provider gives itself another name")
        return config

    def complete_login(self, request: HttpRequest, app: SocialApp, token: SocialToken, **kwargs: Any) -> SocialLogin:
        signed = kwargs["response"].get("id_token")
        if not isinstance(signed, str):
            raise TokenRefusedError("the provider sent no signed token")
        identity = self._read(app, signed)
        check_nonce(identity, self.expected_nonce)
        check_level(identity, app.settings["acr"])
        person = self._ask_who(app, token.token)
        if person.get("sub") != identity["sub"]:
            raise TokenRefusedError("the provider answered about someone else")
        return self.get_provider().sociallogin_from_response(request, {"userinfo": person, "id_token": identity})

    def get_callback_url(self, request: HttpRequest, app: SocialApp) -> str:
        """One address, whatever the language: the provider knows it to the letter."""
        with translation.override(settings.LANGUAGE_CODE):
            return public_url(reverse("openid_callback"))

    def _ask_who(self, app: SocialApp, access_token: str) -> dict[str, Any]:
        with get_adapter().get_requests_session() as session:
            answer = session.get(self.profile_url, headers={"Authorization": f"Bearer {access_token}"})
            answer.raise_for_status()
        if answer.headers.get("Content-Type", "").split(";")[0].strip() == "application/jwt":
            return self._read(app, answer.text.strip())
        said = answer.json()
        if not isinstance(said, dict):
            raise TokenRefusedError("the provider did not say who this is")
        return said

    def _read(self, app: SocialApp, token: str) -> dict[str, Any]:
        with get_adapter().get_requests_session() as session:
            keys = session.get(self.openid_config["jwks_uri"])
            keys.raise_for_status()
        return read_signed(token, keys=keys.json(), issuer=self.openid_config["issuer"], audience=app.client_id)


class CheckedOpenIDProvider(OpenIDConnectProvider):  # type: ignore[misc]
    """A provider whose requests carry a nonce, and whose addresses count only where they are verified."""

    oauth2_adapter_class = CheckedOpenIDClient
    supports_token_authentication = False

    def redirect(self, request: HttpRequest, process: str, next_url: str | None = None, **kwargs: Any) -> HttpResponse:
        """Leave for the provider. The nonce is kept in the session, and comes back in the signed token."""
        nonce = secrets.token_urlsafe(24)
        parameters = {"nonce": nonce}
        if self.app.settings["acr"]:
            parameters["acr_values"] = " ".join(self.app.settings["acr"])
        response: HttpResponse = super().redirect(
            request, process, next_url=next_url, auth_params=parameters, nonce=nonce
        )
        return response

    def get_default_scope(self) -> list[str]:
        return ["openid", "email"]

    def extract_email_addresses(self, data: dict[str, Any]) -> list[EmailAddress]:
        """Give the address of the person; `email_verified` must be true itself, not a word that says so."""
        person = data["userinfo"]
        email = person.get("email")
        if not isinstance(email, str) or not email:
            return []
        verified = person.get("email_verified") is True or self.app.settings["emails_are_verified"]
        return [EmailAddress(email=email.strip().lower(), verified=verified, primary=True)]

    def extract_extra_data(self, data: dict[str, Any]) -> dict[str, Any]:
        """Keep nothing of what the provider says."""
        return {}


def _is_safe(address: object) -> bool:
    """Tell whether an address that the provider gives may be asked: over HTTPS, or on this very machine."""
    if not isinstance(address, str):
        return False
    parts = urlsplit(address)
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _HERE)
