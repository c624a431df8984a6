"""Finding the grid that an address names, for whoever may see it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from polyphonie.accounts.models import User
from polyphonie.campaigns.models import Campaign, Engagement
from polyphonie.info_grids.models import InfoGrid
from polyphonie.territories.models import Territory

MayAct = Callable[[User | AnonymousUser, Territory], bool]


def engagement_for(request: HttpRequest, campaign_slug: str, territory_slug: str, may: MayAct) -> Engagement:
    """Give the engagement of a territory, or a page not found where the person may not act there."""
    related = ("campaign", "territory", "grid__form")
    engagements = Engagement.objects.select_related(*related)
    engagement = get_object_or_404(engagements, campaign__slug=campaign_slug, territory__slug=territory_slug)
    if not may(request.user, engagement.territory):
        raise Http404
    return engagement


def grid_of(engagement: Engagement) -> InfoGrid | None:
    """Give the grid of an engagement; None where it is not open."""
    return getattr(engagement, "grid", None)


def grid_for(request: HttpRequest, campaign_slug: str, territory_slug: str, may: MayAct) -> InfoGrid:
    """Give the grid of a territory, or a page not found where there is none or the person may not act there."""
    grid = grid_of(engagement_for(request, campaign_slug, territory_slug, may))
    if grid is None:
        raise Http404
    return grid


def place(campaign: Campaign, territory: Territory, **more: Any) -> dict[str, Any]:
    """Give what every page of a grid is told."""
    return {"campaign": campaign, "territory": territory, **more}


def person_of(request: HttpRequest) -> User:
    """Give the person who is logged in; views that call it ask for one."""
    if not isinstance(request.user, User):
        raise Http404
    return request.user
