"""The desk of documents: what I may write, and the buttons that draft."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from polyphonie.accounts.permissions import can_analyze, can_analyze_nationally, works_here
from polyphonie.campaigns.enums import CampaignStatus
from polyphonie.campaigns.models import Campaign
from polyphonie.campaigns.permissions import refuse_if_closed
from polyphonie.core.errors import DomainError
from polyphonie.core.policies import Policy, open_to
from polyphonie.syntheses.jobs import draft_campaign, draft_consultation
from polyphonie.syntheses.jobs import publish as publish_job
from polyphonie.syntheses.queries.writing import consultations_to_draft, writable_documents
from polyphonie.syntheses.services.material import run_for
from polyphonie.syntheses.services.publishing import check_ready
from polyphonie.syntheses.views.access import get_campaign, get_consultation, writable_document

_PAGE_SIZE = 15


@open_to(Policy.WORKS_HERE)
@login_required
def document_desk(request: HttpRequest) -> HttpResponse:
    """List the documents that I may write, and what I may draft."""
    if not works_here(request.user):
        raise Http404
    is_national = can_analyze_nationally(request.user)
    documents = writable_documents(request.user).order_by("kind", "title", "id")
    consultations = consultations_to_draft(request.user).order_by("territory__name_search", "title", "id")
    context = {
        "documents": documents[:_PAGE_SIZE],
        "page": Paginator(consultations, _PAGE_SIZE).get_page(request.GET.get("page")),
        "campaigns": Campaign.objects.exclude(status=CampaignStatus.CLOSED)[:5] if is_national else [],
    }
    return render(request, "syntheses/desk.html", context)


@open_to(Policy.ANALYZE)
@login_required
@require_POST
def draft_local(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask for the draft of the synthesis of a consultation."""
    consultation = get_consultation(slug)
    if not can_analyze(request.user, consultation.territory):
        raise Http404
    try:
        refuse_if_closed(consultation.campaign)
        run_for(consultation.campaign, consultation)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("syntheses:desk")
    draft_consultation.enqueue(consultation.pk)
    return _drafting(request)


@open_to(Policy.ANALYZE_NATIONALLY)
@login_required
@require_POST
def draft_national(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask for the draft of the national synthesis."""
    campaign = get_campaign(slug)
    if not can_analyze_nationally(request.user):
        raise Http404
    try:
        refuse_if_closed(campaign)
        run_for(campaign, None)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("syntheses:desk")
    draft_campaign.enqueue(campaign.pk)
    return _drafting(request)


@open_to(Policy.ANALYZE)
@login_required
@require_POST
def publish(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask for the publication of a document, once nothing stands in its way."""
    document = writable_document(request, slug)
    try:
        check_ready(document)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("syntheses:edit", slug=slug)
    publish_job.enqueue(document.pk, request.user.pk)
    messages.success(request, _("The document is being published. Its new version appears here in a moment."))
    return redirect("syntheses:edit", slug=slug)


def _drafting(request: HttpRequest) -> HttpResponse:
    messages.success(request, _("The draft is being written. It appears here in a moment; reload the page to see it."))
    return redirect("syntheses:desk")
