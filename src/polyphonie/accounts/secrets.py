"""Secrets that a link carries: the database keeps their digest, and only the mail knows them."""

import hashlib
import secrets

_N_BYTES = 32


def new_secret() -> tuple[str, str]:
    """Make a secret for a link, with the digest to keep in its place."""
    secret = secrets.token_urlsafe(_N_BYTES)
    return secret, digest_of(secret)


def digest_of(secret: str) -> str:
    """
    Give the SHA-256 of a secret, in hexadecimal.

    A secret of 256 bits needs neither salt nor slowness: nobody can try them all. A row is then found by its
    digest, so that the time of the search says nothing of the secret.
    """
    return hashlib.sha256(secret.encode()).hexdigest()
