"""Addresses: the whole ones that leave the site, and what the address of a page asks for."""

from django.conf import settings
from django.http import HttpRequest


def public_url(path: str) -> str:
    """
    Give the whole address of a page of this site, from its path.

    The name of the site comes from its settings, never from what a visitor's request says that it is.
    """
    return f"{settings.PUBLIC_URL}{path}"


def words_asked(request: HttpRequest, name: str, *, limit: int = 200) -> str:
    """Read the words of a parameter, "" when absent, without the NUL that PostgreSQL refuses."""
    return request.GET.get(name, "").replace("\0", "").strip()[:limit]
