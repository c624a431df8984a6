"""Pages of the back office: bring a file, look at what it holds, confirm, read the report."""

from __future__ import annotations

import csv
from collections.abc import Iterator

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from polyphonie.consultations.models import Consultation
from polyphonie.core.addresses import words_asked
from polyphonie.core.errors import DomainError
from polyphonie.core.policies import Policy, open_to
from polyphonie.formats import FormatError
from polyphonie.imports import queries, wording
from polyphonie.imports.enums import ImportStatus, RowOutcome
from polyphonie.imports.forms import OptionsForm, UploadForm
from polyphonie.imports.jobs import confirm_and_queue, resume_and_queue
from polyphonie.imports.models import Import
from polyphonie.imports.permissions import can_import
from polyphonie.imports.services import VOTES, can_be_confirmed, choose_options, receive_file

ROWS_PER_PAGE = 20


def _consultation(request: HttpRequest, slug: str) -> Consultation:
    consultation = get_object_or_404(Consultation.objects.select_related("territory", "campaign"), slug=slug)
    if not can_import(request.user, consultation):
        raise Http404
    return consultation


def _import(request: HttpRequest, pk: int) -> Import:
    related = ("consultation__territory", "consultation__campaign", "activity")
    of_import = get_object_or_404(Import.objects.select_related(*related), pk=pk)
    if not can_import(request.user, of_import.consultation):
        raise Http404
    return of_import


def _context(consultation: Consultation, **more: object) -> dict[str, object]:
    return {
        "consultation": consultation,
        "territory": consultation.territory,
        "campaign": consultation.campaign,
        **more,
    }


@open_to(Policy.ANALYZE)
@login_required
def import_upload(request: HttpRequest, slug: str) -> HttpResponse:
    """Bring a file to a consultation."""
    consultation = _consultation(request, slug)
    form = UploadForm(request.POST or None, request.FILES or None, consultation=consultation)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            of_import = receive_file(
                consultation=consultation,
                name=file.name,
                chunks=file.chunks(),
                activity=form.cleaned_data["activity"],
                brought_by=request.user if request.user.is_authenticated else None,
            )
        except FormatError as error:
            form.add_error("file", wording.say(error))
        else:
            return redirect("imports:detail", of_import.pk)
    context = _context(consultation, form=form, earlier=queries.earlier_imports(consultation))
    return render(request, "imports/upload.html", context)


@open_to(Policy.ANALYZE)
@login_required
@require_GET
def import_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show where an import stands: its preview, its progress, or its report."""
    of_import = _import(request, pk)
    context = _context(
        of_import.consultation, of_import=of_import, name=wording.name_of(of_import.tool, of_import.kind)
    )
    if of_import.status == ImportStatus.PREVIEWED:
        return render(request, "imports/preview.html", context | _preview(of_import))
    if of_import.status in {ImportStatus.QUEUED, ImportStatus.RUNNING}:
        return render(request, "imports/progress.html", context)
    return render(request, "imports/report.html", context | _report(request, of_import))


def _preview(of_import: Import) -> dict[str, object]:
    preview = of_import.preview
    error = preview.get("error")
    is_votes = of_import.kind in VOTES
    return {
        "preview": preview,
        "error": wording.say(FormatError(error["code"], **error["params"])) if error else "",
        "columns_read": queries.columns_read(of_import),
        "refusals": queries.refusals_foreseen(of_import),
        "most_agreed": queries.most_agreed(of_import) if is_votes else [],
        "is_sign_unknown": is_votes and not preview.get("sign_declared"),
        "can_be_confirmed": can_be_confirmed(of_import),
        "was_imported_before": queries.was_imported_before(of_import),
        "form": OptionsForm(of_import=of_import),
    }


def _report(request: HttpRequest, of_import: Import) -> dict[str, object]:
    outcome = words_asked(request, "outcome")
    page = Paginator(queries.report_rows(of_import, outcome), ROWS_PER_PAGE).get_page(request.GET.get("page"))
    failure = of_import.preview.get("failure")
    return {
        "page": page,
        "lines": [queries.ReportLine.of(row) for row in page],
        "outcome": outcome,
        "outcomes": RowOutcome.choices,
        "failure": wording.say(FormatError(failure["code"], **failure["params"])) if failure else of_import.error,
    }


@open_to(Policy.ANALYZE)
@login_required
@require_POST
def import_options(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what the columns are, and look again."""
    of_import = _import(request, pk)
    form = OptionsForm(request.POST, of_import=of_import)
    if form.is_valid():
        try:
            choose_options(of_import=of_import, options=form.options(), activity=form.cleaned_data["activity_of_file"])
        except FormatError as error:
            form.add_error(None, wording.say(error))
        except DomainError as error:
            messages.error(request, str(error))
        if not form.errors:
            return redirect("imports:detail", pk)
    name = wording.name_of(of_import.tool, of_import.kind)
    context = _context(of_import.consultation, of_import=of_import, name=name)
    return render(request, "imports/preview.html", context | _preview(of_import) | {"form": form})


@open_to(Policy.ANALYZE)
@login_required
@require_POST
def import_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for an import to be carried out."""
    of_import = _import(request, pk)
    try:
        confirm_and_queue(of_import)
    except DomainError as error:
        messages.error(request, str(error))
    return redirect("imports:detail", pk)


@open_to(Policy.ANALYZE)
@login_required
@require_POST
def import_resume(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for an import that was interrupted to be gone on with."""
    of_import = _import(request, pk)
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
    of_import = _import(request, pk)
    headings = [
        gettext("Sheet"),
        gettext("Row"),
        gettext("Column"),
        gettext("Outcome"),
        gettext("Identifier"),
        gettext("Reason"),
    ]
    writer = csv.writer(_Echo(), delimiter=";")
    rows = queries.report_rows(of_import, words_asked(request, "outcome")).iterator(chunk_size=2000)

    def lines() -> Iterator[str]:
        yield "\ufeff" + writer.writerow(headings)
        for cells in queries.report_cells(rows):
            yield writer.writerow(cells)

    response = StreamingHttpResponse(lines(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="import-{of_import.pk}.csv"'
    return response
