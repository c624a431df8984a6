"""The territories of a campaign, for anyone: a map, a table, figures."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from polyphonie.core.policies import Policy, open_to
from polyphonie.programme.enums import Stage
from polyphonie.programme.maps import campaign_maps
from polyphonie.programme.queries.figures import programme_figures
from polyphonie.programme.queries.stages import standings_of
from polyphonie.programme.queries.territories import TerritoryFilters, filtered, options_of, public_stage
from polyphonie.programme.views.reaching import seen_campaign

TERRITORIES_PER_PAGE = 20


@open_to(Policy.PUBLISHED)
@require_GET
def territory_list(request: HttpRequest, campaign_slug: str) -> HttpResponse:
    """List the territories of a campaign, on a map and in a table, with the figures of all of them."""
    campaign = seen_campaign(request, campaign_slug)
    standings = standings_of(campaign, at=timezone.now())
    filters = _filters_of(request)
    found = filtered(standings, filters)
    page = Paginator(found, TERRITORIES_PER_PAGE).get_page(request.GET.get("page"))
    engaged = [one.place for one in found if one.stage != Stage.WITHDRAWN]
    context = {
        "campaign": campaign,
        "figures": programme_figures(campaign, standings),
        "filters": filters,
        "options": options_of(standings, region=filters.region),
        "maps": campaign_maps(engaged),
        "page": page,
        "rows": [(standing, public_stage(standing)) for standing in page],
        "n_territories": len(standings),
    }
    return render(request, "programme/territories.html", context)


def _filters_of(request: HttpRequest) -> TerritoryFilters:
    asked = request.GET
    return TerritoryFilters(
        query=asked.get("q", "").strip()[:100],
        region=asked.get("region", "")[:20],
        departement=asked.get("departement", "")[:20],
        kind=asked.get("kind", "")[:20],
        stage=asked.get("stage", "")[:20],
    )
