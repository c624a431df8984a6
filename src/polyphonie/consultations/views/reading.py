"""The page of a consultation, and showing it to everyone."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from polyphonie.accounts.permissions import can_analyze
from polyphonie.consultations.permissions import can_describe, can_publish, can_see
from polyphonie.consultations.queries.activities import activity_lines
from polyphonie.consultations.queries.reading import (
    activities_in_order,
    consultation_figures,
    outcomes_of,
    publics_reached,
)
from polyphonie.consultations.services.publishing import publish_consultation, withdraw_consultation
from polyphonie.consultations.views.finding import CONSULTATIONS, CountedPaginator, fetch_roles, signed_in
from polyphonie.core.errors import DomainError
from polyphonie.core.policies import Policy, open_to

ACTIVITIES_PER_PAGE = 15


@open_to(Policy.PUBLISHED)
def consultation_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one consultation: what is at stake, who was sought and reached, what came out."""
    consultation = get_object_or_404(CONSULTATIONS, slug=slug)
    fetch_roles(request)
    if not can_see(request.user, consultation):
        raise Http404
    publics = publics_reached(consultation)
    figures = consultation_figures(consultation, publics)
    activities = activities_in_order(consultation).prefetch_related("attendance")
    paginator = CountedPaginator(activities, ACTIVITIES_PER_PAGE, n=figures.n_activities)
    page = paginator.get_page(request.GET.get("page"))
    context = {
        "campaign": consultation.campaign,
        "consultation": consultation,
        "territory": consultation.territory,
        "is_open": consultation.is_open(timezone.now()),
        "page": page,
        "lines": activity_lines(page, threshold=consultation.campaign.disclosure_threshold),
        "sought": list(consultation.sought_publics.all()),
        "figures": figures,
        "publics": publics,
        "outcomes": outcomes_of(consultation),
        "can_work": can_analyze(request.user, consultation.territory),
        "can_describe": can_describe(request.user, consultation.territory),
        "can_publish": can_publish(request.user, consultation),
    }
    return render(request, "consultations/detail.html", context)


@open_to(Policy.MANAGE)
@login_required
@require_POST
def consultation_publication(request: HttpRequest, slug: str) -> HttpResponse:
    """Publish a consultation, or withdraw it."""
    consultation = get_object_or_404(CONSULTATIONS, slug=slug)
    if not can_publish(request.user, consultation):
        raise Http404
    is_withdrawal = request.POST.get("action") == "withdraw"
    act = withdraw_consultation if is_withdrawal else publish_consultation
    try:
        act(consultation=consultation, person=signed_in(request), at=timezone.now())
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _what_it_means(is_withdrawal=is_withdrawal))
    return redirect("consultations:detail", slug=consultation.slug)


def _what_it_means(*, is_withdrawal: bool) -> str:
    if is_withdrawal:
        return _("The consultation is withdrawn: only its territory sees it now.")
    return _("The consultation is published: anyone can read it, and what was said in it.")
