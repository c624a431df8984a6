"""Back office: the activities of a consultation, and the documents of each."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from polyphonie.consultations.errors import AnotherActivityHasThisTitle, SavedMeanwhile
from polyphonie.consultations.forms.activity import ActivityForm
from polyphonie.consultations.forms.differences import differences
from polyphonie.consultations.forms.document import DocumentForm
from polyphonie.consultations.models import Activity, ActivityDocument
from polyphonie.consultations.permissions import refuse_change
from polyphonie.consultations.queries.reading import activities_in_order
from polyphonie.consultations.services.activities import (
    create_activity,
    remove_activity,
    save_activity,
    set_cancelled,
)
from polyphonie.consultations.services.documents import attach_document, remove_document
from polyphonie.consultations.services.versions import version_of
from polyphonie.consultations.views.finding import (
    activity_to_describe,
    consultation_to_describe,
    context_of,
    signed_in,
)
from polyphonie.core.errors import DomainError
from polyphonie.core.files import FileRefused
from polyphonie.core.policies import Policy, open_to

ACTIVITIES_PER_PAGE = 30
_DOCUMENT_IDS = "document_%s"  # the form of the activity stands on the same page


@open_to(Policy.CONTRIBUTE)
@login_required
@require_safe
def activity_list(request: HttpRequest, slug: str) -> HttpResponse:
    """List the activities of a consultation, for who describes them."""
    consultation = consultation_to_describe(request, slug)
    activities = activities_in_order(consultation).annotate(n_documents=Count("documents"))
    page = Paginator(activities, ACTIVITIES_PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "consultations/activities.html", context_of(consultation, page=page))


@open_to(Policy.CONTRIBUTE)
@login_required
def activity_create(request: HttpRequest, slug: str) -> HttpResponse:
    """Add an activity to a consultation."""
    consultation = consultation_to_describe(request, slug)
    form = ActivityForm(request.POST or None, territory=consultation.territory)
    context = context_of(consultation, form=form)
    try:
        refuse_change(consultation)
        if request.method == "POST" and form.is_valid():
            activity = create_activity(
                consultation=consultation,
                description=form.described(),
                attendance=form.attendance(),
                person=signed_in(request),
                at=timezone.now(),
            )
            messages.success(request, _("The activity is added. You may attach its documents."))
            return redirect("consultations:activity_edit", activity.pk)
    except AnotherActivityHasThisTitle as error:
        form.add_error("title", str(error))
    except DomainError as error:
        context["refusal"] = str(error)
    return render(request, "consultations/activity_edit.html", context)


@open_to(Policy.CONTRIBUTE)
@login_required
def activity_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Describe an activity; what someone else saved meanwhile is not written over unseen."""
    activity = activity_to_describe(request, pk)
    form = ActivityForm(request.POST or None, territory=activity.consultation.territory, activity=activity)
    context: dict[str, object] = {}
    try:
        refuse_change(activity.consultation)
        if request.method == "POST" and form.is_valid():
            save_activity(
                activity=activity,
                description=form.described(),
                attendance=form.attendance(),
                seen=form.cleaned_data["seen"],
                person=signed_in(request),
                at=timezone.now(),
            )
            messages.success(request, _("The activity is saved."))
            return redirect("consultations:activity_edit", pk)
    except AnotherActivityHasThisTitle as error:
        form.add_error("title", str(error))
    except SavedMeanwhile as error:
        form.add_error(None, str(error))
        context = _beside_what_was_saved(request, form, activity)
    except DomainError as error:
        context["refusal"] = str(error)
    return _activity_page(request, activity, form=form, **context)


def _activity_page(request: HttpRequest, activity: Activity, **more: Any) -> HttpResponse:
    context = {
        "activity": activity,
        "documents": list(activity.documents.select_related("file")),
        "document_form": DocumentForm(auto_id=_DOCUMENT_IDS),
        **more,
    }
    return render(request, "consultations/activity_edit.html", context_of(activity.consultation, **context))


def _beside_what_was_saved(request: HttpRequest, form: ActivityForm, activity: Activity) -> dict[str, object]:
    """Keep what was typed on the screen, show what another person saved, and let the next save go through."""
    latest = Activity.objects.select_related("consultation__territory").get(pk=activity.pk)
    form.data = request.POST.copy()
    form.data["seen"] = version_of(latest)
    saved = ActivityForm(territory=activity.consultation.territory, activity=latest)
    return {"saved_meanwhile": differences(form, saved)}


@open_to(Policy.CONTRIBUTE)
@login_required
@require_POST
def activity_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that an activity will not take place, or that it will after all."""
    activity = activity_to_describe(request, pk)
    is_cancelled = request.POST.get("action") != "restore"
    try:
        set_cancelled(activity=activity, is_cancelled=is_cancelled, person=signed_in(request), at=timezone.now())
    except DomainError as error:
        messages.error(request, str(error))
    else:
        done = _("The activity is cancelled: the agenda says so.")
        messages.success(request, done if is_cancelled else _("The activity takes place after all."))
    return redirect("consultations:activity_edit", pk)


@open_to(Policy.CONTRIBUTE)
@login_required
@require_POST
def activity_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove an activity on which nothing hangs."""
    activity = activity_to_describe(request, pk)
    try:
        remove_activity(activity=activity, person=signed_in(request), at=timezone.now())
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("consultations:activity_edit", pk)
    messages.success(request, _("The activity is removed."))
    return redirect("consultations:activities", slug=activity.consultation.slug)


@open_to(Policy.CONTRIBUTE)
@login_required
@require_POST
def document_attach(request: HttpRequest, pk: int) -> HttpResponse:
    """Attach a document to an activity."""
    activity = activity_to_describe(request, pk)
    form = DocumentForm(request.POST, request.FILES, auto_id=_DOCUMENT_IDS)
    if form.is_valid():
        asked = form.cleaned_data
        try:
            attach_document(
                activity=activity,
                upload=asked["file"],
                title=asked["title"],
                kind=asked["kind"],
                is_public=asked["is_public"],
                person=signed_in(request),
                at=timezone.now(),
            )
        except FileRefused as error:
            form.add_error("file", str(error))
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The document is attached."))
            return redirect("consultations:activity_edit", pk)
    described = ActivityForm(territory=activity.consultation.territory, activity=activity)
    return _activity_page(request, activity, form=described, document_form=form)


@open_to(Policy.CONTRIBUTE)
@login_required
@require_POST
def document_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a document away from its activity."""
    related = ("file", "activity__consultation__campaign", "activity__consultation__territory")
    document = get_object_or_404(ActivityDocument.objects.select_related(*related), pk=pk)
    activity_to_describe(request, document.activity_id)
    try:
        remove_document(document=document, person=signed_in(request), at=timezone.now())
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The document is removed."))
    return redirect("consultations:activity_edit", document.activity_id)
