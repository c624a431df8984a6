"""The provider of OpenID Connect, where the settings name one."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

_HERE = {"localhost", "127.0.0.1", "::1"}


def apps(
    *, server: str, client_id: str, secret: str, name: str, acr: list[str], emails_are_verified: bool
) -> list[dict[str, Any]]:
    """Describe the provider as allauth reads it; nothing where there is none, and nothing is asked of anyone."""
    if not server:
        return []
    parts = urlsplit(server)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in _HERE):
        raise ImproperlyConfigured(f"POLYPHONIE_OIDC_SERVER is {server!r}; write an address that begins with https://")
    if not client_id or not secret:
        raise ImproperlyConfigured("POLYPHONIE_OIDC_CLIENT_ID and POLYPHONIE_OIDC_CLIENT_SECRET go with the server")
    return [
        {
            "provider_id": "sso",
            "name": name,
            "client_id": client_id,
            "secret": secret,
            "settings": {
                "server_url": server.rstrip("/"),
                "oauth_pkce_enabled": True,
                "acr": acr,
                "emails_are_verified": emails_are_verified,
            },
        }
    ]
