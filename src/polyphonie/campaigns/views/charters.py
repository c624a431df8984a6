"""Back office: the charter, version by version."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from polyphonie.campaigns.forms.charters import CharterForm, ConfirmForm
from polyphonie.campaigns.forms.rows import CommitmentFormSet, asked_commitments
from polyphonie.campaigns.models import Campaign, Charter
from polyphonie.campaigns.queries.charters import (
    charter_draft,
    charter_in_force,
    differences_with_version_before,
    signatories,
)
from polyphonie.campaigns.services.charters import (
    CharterWords,
    draft_charter,
    fingerprint_of_words,
    save_charter,
    words_of,
)
from polyphonie.campaigns.services.editing import Edition
from polyphonie.campaigns.services.publishing import publish_charter
from polyphonie.campaigns.shipped import says_first_version
from polyphonie.campaigns.views.managing import campaign_to_run, coordinator
from polyphonie.core.errors import DomainError
from polyphonie.core.policies import Policy, open_to


@open_to(Policy.COORDINATE)
@login_required
def charter_edit(request: HttpRequest, campaign_slug: str) -> HttpResponse:
    """Edit the draft of the charter, or show its versions where none is being prepared."""
    campaign = campaign_to_run(request, campaign_slug)
    draft = charter_draft(campaign)
    context: dict[str, Any] = {"campaign": campaign, "draft": draft, "versions": _versions(campaign)}
    if draft is None or campaign.is_closed:
        return render(request, "campaigns/charter_versions.html", context)
    words = words_of(draft)
    form = CharterForm(request.POST or None, initial=_initial(words))
    formset = CommitmentFormSet(request.POST or None, initial=_initial_rows(words), prefix="commitments")
    error = ""
    if request.method == "POST" and form.is_valid() and formset.is_valid():
        error = _save(request, draft, form.cleaned_data, formset)
        if not error:
            messages.success(request, _("The draft of the charter is saved."))
            wanted = "charter_publish" if "preview" in request.POST else "charter_edit"
            return redirect(f"campaigns:{wanted}", campaign.slug)
        form = _typed_again(request, fingerprint_of_words(words))
    context |= {"form": form, "formset": formset, "error": error, "saved_now": [row.title for row in words.commitments]}
    return render(request, "campaigns/charter_edit.html", context)


def _versions(campaign: Campaign) -> list[Charter]:
    return list(Charter.objects.in_campaign(campaign).published().order_by("-version"))


def _initial(words: CharterWords) -> dict[str, str]:
    return {
        "title": words.title,
        "preamble": words.preamble,
        "change_note": words.change_note,
        "seen": fingerprint_of_words(words),
    }


def _initial_rows(words: CharterWords) -> list[dict[str, Any]]:
    return [vars(row) for row in words.commitments]


def _save(request: HttpRequest, draft: Charter, typed: dict[str, Any], formset: Any) -> str:
    """Save the draft; give the sentence of what went against it, or nothing."""
    words = CharterWords(typed["title"], typed["preamble"], typed["change_note"], asked_commitments(formset))
    edition = Edition(coordinator(request), timezone.now(), typed["seen"])
    try:
        save_charter(charter=draft, words=words, removed=formset.removed(), edition=edition)
    except DomainError as error:
        return str(error)
    return ""


def _typed_again(request: HttpRequest, seen: str) -> CharterForm:
    """Give what was typed once more, ready to be saved over what is there now."""
    typed = request.POST.copy()
    typed["seen"] = seen
    return CharterForm(typed)


@open_to(Policy.COORDINATE)
@login_required
@require_POST
def charter_new_version(request: HttpRequest, campaign_slug: str) -> HttpResponse:
    """Prepare a new version, which starts from the last."""
    campaign = campaign_to_run(request, campaign_slug)
    try:
        draft_charter(campaign=campaign, person=coordinator(request), at=timezone.now())
    except DomainError as error:
        messages.error(request, str(error))
    return redirect("campaigns:charter_edit", campaign.slug)


@open_to(Policy.COORDINATE)
@login_required
def charter_publish(request: HttpRequest, campaign_slug: str) -> HttpResponse:
    """Show a draft as it will be read, and publish it."""
    campaign = campaign_to_run(request, campaign_slug)
    draft = charter_draft(campaign)
    if draft is None:
        raise Http404
    form = ConfirmForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            publish_charter(charter=draft, person=coordinator(request), at=timezone.now())
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("This version of the charter is published. It never changes from now on."))
            return redirect("campaigns:manage", campaign.slug)
    context = {
        "campaign": campaign,
        "charter": draft,
        "commitments": draft.commitments.all(),
        "differences": differences_with_version_before(draft),
        "in_force": charter_in_force(campaign),
        "n_signed": signatories(campaign).count(),
        "form": form,
        "is_unread": says_first_version(draft.preamble),
    }
    return render(request, "campaigns/charter_publish.html", context)
