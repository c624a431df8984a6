"""The page of the manifesto, and the button that drafts it."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from polyphonie.accounts.permissions import can_analyze_nationally
from polyphonie.campaigns.models import Campaign
from polyphonie.campaigns.permissions import refuse_if_closed
from polyphonie.core.errors import DomainError
from polyphonie.core.policies import Policy, open_to
from polyphonie.manifesto.jobs import draft as draft_job
from polyphonie.syntheses.enums import DocumentKind
from polyphonie.syntheses.models import Document
from polyphonie.syntheses.permissions import can_write
from polyphonie.syntheses.services.material import run_for
from polyphonie.syntheses.views.access import get_campaign, readable_version
from polyphonie.syntheses.views.reading import reading_context


@open_to(Policy.PUBLISHED)
def manifesto_detail(request: HttpRequest, campaign_slug: str) -> HttpResponse:
    """Show the manifesto as published; say what will be there where there is none yet."""
    campaign = get_campaign(campaign_slug)
    if not campaign.is_public and not can_analyze_nationally(request.user):
        raise Http404
    document = _manifesto(campaign)
    if document is not None and document.versions.exists():
        return render(
            request, "manifesto/detail.html", reading_context(request, readable_version(request, document.slug))
        )
    context = {"campaign": campaign, "draft": document if document and can_write(request.user, document) else None}
    return render(request, "manifesto/to_come.html", context)


@open_to(Policy.ANALYZE_NATIONALLY)
@login_required
@require_POST
def manifesto_draft(request: HttpRequest, campaign_slug: str) -> HttpResponse:
    """Ask for the draft of the manifesto."""
    campaign = get_campaign(campaign_slug)
    if not can_analyze_nationally(request.user):
        raise Http404
    try:
        refuse_if_closed(campaign)
        run_for(campaign, None)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        draft_job.enqueue(campaign.pk)
        messages.success(request, _("The manifesto is being drafted. It appears here in a moment; reload to see it."))
    return redirect("syntheses:desk")


def _manifesto(campaign: Campaign) -> Document | None:
    """Find the manifesto: published before draft, in the reader's language before another."""
    documents = list(Document.objects.in_campaign(campaign).filter(kind=DocumentKind.MANIFESTO).order_by("id"))
    published = set(
        Document.objects.filter(pk__in=[row.pk for row in documents]).published().values_list("pk", flat=True)
    )
    language = get_language()
    ordered = sorted(documents, key=lambda row: (row.pk not in published, row.language != language, row.pk))
    return ordered[0] if ordered else None
