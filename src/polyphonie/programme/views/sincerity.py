"""The sincerity board: what each territory shows for what it signed. Never a score, never a ranking."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from polyphonie.accounts.models import User
from polyphonie.campaigns.models import DeclaredEvidence, Engagement
from polyphonie.core.errors import DomainError
from polyphonie.core.files import FileRefused, keep_file
from polyphonie.core.policies import Policy, open_to
from polyphonie.core.views import file_response
from polyphonie.programme.forms.evidence import EvidenceForm
from polyphonie.programme.permissions import can_declare, can_fetch
from polyphonie.programme.queries.places import engaged_places
from polyphonie.programme.queries.sincerity import board_of, boards_of
from polyphonie.programme.services.evidence import declare_evidence, withdraw_evidence
from polyphonie.programme.sincerity import Board
from polyphonie.programme.views.reaching import managed_engagement, seen_campaign, seen_engagement

TERRITORIES_PER_PAGE = 12


@open_to(Policy.PUBLISHED)
@require_GET
def sincerity_board(request: HttpRequest, campaign_slug: str) -> HttpResponse:
    """List the territories by name, and for each the state of each commitment, in words."""
    campaign = seen_campaign(request, campaign_slug)
    page = Paginator(engaged_places(campaign), TERRITORIES_PER_PAGE).get_page(request.GET.get("page"))
    engagements = campaign.engagements.filter(territory__in=[place.territory_id for place in page])
    by_territory = {one.territory_id: one for one in engagements.select_related("territory")}
    boards = boards_of(campaign, list(by_territory.values()), today=timezone.localdate())
    context = {
        "campaign": campaign,
        "page": page,
        "rows": [(place, boards[by_territory[place.territory_id].pk]) for place in page],
    }
    return render(request, "programme/sincerity_board.html", context)


@open_to(Policy.PUBLISHED)
@require_GET
def sincerity(request: HttpRequest, campaign_slug: str, territory_slug: str) -> HttpResponse:
    """Show what one territory shows for each commitment that it signed, with dates and links."""
    engagement = seen_engagement(request, campaign_slug, territory_slug)
    context = {
        "campaign": engagement.campaign,
        "engagement": engagement,
        "territory": engagement.territory,
        "board": board_of(engagement, today=timezone.localdate()),
        "may_declare": can_declare(request.user, engagement.territory),
    }
    return render(request, "programme/sincerity.html", context)


@open_to(Policy.MANAGE)
@login_required
def evidence(request: HttpRequest, campaign_slug: str, territory_slug: str) -> HttpResponse:
    """Let the lead say what the territory shows for a commitment, and see what was said before."""
    engagement, person = managed_engagement(request, campaign_slug, territory_slug)
    board = board_of(engagement, today=timezone.localdate())
    form = EvidenceForm(
        request.POST or None, request.FILES or None, commitments=[shown.commitment for shown in board.commitments]
    )
    if request.method == "POST" and form.is_valid():
        try:
            _declare(engagement, form, person)
        except DomainError as error:
            form.add_error("document" if isinstance(error, FileRefused) else None, str(error))
        else:
            messages.success(request, gettext("It is shown on the page of your territory from now on."))
            return redirect("programme:evidence", campaign_slug, territory_slug)
    return render(request, "programme/evidence.html", _context(engagement, board, form))


@open_to(Policy.MANAGE)
@login_required
@require_POST
def evidence_withdrawal(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back what was shown for a commitment."""
    related = DeclaredEvidence.objects.select_related("engagement__campaign", "engagement__territory")
    shown = get_object_or_404(related, pk=pk)
    person = request.user
    if not isinstance(person, User) or not can_declare(person, shown.engagement.territory):
        raise Http404
    try:
        withdraw_evidence(evidence=shown, person=person, at=timezone.now())
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(
            request, gettext("It is no longer shown. The page says that it was, and when it was withdrawn.")
        )
    return redirect("programme:evidence", shown.engagement.campaign.slug, shown.engagement.territory.slug)


@open_to(Policy.PUBLISHED)
@require_GET
def evidence_document(request: HttpRequest, pk: int) -> FileResponse:
    """Give the document of an evidence, as a download."""
    related = DeclaredEvidence.objects.select_related("engagement__campaign", "engagement__territory", "document")
    shown = get_object_or_404(related, pk=pk, document__isnull=False)
    if shown.document is None or not can_fetch(request.user, shown):
        raise Http404
    return file_response(shown.document)


def _declare(engagement: Engagement, form: EvidenceForm, person: User) -> None:
    given, now = form.cleaned_data, timezone.now()
    upload = given["document"]
    declare_evidence(
        engagement=engagement,
        commitment_code=given["commitment"],
        text=given["text"],
        url=given["url"],
        document=keep_file(upload, received_from_id=person.pk) if upload else None,
        person=person,
        on=timezone.localdate(now),
        at=now,
    )


def _context(engagement: Engagement, board: Board, form: EvidenceForm) -> dict[str, object]:
    return {
        "campaign": engagement.campaign,
        "engagement": engagement,
        "territory": engagement.territory,
        "board": board,
        "form": form,
    }
