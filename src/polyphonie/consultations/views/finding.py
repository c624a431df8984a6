"""Fetching what a page is about, for who may describe it; for anyone else there is nothing there."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet, prefetch_related_objects
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from polyphonie.accounts.models import User
from polyphonie.consultations.models import Activity, Consultation
from polyphonie.consultations.permissions import can_describe

CONSULTATIONS = Consultation.objects.select_related("campaign", "territory")
ACTIVITIES = Activity.objects.select_related("consultation__campaign", "consultation__territory")


class CountedPaginator(Paginator[Any]):
    """Pages of rows whose number is already known."""

    def __init__(self, rows: QuerySet[Any], per_page: int, *, n: int) -> None:
        super().__init__(rows, per_page)
        self._n = n

    @property
    def count(self) -> int:
        return self._n


def fetch_roles(request: HttpRequest) -> None:
    """Fetch the roles of the person at once, for a page that asks several questions about them."""
    if isinstance(request.user, User):
        prefetch_related_objects([request.user], "memberships")


def signed_in(request: HttpRequest) -> User:
    """Give the person who is logged in."""
    if not isinstance(request.user, User):
        raise Http404
    return request.user


def consultation_to_describe(request: HttpRequest, slug: str) -> Consultation:
    """Fetch a consultation for a person who may describe it."""
    consultation = get_object_or_404(CONSULTATIONS, slug=slug)
    fetch_roles(request)
    if not can_describe(request.user, consultation.territory):
        raise Http404
    return consultation


def activity_to_describe(request: HttpRequest, pk: int) -> Activity:
    """Fetch an activity for a person who may describe it."""
    activity = get_object_or_404(ACTIVITIES, pk=pk)
    fetch_roles(request)
    if not can_describe(request.user, activity.consultation.territory):
        raise Http404
    return activity


def context_of(consultation: Consultation, **more: object) -> dict[str, object]:
    """Give what every page about a consultation says around itself."""
    return {
        "campaign": consultation.campaign,
        "territory": consultation.territory,
        "consultation": consultation,
        **more,
    }
