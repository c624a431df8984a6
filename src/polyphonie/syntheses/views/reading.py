"""What anyone reads: documents as published, their sentences, their versions, what they leave out."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from polyphonie.accounts.permissions import can_analyze_nationally
from polyphonie.core.policies import Policy, open_to
from polyphonie.syntheses.enums import DocumentKind
from polyphonie.syntheses.models import Document, DocumentVersion
from polyphonie.syntheses.permissions import can_write
from polyphonie.syntheses.queries import documents_of_campaign
from polyphonie.syntheses.queries.coverage import below_chance, coverage_tables, orphan_ids
from polyphonie.syntheses.queries.reading import (
    contributions_by_id,
    fill_quotes,
    quote_of,
    read_all,
    read_page,
    read_sentence,
)
from polyphonie.syntheses.services import canonical_json, compare
from polyphonie.syntheses.views.access import context_of, get_campaign, page_number, readable_version

_PAGE_SIZE = 12


@open_to(Policy.PUBLISHED)
def document_list(request: HttpRequest, campaign_slug: str) -> HttpResponse:
    """List the published documents of a campaign: the national ones, then one territory after the other."""
    campaign = get_campaign(campaign_slug)
    if not campaign.is_public and not can_analyze_nationally(request.user):
        raise Http404
    documents = documents_of_campaign(campaign)
    local = documents.local().order_by("consultation__territory__name_search", "title", "id")
    context = {
        "campaign": campaign,
        "national": documents.exclude(kind=DocumentKind.LOCAL_SYNTHESIS).order_by("kind", "id"),
        "page": Paginator(local, _PAGE_SIZE).get_page(request.GET.get("page")),
    }
    return render(request, "syntheses/list.html", context)


@open_to(Policy.PUBLISHED)
def document_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a document as published; its draft to nobody but those who write it, on their desk."""
    document = get_object_or_404(Document, slug=slug)
    if document.kind == DocumentKind.MANIFESTO:
        return redirect(document)
    if not document.versions.exists() and can_write(request.user, document):
        return redirect("syntheses:edit", slug=slug)
    return render(request, "syntheses/detail.html", reading_context(request, readable_version(request, slug)))


@open_to(Policy.PUBLISHED)
def version_detail(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Show one published version, the last or an older one."""
    version = readable_version(request, slug, number)
    return render(request, "syntheses/detail.html", reading_context(request, version))


@open_to(Policy.PUBLISHED)
def whole_document(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the whole document on one page, for paper: every sentence, one quote each, sources at the end."""
    version = readable_version(request, slug)
    context = context_of(version.document, version=version, sections=read_all(version))
    return render(request, "syntheses/whole.html", context)


@open_to(Policy.PUBLISHED)
def version_content(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Give the canonical JSON of a version, whose SHA-256 is its digest."""
    version = readable_version(request, slug, number)
    response = HttpResponse(canonical_json(version.content), content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{slug}-v{number}.json"'
    return response


@open_to(Policy.PUBLISHED)
def version_compare(request: HttpRequest, slug: str, older: int, newer: int) -> HttpResponse:
    """Compare two versions sentence by sentence."""
    old, new = readable_version(request, slug, older), readable_version(request, slug, newer)
    changes = compare(old.content, new.content)
    page = Paginator(changes, _PAGE_SIZE).get_page(request.GET.get("page"))
    context = context_of(new.document, old=old, new=new, page=page, changes=changes)
    return render(request, "syntheses/compare.html", context)


@open_to(Policy.PUBLISHED)
def sentence_detail(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Show everything that one sentence rests on."""
    version = readable_version(request, slug)
    found = read_sentence(version, pk)
    if found is None:
        return _former_sentence(request, version, pk)
    section, sentence = found
    fill_quotes([sentence], run_id=version.document.run_id)
    rows = sentence.content["contributions"]
    page = Paginator(rows, _PAGE_SIZE).get_page(request.GET.get("page"))
    contributions = contributions_by_id((row[0] for row in page), run_id=version.document.run_id)
    shown = [quote_of(contributions[row[0]], row[2], whole=True) for row in page if row[0] in contributions]
    context = context_of(version.document, version=version, section=section, sentence=sentence, page=page, quotes=shown)
    return render(request, "syntheses/sentence.html", context)


@open_to(Policy.PUBLISHED)
def orphan_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the coverage of a document, and the contributions that none of its sentences carries."""
    version = readable_version(request, slug)
    page = Paginator(orphan_ids(version), _PAGE_SIZE).get_page(request.GET.get("page"))
    contributions = contributions_by_id(page.object_list, run_id=version.document.run_id)
    context = context_of(
        version.document,
        version=version,
        page=page,
        quotes=[quote_of(contributions[pk], "") for pk in page.object_list],
        tables=coverage_tables(version, threshold=version.document.campaign.disclosure_threshold),
    )
    return render(request, "syntheses/orphans.html", context)


def reading_context(request: HttpRequest, version: DocumentVersion) -> dict[str, Any]:
    """Give what the page of a version shows; the manifesto has the same anatomy."""
    document = version.document
    versions = list(document.versions.defer("content", "coverage").order_by("-number"))
    threshold = document.campaign.disclosure_threshold
    return context_of(
        document,
        version=version,
        page=read_page(version, page_number(request)),
        versions=versions[:5],
        is_last=version.number == versions[0].number,
        previous=next((row for row in versions if row.number < version.number), None),
        below_chance=below_chance(version, threshold=threshold),
        can_write=can_write(request.user, document) and not document.campaign.is_closed,
    )


def _former_sentence(request: HttpRequest, version: DocumentVersion, pk: int) -> HttpResponse:
    """Send to the last version that held a sentence that is no longer in the document."""
    for number in version.document.versions.order_by("-number").values_list("number", flat=True):
        older = readable_version(request, version.document.slug, number)
        found = read_sentence(older, pk)
        if found is not None:
            context = context_of(version.document, version=older, section=found[0], sentence=found[1])
            return render(request, "syntheses/former_sentence.html", context)
    raise Http404
