"""The form of the grid, edited by the coordinator: as a whole, then block by block and field by field."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.signing import BadSignature, Signer
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from polyphonie.campaigns.models import Campaign
from polyphonie.compute import ChildFailed, run_limited
from polyphonie.core.errors import DomainError
from polyphonie.core.policies import Policy, open_to
from polyphonie.info_grids.form_edits import Part, find, move, put, remove, without_parts
from polyphonie.info_grids.forms.editing import BlockForm, FieldForm, PublishForm, UploadForm
from polyphonie.info_grids.models import GridForm
from polyphonie.info_grids.parsing import parse_form
from polyphonie.info_grids.permissions import can_review
from polyphonie.info_grids.problems import DefinitionRefused
from polyphonie.info_grids.queries.block_page import preview_page
from polyphonie.info_grids.queries.controls import reader_language
from polyphonie.info_grids.queries.filling import definition_of
from polyphonie.info_grids.queries.forms import draft_of
from polyphonie.info_grids.services.forms import (
    MAX_FORM_BYTES,
    drop_draft,
    edit_form,
    form_as_json,
    prepare_form,
    publish_form,
    replace_definition,
)
from polyphonie.info_grids.views.places import person_of

_NEW = "nouveau"


def _campaign(request: HttpRequest, slug: str) -> Campaign:
    if not can_review(request.user):
        raise PermissionDenied
    return get_object_or_404(Campaign, slug=slug)


@open_to(Policy.COORDINATE)
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def form_edit(request: HttpRequest, campaign_slug: str) -> HttpResponse:
    """Show the form being prepared and its versions; move and remove its parts."""
    campaign = _campaign(request, campaign_slug)
    if request.method == "POST":
        return _act(request, campaign)
    return _show(request, campaign)


def _show(request: HttpRequest, campaign: Campaign, **more: Any) -> HttpResponse:
    draft = draft_of(campaign)
    context = {
        "campaign": campaign,
        "draft": draft,
        "blocks": definition_of(draft).blocks if draft else (),
        "versions": GridForm.objects.in_campaign(campaign).published().order_by("-version"),
        "publish_form": PublishForm(),
        "upload_form": UploadForm(),
        **more,
    }
    return render(request, "info_grids/form.html", context)


def _act(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    act, _colon, place = request.POST.get("do", "").partition(":")
    acts: dict[str, Callable[[], object]] = {
        "start": lambda: prepare_form(campaign=campaign),
        "drop": lambda: drop_draft(campaign=campaign),
        "up": lambda: edit_form(campaign=campaign, edit=lambda data: move(data, _part(place), down=False)),
        "down": lambda: edit_form(campaign=campaign, edit=lambda data: move(data, _part(place), down=True)),
        "remove": lambda: edit_form(campaign=campaign, edit=lambda data: remove(data, _part(place))),
    }
    if act not in acts:
        raise Http404
    try:
        acts[act]()
    except DomainError as error:
        messages.error(request, str(error))
    part = _part(place)
    if part.column:
        return redirect("info_grids:form_field", campaign.slug, part.block, part.field)
    return redirect("info_grids:form", campaign.slug)


def _part(written: str) -> Part:
    block, _slash, rest = written.partition("/")
    field, _slash, column = rest.partition("/")
    return Part(block, field, column)


@open_to(Policy.COORDINATE)
@login_required
@require_POST
def form_publish(request: HttpRequest, campaign_slug: str) -> HttpResponse:
    """Publish the form being prepared."""
    campaign = _campaign(request, campaign_slug)
    form = PublishForm(request.POST)
    if not form.is_valid():
        return _show(request, campaign, publish_form=form)
    note = form.cleaned_data["change_note"]
    try:
        published = publish_form(campaign=campaign, change_note=note, person=person_of(request), at=timezone.now())
    except DomainError as error:
        form.add_error("change_note", str(error))
        return _show(request, campaign, publish_form=form)
    said = _("Version %(version)s of the form is published: new grids follow it.")
    messages.success(request, said % {"version": published.version})
    return redirect("info_grids:form", campaign.slug)


@open_to(Policy.COORDINATE)
@login_required
@require_GET
def form_download(request: HttpRequest, campaign_slug: str, version: int) -> HttpResponse:
    """Give a version of the form as a file."""
    campaign = _campaign(request, campaign_slug)
    form = get_object_or_404(GridForm.objects.in_campaign(campaign), version=version)
    response = HttpResponse(form_as_json(form), content_type="application/json; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="grille-{campaign.slug}-v{version}.json"'
    return response


@open_to(Policy.COORDINATE)
@login_required
@require_POST
def form_upload(request: HttpRequest, campaign_slug: str) -> HttpResponse:
    """Put a form brought as a file in the place of the one being prepared."""
    campaign = _campaign(request, campaign_slug)
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _show(request, campaign, upload_form=form)
    upload = form.cleaned_data["file"]
    try:
        if upload.size > MAX_FORM_BYTES:
            raise ValueError("too large")
        data = run_limited(parse_form, upload.read())
        replace_definition(campaign=campaign, data=data)
    except DefinitionRefused as refused:
        return _show(request, campaign, upload_form=form, problems=refused.problems)
    except DomainError as error:
        form.add_error("file", str(error))
    except (ValueError, ChildFailed):
        form.add_error("file", _("This file is not a form: JSON in UTF-8 was expected, of 2 MB at most."))
    if form.errors:
        return _show(request, campaign, upload_form=form)
    messages.success(request, _("The form brought is now the one being prepared."))
    return redirect("info_grids:form", campaign.slug)


@open_to(Policy.COORDINATE)
@login_required
@require_GET
def form_preview(request: HttpRequest, campaign_slug: str, version: int, block_key: str) -> HttpResponse:
    """Show a block as a territory sees it, empty."""
    campaign = _campaign(request, campaign_slug)
    form = get_object_or_404(GridForm.objects.in_campaign(campaign), version=version)
    definition = definition_of(form)
    block = next((one for one in definition if one.key == block_key), None)
    if block is None:
        raise Http404
    context = {"campaign": campaign, "form": form, "page": preview_page(definition, block), "blocks": definition.blocks}
    return render(request, "info_grids/preview.html", context)


@open_to(Policy.COORDINATE)
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def form_block(request: HttpRequest, campaign_slug: str, block_key: str) -> HttpResponse:
    """Add or edit a block: its title, its help."""
    campaign = _campaign(request, campaign_slug)
    part = Part("" if block_key == _NEW else block_key)
    return _edit(request, campaign, part, is_new=block_key == _NEW)


@open_to(Policy.COORDINATE)
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def form_field(request: HttpRequest, campaign_slug: str, block_key: str, field_key: str) -> HttpResponse:
    """Add or edit a field."""
    campaign = _campaign(request, campaign_slug)
    return _edit(request, campaign, Part(block_key, field_key), is_new=field_key == _NEW)


@open_to(Policy.COORDINATE)
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def form_column(
    request: HttpRequest, campaign_slug: str, block_key: str, field_key: str, column_key: str
) -> HttpResponse:
    """Add or edit a column of repeated rows."""
    campaign = _campaign(request, campaign_slug)
    return _edit(request, campaign, Part(block_key, field_key, column_key), is_new=column_key == _NEW)


def _edit(request: HttpRequest, campaign: Campaign, part: Part, *, is_new: bool) -> HttpResponse:
    draft = draft_of(campaign)
    if draft is None:
        return redirect("info_grids:form", campaign.slug)
    try:
        present = None if is_new else find(draft.definition, part)
    except DomainError as error:
        raise Http404(str(error)) from error
    form = _part_form(request, draft, part, present)
    if request.method == "POST" and form.is_valid():
        try:
            data = form.data_of(_taken(draft, part))
            base = None if is_new else _base(request)
            edit_form(campaign=campaign, edit=lambda whole: put(whole, part, data, base=base))
        except DefinitionRefused as refused:
            for problem in refused.problems[:20]:
                form.add_error(None, str(problem))
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The form is saved."))
            return _after(campaign, part, data["key"])
    context = {
        "campaign": campaign,
        "form": form,
        "part": part,
        "is_new": is_new,
        "present": present,
        "base": Signer().sign(json.dumps(without_parts(present))) if present else "",
    }
    return render(request, "info_grids/form_part.html", context)


def _part_form(
    request: HttpRequest, draft: GridForm, part: Part, present: dict[str, Any] | None
) -> BlockForm | FieldForm:
    sent = request.POST if request.method == "POST" else None
    if not part.field:
        return BlockForm(sent, present=present)
    return FieldForm(
        sent,
        present=present,
        definition=definition_of(draft),
        language=reader_language(),
        is_column=bool(part.column),
    )


def _base(request: HttpRequest) -> dict[str, Any]:
    """Read what the person had read, as this site signed it."""
    try:
        base: dict[str, Any] = json.loads(Signer().unsign(request.POST.get("base", "")))
    except (BadSignature, ValueError):
        return {}
    return base


def _taken(draft: GridForm, part: Part) -> set[str]:
    """Give the keys that a new part may not take."""
    definition = definition_of(draft)
    if not part.field:
        return {block.key for block in definition} | {_NEW}
    if part.column:
        rows = definition.fields.get(part.field)
        return {column.key for column in rows.columns} | {_NEW} if rows else {_NEW}
    return set(definition.fields) | {_NEW}


def _after(campaign: Campaign, part: Part, key: str) -> HttpResponse:
    """Rows that are new go on to their columns; the rest goes back to the whole form."""
    if part.column:
        return redirect("info_grids:form_field", campaign.slug, part.block, part.field)
    return redirect(f"{_form_url(campaign)}#{part.block or key}")


def _form_url(campaign: Campaign) -> str:
    return reverse("info_grids:form", args=[campaign.slug])
