"""Look at what a file would give, say what it does not say itself, confirm."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from polyphonie.core.errors import DomainError
from polyphonie.core.policies import Policy, open_to
from polyphonie.formats import FormatError, ReadOptions
from polyphonie.imports import page_queries, queries, wording
from polyphonie.imports.column_forms import ColumnsForm
from polyphonie.imports.enums import ImportStatus
from polyphonie.imports.errors import ImportAlreadyConfirmed
from polyphonie.imports.forms import OptionsForm
from polyphonie.imports.jobs import confirm_and_queue
from polyphonie.imports.models import Import
from polyphonie.imports.services import VOTES, can_be_confirmed, choose_options, saved_options
from polyphonie.imports.services.columns import options_of, without_columns
from polyphonie.imports.services.mappings import is_applied, mapping_for, remember_mapping
from polyphonie.imports.views.access import context_of, import_asked, person_of
from polyphonie.imports.views.reporting import report_context

SECONDS_BETWEEN_LOOKS = 5


@open_to(Policy.ANALYZE)
@login_required
@require_GET
def import_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show where an import stands: its preview, its progress, or its report."""
    of_import = import_asked(request, pk)
    context = _of(of_import)
    if of_import.status == ImportStatus.PREVIEWED:
        return render(request, "imports/preview.html", context | _preview(of_import))
    if of_import.status in {ImportStatus.QUEUED, ImportStatus.RUNNING}:
        return _progress(request, context)
    return render(request, "imports/report.html", context | report_context(request, of_import))


def _progress(request: HttpRequest, context: dict[str, object]) -> HttpResponse:
    """Show how far an import is, again every few seconds unless the person asked for a page that stays."""
    reloads = 0 if "still" in request.GET else SECONDS_BETWEEN_LOOKS
    response = render(request, "imports/progress.html", context | {"reloads": reloads})
    if reloads:
        response["Refresh"] = str(reloads)
    return response


def _of(of_import: Import) -> dict[str, object]:
    return context_of(
        of_import.consultation,
        of_import=of_import,
        recognized=page_queries.Recognized.of(of_import),
        together=page_queries.brought_together(of_import),
    )


def _preview(of_import: Import) -> dict[str, object]:
    preview = of_import.preview
    is_votes = of_import.kind in VOTES
    most_agreed = queries.most_agreed(of_import) if is_votes else []
    mapping = mapping_for(of_import.consultation.territory, preview.get("headings", []))
    return {
        "preview": preview,
        "error": page_queries.error_of(preview.get("error")),
        "columns_read": queries.columns_read(of_import),
        "refusals": queries.refusals_foreseen(of_import),
        "is_votes": is_votes and not preview.get("error"),
        "most_agreed": most_agreed,
        "lacks_texts": any(statement.text.isdecimal() for statement in most_agreed),
        "first_records": page_queries.first_records(of_import),
        "is_sign_unknown": is_votes and not preview.get("sign_declared"),
        "can_be_confirmed": can_be_confirmed(of_import),
        "already_here": page_queries.already_here(of_import),
        "last_same": page_queries.last_same(of_import),
        "mapping": mapping if is_applied(mapping, of_import) else None,
        "may_say_columns": not is_votes and bool(preview.get("columns")),
        "form": OptionsForm(of_import=of_import),
    }


@open_to(Policy.ANALYZE)
@login_required
@require_POST
def import_options(request: HttpRequest, pk: int) -> HttpResponse:
    """Say which value is "agree", which sheet and activity a file is, and look again."""
    of_import = import_asked(request, pk)
    form = OptionsForm(request.POST, of_import=of_import)
    if form.is_valid() and _look_again(request, of_import, form, form.options()):
        return redirect("imports:detail", pk)
    context = _of(of_import) | _preview(of_import) | {"form": form}
    return render(request, "imports/preview.html", context)


def _look_again(request: HttpRequest, of_import: Import, form: OptionsForm | ColumnsForm, options: ReadOptions) -> bool:
    """Read a file again with other options; tell whether it went well, otherwise what did not is said."""
    activity = form.cleaned_data.get("activity", of_import.activity)
    try:
        choose_options(of_import=of_import, options=options, activity=activity)
    except FormatError as error:
        form.add_error(None, wording.say(error))
        return False
    except DomainError as error:
        messages.error(request, str(error))
    return True


@open_to(Policy.ANALYZE)
@login_required
def import_columns(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what each column of a table is, thirty at a time."""
    of_import = import_asked(request, pk)
    if of_import.status != ImportStatus.PREVIEWED or of_import.kind in VOTES:
        return redirect("imports:detail", pk)
    if request.method == "POST" and "reset" in request.POST:
        choose_options(
            of_import=of_import, options=without_columns(saved_options(of_import)), activity=of_import.activity
        )
        return redirect("imports:detail", pk)
    asked = request.GET.get("page", "")
    form = ColumnsForm(request.POST or None, of_import=of_import, number=int(asked) if asked.isdecimal() else 1)
    if request.method == "POST" and form.is_valid() and _say_columns(request, of_import, form):
        if "next" in request.POST and form.number < form.n_pages:
            return redirect(f"{request.path}?page={form.number + 1}")
        return redirect("imports:detail", pk)
    return render(request, "imports/columns.html", _of(of_import) | {"form": form, "is_said": _is_said(of_import)})


def _is_said(of_import: Import) -> bool:
    return saved_options(of_import).is_complete


def _say_columns(request: HttpRequest, of_import: Import, form: ColumnsForm) -> bool:
    options = options_of(form.roles(), saved_options(of_import))
    if not _look_again(request, of_import, form, options):
        return False
    error = of_import.preview.get("error")
    if error:
        form.add_error(None, page_queries.error_of(error))
        return False
    if "remember" in request.POST:
        remember_mapping(of_import=of_import, by=person_of(request))
        messages.success(request, gettext("This is kept: the next file of the same shape will be read alike."))
    return True


@open_to(Policy.ANALYZE)
@login_required
@require_POST
def import_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for an import to be carried out; asking twice asks once."""
    of_import = import_asked(request, pk)
    try:
        confirm_and_queue(of_import)
    except ImportAlreadyConfirmed:
        pass
    except DomainError as error:
        messages.error(request, str(error))
    return redirect("imports:detail", pk)
