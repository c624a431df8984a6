"""How views reach their objects: what a person may not know of does not exist."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from polyphonie.accounts.models import User
from polyphonie.campaigns.models import Campaign, Engagement
from polyphonie.campaigns.permissions import can_see
from polyphonie.programme.permissions import can_declare, can_follow


def seen_campaign(request: HttpRequest, slug: str) -> Campaign:
    """Give a campaign that this person may see."""
    campaign = get_object_or_404(Campaign, slug=slug)
    if not can_see(request.user, campaign):
        raise Http404
    return campaign


def seen_engagement(request: HttpRequest, campaign_slug: str, territory_slug: str) -> Engagement:
    """Give the engagement of a territory in a campaign that this person may see."""
    engagement = _engagement(campaign_slug, territory_slug)
    if not can_see(request.user, engagement.campaign):
        raise Http404
    return engagement


def managed_engagement(request: HttpRequest, campaign_slug: str, territory_slug: str) -> tuple[Engagement, User]:
    """Give the engagement of a territory that this person manages, and the person."""
    engagement, person = _engagement(campaign_slug, territory_slug), request.user
    if not isinstance(person, User) or not can_declare(person, engagement.territory):
        raise Http404
    return engagement, person


def coordinator(request: HttpRequest) -> User:
    """Give the person, who coordinates; anyone else is refused the whole page."""
    person = request.user
    if not isinstance(person, User) or not can_follow(person):
        raise PermissionDenied
    return person


def _engagement(campaign_slug: str, territory_slug: str) -> Engagement:
    related = Engagement.objects.select_related("campaign", "territory")
    return get_object_or_404(related, campaign__slug=campaign_slug, territory__slug=territory_slug)
