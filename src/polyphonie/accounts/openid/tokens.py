"""Signed tokens: nothing of them is believed before the signature, the issuer, the addressee and the date hold."""

from __future__ import annotations

import hmac
from collections.abc import Collection, Mapping
from typing import Any, Final

import jwt
from allauth.socialaccount.providers.oauth2.client import OAuth2Error

ALGORITHMS: Final = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
"""With a public key only: a token signed with what everyone knows, or not signed, is refused."""

_LEEWAY_SECONDS: Final = 30


class TokenRefusedError(OAuth2Error):  # type: ignore[misc]
    """A token does not prove what it says."""


def read_signed(token: str, *, keys: Mapping[str, Any], issuer: str, audience: str) -> dict[str, Any]:
    """
    Read the claims of a signed token.

    Parameters
    ----------
    token : str
        A JWT.
    keys : mapping
        The public keys of the provider, as its JWKS publishes them.
    issuer, audience : str
        Who must have signed it, and for whom.

    Returns
    -------
    dict
        Its claims.

    Raises
    ------
    TokenRefusedError
        If it is not signed by one of these keys, or is for someone else, from someone else, or out of date.

    References
    ----------
    .. [1] OpenID Connect Core 1.0, section 3.1.3.7.
    .. [2] RFC 8725, JSON Web Token Best Current Practices.
    """
    try:
        claims: dict[str, Any] = jwt.decode(
            token,
            key=_key_of(token, keys),
            algorithms=ALGORITHMS,
            issuer=issuer,
            audience=audience,
            leeway=_LEEWAY_SECONDS,
            options={"require": ["iss", "aud", "exp", "sub"]},
        )
    except (jwt.PyJWTError, ValueError, TypeError) as error:
        raise TokenRefusedError(f"token refused: {type(error).__name__}") from error
    if isinstance(claims["aud"], list) and len(claims["aud"]) > 1 and claims.get("azp") != audience:
        raise TokenRefusedError("token refused: for several addressees, and not issued to this site")
    return claims


def check_nonce(claims: Mapping[str, Any], expected: str) -> None:
    """Check that a token answers the very request that this browser made."""
    if not expected or not hmac.compare_digest(str(claims.get("nonce", "")), expected):
        raise TokenRefusedError("token refused: it answers another request")


def check_level(claims: Mapping[str, Any], accepted: Collection[str]) -> None:
    """Check how surely the person was recognized (`acr`), where the site asks for a level."""
    if accepted and claims.get("acr") not in accepted:
        raise TokenRefusedError("token refused: the person was not recognized surely enough")


def _key_of(token: str, keys: Mapping[str, Any]) -> jwt.PyJWK:
    """Choose the key that a token names; one that names none may only use an only key."""
    known = [key for key in jwt.PyJWKSet.from_dict(dict(keys)).keys if key.public_key_use in (None, "sig")]
    name = jwt.get_unverified_header(token).get("kid")
    named = [key for key in known if key.key_id == name] if name is not None else known
    if len(named) != 1:
        raise TokenRefusedError("token refused: its key is not one of the provider's")
    return named[0]
