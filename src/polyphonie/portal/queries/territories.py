"""What the page of a territory says."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Q, QuerySet

from polyphonie.accounts.models import User
from polyphonie.accounts.permissions import can_read_drafts
from polyphonie.campaigns.models import Campaign
from polyphonie.consultations.models import Consultation, Contribution
from polyphonie.syntheses.models import Document
from polyphonie.territories.models import Territory


def consultations_of(
    territory: Territory, campaign: Campaign, *, person: User | AnonymousUser
) -> QuerySet[Consultation]:
    """Those that are published; the others too for who may read the drafts of the territory."""
    consultations = Consultation.objects.of(territory).in_campaign(campaign)
    if not can_read_drafts(person, territory):
        consultations = consultations.published()
    return consultations.annotate(n_contributions=Count("contributions", filter=_shown())).order_by("opens_at", "id")


def syntheses_of(territory: Territory, campaign: Campaign) -> QuerySet[Document]:
    """The published syntheses of a territory."""
    return Document.objects.published().in_campaign(campaign).of(territory)


def n_contributions_of(territory: Territory, campaign: Campaign) -> int:
    """Count what anyone may read of a territory."""
    return Contribution.objects.public().in_campaign(campaign).of(territory).count()


def _shown() -> Q:
    return Q(contributions__is_hidden=False, contributions__erased_at__isnull=True)
