"""Bring files, and see what each of them is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_GET, require_POST

from polyphonie.consultations.models import Consultation
from polyphonie.core.errors import DomainError
from polyphonie.core.policies import Policy, open_to
from polyphonie.formats import FormatError
from polyphonie.imports import page_queries, wording
from polyphonie.imports.forms import UploadForm
from polyphonie.imports.jobs import confirm_together_and_queue
from polyphonie.imports.models import Import
from polyphonie.imports.services import can_be_confirmed
from polyphonie.imports.services.reception import FileBrought, Reception, receive
from polyphonie.imports.views.access import consultation_asked, context_of, person_of

IMPORTS_PER_PAGE = 20


@open_to(Policy.ANALYZE)
@login_required
def import_upload(request: HttpRequest, slug: str) -> HttpResponse:
    """Bring files to a consultation, and see those brought so far."""
    consultation = consultation_asked(request, slug)
    form = UploadForm(request.POST or None, request.FILES or None, consultation=consultation)
    if request.method == "POST" and form.is_valid():
        received = _receive(request, form, consultation)
        first = received[0]
        if len(received) == len(first.imports) == 1 and not first.aside:
            return redirect("imports:detail", first.imports[0].pk)
        if len(received) > 1 or first.imports:
            request.session[_key(consultation)] = [_to_save(one) for one in received]
            return redirect("imports:brought", slug)
        form.add_error("file", _say(_to_save(first)))
    page = Paginator(page_queries.imports_of(consultation), IMPORTS_PER_PAGE).get_page(request.GET.get("page"))
    rows = [(one, wording.name_of(one.tool, one.kind)) for one in page]
    context = context_of(consultation, form=form, page=page, rows=rows, limit=settings.UPLOAD_MAX_BYTES)
    return render(request, "imports/upload.html", context)


def _receive(request: HttpRequest, form: UploadForm, consultation: Consultation) -> list[Reception]:
    return [
        receive(
            FileBrought(name=file.name or "", size=file.size or 0, chunks=file.chunks()),
            consultation=consultation,
            activity=form.cleaned_data["activity"],
            by=person_of(request),
            limit=settings.UPLOAD_MAX_BYTES,
        )
        for file in form.files_brought()
    ]


def _key(consultation: Consultation) -> str:
    return f"brought-{consultation.pk}"


def _to_save(reception: Reception) -> dict[str, Any]:
    """Make of a reception what the session keeps, and what is said later in any language."""
    error = reception.error
    return {
        "name": reception.name,
        "size": reception.size,
        "imports": [of_import.pk for of_import in reception.imports],
        "error": {"code": error.code, "params": error.params} if isinstance(error, FormatError) else None,
        "sentence": str(error) if isinstance(error, DomainError) else "",
        "aside": [list(one) for one in reception.aside],
    }


def _say(saved: Mapping[str, Any]) -> str:
    return page_queries.error_of(saved["error"]) or str(saved["sentence"])


@open_to(Policy.ANALYZE)
@login_required
@require_GET
def import_brought(request: HttpRequest, slug: str) -> HttpResponse:
    """Say what each file just brought is, or what is wrong with it."""
    consultation = consultation_asked(request, slug)
    saved: Sequence[Mapping[str, Any]] = request.session.get(_key(consultation), [])
    keys = [pk for one in saved for pk in one["imports"]]
    imports = Import.objects.filter(consultation=consultation).in_bulk(keys)
    files = [
        {
            "name": one["name"],
            "size": one["size"],
            "error": _say(one),
            "aside": [page_queries.error_of({"code": code, "params": params}) for _, code, params in one["aside"]],
            "imports": [page_queries.Brought.of(imports[pk]) for pk in one["imports"] if pk in imports],
        }
        for one in saved
    ]
    ready = [of_import.pk for of_import in imports.values() if can_be_confirmed(of_import)]
    return render(request, "imports/brought.html", context_of(consultation, files=files, ready=ready))


@open_to(Policy.ANALYZE)
@login_required
@require_POST
def import_confirm_all(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask for several imports to be carried out, those of this consultation that are ready."""
    consultation = consultation_asked(request, slug)
    keys = [int(key) for key in request.POST.getlist("import") if key.isdecimal() and len(key) < 18]
    wanted = Import.objects.filter(consultation=consultation, pk__in=keys).select_related("consultation__campaign")
    ready = [of_import for of_import in wanted if can_be_confirmed(of_import)]
    try:
        confirm_together_and_queue(ready)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        n_ready = len(ready)
        sentence = ngettext("%(number)d import was started.", "%(number)d imports were started.", n_ready)
        messages.success(request, sentence % {"number": n_ready} if ready else gettext("Nothing was left to import."))
    return redirect("imports:upload", slug)
