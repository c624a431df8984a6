"""What became of each row, and what may still be done about an import."""

from __future__ import annotations

import csv
from collections.abc import Iterator

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from polyphonie.core.addresses import words_asked
from polyphonie.core.errors import DomainError
from polyphonie.core.policies import Policy, open_to
from polyphonie.imports import page_queries, report_lines
from polyphonie.imports.enums import RowOutcome
from polyphonie.imports.jobs import resume_and_queue
from polyphonie.imports.models import Import
from polyphonie.imports.views.access import import_asked

ROWS_PER_PAGE = 20


def report_context(request: HttpRequest, of_import: Import) -> dict[str, object]:
    """Give one page of the report, of one outcome where it is asked for."""
    outcome = words_asked(request, "outcome")
    page = Paginator(report_lines.rows_of(of_import, outcome), ROWS_PER_PAGE).get_page(request.GET.get("page"))
    return {
        "page": page,
        "lines": [report_lines.ReportLine.of(row) for row in page],
        "outcome": outcome,
        "is_leaving": page_queries.is_leaving(of_import),
        "may_be_undone": page_queries.may_be_undone(of_import),
        "outcomes": RowOutcome.choices,
        "failure": page_queries.error_of(of_import.preview.get("failure")) or of_import.error,
    }


@open_to(Policy.ANALYZE)
@login_required
@require_POST
def import_resume(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for an import that was interrupted to be gone on with."""
    of_import = import_asked(request, pk)
    try:
        resume_and_queue(of_import)
    except DomainError as error:
        messages.error(request, str(error))
    return redirect("imports:detail", pk)


class _Echo:
    """A file that hands back what is written."""

    def write(self, value: str) -> str:
        return value


@open_to(Policy.ANALYZE)
@login_required
@require_GET
def import_report(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Download the report of every row, as a spreadsheet opens it."""
    of_import = import_asked(request, pk)
    headings = [
        gettext("File"),
        gettext("Sheet"),
        gettext("Row"),
        gettext("Column"),
        gettext("Outcome"),
        gettext("Identifier"),
        gettext("Reason"),
    ]
    writer = csv.writer(_Echo(), delimiter=";")
    cells_of_rows = report_lines.cells_of(of_import, words_asked(request, "outcome"))

    def lines() -> Iterator[str]:
        yield "\ufeff" + writer.writerow(headings)
        for cells in cells_of_rows:
            yield writer.writerow(cells)

    response = StreamingHttpResponse(lines(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="import-{of_import.pk}.csv"'
    return response
