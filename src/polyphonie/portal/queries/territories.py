"""What the page of a territory says."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Q, QuerySet

from polyphonie.accounts.models import User
from polyphonie.accounts.permissions import can_read_drafts
from polyphonie.campaigns.models import Campaign
from polyphonie.consultations.models import Activity, Consultation
from polyphonie.syntheses.models import Document
from polyphonie.territories.models import Territory

_N_COMING = 5


def consultations_of(
    territory: Territory, campaign: Campaign, *, person: User | AnonymousUser
) -> QuerySet[Consultation]:
    """Those that are published; the others too for who may read the drafts of the territory."""
    consultations = Consultation.objects.of(territory).in_campaign(campaign)
    if not can_read_drafts(person, territory):
        consultations = consultations.published()
    return consultations.annotate(n_contributions=Count("contributions", filter=_shown())).order_by("opens_at", "id")


def coming_activities(territory: Territory, campaign: Campaign, *, today: date) -> list[Activity]:
    """List the next public activities of a territory, the nearest first."""
    activities = Activity.objects.of(territory).in_campaign(campaign).public().announced()
    coming = activities.filter(held_on__gte=today, is_cancelled=False).select_related("consultation")
    return list(coming.order_by("held_on", "starts_at", "pk")[:_N_COMING])


def latest_campaign_of(territory: Territory, *, among: QuerySet[Campaign]) -> Campaign | None:
    """Give the last of some campaigns in which a territory takes part."""
    return among.filter(engagements__territory=territory).order_by("-opens_on", "-pk").first()


def syntheses_of(territory: Territory, campaign: Campaign) -> QuerySet[Document]:
    """The published syntheses of a territory."""
    return Document.objects.published().in_campaign(campaign).of(territory)


def n_contributions_in(consultations: Iterable[Consultation]) -> int:
    """Add up what anyone may read of some consultations of `consultations_of`."""
    rows: Iterable[Any] = consultations
    return sum(row.n_contributions for row in rows)


def _shown() -> Q:
    return Q(
        contributions__is_hidden=False,
        contributions__erased_at__isnull=True,
        contributions__superseded_at__isnull=True,
    )
