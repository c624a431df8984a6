"""Themes that a territory adds for itself, and what the coordination makes of them."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from polyphonie.accounts.models import User
from polyphonie.accounts.permissions import can_analyze
from polyphonie.campaigns.models import Campaign
from polyphonie.core.errors import DomainError
from polyphonie.core.policies import Policy, open_to
from polyphonie.ideas.models import Codebook, Topic
from polyphonie.ideas.queries.codebooks import branches_of, codebook_in_use, takes_part
from polyphonie.ideas.services.local_themes import (
    add_local_theme,
    change_local_theme,
    merge_local_theme,
    promote_local_theme,
    remove_local_theme,
    undo_promotion,
)
from polyphonie.ideas.theme_forms import LocalThemeForm, MergeThemeForm
from polyphonie.ideas.views.themes import coordinator
from polyphonie.territories.models import Territory


def _analyst(request: HttpRequest, territory: Territory) -> User:
    if not isinstance(request.user, User) or not can_analyze(request.user, territory):
        raise Http404
    return request.user


@open_to(Policy.ANALYZE)
@login_required
def local_theme_list(request: HttpRequest, campaign_slug: str, territory_slug: str) -> HttpResponse:
    """List the themes of a territory, and let it add one."""
    territory = get_object_or_404(Territory, slug=territory_slug)
    person = _analyst(request, territory)
    campaign = get_object_or_404(Campaign, slug=campaign_slug)
    codebook = codebook_in_use(campaign)
    form = LocalThemeForm(request.POST or None, codebook=codebook) if codebook else None
    if form and request.method == "POST" and form.is_valid():
        try:
            add_local_theme(
                campaign=campaign, territory=territory, written=form.written(), person=person, at=timezone.now()
            )
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Your theme is added. The coordination sees it too."))
            return redirect("ideas:local_themes", campaign.slug, territory.slug)
    context = {
        "campaign": campaign,
        "territory": territory,
        "codebook": codebook,
        "branches": branches_of(codebook) if codebook else [],
        "topics": _topics_of(codebook, territory) if codebook else [],
        "can_add": takes_part(campaign, territory) and not campaign.is_closed,
        "form": form,
    }
    return render(request, "ideas/themes/local_list.html", context)


def _topics_of(codebook: Codebook, territory: Territory) -> list[Topic]:
    return list(codebook.topics.of(territory).select_related("parent", "merged_into").order_by("pk"))


def _local_theme(request: HttpRequest, pk: int) -> Topic:
    related = ("codebook__campaign", "territory", "parent", "merged_into")
    topic = get_object_or_404(Topic.objects.local().select_related(*related), pk=pk)
    if topic.territory is not None:
        _analyst(request, topic.territory)
    return topic


@open_to(Policy.ANALYZE)
@login_required
def local_theme_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a theme of a territory."""
    topic = _local_theme(request, pk)
    person = request.user if isinstance(request.user, User) else None
    form = LocalThemeForm(request.POST or None, codebook=topic.codebook, topic=topic)
    campaign, territory = topic.codebook.campaign, topic.territory
    if request.method == "POST" and form.is_valid():
        try:
            change_local_theme(topic=topic, written=form.written(), person=person, at=timezone.now())
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The theme is saved."))
            return redirect("ideas:local_themes", campaign.slug, territory.slug if territory else "")
    context = {"campaign": campaign, "territory": territory, "topic": topic, "form": form}
    return render(request, "ideas/themes/local_edit.html", context)


@open_to(Policy.ANALYZE)
@login_required
@require_POST
def local_theme_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove a theme of a territory."""
    topic = _local_theme(request, pk)
    campaign, territory = topic.codebook.campaign, topic.territory
    person = request.user if isinstance(request.user, User) else None
    try:
        remove_local_theme(topic=topic, person=person, at=timezone.now())
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The theme is removed."))
    return redirect("ideas:local_themes", campaign.slug, territory.slug if territory else "")


@open_to(Policy.COORDINATE)
@login_required
def theme_place(request: HttpRequest, pk: int) -> HttpResponse:
    """Merge a theme of a territory into one of everyone, make it one, or undo either."""
    person = coordinator(request)
    related = ("codebook__campaign", "territory", "parent", "merged_into", "proposed_by")
    topic = get_object_or_404(Topic.objects.select_related(*related), pk=pk)
    if topic.territory is None and topic.proposed_by is None:
        raise Http404
    form = MergeThemeForm(request.POST if "merge" in request.POST else None, codebook=topic.codebook)
    if request.method == "POST":
        try:
            sentence = _carry_out(request, topic, form, person)
        except DomainError as error:
            messages.error(request, str(error))
            return redirect("ideas:theme_place", topic.pk)
        if sentence:
            messages.success(request, sentence)
            return redirect("ideas:codebook", topic.codebook.campaign.slug)
    context = {"campaign": topic.codebook.campaign, "topic": topic, "form": form}
    return render(request, "ideas/themes/place.html", context)


def _carry_out(request: HttpRequest, topic: Topic, form: MergeThemeForm, person: User) -> str:
    """Do what the button pressed says; give the sentence that tells it, or nothing where the form lacks something."""
    now = timezone.now()
    if "promote" in request.POST:
        promote_local_theme(topic=topic, person=person, at=now)
        return _("It is now a theme of everyone, in the version being prepared.")
    if "undo_promotion" in request.POST:
        undo_promotion(topic=topic, person=person, at=now)
        return _("The theme is given back to its territory.")
    if "undo_merge" in request.POST:
        merge_local_theme(topic=topic, into=None, person=person, at=now)
        return _("The theme stands on its own again.")
    if not form.is_valid():
        return ""
    merge_local_theme(topic=topic, into=form.cleaned_data["into"], person=person, at=now)
    return _("The theme is merged. Nothing is erased, and this can be undone.")
