"""Back office of the coordinator: the campaigns, one of them, its opening and its closing."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from polyphonie.accounts.models import User
from polyphonie.campaigns.forms.charters import ConfirmForm
from polyphonie.campaigns.forms.managing import SECTIONS, CreateForm
from polyphonie.campaigns.models import Campaign
from polyphonie.campaigns.permissions import can_coordinate
from polyphonie.campaigns.queries.charters import charter_draft, charter_in_force
from polyphonie.campaigns.queries.managing import campaigns_by_state, campaigns_with_counts, checklist
from polyphonie.campaigns.services.creating import create_campaign
from polyphonie.campaigns.services.phases import close_campaign, open_campaign
from polyphonie.core.errors import DomainError
from polyphonie.core.policies import Policy, open_to

CAMPAIGNS_PER_PAGE = 30


def coordinator(request: HttpRequest) -> User:
    """Give the coordinator who asks, and nobody else."""
    if not isinstance(request.user, User) or not can_coordinate(request.user):
        raise PermissionDenied
    return request.user


def campaign_to_run(request: HttpRequest, slug: str) -> Campaign:
    """Give a campaign to the coordinator."""
    coordinator(request)
    return get_object_or_404(Campaign, slug=slug)


@open_to(Policy.COORDINATE)
@login_required
def campaign_desk(request: HttpRequest) -> HttpResponse:
    """List the campaigns by state."""
    coordinator(request)
    page = Paginator(campaigns_with_counts(), CAMPAIGNS_PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "campaigns/desk.html", {"page": page, "groups": campaigns_by_state(list(page))})


@open_to(Policy.COORDINATE)
@login_required
def campaign_create(request: HttpRequest) -> HttpResponse:
    """Create a campaign, from the first version that is shipped or from an earlier one."""
    person = coordinator(request)
    form = CreateForm(request.POST or None, initial={"language": translation.get_language()})
    if request.method == "POST" and form.is_valid():
        campaign = create_campaign(asked=form.asked(), person=person, at=timezone.now())
        messages.success(request, _("The campaign is created. Nobody outside of the coordination sees it yet."))
        return redirect("campaigns:manage", campaign.slug)
    return render(request, "campaigns/create.html", {"form": form})


@open_to(Policy.COORDINATE)
@login_required
def campaign_manage(request: HttpRequest, campaign_slug: str) -> HttpResponse:
    """Show what is done and what is missing in a campaign, and the pages where it is edited."""
    campaign = campaign_to_run(request, campaign_slug)
    checks = [] if campaign.is_closed else checklist(campaign)
    context = {
        "campaign": campaign,
        "checks": checks,
        "n_done": sum(check.is_done for check in checks),
        "is_ready": all(check.is_done for check in checks if check.is_required),
        "charter": charter_in_force(campaign),
        "draft": charter_draft(campaign),
        "sections": [(form.section, form.title_of_page) for form in SECTIONS.values()],
    }
    return render(request, "campaigns/manage.html", context)


@open_to(Policy.COORDINATE)
@login_required
def campaign_open(request: HttpRequest, campaign_slug: str) -> HttpResponse:
    """Ask whether one is sure, then open a campaign."""
    campaign = campaign_to_run(request, campaign_slug)
    form = ConfirmForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            open_campaign(campaign=campaign, person=coordinator(request), at=timezone.now())
        except DomainError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("The campaign is open: anyone can read it, and territories can join it."))
        return redirect("campaigns:manage", campaign.slug)
    return render(request, "campaigns/open.html", {"campaign": campaign, "form": form})


@open_to(Policy.COORDINATE)
@login_required
def campaign_close(request: HttpRequest, campaign_slug: str) -> HttpResponse:
    """Ask whether one is sure, then close a campaign for ever."""
    campaign = campaign_to_run(request, campaign_slug)
    form = ConfirmForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            close_campaign(campaign=campaign, person=coordinator(request), at=timezone.now())
        except DomainError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("The campaign is closed. It stays readable for ever."))
        return redirect("campaigns:manage", campaign.slug)
    return render(request, "campaigns/close.html", {"campaign": campaign, "form": form})
