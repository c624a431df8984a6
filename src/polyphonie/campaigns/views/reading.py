"""Public pages: the charter, its versions and those who signed it; the framing note."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from polyphonie.campaigns.models import Campaign, Charter
from polyphonie.campaigns.permissions import can_see
from polyphonie.campaigns.queries.charters import charter_in_force, differences_with_version_before, signatories
from polyphonie.core.policies import Policy, open_to

SIGNATORIES_PER_PAGE = 25


def visible_campaign(request: HttpRequest, slug: str) -> Campaign:
    """Give a campaign to whoever may see it; a stranger does not learn that a draft is there."""
    campaign = get_object_or_404(Campaign, slug=slug)
    if not can_see(request.user, campaign):
        raise Http404
    return campaign


@open_to(Policy.PUBLISHED)
def charter(request: HttpRequest, campaign_slug: str) -> HttpResponse:
    """Show the charter in force, and who signed it."""
    campaign = visible_campaign(request, campaign_slug)
    in_force = charter_in_force(campaign)
    page = Paginator(signatories(campaign), SIGNATORIES_PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "campaign": campaign,
        "charter": in_force,
        "commitments": in_force.commitments.all() if in_force else (),
        "versions": Charter.objects.in_campaign(campaign).published().order_by("-version"),
        "page": page,
    }
    return render(request, "campaigns/charter.html", context)


@open_to(Policy.PUBLISHED)
def charter_version(request: HttpRequest, campaign_slug: str, version: int) -> HttpResponse:
    """Show one published version of the charter, and what changed since the one before."""
    campaign = visible_campaign(request, campaign_slug)
    one = get_object_or_404(Charter.objects.in_campaign(campaign).published(), version=version)
    context = {
        "campaign": campaign,
        "charter": one,
        "commitments": one.commitments.all(),
        "differences": differences_with_version_before(one),
        "in_force": charter_in_force(campaign),
    }
    return render(request, "campaigns/charter_version.html", context)


@open_to(Policy.PUBLISHED)
def framing_note(request: HttpRequest, campaign_slug: str) -> HttpResponse:
    """Show the framing note."""
    return render(request, "campaigns/framing.html", {"campaign": visible_campaign(request, campaign_slug)})
