"""Back office: the texts, the questions and the calendar of a campaign."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from polyphonie.campaigns.editions import fingerprint_of_rows
from polyphonie.campaigns.errors import ChangedMeanwhile
from polyphonie.campaigns.forms.managing import SECTIONS, SectionForm
from polyphonie.campaigns.forms.rows import (
    MilestoneFormSet,
    QuestionFormSet,
    SeenForm,
    asked_milestones,
    asked_questions,
)
from polyphonie.campaigns.models import Campaign
from polyphonie.campaigns.services.editing import (
    Edition,
    milestone_rows,
    question_rows,
    save_milestones,
    save_questions,
    save_section,
)
from polyphonie.campaigns.views.managing import campaign_to_run, coordinator
from polyphonie.core.errors import DomainError
from polyphonie.core.policies import Policy, open_to


@open_to(Policy.COORDINATE)
@login_required
def campaign_edit(request: HttpRequest, campaign_slug: str, section: str) -> HttpResponse:
    """Edit some fields of a campaign; a long text can be looked at before it is saved."""
    campaign = campaign_to_run(request, campaign_slug)
    form_class = SECTIONS.get(section)
    if form_class is None:
        raise Http404
    form = form_class(request.POST or None, campaign=campaign)
    context: dict[str, Any] = {"campaign": campaign, "page_title": form.title_of_page}
    if request.method == "POST" and form.is_valid():
        if "preview" in request.POST:
            context |= {"preview": form.cleaned_data[form.previewed], "is_previewed": True}
        else:
            saved = _save_section(request, form)
            if isinstance(saved, Campaign):
                messages.success(request, _("Saved."))
                return redirect("campaigns:manage", saved.slug)
            form = saved
            context["saved_now"] = _differing(form)
    return render(request, "campaigns/edit.html", context | {"form": form})


def _save_section(request: HttpRequest, form: SectionForm) -> Campaign | SectionForm:
    """Save, or give the form back with what was typed and the reason."""
    try:
        return save_section(
            campaign=form.campaign, section=form.section, values=form.values(), edition=_edition(request)
        )
    except ChangedMeanwhile as error:
        form.campaign.refresh_from_db()
        typed = request.POST.copy()
        typed["seen"] = form.fingerprint()
        again = type(form)(typed, campaign=form.campaign)
        again.add_error(None, str(error))
        return again
    except DomainError as error:
        form.add_error(None, str(error))
        return form


def _differing(form: SectionForm) -> list[tuple[str, str]]:
    """Say what is saved now where something else was typed."""
    return [
        (str(form.fields[name].label), _in_words(value))
        for name, value in form.saved().items()
        if form.cleaned_data.get(name) != value
    ]


def _in_words(value: object) -> str:
    return ", ".join(value) if isinstance(value, list) else str(value if value is not None else "")


def _edition(request: HttpRequest) -> Edition:
    return Edition(coordinator(request), timezone.now(), request.POST.get("seen", ""))


@open_to(Policy.COORDINATE)
@login_required
def campaign_questions(request: HttpRequest, campaign_slug: str) -> HttpResponse:
    """Add, move, correct and remove the questions put to debate."""
    campaign = campaign_to_run(request, campaign_slug)
    rows = question_rows(campaign)
    initial = [{"pk": row.pk, "text": row.text} for row in rows]
    formset = QuestionFormSet(request.POST or None, initial=initial, prefix="questions")
    seen, error = fingerprint_of_rows(rows), ""
    if request.method == "POST" and formset.is_valid():
        edition = _edition(request)
        asked, removed = asked_questions(formset), formset.removed()
        error = _attempt(lambda: save_questions(campaign=campaign, rows=asked, removed=removed, edition=edition))
        if not error:
            messages.success(request, _("The questions are saved."))
            return redirect("campaigns:questions", campaign.slug)
    context = _rows_context(request, campaign, formset, seen=seen, error=error)
    return render(request, "campaigns/questions.html", context | {"saved_now": [row.text for row in rows]})


@open_to(Policy.COORDINATE)
@login_required
def campaign_calendar(request: HttpRequest, campaign_slug: str) -> HttpResponse:
    """Add, move and remove the dates of the calendar."""
    campaign = campaign_to_run(request, campaign_slug)
    rows = milestone_rows(campaign)
    initial = [{"pk": row.pk, "date": row.date, "label": row.label, "deadline": row.deadline} for row in rows]
    formset = MilestoneFormSet(request.POST or None, initial=initial, prefix="milestones")
    seen, error = fingerprint_of_rows(rows), ""
    if request.method == "POST" and formset.is_valid():
        edition = _edition(request)
        asked, removed = asked_milestones(formset), formset.removed()
        error = _attempt(lambda: save_milestones(campaign=campaign, rows=asked, removed=removed, edition=edition))
        if not error:
            messages.success(request, _("The calendar is saved."))
            return redirect("campaigns:calendar", campaign.slug)
    context = _rows_context(request, campaign, formset, seen=seen, error=error)
    saved_now = [f"{row.date} {row.label}" for row in rows]
    return render(request, "campaigns/calendar.html", context | {"saved_now": saved_now})


def _attempt(save: Callable[[], object]) -> str:
    """Save; give the sentence of what went against it, or nothing."""
    try:
        save()
    except DomainError as error:
        return str(error)
    return ""


def _rows_context(
    request: HttpRequest, campaign: Campaign, formset: object, *, seen: str, error: str
) -> dict[str, object]:
    """After a refusal that is not about what was seen, what was seen stays as it was."""
    typed = request.POST.get("seen", "") if request.method == "POST" and not error else seen
    return {
        "campaign": campaign,
        "formset": formset,
        "seen": SeenForm(initial={"seen": typed or seen}),
        "error": error,
    }
