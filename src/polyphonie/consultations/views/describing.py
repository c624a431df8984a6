"""Back office: create a consultation, describe it, look at what is missing before it is shown."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from polyphonie.campaigns.models import Campaign
from polyphonie.consultations.errors import CharterIsNotSigned, SavedMeanwhile
from polyphonie.consultations.forms.consultation import ConsultationForm
from polyphonie.consultations.forms.differences import differences
from polyphonie.consultations.models import Consultation
from polyphonie.consultations.permissions import can_describe, can_publish, refuse_change, refuse_creation
from polyphonie.consultations.queries.readiness import checks_of
from polyphonie.consultations.services.describing import create_consultation, save_consultation
from polyphonie.consultations.services.versions import version_of
from polyphonie.consultations.views.finding import consultation_to_describe, context_of, fetch_roles, signed_in
from polyphonie.core.errors import DomainError
from polyphonie.core.policies import Policy, open_to
from polyphonie.territories.models import Territory


@open_to(Policy.CONTRIBUTE)
@login_required
def consultation_create(request: HttpRequest, campaign_slug: str, territory_slug: str) -> HttpResponse:
    """Create a consultation of a territory in a campaign."""
    campaign = get_object_or_404(Campaign, slug=campaign_slug)
    territory = get_object_or_404(Territory, slug=territory_slug)
    fetch_roles(request)
    if not can_describe(request.user, territory):
        raise Http404
    form = ConsultationForm(request.POST or None, zone=territory.zone)
    context: dict[str, Any] = {"campaign": campaign, "territory": territory, "form": form}
    try:
        refuse_creation(campaign, territory)
        if request.method == "POST" and form.is_valid():
            created = create_consultation(
                campaign=campaign,
                territory=territory,
                description=form.described(),
                publics=form.publics_asked(),
                person=signed_in(request),
                at=timezone.now(),
            )
            messages.success(request, _("The consultation is created. Nobody outside of your territory sees it yet."))
            return redirect("consultations:activities", slug=created.slug)
    except DomainError as error:
        context |= {"refusal": str(error), "is_to_sign": isinstance(error, CharterIsNotSigned)}
    return render(request, "consultations/edit.html", context)


@open_to(Policy.CONTRIBUTE)
@login_required
def consultation_edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Describe a consultation; what someone else saved meanwhile is not written over unseen."""
    consultation = consultation_to_describe(request, slug)
    form = ConsultationForm(request.POST or None, zone=consultation.territory.zone, consultation=consultation)
    context = context_of(consultation, form=form)
    try:
        refuse_change(consultation)
        if request.method == "POST" and form.is_valid():
            save_consultation(
                consultation=consultation,
                description=form.described(),
                publics=form.publics_asked(),
                seen=form.cleaned_data["seen"],
                person=signed_in(request),
                at=timezone.now(),
            )
            messages.success(request, _("The description is saved."))
            return redirect("consultations:readiness", slug=consultation.slug)
    except SavedMeanwhile as error:
        form.add_error(None, str(error))
        context |= _beside_what_was_saved(request, form, consultation)
    except DomainError as error:
        context["refusal"] = str(error)
    return render(request, "consultations/edit.html", context)


def _beside_what_was_saved(request: HttpRequest, form: ConsultationForm, consultation: Consultation) -> dict[str, Any]:
    """Keep what was typed on the screen, show what another person saved, and let the next save go through."""
    latest = Consultation.objects.get(pk=consultation.pk)
    form.data = request.POST.copy()
    form.data["seen"] = version_of(latest)
    saved = ConsultationForm(zone=consultation.territory.zone, consultation=latest)
    return {"saved_meanwhile": differences(form, saved)}


@open_to(Policy.CONTRIBUTE)
@login_required
@require_safe
def consultation_readiness(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what readers will look for in a consultation and not find, before it is published."""
    consultation = consultation_to_describe(request, slug)
    checks = checks_of(consultation)
    context = context_of(
        consultation,
        checks=checks,
        n_missing=sum(not check.is_there for check in checks),
        can_publish=can_publish(request.user, consultation),
    )
    return render(request, "consultations/readiness.html", context)
