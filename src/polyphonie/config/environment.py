"""Typed readings of environment variables: they fail loudly, before anything starts."""

import os
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

_YES = {"1", "true", "yes", "on"}
_NO = {"0", "false", "no", "off", ""}
_HERE = {"localhost", "127.0.0.1", "[::1]"}


def text(name: str, default: str = "") -> str:
    """Read a text, or the content of the file named by `NAME_FILE`."""
    path = os.environ.get(f"{name}_FILE")
    if path is None:
        return os.environ.get(name, default)
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise ImproperlyConfigured(f"{name}_FILE names {path}, which cannot be read: {error.strerror}") from error


def boolean(name: str, *, default: bool) -> bool:
    raw = os.environ.get(name)
    if raw is None:
        return default
    word = raw.strip().lower()
    if word in _YES | _NO:
        return word in _YES
    raise ImproperlyConfigured(f"{name} is {raw!r}; write true or false")


def integer(name: str, *, default: int, at_least: int = 0) -> int:
    raw = os.environ.get(name)
    if raw is None:
        return default
    try:
        number = int(raw)
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} is {raw!r}; write a whole number") from error
    if number < at_least:
        raise ImproperlyConfigured(f"{name} is {number}; it must be at least {at_least}")
    return number


def words(name: str, default: str = "") -> list[str]:
    """Read a list of words separated by commas."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def public_url(name: str, *, hosts: list[str], is_https: bool) -> str:
    """Read the address of the site as people type it, without a final slash; made from the first host by default."""
    written = text(name).rstrip("/")
    if not written:
        first = next((host for host in hosts if host != "*"), "localhost").lstrip(".")
        return f"https://{first}" if is_https else f"http://{first}{':8000' if first in _HERE else ''}"
    parts = urlsplit(written)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path or parts.query or parts.fragment:
        raise ImproperlyConfigured(
            f"{name} is {written!r}; write the address of the site, as https://debate.example.org"
        )
    return written


def choice(name: str, choices: tuple[str, ...]) -> str:
    """Read one word among some; the first is the default."""
    word = text(name, choices[0]).strip().lower()
    if word not in choices:
        raise ImproperlyConfigured(f"{name} is {word!r}; write {' or '.join(choices)}")
    return word


def path(name: str, default: Path) -> Path:
    raw = os.environ.get(name)
    return Path(raw).expanduser().resolve() if raw else default
