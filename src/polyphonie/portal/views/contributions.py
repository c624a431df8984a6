from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from polyphonie.accounts.permissions import can_read_drafts
from polyphonie.consultations.models import Contribution
from polyphonie.core.policies import Policy, open_to
from polyphonie.portal.queries.campaigns import visible_campaigns
from polyphonie.portal.queries.citations import citations_of
from polyphonie.portal.queries.contributions import (
    ContributionFilters,
    filter_choices,
    filtered_contributions,
    idea_asked_for,
    published_readings,
    versions_around,
)

PAGE_SIZE = 15
_CONTRIBUTIONS = Contribution.objects.select_related("activity", "consultation__territory", "consultation__campaign")


@open_to(Policy.PUBLISHED)
def contribution_list(request: HttpRequest, campaign_slug: str) -> HttpResponse:
    """List the public contributions of a campaign, with its filters."""
    campaign = get_object_or_404(visible_campaigns(request.user), slug=campaign_slug)
    filters = _filters_of(request)
    page = Paginator(filtered_contributions(campaign, filters), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "campaign": campaign,
        "filters": filters,
        "choices": filter_choices(campaign),
        "idea": idea_asked_for(campaign, filters),
        "page": page,
    }
    return render(request, "portal/contributions.html", context)


@open_to(Policy.PUBLISHED)
def contribution_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one contribution and the way that it went."""
    contribution = get_object_or_404(_CONTRIBUTIONS, pk=pk)
    if not contribution.is_public() and not can_read_drafts(request.user, contribution.consultation.territory):
        raise Http404
    context = {
        "campaign": contribution.consultation.campaign,
        "contribution": contribution,
        "readings": published_readings(contribution),
        "citations": citations_of(contribution),
        **versions_around(contribution),
    }
    return render(request, "portal/contribution.html", context)


def _filters_of(request: HttpRequest) -> ContributionFilters:
    asked = request.GET
    idea = asked.get("idea", "")
    return ContributionFilters(
        query=asked.get("q", "").strip()[:200],
        territory=asked.get("territory", ""),
        public=asked.get("public", ""),
        kind=asked.get("kind", ""),
        topic=asked.get("topic", ""),
        idea=int(idea) if idea.isascii() and idea.isdigit() and len(idea) < 19 else None,
    )
