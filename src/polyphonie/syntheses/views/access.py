"""Who reaches which document. What one may not see does not exist."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from polyphonie.campaigns.errors import CampaignIsClosed
from polyphonie.campaigns.models import Campaign
from polyphonie.campaigns.permissions import refuse_if_closed
from polyphonie.consultations.models import Consultation
from polyphonie.syntheses.models import Document, DocumentVersion, Section, Sentence
from polyphonie.syntheses.permissions import can_read, can_write
from polyphonie.syntheses.queries import last_version

_DOCUMENTS = Document.objects.select_related("campaign", "consultation__territory", "run")


def readable_version(request: HttpRequest, slug: str, number: int | None = None) -> DocumentVersion:
    """Find a published version that this person may read: the last one, or the one of that number."""
    document = get_object_or_404(_DOCUMENTS, slug=slug)
    if not can_read(request.user, document):
        raise Http404
    found = last_version(document) if number is None else document.versions.filter(number=number).first()
    if found is None:
        raise Http404
    found.document = document
    return found


def writable_document(request: HttpRequest, slug: str) -> Document:
    """Find a document that this person may write."""
    document = get_object_or_404(_DOCUMENTS, slug=slug)
    return _allowed(request, document)


def says_it_is_closed(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Send back to the desk, with a word, whoever would write into a campaign that is closed."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except CampaignIsClosed as error:
            messages.error(request, str(error))
            return redirect("syntheses:desk")

    return guarded


def writable_section(request: HttpRequest, pk: int) -> Section:
    """Find a section of a document that this person may write, in a campaign that is not closed."""
    rows = Section.objects.select_related("document__campaign", "document__consultation__territory")
    section = get_object_or_404(rows, pk=pk)
    refuse_if_closed(_allowed(request, section.document).campaign)
    return section


def writable_sentence(request: HttpRequest, pk: int) -> Sentence:
    """Find a sentence of a document that this person may write, in a campaign that is not closed."""
    related = ("idea", "section__document__campaign", "section__document__consultation__territory")
    sentence = get_object_or_404(Sentence.objects.select_related(*related), pk=pk)
    refuse_if_closed(_allowed(request, sentence.section.document).campaign)
    return sentence


def context_of(document: Document, **more: Any) -> dict[str, Any]:
    """Give what every page of a document passes to its template."""
    return {"campaign": document.campaign, "territory": document.territory, "document": document, **more}


def get_campaign(slug: str) -> Campaign:
    """Find a campaign by its slug."""
    return get_object_or_404(Campaign, slug=slug)


def get_consultation(slug: str) -> Consultation:
    """Find a consultation by its slug."""
    return get_object_or_404(Consultation.objects.select_related("campaign", "territory"), slug=slug)


def page_number(request: HttpRequest) -> int:
    """Read the number of the page asked for; anything else is the first."""
    asked = request.GET.get("page", "1")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 9 else 1


def _allowed(request: HttpRequest, document: Document) -> Document:
    if not can_write(request.user, document):
        raise Http404
    return document
