"""The review of grids by the coordinator: which wait, and one of them with its comments."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from polyphonie.campaigns.models import Campaign
from polyphonie.core.errors import DomainError
from polyphonie.core.policies import Policy, open_to
from polyphonie.info_grids.enums import GridStatus
from polyphonie.info_grids.forms.reviewing import CommentForm
from polyphonie.info_grids.models import InfoGrid
from polyphonie.info_grids.permissions import can_review
from polyphonie.info_grids.queries.controls import reader_language
from polyphonie.info_grids.queries.filling import definition_of
from polyphonie.info_grids.queries.reviewing import counts_by_status, grids_to_review, reviewed_blocks
from polyphonie.info_grids.services.reviewing import comment_on, publish_grid, return_grid, settle_comment
from polyphonie.info_grids.views.places import person_of, place

GRIDS_PER_PAGE = 25


def _campaign(request: HttpRequest, slug: str) -> Campaign:
    if not can_review(request.user):
        raise PermissionDenied
    return get_object_or_404(Campaign, slug=slug)


@open_to(Policy.COORDINATE)
@login_required
@require_GET
def review_list(request: HttpRequest, campaign_slug: str) -> HttpResponse:
    """List the grids of a campaign, by state."""
    campaign = _campaign(request, campaign_slug)
    status = request.GET.get("etat", GridStatus.SUBMITTED)
    page = Paginator(grids_to_review(campaign, status), GRIDS_PER_PAGE).get_page(request.GET.get("page"))
    counts = counts_by_status(campaign)
    context = {
        "campaign": campaign,
        "page": page,
        "status": status,
        "statuses": [(value, label, counts.get(value, 0)) for value, label in GridStatus.choices],
        "n_grids": sum(counts.values()),
    }
    return render(request, "info_grids/review_list.html", context)


@open_to(Policy.COORDINATE)
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def grid_review(request: HttpRequest, campaign_slug: str, territory_slug: str) -> HttpResponse:
    """Show a whole grid, comment it, return it or publish it."""
    campaign = _campaign(request, campaign_slug)
    related = ("engagement__territory", "engagement__campaign", "form")
    grids = InfoGrid.objects.in_campaign(campaign).select_related(*related)
    grid = get_object_or_404(grids, engagement__territory__slug=territory_slug)
    if request.method == "POST" and request.POST.get("do") != "comment":
        return _decide(request, grid)
    form = CommentForm(
        request.POST if request.method == "POST" else None,
        definition=definition_of(grid.form),
        language=reader_language(),
        initial={"field_key": request.GET.get("champ", "")},
    )
    if request.method == "POST" and form.is_valid():
        key, text = form.cleaned_data["field_key"], form.cleaned_data["text"]
        try:
            comment_on(grid=grid, field_key=key, text=text, person=person_of(request))
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            return redirect(f"{request.path}#{f'f-{key}' if key else 'comments'}")
    return render(request, "info_grids/review.html", _context(grid, form))


def _context(grid: InfoGrid, form: CommentForm) -> dict[str, object]:
    last = grid.versions.order_by("-number").first()
    comments = list(grid.comments.select_related("author"))
    return place(
        grid.engagement.campaign,
        grid.engagement.territory,
        grid=grid,
        form=form,
        last_version=last,
        blocks=reviewed_blocks(grid, language=reader_language(), last=last),
        general=[comment for comment in comments if not comment.field_key],
        n_open=sum(comment.settled_at is None for comment in comments),
        is_under_review=grid.status == GridStatus.SUBMITTED and not grid.engagement.campaign.is_closed,
    )


def _decide(request: HttpRequest, grid: InfoGrid) -> HttpResponse:
    """Return, publish, or withdraw a comment; the page says what happened."""
    act, _colon, of = request.POST.get("do", "").partition(":")
    person, at = person_of(request), timezone.now()
    comment = grid.comments.filter(pk=int(of)).first() if of.isascii() and of.isdigit() else None
    acts: dict[str, tuple[Callable[[], object], str]] = {
        "return": (
            lambda: return_grid(grid=grid, person=person, at=at),
            _("The grid goes back to the territory, with your comments. They have been told."),
        ),
        "publish": (
            lambda: publish_grid(grid=grid, person=person, at=at),
            _("The grid is published. The territory has been told."),
        ),
        "settle": (
            lambda: settle_comment(comment=comment, at=at) if comment else None,
            _("The comment is settled."),
        ),
    }
    if act in acts:
        run, said = acts[act]
        try:
            run()
        except DomainError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, said)
    return redirect(request.path)
