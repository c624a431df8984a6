"""Taking away what a consultation holds: for anyone what is public, for those who analyze it all of it."""

from __future__ import annotations

import tempfile
from pathlib import Path
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods, require_safe

from polyphonie.accounts.models import User
from polyphonie.consultations.models import Consultation
from polyphonie.core.errors import DomainError
from polyphonie.core.policies import Policy, open_to
from polyphonie.exports.catalogue import FORMATS
from polyphonie.exports.enums import ExportStatus
from polyphonie.exports.forms import ExportForm
from polyphonie.exports.jobs import queue, queue_public
from polyphonie.exports.models import Export
from polyphonie.exports.permissions import can_export, can_take
from polyphonie.exports.queries.holding import Scope
from polyphonie.exports.services import (
    ask_for_export,
    is_large,
    make_archive,
    path_of_export,
    place_of_public_file,
    public_file,
    record_export,
    sweep,
)

KEPT_SECONDS = 600
RETRY_SECONDS = 60
CONSULTATIONS = Consultation.objects.select_related("campaign", "territory")


def _language() -> str:
    return (get_language() or "fr").split("-")[0]


def _context(consultation: Consultation, **more: object) -> dict[str, object]:
    return {
        "consultation": consultation,
        "territory": consultation.territory,
        "campaign": consultation.campaign,
        "formats": list(FORMATS.values()),
        **more,
    }


@open_to(Policy.PUBLISHED)
@require_safe
def public_exports(request: HttpRequest, consultation_slug: str) -> HttpResponse:
    """List, in plain words, the formats in which anyone may take what is public of a consultation."""
    consultation = _published(consultation_slug)
    return render(request, "exports/public.html", _context(consultation))


def _published(slug: str) -> Consultation:
    """Fetch a consultation that anyone may read; before that, nobody takes anything from its public page."""
    consultation = get_object_or_404(CONSULTATIONS, slug=slug)
    if not (consultation.is_published and consultation.campaign.is_public):
        raise Http404
    return consultation


@open_to(Policy.PUBLISHED)
@require_safe
def public_export(request: HttpRequest, consultation_slug: str, name: str) -> HttpResponseBase:
    """Give what is public in one format, to anyone, from anywhere; a large one is made by the worker first."""
    consultation = _published(consultation_slug)
    if name not in FORMATS:
        raise Http404
    place = place_of_public_file(consultation, name, language=_language())
    if not place.is_file() and is_large(consultation):
        queue_public(consultation, name, _language())
        return _being_made(request, consultation)
    etag = f'"{place.stem}"'
    unchanged = get_conditional_response(request, etag=etag)
    if unchanged is not None:
        return unchanged
    response = _download(public_file(consultation, name, language=_language()), consultation, name)
    response["ETag"] = etag
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Expose-Headers"] = "ETag, Content-Disposition"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    response["Cache-Control"] = f"public, max-age={KEPT_SECONDS}"
    return response


def _being_made(request: HttpRequest, consultation: Consultation) -> HttpResponse:
    """Say that the file will be there soon; a program knows when to ask again."""
    response = render(request, "exports/being_made.html", _context(consultation), status=202)
    response["Retry-After"] = str(RETRY_SECONDS)
    response["Access-Control-Allow-Origin"] = "*"
    response["Cache-Control"] = "no-store"
    return response


@open_to(Policy.ANALYZE)
@login_required
@require_http_methods(["GET", "POST"])
def desk(request: HttpRequest, consultation_slug: str) -> HttpResponseBase:
    """Take away all that a consultation holds: at once, or made by the worker where it is large."""
    consultation = get_object_or_404(CONSULTATIONS, slug=consultation_slug)
    if not can_export(request.user, consultation):
        raise Http404
    form = ExportForm(request.POST or None)
    person = _signed_in(request)
    if request.method == "POST" and form.is_valid():
        try:
            return _given(request, consultation, form, person)
        except DomainError as error:
            messages.error(request, str(error))
    now = timezone.now()
    sweep(at=now)
    asked = Export.objects.asked_by(person).filter(consultation=consultation).in_force_at(now)
    context = _context(consultation, form=form, asked=asked, is_large=is_large(consultation))
    return render(request, "exports/desk.html", context)


def _given(request: HttpRequest, consultation: Consultation, form: ExportForm, person: User) -> HttpResponseBase:
    name, includes_hidden = form.cleaned_data["format"], form.cleaned_data["includes_hidden"]
    now = timezone.now()
    if is_large(consultation):
        export = ask_for_export(
            consultation=consultation,
            name=name,
            language=_language(),
            includes_hidden=includes_hidden,
            person=person,
            at=now,
        )
        queue(export)
        messages.success(request, gettext("The file is being prepared. You will find it here, for 24 hours."))
        return redirect("exports:desk", consultation.slug)
    record_export(consultation=consultation, name=name, includes_hidden=includes_hidden, person=person, at=now)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "export.zip"
        scope = Scope(includes_hidden=includes_hidden)
        response = _download(
            make_archive(consultation, name, path, scope=scope, language=_language()), consultation, name
        )
    response["Cache-Control"] = "no-store"
    return response


@open_to(Policy.LOGGED_IN)
@login_required
@require_safe
def asked_export(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """Give a file to the person who asked for it, until it expires."""
    related = ("consultation__territory", "consultation__campaign")
    ready = Export.objects.in_force_at(timezone.now()).filter(status=ExportStatus.READY)
    export = get_object_or_404(ready.select_related(*related), key=key)
    path = path_of_export(export)
    if not can_take(request.user, export) or not path.is_file():
        raise Http404
    response = _download(path, export.consultation, export.format)
    response["Cache-Control"] = "no-store"
    return response


def _signed_in(request: HttpRequest) -> User:
    if not isinstance(request.user, User):
        raise Http404
    return request.user


def _download(path: Path, consultation: Consultation, name: str) -> FileResponse:
    file_name = f"{consultation.slug}-{name}.zip"
    return FileResponse(path.open("rb"), content_type="application/zip", as_attachment=True, filename=file_name)
