"""Where to take what is public of a consultation, in the formats of other tools: files have their own addresses."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import override
from ninja import Path, Query, Schema

from polyphonie.api.app import api
from polyphonie.api.parameters import PageQuery, Slug
from polyphonie.consultations.models import Consultation
from polyphonie.core.addresses import public_url
from polyphonie.core.policies import Policy, open_to
from polyphonie.exports.catalogue import FORMATS, ExportFormat


class ExportOut(Schema):
    """One format; `url` is the stable address of its zip, the same whatever the language."""

    format: str
    title: str
    purpose: str
    left_out: str
    url: str


class ExportPage(Schema):
    count: int
    items: list[ExportOut]


@open_to(Policy.PUBLISHED)
@api.get("/consultations/{consultation}/exports", response=ExportPage, operation_id="list_exports")
def list_exports(request: HttpRequest, consultation: Path[Slug], page: Query[PageQuery]) -> dict[str, Any]:
    """List the formats in which a consultation may be taken away, and where."""
    row = get_object_or_404(Consultation.objects.published(), slug=consultation)
    forms = list(FORMATS.values())
    shown = forms[page.offset : page.offset + page.limit]
    return {"count": len(forms), "items": [_described(form, row) for form in shown]}


def _described(form: ExportFormat, consultation: Consultation) -> dict[str, str]:
    with override("fr"):
        url = public_url(reverse("exports:file", args=[consultation.slug, form.name]))
    with override("en"):
        return {
            "format": form.name,
            "title": str(form.title),
            "purpose": str(form.purpose),
            "left_out": str(form.left_out),
            "url": url,
        }
