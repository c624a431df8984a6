"""The mappings that a territory keeps."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from polyphonie.accounts.permissions import can_analyze
from polyphonie.core.policies import Policy, open_to
from polyphonie.imports import page_queries
from polyphonie.imports.models import SavedMapping
from polyphonie.imports.services.mappings import forget_mapping
from polyphonie.territories.models import Territory


@open_to(Policy.ANALYZE)
@login_required
@require_GET
def mapping_list(request: HttpRequest, territory_slug: str) -> HttpResponse:
    """Show what a territory said of the columns of its tables."""
    territory = get_object_or_404(Territory, slug=territory_slug)
    if not can_analyze(request.user, territory):
        raise Http404
    mappings = page_queries.mappings_of(territory)
    return render(request, "imports/mappings.html", {"territory": territory, "mappings": mappings})


@open_to(Policy.ANALYZE)
@login_required
@require_POST
def mapping_forget(request: HttpRequest, pk: int) -> HttpResponse:
    """Forget what was said of the columns of tables of one shape."""
    mapping = get_object_or_404(SavedMapping.objects.select_related("territory"), pk=pk)
    if not can_analyze(request.user, mapping.territory):
        raise Http404
    forget_mapping(mapping=mapping)
    messages.success(request, gettext("This is forgotten: the next file of this shape will ask again."))
    return redirect("imports:mappings", mapping.territory.slug)
