"""The coordinator's follow-up: where each territory stands, and what is late."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import datetime

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from polyphonie.campaigns.models import Campaign
from polyphonie.core.policies import Policy, open_to
from polyphonie.formats.writing import safe_cell
from polyphonie.programme.enums import Stage
from polyphonie.programme.queries.follow_up import (
    SORTS,
    FollowUpFilters,
    FollowUpRow,
    follow_up_rows,
    followed,
    n_requests_waiting,
)
from polyphonie.programme.queries.stages import deadlines_of, stage_counts, standings_of
from polyphonie.programme.views.reaching import coordinator

ROWS_PER_PAGE = 25


@open_to(Policy.COORDINATE)
@login_required
@require_GET
def follow_up(request: HttpRequest, campaign_slug: str) -> HttpResponse:
    """Show the coordinator how many territories stand at each stage, and the table of them."""
    coordinator(request)
    campaign, now = get_object_or_404(Campaign, slug=campaign_slug), timezone.now()
    deadlines, filters = deadlines_of(campaign), _filters_of(request)
    standings = standings_of(campaign, at=now, deadlines=deadlines)
    page = Paginator(followed(standings, filters), ROWS_PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "campaign": campaign,
        "filters": filters,
        "sorts": _sorts(),
        "stages": [{"value": stage.value, "label": stage.label} for stage in Stage],
        "counts": [(stage, n) for stage, n in stage_counts(standings).items() if n],
        "n_territories": len(standings),
        "n_late": sum(one.is_late for one in standings),
        "deadlines": sorted((due, kind.label) for kind, due in deadlines.items()),
        "n_requests": n_requests_waiting(campaign),
        "page": page,
        "rows": follow_up_rows(list(page), at=now),
    }
    return render(request, "programme/follow_up.html", context)


@open_to(Policy.COORDINATE)
@login_required
@require_GET
def follow_up_export(request: HttpRequest, campaign_slug: str) -> StreamingHttpResponse:
    """Give the table as a CSV, with the filters asked for. It names territories, never people."""
    coordinator(request)
    campaign, now = get_object_or_404(Campaign, slug=campaign_slug), timezone.now()
    found = followed(standings_of(campaign, at=now), _filters_of(request))
    response = StreamingHttpResponse(_lines(follow_up_rows(found, at=now)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="territoires-{campaign.slug}.csv"'
    return response


class _Echo:
    """A file that gives back what is written to it."""

    def write(self, text: str) -> str:
        return text


def _lines(rows: list[FollowUpRow]) -> Iterator[str]:
    writer = csv.writer(_Echo(), lineterminator="\r\n")
    yield "\ufeff"
    yield writer.writerow(
        [
            gettext("Territory"),
            gettext("Kind"),
            gettext("Département"),
            gettext("Inhabitants"),
            gettext("Stage"),
            gettext("Since"),
            gettext("Late with"),
            gettext("Active leads"),
            gettext("Leads who have logged in"),
            gettext("Leads with a second factor"),
            gettext("Published consultations"),
        ]
    )
    for row in rows:
        yield writer.writerow([safe_cell(str(cell)) for cell in _cells(row)])


def _cells(row: FollowUpRow) -> list[object]:
    standing, place = row.standing, row.standing.place
    leads = [lead for lead in row.leads if not lead.is_invited]
    since = standing.position.since
    return [
        place.name,
        place.kind_label,
        place.departement_name,
        "" if place.population is None else place.population,
        standing.stage.label,
        timezone.localdate(since) if isinstance(since, datetime) else since,
        ", ".join(standing.late_labels),
        len(leads),
        sum(lead.last_login is not None for lead in leads),
        sum(lead.has_second_factor for lead in leads),
        standing.n_consultations,
    ]


def _filters_of(request: HttpRequest) -> FollowUpFilters:
    asked = request.GET
    stage, sort = asked.get("stage", ""), asked.get("sort", "")
    return FollowUpFilters(
        query=asked.get("q", "").strip()[:100],
        stage=stage if stage in Stage.values else "",
        late=asked.get("late", "") == "1",
        sort=sort if sort in SORTS else "name",
    )


def _sorts() -> list[tuple[str, str]]:
    labels = {
        "name": gettext("Territory"),
        "stage": gettext("Stage"),
        "since": gettext("Since"),
        "late": gettext("Late with"),
    }
    return [(sort, labels[sort]) for sort in SORTS]
