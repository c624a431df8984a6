"""Filling a grid: its blocks and how far they are, then one page by block, saved as it is written."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from polyphonie.core.errors import DomainError
from polyphonie.core.policies import Policy, open_to
from polyphonie.info_grids.definition import Block, Definition
from polyphonie.info_grids.forms.answers import base_of, read_change, sent_fields
from polyphonie.info_grids.models import InfoGrid
from polyphonie.info_grids.permissions import can_fill, can_submit, takes_answers
from polyphonie.info_grids.queries.block_page import Sent, block_page, open_comments
from polyphonie.info_grids.queries.filling import answers_of, definition_of, rows_at
from polyphonie.info_grids.queries.forms import form_in_force
from polyphonie.info_grids.queries.progress import missing_among, progress_of
from polyphonie.info_grids.records import AnswerChangeAsked
from polyphonie.info_grids.services.opening import open_grid, take_known
from polyphonie.info_grids.services.reviewing import settle_comment
from polyphonie.info_grids.services.saving import attach_file, save_answers
from polyphonie.info_grids.views.places import engagement_for, grid_for, grid_of, person_of, place
from polyphonie.info_grids.views.reports import report_as_json


@open_to(Policy.CONTRIBUTE)
@login_required
@require_GET
def grid_fill(request: HttpRequest, campaign_slug: str, territory_slug: str) -> HttpResponse:
    """Show the blocks of a grid, how far each is filled, and what can be done now."""
    engagement = engagement_for(request, campaign_slug, territory_slug, can_fill)
    grid = grid_of(engagement)
    form = form_in_force(engagement.campaign)
    context = place(
        engagement.campaign,
        engagement.territory,
        engagement=engagement,
        grid=grid,
        form_in_force=form,
        may_submit=can_submit(request.user, engagement.territory),
    )
    if grid is not None:
        context |= _overview(grid)
        context["is_behind"] = form is not None and form.version > grid.form.version
    return render(request, "info_grids/fill.html", context)


def _overview(grid: InfoGrid) -> dict[str, Any]:
    definition, answers, comments = definition_of(grid.form), answers_of(grid), open_comments(grid)
    counts = {key: len(found) for key, found in comments.items()}
    progress = progress_of(definition, answers, counts)
    homes = {one.key: block for block in definition for one in block.fields}
    return {
        "progress": progress,
        "n_asked": sum(one.n_asked for one in progress),
        "n_answered": sum(one.n_answered for one in progress),
        "missing": [(one, homes[one.field.key]) for one in missing_among(definition, answers)],
        "general_comments": comments.get("", []),
        "n_comments": sum(counts.values()),
        "takes_answers": takes_answers(grid),
        "last_version": grid.versions.defer("content").first(),
    }


@open_to(Policy.CONTRIBUTE)
@login_required
@require_POST
def grid_open(request: HttpRequest, campaign_slug: str, territory_slug: str) -> HttpResponse:
    """Open the grid of a territory, filled with what is known."""
    engagement = engagement_for(request, campaign_slug, territory_slug, can_fill)
    try:
        open_grid(engagement=engagement, person=person_of(request), at=timezone.now())
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The grid is open. What the software knows is already in it."))
    return redirect("info_grids:fill", campaign_slug, territory_slug)


@open_to(Policy.CONTRIBUTE)
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def grid_block(request: HttpRequest, campaign_slug: str, territory_slug: str, block_key: str) -> HttpResponse:
    """Show one block, or save it: the whole page, or the few fields that a script sends."""
    grid = grid_for(request, campaign_slug, territory_slug, can_fill)
    definition = definition_of(grid.form)
    block = next((one for one in definition if one.key == block_key), None)
    if block is None:
        raise Http404
    if request.method == "POST":
        return _save(request, grid, definition, block)
    return _show(request, grid, definition, block, adding=request.GET.get("ajout", ""))


def _show(
    request: HttpRequest,
    grid: InfoGrid,
    definition: Definition,
    block: Block,
    *,
    sent: Sent | None = None,
    adding: str = "",
) -> HttpResponse:
    answers = answers_of(grid)
    shown = block_page(
        grid,
        definition,
        block,
        answers,
        sent=sent,
        adding=adding,
        page=_number(request.GET.get("lignes", "")) or 1,
    )
    keys = [one.key for one in definition]
    position = keys.index(block.key)
    context = place(
        grid.engagement.campaign,
        grid.engagement.territory,
        grid=grid,
        page=shown,
        blocks=list(definition),
        following=definition.blocks[position + 1] if position + 1 < len(keys) else None,
        takes_answers=takes_answers(grid),
        last_change=max((answer.changed_at for answer in answers.values()), default=None),
    )
    return render(request, "info_grids/block.html", context)


def _save(request: HttpRequest, grid: InfoGrid, definition: Definition, block: Block) -> HttpResponse:
    act, _colon, of = request.POST.get("do", "save").partition(":")
    key, _comma, number = of.partition(",")
    is_script = "application/json" in request.headers.get("Accept", "")
    try:
        changes, problems = _changes(request, grid, block, key if act == "remove" else "", number)
        if act in {"take", "theirs"}:
            changes = [one for one in changes if one.field_key != key]
        report = save_answers(grid=grid, changes=changes, person=person_of(request), at=timezone.now())
        if act == "take":
            take_known(grid=grid, keys=[key], person=person_of(request), at=timezone.now())
        if act == "settle" and (comment := grid.comments.filter(pk=_number(key)).first()):
            settle_comment(comment=comment, at=timezone.now())
    except DomainError as error:
        if is_script:
            return JsonResponse({"error": str(error)}, status=409)
        messages.error(request, str(error))
        return _show(request, grid, definition, block, sent=Sent())
    report.refused.update(problems)
    if is_script:
        return JsonResponse(report_as_json(report, definition))
    if not report.is_whole:
        return _show(request, grid, definition, block, sent=Sent({one.field_key: one for one in changes}, report))
    known = {one.key for one in definition} | set(definition.fields)
    return redirect(_address_after(request, grid, block, act, key if key in known else ""))


def _changes(
    request: HttpRequest, grid: InfoGrid, block: Block, removing: str, number: str
) -> tuple[list[AnswerChangeAsked], dict[str, str]]:
    """Read what was sent, and keep the new files; a file that is refused does not keep the rest back."""
    files: dict[str, int] = {}
    problems: dict[str, str] = {}
    changes = []
    for one in sent_fields(block, request.POST):
        upload = request.FILES.get(f"u-{one.key}")
        if upload is not None:
            try:
                kept = attach_file(grid=grid, field_key=one.key, upload=upload, person=person_of(request))
                files[one.key] = kept.pk
            except DomainError as error:
                problems[one.key] = str(error)
        before = rows_at(grid, one.key, base_of(one, request.POST)) if one.columns else []
        without = _number(number) if one.key == removing else 0
        changes.append(read_change(one, request.POST, before, files, without_row=without))
    return changes, problems


def _address_after(request: HttpRequest, grid: InfoGrid, block: Block, act: str, key: str) -> str:
    """Where to go once all is saved: further, or back to the field that was acted on."""
    slugs = [grid.engagement.campaign.slug, grid.engagement.territory.slug]
    here = reverse("info_grids:block", args=[*slugs, block.key])
    if act == "add":
        return f"{here}?ajout={key}#f-{key}"
    page = _number(request.GET.get("lignes", ""))
    query = f"?lignes={page}" if page else ""
    if act == "settle":
        return f"{here}{query}"
    if act in {"remove", "take", "theirs"}:
        return f"{here}{query}#f-{key}"
    messages.success(request, _("Saved at %(time)s.") % {"time": timezone.localtime().strftime("%H:%M")})
    if act == "next" and key:
        return reverse("info_grids:block", args=[*slugs, key])
    if act == "leave":
        return reverse("info_grids:fill", args=slugs)
    return f"{here}{query}"


def _number(written: str) -> int:
    """Read a small number that an address or a button gives; 0 for anything else."""
    return int(written) if written.isascii() and written.isdigit() and len(written) < 10 else 0
