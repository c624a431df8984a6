from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from polyphonie.campaigns.models import Campaign
from polyphonie.portal.maps import campaign_map
from polyphonie.portal.queries.campaigns import (
    calendar,
    campaign_figures,
    engaged_territories,
    national_documents,
    published_consultations,
    published_documents,
    visible_campaigns,
)
from polyphonie.portal.queries.ideas import heard_ideas

TERRITORIES_PER_PAGE = 20


def home(request: HttpRequest) -> HttpResponse:
    """Show the campaign where there is one, and the list of campaigns where there are several."""
    campaigns = list(visible_campaigns(request.user).annotate(n_engaged=Count("engagements"))[:50])
    if len(campaigns) == 1:
        return _campaign_page(request, campaigns[0])
    return render(request, "portal/home.html", {"campaigns": campaigns})


def campaign_detail(request: HttpRequest, campaign_slug: str) -> HttpResponse:
    """Show the home of one campaign."""
    return _campaign_page(request, get_object_or_404(visible_campaigns(request.user), slug=campaign_slug))


def _campaign_page(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    now = timezone.now()
    documents = published_documents(campaign)
    consultations = published_consultations(campaign)
    engaged = engaged_territories(campaign, documents=documents, consultations=consultations)
    context = {
        "campaign": campaign,
        "figures": campaign_figures(campaign, n_engaged=len(engaged), consultations=consultations),
        "engaged": Paginator(engaged, TERRITORIES_PER_PAGE).get_page(request.GET.get("page")),
        "map": campaign_map([row.territory for row in engaged]),
        "heard": heard_ideas(campaign),
        "steps": calendar(campaign, today=timezone.localdate(now)),
        "questions": list(campaign.questions.all()),
        "open_consultations": [consultation for consultation in consultations if consultation.is_open(now)],
        "documents": national_documents(documents),
    }
    return render(request, "portal/campaign.html", context)
