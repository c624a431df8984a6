from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from polyphonie.accounts.permissions import can_analyze, can_read_drafts
from polyphonie.consultations.models import Consultation
from polyphonie.consultations.queries import consultation_figures, outcomes_of, publics_reached

_CONSULTATIONS = Consultation.objects.select_related("campaign", "territory")


def consultation_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one consultation: what is at stake, who was sought and reached, what came out."""
    consultation = get_object_or_404(_CONSULTATIONS, slug=slug)
    is_public = consultation.is_published and consultation.campaign.is_public
    if not is_public and not can_read_drafts(request.user, consultation.territory):
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
        "can_import": can_analyze(request.user, consultation.territory),
    }
    return render(request, "consultations/detail.html", context)
