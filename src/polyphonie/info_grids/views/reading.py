"""The published grid of a territory, as anyone reads it, version by version."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from polyphonie.campaigns.models import Engagement
from polyphonie.core.policies import Policy, open_to
from polyphonie.info_grids.models import GridVersion
from polyphonie.info_grids.permissions import can_fill, can_read
from polyphonie.info_grids.queries.controls import reader_language
from polyphonie.info_grids.queries.published import Shown, ShownBlock, published_blocks
from polyphonie.info_grids.views.places import place

ROWS_PER_PAGE = 25


@open_to(Policy.PUBLISHED)
@require_GET
def grid_detail(
    request: HttpRequest, campaign_slug: str, territory_slug: str, number: int | None = None
) -> HttpResponse:
    """Show what a territory published: the last version, or the one asked for."""
    engagements = Engagement.objects.select_related("campaign", "territory")
    engagement = get_object_or_404(engagements, campaign__slug=campaign_slug, territory__slug=territory_slug)
    if not engagement.campaign.is_public and not can_read(request.user, engagement.territory):
        raise Http404
    every = GridVersion.objects.filter(grid__engagement=engagement)
    asked = every.filter(number=number) if number is not None else every
    version = asked.select_related("form").order_by("-number").first()
    if version is None:
        raise Http404
    blocks = published_blocks(version, language=reader_language(), threshold=engagement.campaign.disclosure_threshold)
    table = _table_asked(request, blocks)
    context = place(
        engagement.campaign,
        engagement.territory,
        engagement=engagement,
        version=version,
        versions=list(every.defer("content").order_by("-number")),
        blocks=blocks,
        table=table,
        page=Paginator(table.cells, ROWS_PER_PAGE).get_page(request.GET.get("page")) if table else None,
        may_fill=can_fill(request.user, engagement.territory),
    )
    return render(request, "info_grids/detail.html", context)


def _table_asked(request: HttpRequest, blocks: Sequence[ShownBlock]) -> Shown | None:
    """Find the table of which every row is asked for: the whole grid shows the first rows of each."""
    key = request.GET.get("champ", "")
    return next((one for block in blocks for one in block.fields if one.field.key == key and one.rows), None)
