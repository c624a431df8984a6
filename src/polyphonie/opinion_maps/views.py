from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
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
from polyphonie.opinion_maps.forms import PlaceForm
from polyphonie.opinion_maps.jobs import compute_opinion_map
from polyphonie.opinion_maps.models import OpinionMap
from polyphonie.opinion_maps.permissions import can_compute, can_see
from polyphonie.opinion_maps.presentation import map_view, statement_views
from polyphonie.opinion_maps.queries import computable_consultations, visible_maps
from polyphonie.opinion_maps.services import publish_map, withdraw_map

MAPS_PER_PAGE = 20
STATEMENTS_PER_PAGE = 20


@open_to(Policy.PUBLISHED)
def map_list(request: HttpRequest, campaign_slug: str) -> HttpResponse:
    """List the maps of a campaign."""
    campaign = get_object_or_404(_campaigns(request), slug=campaign_slug)
    page = Paginator(visible_maps(request.user, campaign), MAPS_PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "campaign": campaign,
        "page": page,
        "computable": [] if campaign.is_closed else computable_consultations(request.user, campaign),
    }
    return render(request, "opinion_maps/list.html", context)


@open_to(Policy.PUBLISHED)
def map_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a map and, for who gives a participant code, where that person stands."""
    opinion_map = _visible(request, pk)
    form = PlaceForm(request.POST or None, opinion_map=opinion_map)
    place = form.place() if form.is_valid() else None
    threshold = opinion_map.consultation.campaign.disclosure_threshold
    view = map_view(
        opinion_map.result,
        n_participants=opinion_map.n_participants,
        threshold=threshold,
        here=place.point if place else None,
    )
    context = _context(request, opinion_map) | {"view": view, "form": form, "place": place}
    return render(request, "opinion_maps/detail.html", context)


@open_to(Policy.PUBLISHED)
def map_statements(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the same as the drawing in a table: every statement, and who answered what."""
    opinion_map = _visible(request, pk)
    statements = statement_views(opinion_map.result, threshold=opinion_map.consultation.campaign.disclosure_threshold)
    page = Paginator(statements, STATEMENTS_PER_PAGE).get_page(request.GET.get("page"))
    letters = [group["letter"] for group in opinion_map.result["groups"]]
    context = _context(request, opinion_map) | {"page": page, "letters": letters}
    return render(request, "opinion_maps/statements.html", context)


@open_to(Policy.ANALYZE)
@login_required
@require_POST
def map_publication(request: HttpRequest, pk: int) -> HttpResponse:
    """Publish a map, or take it back."""
    opinion_map = _visible(request, pk)
    if not can_compute(request.user, opinion_map.consultation):
        raise PermissionDenied
    try:
        messages.success(request, _published_or_withdrawn(opinion_map, publishes=request.POST.get("publish") == "yes"))
    except DomainError as error:
        messages.error(request, str(error))
    return redirect("opinion_maps:detail", pk=opinion_map.pk)


@open_to(Policy.ANALYZE)
@login_required
@require_POST
def map_computation(request: HttpRequest, consultation_slug: str) -> HttpResponse:
    """Ask for the map of the votes as they are now."""
    consultation = get_object_or_404(Consultation, slug=consultation_slug)
    if not can_compute(request.user, consultation):
        raise Http404
    try:
        refuse_if_closed(consultation.campaign)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        compute_opinion_map.enqueue(consultation.pk)
        messages.info(request, _("The map is being computed; it will be in this list in a moment. Reload the page."))
    return redirect("opinion_maps:list", campaign_slug=consultation.campaign.slug)


def _published_or_withdrawn(opinion_map: OpinionMap, *, publishes: bool) -> str:
    if publishes:
        publish_map(opinion_map=opinion_map)
        return _("The map is published: anyone can read it.")
    withdraw_map(opinion_map=opinion_map)
    return _("The map is withdrawn: it is a draft again.")


def _campaigns(request: HttpRequest) -> QuerySet[Campaign]:
    return Campaign.objects.all() if can_analyze_nationally(request.user) else Campaign.objects.public()


def _visible(request: HttpRequest, pk: int) -> OpinionMap:
    maps = OpinionMap.objects.select_related("consultation__campaign", "consultation__territory")
    opinion_map = get_object_or_404(maps, pk=pk)
    if not can_see(request.user, opinion_map):
        raise Http404
    return opinion_map


def _context(request: HttpRequest, opinion_map: OpinionMap) -> dict[str, object]:
    consultation = opinion_map.consultation
    return {
        "map": opinion_map,
        "consultation": consultation,
        "campaign": consultation.campaign,
        "territory": consultation.territory,
        "can_compute": can_compute(request.user, consultation),
    }
