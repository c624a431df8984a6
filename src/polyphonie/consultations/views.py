from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from polyphonie.accounts.permissions import can_analyze
from polyphonie.consultations.models import Consultation
from polyphonie.consultations.permissions import can_publish, can_see
from polyphonie.consultations.queries import consultation_figures, outcomes_of, publics_reached
from polyphonie.consultations.services import publish_consultation, withdraw_consultation

_CONSULTATIONS = Consultation.objects.select_related("campaign", "territory")


def consultation_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one consultation: what is at stake, who was sought and reached, what came out."""
    consultation = get_object_or_404(_CONSULTATIONS, slug=slug)
    if not can_see(request.user, consultation):
        raise Http404
    context = {
        "campaign": consultation.campaign,
        "consultation": consultation,
        "territory": consultation.territory,
        "is_open": consultation.is_open(timezone.now()),
        "activities": list(consultation.activities.all()),
        "figures": consultation_figures(consultation),
        "publics": publics_reached(consultation),
        "outcomes": outcomes_of(consultation),
        "can_work": can_analyze(request.user, consultation.territory),
        "can_publish": can_publish(request.user, consultation),
    }
    return render(request, "consultations/detail.html", context)


@login_required
@require_POST
def consultation_publication(request: HttpRequest, slug: str) -> HttpResponse:
    """Publish a consultation, or withdraw it."""
    consultation = get_object_or_404(_CONSULTATIONS, slug=slug)
    if not can_publish(request.user, consultation):
        raise Http404
    if request.POST.get("action") == "withdraw":
        withdraw_consultation(consultation=consultation)
        messages.success(request, _("The consultation is withdrawn: only its territory sees it now."))
    else:
        publish_consultation(consultation=consultation)
        messages.success(request, _("The consultation is published: anyone can read it, and what was said in it."))
    return redirect("consultations:detail", slug=consultation.slug)
