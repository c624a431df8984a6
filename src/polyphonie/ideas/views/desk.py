from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from polyphonie.accounts.permissions import can_analyze_nationally
from polyphonie.campaigns.models import Campaign
from polyphonie.campaigns.permissions import refuse_if_closed
from polyphonie.consultations.models import Consultation
from polyphonie.core.errors import DomainError
from polyphonie.core.policies import Policy, open_to
from polyphonie.ideas.jobs import gather_ideas_of_campaign, gather_ideas_of_consultation
from polyphonie.ideas.permissions import can_gather
from polyphonie.ideas.queries.desk import consultations_of, runs_of, under_way


@open_to(Policy.ANALYZE)
@login_required
def idea_desk(request: HttpRequest, campaign_slug: str) -> HttpResponse:
    """Show the runs of a campaign, what is under way, and the buttons that gather ideas."""
    campaign = get_object_or_404(Campaign, slug=campaign_slug)
    consultations = consultations_of(request.user, campaign)
    is_national = can_analyze_nationally(request.user)
    if not is_national and not consultations.exists():
        raise PermissionDenied
    context = {
        "campaign": campaign,
        "consultations": consultations,
        "runs": runs_of(request.user, campaign),
        "under_way": under_way(campaign, consultations),
        "is_national": is_national,
    }
    return render(request, "ideas/desk.html", context)


@open_to(Policy.ANALYZE_NATIONALLY)
@login_required
@require_POST
def gather_nationally(request: HttpRequest, campaign_slug: str) -> HttpResponse:
    """Ask for the ideas of the whole campaign."""
    campaign = get_object_or_404(Campaign, slug=campaign_slug)
    if not can_gather(request.user, None):
        raise PermissionDenied
    if _may_change(request, campaign):
        gather_ideas_of_campaign.enqueue(campaign.pk)
        _say_asked(request)
    return redirect("ideas:desk", campaign_slug=campaign.slug)


@open_to(Policy.ANALYZE)
@login_required
@require_POST
def gather_locally(request: HttpRequest, consultation_slug: str) -> HttpResponse:
    """Ask for the ideas of one consultation."""
    consultation = get_object_or_404(
        Consultation.objects.select_related("campaign", "territory"), slug=consultation_slug
    )
    if not can_gather(request.user, consultation):
        raise Http404
    if _may_change(request, consultation.campaign):
        gather_ideas_of_consultation.enqueue(consultation.pk)
        _say_asked(request)
    return redirect("ideas:desk", campaign_slug=consultation.campaign.slug)


def _may_change(request: HttpRequest, campaign: Campaign) -> bool:
    """Tell whether a campaign still takes anything; say why where it does not."""
    try:
        refuse_if_closed(campaign)
    except DomainError as error:
        messages.error(request, str(error))
        return False
    return True


def _say_asked(request: HttpRequest) -> None:
    messages.info(request, _("The contributions are being gathered. Reload this page to see where it stands."))
