from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from polyphonie.campaigns.enums import CampaignStatus
from polyphonie.campaigns.models import Campaign
from polyphonie.core.policies import Policy, open_to
from polyphonie.portal.queries.campaigns import (
    calendar,
    campaign_figures,
    documents_shown,
    engaged_territories,
    national_documents,
    open_consultations,
    visible_campaigns,
)
from polyphonie.portal.queries.ideas import heard_ideas
from polyphonie.programme.maps import campaign_maps
from polyphonie.programme.queries.places import engaged_places

TERRITORIES_PER_PAGE = 20


@open_to(Policy.ANYONE)
def home(request: HttpRequest) -> HttpResponse:
    """Show the campaign where there is one, and the list of campaigns where there are several."""
    campaigns = list(visible_campaigns(request.user).annotate(n_engaged=Count("engagements"))[:50])
    if len(campaigns) == 1:
        return _campaign_page(request, campaigns[0])
    return render(request, "portal/home.html", {"campaigns": campaigns})


@open_to(Policy.PUBLISHED)
def campaign_detail(request: HttpRequest, campaign_slug: str) -> HttpResponse:
    """Show the home of one campaign."""
    return _campaign_page(request, get_object_or_404(visible_campaigns(request.user), slug=campaign_slug))


def _campaign_page(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    now = timezone.now()
    places = engaged_places(campaign)
    page = Paginator(places, TERRITORIES_PER_PAGE).get_page(request.GET.get("page"))
    documents = documents_shown(campaign, list(page))
    context = {
        "campaign": campaign,
        "figures": campaign_figures(campaign, n_engaged=len(places)),
        "page": page,
        "engaged": engaged_territories(campaign, list(page), documents=documents),
        "maps": campaign_maps(places),
        "heard": heard_ideas(campaign),
        "steps": calendar(campaign, today=timezone.localdate(now)),
        "questions": list(campaign.questions.all()),
        "open_consultations": open_consultations(campaign, at=now),
        "documents": national_documents(documents),
        "can_join": campaign.status == CampaignStatus.OPEN,
    }
    return render(request, "portal/campaign.html", context)
