"""The coordinator's pages: requests to join, one by one."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from polyphonie.accounts.models import User
from polyphonie.campaigns.enums import JoinRequestStatus
from polyphonie.campaigns.forms.joining import CityCheckForm, DeclineForm
from polyphonie.campaigns.models import Campaign, JoinRequest
from polyphonie.campaigns.permissions import can_coordinate
from polyphonie.campaigns.queries.joining import engagement_of, request_counts, requests_to_show
from polyphonie.campaigns.services.joining_decisions import accept_request, decline_request
from polyphonie.core.errors import DomainError
from polyphonie.core.policies import Policy, open_to
from polyphonie.territories.countries import country_name
from polyphonie.territories.models import Territory
from polyphonie.territories.queries import label_of

REQUESTS_PER_PAGE = 25


def _coordinator(request: HttpRequest) -> User:
    if not isinstance(request.user, User) or not can_coordinate(request.user):
        raise PermissionDenied
    return request.user


def _asked(campaign_slug: str, pk: int) -> JoinRequest:
    related = ("campaign", "territory__departement", "territory__region", "territory__merged_into", "decided_by")
    return get_object_or_404(JoinRequest.objects.select_related(*related), campaign__slug=campaign_slug, pk=pk)


@open_to(Policy.COORDINATE)
@login_required
@require_GET
def request_list(request: HttpRequest, campaign_slug: str) -> HttpResponse:
    """List the requests of a campaign, those that wait first."""
    _coordinator(request)
    campaign = get_object_or_404(Campaign, slug=campaign_slug)
    page = Paginator(requests_to_show(campaign), REQUESTS_PER_PAGE).get_page(request.GET.get("page"))
    rows = [(row, _label(row)) for row in page]
    context = {"campaign": campaign, "page": page, "rows": rows, "counts": request_counts(campaign)}
    return render(request, "campaigns/joining/requests.html", context)


@open_to(Policy.COORDINATE)
@login_required
@require_GET
def request_detail(request: HttpRequest, campaign_slug: str, pk: int) -> HttpResponse:
    """Show one request, with what can be answered."""
    _coordinator(request)
    return _show(request, _asked(campaign_slug, pk))


@open_to(Policy.COORDINATE)
@login_required
@require_POST
def request_accept(request: HttpRequest, campaign_slug: str, pk: int) -> HttpResponse:
    """Accept a request: the territory takes part, and the person is invited to lead it."""
    person, asked = _coordinator(request), _asked(campaign_slug, pk)
    city: object = None
    if asked.territory is None:
        form = CityCheckForm(request.POST, request=asked)
        if not form.is_valid():
            return _show(request, asked, city_form=form)
        city = form.city()
    try:
        accept_request(request=asked, person=person, at=timezone.now(), city=city)  # type: ignore[arg-type]
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("campaigns:request", campaign_slug, pk)
    messages.success(request, gettext("The territory takes part. An invitation leaves for the person who asked."))
    return redirect("campaigns:requests", campaign_slug)


@open_to(Policy.COORDINATE)
@login_required
@require_POST
def request_decline(request: HttpRequest, campaign_slug: str, pk: int) -> HttpResponse:
    """Decline a request with a reason, which is mailed."""
    person, asked = _coordinator(request), _asked(campaign_slug, pk)
    form = DeclineForm(request.POST)
    if not form.is_valid():
        return _show(request, asked, decline_form=form)
    try:
        decline_request(request=asked, reason=form.cleaned_data["reason"], person=person, at=timezone.now())
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("campaigns:request", campaign_slug, pk)
    messages.success(request, gettext("The request is declined. The person is told why by e-mail."))
    return redirect("campaigns:requests", campaign_slug)


def _label(asked: JoinRequest) -> str:
    if asked.territory:
        return label_of(asked.territory)
    return f"{asked.proposed_name} ({country_name(asked.proposed_country)})"


def _show(request: HttpRequest, asked: JoinRequest, **forms: object) -> HttpResponse:
    territory: Territory | None = asked.territory.successor if asked.territory else None
    context = {
        "campaign": asked.campaign,
        "asked": asked,
        "label": _label(asked),
        "engagement": engagement_of(asked.campaign, territory) if territory else None,
        "waits": asked.status == JoinRequestStatus.CONFIRMED and not asked.campaign.is_closed,
        "decline_form": DeclineForm(),
        "city_form": None if territory else CityCheckForm(request=asked),
        **forms,
    }
    return render(request, "campaigns/joining/request.html", context)
