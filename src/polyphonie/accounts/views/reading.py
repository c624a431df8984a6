"""What the pages about people have in common: who asks, for which territory."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from polyphonie.accounts.models import User
from polyphonie.accounts.permissions import can_manage, is_coordinator
from polyphonie.territories.models import Territory


def person_of(request: HttpRequest) -> User:
    """Give the person who is logged in; views that call it let nobody else in."""
    assert isinstance(request.user, User)  # noqa: S101 - login_required lets nobody else in
    return request.user


def require_coordinator(request: HttpRequest) -> User:
    """Refuse whoever does not coordinate the campaign."""
    if not is_coordinator(request.user):
        raise PermissionDenied
    return person_of(request)


def managed_territory(request: HttpRequest, slug: str) -> Territory:
    """Give a territory to its lead or to the coordinator; for anyone else it is not there."""
    territory = get_object_or_404(Territory, slug=slug)
    if not can_manage(request.user, territory):
        raise Http404
    return territory
