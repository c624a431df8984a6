"""The public page that lays published grids side by side."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from polyphonie.campaigns.models import Campaign
from polyphonie.core.addresses import words_asked
from polyphonie.core.policies import Policy, open_to
from polyphonie.info_grids.definition import said_in
from polyphonie.info_grids.queries import comparing
from polyphonie.info_grids.queries.filling import definition_of
from polyphonie.info_grids.queries.forms import form_in_force
from polyphonie.territories.names import searchable


@open_to(Policy.PUBLISHED)
@require_safe
def compare(request: HttpRequest, campaign_slug: str) -> HttpResponse:
    """Show what territories answered, by block or by field; in alphabetical order, never ranked."""
    campaign = get_object_or_404(Campaign.objects.public(), slug=campaign_slug)
    form = form_in_force(campaign)
    if form is None:
        return render(request, "info_grids/compare.html", {"campaign": campaign})
    language = (get_language() or "fr").split("-")[0]
    definition = definition_of(form)
    blocks = comparing.public_blocks(definition)
    block, fields = next((pair for pair in blocks if pair[0].key == request.GET.get("bloc")), blocks[0])
    one = next((one for one in fields if one.key == request.GET.get("champ")), None)
    columns = Paginator([one] if one else fields, comparing.COLUMNS_PER_PAGE).get_page(request.GET.get("colonnes"))
    words = words_asked(request, "territoire", limit=80)
    page = comparing.published_page(campaign, words=searchable(words), page=request.GET.get("page"))
    context = {
        "campaign": campaign,
        "blocks": [(other.key, said_in(other.title, language)) for other, _fields in blocks],
        "block": block,
        "block_title": said_in(block.title, language),
        "fields": [(other.key, said_in(other.label, language)) for other in fields],
        "field": one,
        "columns": columns,
        "headings": [(other.key, said_in(other.label, language)) for other in columns],
        "words": words,
        "page": page,
        "rows": comparing.compared_rows(
            page, list(columns), threshold=campaign.disclosure_threshold, language=language
        ),
        "n_engaged": comparing.n_engaged(campaign),
        "missing": comparing.not_published(campaign),
    }
    if one is not None:
        totals = comparing.field_totals(campaign, definition, one)
        context |= {
            "totals": totals,
            "unit": one.unit,
            "label": said_in(one.label, language),
            "distribution": comparing.distribution(one, totals, language),
        }
    return render(request, "info_grids/compare.html", context)
