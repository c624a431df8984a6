"""What every page of imports starts from: the consultation or the import, if the person may see it."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from polyphonie.accounts.models import User
from polyphonie.consultations.models import Consultation
from polyphonie.imports.models import Import
from polyphonie.imports.permissions import can_import


def consultation_asked(request: HttpRequest, slug: str) -> Consultation:
    """Give a consultation to those who may import to it."""
    consultation = get_object_or_404(Consultation.objects.select_related("territory", "campaign"), slug=slug)
    if not can_import(request.user, consultation):
        raise Http404
    return consultation


def import_asked(request: HttpRequest, pk: int) -> Import:
    """Give an import to those who may carry it out."""
    related = ("consultation__territory", "consultation__campaign", "activity")
    of_import = get_object_or_404(Import.objects.select_related(*related), pk=pk)
    if not can_import(request.user, of_import.consultation):
        raise Http404
    return of_import


def person_of(request: HttpRequest) -> User | None:
    """Give who asks; None for a stranger."""
    return request.user if request.user.is_authenticated else None


def context_of(consultation: Consultation, **more: object) -> dict[str, object]:
    """Give what every page of a consultation shows."""
    return {
        "consultation": consultation,
        "territory": consultation.territory,
        "campaign": consultation.campaign,
        **more,
    }
