"""What was done, by whom, and the proof that nothing was taken out."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from polyphonie.accounts.forms.filters import TrailFilterForm
from polyphonie.accounts.queries.audit_trail import TrailFilters, events_found, in_words, json_lines
from polyphonie.accounts.views.reading import managed_territory, require_coordinator
from polyphonie.core.models import AuditEvent
from polyphonie.core.policies import Policy, open_to
from polyphonie.territories.models import Territory

ROWS_PER_PAGE = 25


@open_to(Policy.COORDINATE)
@login_required
@require_GET
def national_trail(request: HttpRequest) -> HttpResponse:
    """Show every act that matters, the last first."""
    require_coordinator(request)
    return _page(request, None)


@open_to(Policy.MANAGE)
@login_required
@require_GET
def territory_trail(request: HttpRequest, territory_slug: str) -> HttpResponse:
    """Show what was done in one territory."""
    return _page(request, managed_territory(request, territory_slug))


@open_to(Policy.COORDINATE)
@login_required
@require_GET
def national_trail_export(request: HttpRequest) -> StreamingHttpResponse:
    """Download the acts that the filters ask for; all of them, to check the chain again."""
    require_coordinator(request)
    return _export(request, None)


@open_to(Policy.MANAGE)
@login_required
@require_GET
def territory_trail_export(request: HttpRequest, territory_slug: str) -> StreamingHttpResponse:
    """Download what was done in one territory."""
    return _export(request, managed_territory(request, territory_slug))


def _page(request: HttpRequest, territory: Territory | None) -> HttpResponse:
    form = TrailFilterForm(request.GET or None, in_one_territory=territory is not None)
    page = Paginator(_found(form, territory), ROWS_PER_PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "territory": territory, "page": page, "rows": in_words(page.object_list)}
    return render(request, "accounts/audit_trail.html", context)


def _export(request: HttpRequest, territory: Territory | None) -> StreamingHttpResponse:
    form = TrailFilterForm(request.GET or None, in_one_territory=territory is not None)
    response = StreamingHttpResponse(json_lines(_found(form, territory)), content_type="application/jsonl")
    response["Content-Disposition"] = f'attachment; filename="audit-trail-{timezone.localdate():%Y-%m-%d}.jsonl"'
    return response


def _found(form: TrailFilterForm, territory: Territory | None) -> QuerySet[AuditEvent]:
    """List what the filters ask for; a filter that cannot be read shows nothing, and says why beside the field."""
    here = (territory,) if territory is not None else None
    if not form.is_bound:
        return events_found(TrailFilters(territories=here))
    if not form.is_valid():
        return AuditEvent.objects.none()
    given = form.cleaned_data
    return events_found(
        TrailFilters(
            verb=given["verb"],
            territories=here or given.get("territory"),
            since=given["since"],
            until=given["until"],
        )
    )
