"""Handing the grid over: submit, take back, correct, answer comments, pass to the new form, fetch files."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from polyphonie.accounts.models import User
from polyphonie.core.errors import DomainError
from polyphonie.core.policies import Policy, open_to
from polyphonie.core.views import file_response
from polyphonie.info_grids.models import GridFile, InfoGrid
from polyphonie.info_grids.permissions import can_fill, can_read, can_submit
from polyphonie.info_grids.queries.filling import answers_of, definition_of
from polyphonie.info_grids.queries.forms import form_in_force
from polyphonie.info_grids.queries.moving import move_to
from polyphonie.info_grids.queries.published import is_file_public
from polyphonie.info_grids.services.moving import pass_to_form_in_force
from polyphonie.info_grids.services.reviewing import settle_comment
from polyphonie.info_grids.services.submitting import start_correction, submit_grid, take_back
from polyphonie.info_grids.views.places import grid_for, person_of, place

Act = Callable[..., Any]


def _act(request: HttpRequest, grid: InfoGrid, act: Act, said: str) -> HttpResponse:
    """Do something with a grid, and say it, or say why not."""
    person: User = person_of(request)
    at: datetime = timezone.now()
    try:
        act(grid=grid, person=person, at=at)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, said)
    return redirect("info_grids:fill", grid.engagement.campaign.slug, grid.engagement.territory.slug)


@open_to(Policy.MANAGE)
@login_required
@require_POST
def grid_submit(request: HttpRequest, campaign_slug: str, territory_slug: str) -> HttpResponse:
    """Hand a grid to the national team."""
    grid = grid_for(request, campaign_slug, territory_slug, can_submit)
    return _act(request, grid, submit_grid, _("The grid is submitted. The national team has been told."))


@open_to(Policy.MANAGE)
@login_required
@require_POST
def grid_take_back(request: HttpRequest, campaign_slug: str, territory_slug: str) -> HttpResponse:
    """Take back a grid that is under review."""
    grid = grid_for(request, campaign_slug, territory_slug, can_submit)
    return _act(request, grid, take_back, _("The grid is yours again. Submit it once it is ready."))


@open_to(Policy.MANAGE)
@login_required
@require_POST
def grid_correct(request: HttpRequest, campaign_slug: str, territory_slug: str) -> HttpResponse:
    """Open a published grid again."""
    grid = grid_for(request, campaign_slug, territory_slug, can_submit)
    said = _("The grid can be changed again. What is published stays as it is until the new version is.")
    return _act(request, grid, start_correction, said)


@open_to(Policy.MANAGE)
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def grid_move(request: HttpRequest, campaign_slug: str, territory_slug: str) -> HttpResponse:
    """Show what passing to the form in force keeps and leaves, and do it."""
    grid = grid_for(request, campaign_slug, territory_slug, can_submit)
    form = form_in_force(grid.engagement.campaign)
    if form is None or form.pk == grid.form_id:
        return redirect("info_grids:fill", campaign_slug, territory_slug)
    if request.method == "POST":
        said = _("The grid now follows version %(version)s of the form.") % {"version": form.version}
        return _act(request, grid, pass_to_form_in_force, said)
    move = move_to(definition_of(grid.form), definition_of(form), answers_of(grid))
    context = place(grid.engagement.campaign, grid.engagement.territory, grid=grid, form=form, move=move)
    return render(request, "info_grids/move.html", context)


@open_to(Policy.CONTRIBUTE)
@login_required
@require_POST
def comment_settle(request: HttpRequest, campaign_slug: str, territory_slug: str, pk: int) -> HttpResponse:
    """Say that a comment was answered."""
    grid = grid_for(request, campaign_slug, territory_slug, can_fill)
    comment = get_object_or_404(grid.comments.all(), pk=pk)
    comment.grid = grid
    try:
        settle_comment(comment=comment, at=timezone.now())
    except DomainError as error:
        messages.error(request, str(error))
    definition = definition_of(grid.form)
    block = next((b.key for b in definition for one in b.fields if one.key == comment.field_key), None)
    if block is None:
        return redirect("info_grids:fill", campaign_slug, territory_slug)
    return redirect("info_grids:block", campaign_slug, territory_slug, block)


@open_to(Policy.PUBLISHED)
@require_GET
def grid_file(request: HttpRequest, pk: int) -> FileResponse:
    """Give a file attached to a grid: to anyone where it is in the published version, else to the territory."""
    related = ("file", "grid__engagement__territory", "grid__engagement__campaign")
    file = get_object_or_404(GridFile.objects.select_related(*related), pk=pk)
    if not is_file_public(file) and not can_read(request.user, file.grid.engagement.territory):
        raise Http404
    return file_response(file.file)
