"""Pages of the back office: download the grid as a workbook, bring it back, look, confirm."""

from __future__ import annotations

import tempfile
from pathlib import Path

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from polyphonie.core.errors import DomainError
from polyphonie.core.policies import Policy, open_to
from polyphonie.formats import FormatError
from polyphonie.info_grids.forms.workbooks import WorkbookForm
from polyphonie.info_grids.models import InfoGrid
from polyphonie.info_grids.permissions import can_fill, takes_answers
from polyphonie.info_grids.queries.workbooks import contents_of
from polyphonie.info_grids.services.bringing_back import (
    Report,
    Ticket,
    confirm_workbook,
    keep_workbook,
    preview_workbook,
    read_ticket,
)
from polyphonie.info_grids.views.places import engagement_for, grid_for, grid_of, person_of, place
from polyphonie.info_grids.workbook_writing import write_workbook

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@open_to(Policy.CONTRIBUTE)
@login_required
@require_safe
def workbook(request: HttpRequest, campaign_slug: str, territory_slug: str) -> HttpResponseBase:
    """Download the grid as a workbook to fill offline, with what it holds now."""
    engagement = engagement_for(request, campaign_slug, territory_slug, can_fill)
    grid = grid_of(engagement)
    if grid is None:
        messages.info(request, gettext("Open the grid first: it is filled at once with what the software knows."))
        return redirect("info_grids:fill", campaign_slug, territory_slug)
    language = (get_language() or "fr").split("-")[0]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "grid.xlsx"
        write_workbook(path, contents_of(grid), language=language, at=timezone.localtime())
        file = path.open("rb")
    name = f"{gettext('grid')}-{territory_slug}.xlsx"
    response = FileResponse(file, content_type=XLSX, as_attachment=True, filename=name)
    response["Cache-Control"] = "no-store"
    return response


@open_to(Policy.CONTRIBUTE)
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def bring_back(request: HttpRequest, campaign_slug: str, territory_slug: str) -> HttpResponse:
    """Bring a filled workbook: nothing is saved before the report is read and confirmed."""
    grid = grid_for(request, campaign_slug, territory_slug, can_fill)
    form = WorkbookForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        person, now = person_of(request), timezone.now()
        try:
            ticket = keep_workbook(chunks=file.chunks(), name=file.name, grid=grid, person=person, at=now)
            report = preview_workbook(ticket=ticket, grid=grid, person=person, at=now)
        except FormatError as error:
            form.add_error("file", _sentence(error))
        except DomainError as error:
            form.add_error("file", str(error))
        else:
            return _show(request, grid, ticket, report, is_saved=False)
    context = place(grid.engagement.campaign, grid.engagement.territory, form=form, takes_answers=takes_answers(grid))
    return render(request, "info_grids/bring_back.html", context)


@open_to(Policy.CONTRIBUTE)
@login_required
@require_POST
def bring_back_confirm(request: HttpRequest, campaign_slug: str, territory_slug: str) -> HttpResponse:
    """Save what the report said; sent twice, the second time changes nothing."""
    grid = grid_for(request, campaign_slug, territory_slug, can_fill)
    person = person_of(request)
    try:
        ticket = read_ticket(request.POST.get("ticket", ""), grid=grid, person=person)
        report = confirm_workbook(ticket=ticket, grid=grid, person=person, at=timezone.now())
    except FormatError as error:
        messages.error(request, _sentence(error))
    except DomainError as error:
        messages.error(request, str(error))
    else:
        return _show(request, grid, ticket, report, is_saved=True)
    return redirect("info_grids:bring_back", campaign_slug, territory_slug)


def _show(request: HttpRequest, grid: InfoGrid, ticket: Ticket, report: Report, *, is_saved: bool) -> HttpResponse:
    context = place(
        grid.engagement.campaign,
        grid.engagement.territory,
        report=report,
        name=ticket.name,
        ticket=ticket.signed(),
        is_saved=is_saved,
    )
    return render(request, "info_grids/workbook_report.html", context)


def _sentence(error: FormatError) -> str:
    return gettext(error.sentence) % error.params
