"""The themes of a campaign: the public list, and the pages where the coordination prepares them."""

from __future__ import annotations

import csv
import io
import tempfile
from pathlib import Path, PurePath

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.files import File
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from polyphonie.accounts.models import User
from polyphonie.campaigns.models import Campaign
from polyphonie.campaigns.permissions import can_coordinate
from polyphonie.campaigns.permissions import can_see as can_see_campaign
from polyphonie.core.errors import DomainError
from polyphonie.core.policies import Policy, open_to
from polyphonie.ideas.models import Codebook, Topic
from polyphonie.ideas.queries.codebooks import branches_of, codebook_draft, codebook_in_use, local_themes
from polyphonie.ideas.services.codebooks import bring_themes, draft_codebook, publish_codebook, remove_theme, save_theme
from polyphonie.ideas.theme_files import cells_of, read_themes
from polyphonie.ideas.theme_forms import BringForm, PublishThemesForm, ThemeForm
from polyphonie.ideas.theme_records import WrittenTheme

LOCAL_PER_PAGE = 20


def coordinator(request: HttpRequest) -> User:
    """Give the coordinator who asks, and nobody else."""
    if not isinstance(request.user, User) or not can_coordinate(request.user):
        raise PermissionDenied
    return request.user


def _campaign(request: HttpRequest, slug: str) -> Campaign:
    coordinator(request)
    return get_object_or_404(Campaign, slug=slug)


@open_to(Policy.PUBLISHED)
def theme_list(request: HttpRequest, campaign_slug: str) -> HttpResponse:
    """Show the themes in use, what each covers, and those that territories added."""
    campaign = get_object_or_404(Campaign, slug=campaign_slug)
    if not can_see_campaign(request.user, campaign):
        raise Http404
    codebook = codebook_in_use(campaign)
    local = local_themes(codebook) if codebook else Topic.objects.none()
    context = {
        "campaign": campaign,
        "codebook": codebook,
        "branches": branches_of(codebook) if codebook else [],
        "page": Paginator(local, LOCAL_PER_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "ideas/themes/list.html", context)


@open_to(Policy.COORDINATE)
@login_required
def codebook(request: HttpRequest, campaign_slug: str) -> HttpResponse:
    """Show the version being prepared, or the one in use; the themes of territories; the earlier versions."""
    campaign = _campaign(request, campaign_slug)
    draft = codebook_draft(campaign)
    shown = draft or codebook_in_use(campaign)
    local = local_themes(shown) if shown else Topic.objects.none()
    context = {
        "campaign": campaign,
        "codebook": shown,
        "can_edit": draft is not None and not campaign.is_closed,
        "branches": branches_of(shown) if shown else [],
        "versions": Codebook.objects.in_campaign(campaign).published().order_by("-version"),
        "page": Paginator(local, LOCAL_PER_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "ideas/themes/codebook.html", context)


@open_to(Policy.COORDINATE)
@login_required
@require_POST
def codebook_new_version(request: HttpRequest, campaign_slug: str) -> HttpResponse:
    """Prepare a new version, which starts from the last."""
    campaign = _campaign(request, campaign_slug)
    try:
        draft_codebook(campaign=campaign, person=coordinator(request), at=timezone.now())
    except DomainError as error:
        messages.error(request, str(error))
    return redirect("ideas:codebook", campaign.slug)


@open_to(Policy.COORDINATE)
@login_required
def codebook_publish(request: HttpRequest, campaign_slug: str) -> HttpResponse:
    """Ask what changed, then publish the version being prepared."""
    campaign = _campaign(request, campaign_slug)
    draft = _draft_or_404(campaign)
    form = PublishThemesForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        note = form.cleaned_data["change_note"]
        try:
            publish_codebook(codebook=draft, change_note=note, person=coordinator(request), at=timezone.now())
        except DomainError as error:
            form.add_error("change_note", str(error))
        else:
            messages.success(request, _("This version of the themes is published. It never changes from now on."))
            return redirect("ideas:codebook", campaign.slug)
    context = {"campaign": campaign, "codebook": draft, "form": form, "n_themes": draft.topics.of_everyone().count()}
    return render(request, "ideas/themes/publish.html", context)


@open_to(Policy.COORDINATE)
@login_required
def theme_create(request: HttpRequest, campaign_slug: str) -> HttpResponse:
    """Add a theme of everyone to the version being prepared."""
    campaign = _campaign(request, campaign_slug)
    return _theme_page(request, _draft_or_404(campaign), None)


@open_to(Policy.COORDINATE)
@login_required
def theme_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a theme of everyone in the version being prepared."""
    topic = _theme(request, pk)
    return _theme_page(request, topic.codebook, topic)


def _theme_page(request: HttpRequest, codebook: Codebook, topic: Topic | None) -> HttpResponse:
    form = ThemeForm(request.POST or None, codebook=codebook, topic=topic)
    if request.method == "POST" and form.is_valid():
        try:
            save_theme(
                codebook=codebook,
                topic=topic,
                written=form.written(),
                place=form.cleaned_data["place"],
                person=coordinator(request),
                at=timezone.now(),
            )
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The theme is saved."))
            return redirect("ideas:codebook", codebook.campaign.slug)
    context = {"campaign": codebook.campaign, "codebook": codebook, "topic": topic, "form": form}
    return render(request, "ideas/themes/edit.html", context)


@open_to(Policy.COORDINATE)
@login_required
@require_POST
def theme_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove a theme of everyone from the version being prepared."""
    topic = _theme(request, pk)
    try:
        remove_theme(topic=topic, person=coordinator(request), at=timezone.now())
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The theme is removed."))
    return redirect("ideas:codebook", topic.codebook.campaign.slug)


def _theme(request: HttpRequest, pk: int) -> Topic:
    coordinator(request)
    themes = Topic.objects.of_everyone().select_related("codebook__campaign", "parent")
    return get_object_or_404(themes, pk=pk)


def _draft_or_404(campaign: Campaign) -> Codebook:
    draft = codebook_draft(campaign)
    if draft is None:
        raise Http404
    return draft


@open_to(Policy.COORDINATE)
@login_required
def codebook_bring(request: HttpRequest, campaign_slug: str) -> HttpResponse:
    """Take themes from a file into the version being prepared."""
    campaign = _campaign(request, campaign_slug)
    draft = _draft_or_404(campaign)
    form = BringForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            themes = _themes_of(form.cleaned_data["file"])
            n_new, n_changed = bring_themes(
                codebook=draft, themes=themes, person=coordinator(request), at=timezone.now()
            )
        except DomainError as error:
            form.add_error("file", str(error))
        else:
            counts = {"n_new": n_new, "n_changed": n_changed, "n_same": len(themes) - n_new - n_changed}
            sentence = _("Themes brought: %(n_new)s new, %(n_changed)s changed, %(n_same)s as they were.")
            messages.success(request, sentence % counts)
            return redirect("ideas:codebook", campaign.slug)
    return render(request, "ideas/themes/bring.html", {"campaign": campaign, "form": form})


def _themes_of(file: File[bytes]) -> tuple[WrittenTheme, ...]:
    """Read an upload in a limited child process, under a name of ours with its own ending."""
    name = PurePath(file.name or "").name
    suffix = PurePath(name).suffix.lower()[:6]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"themes{suffix}"
        with path.open("wb") as written:
            written.writelines(file.chunks())
        return read_themes(path, name=name)


@open_to(Policy.COORDINATE)
@login_required
def codebook_take_away(request: HttpRequest, campaign_slug: str) -> HttpResponse:
    """Download the themes of everyone, in the version being prepared or in use, as a table that can be brought back."""
    campaign = _campaign(request, campaign_slug)
    shown = codebook_draft(campaign) or codebook_in_use(campaign)
    if shown is None:
        raise Http404
    written = io.StringIO()
    topics = shown.topics.of_everyone().select_related("parent").order_by("position", "pk")
    csv.writer(written).writerows(cells_of(topics))
    response = HttpResponse("\ufeff" + written.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="themes-{campaign.slug}-v{shown.version}.csv"'
    return response
