from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control

from polyphonie.accounts.permissions import can_manage
from polyphonie.campaigns.models import Engagement
from polyphonie.core.accent import UnreadableAccentError, accent_css, accent_from
from polyphonie.core.addresses import public_url
from polyphonie.core.policies import Policy, open_to
from polyphonie.portal.forms import AccentForm
from polyphonie.portal.queries.campaigns import visible_campaigns
from polyphonie.portal.queries.ideas import ideas_of
from polyphonie.portal.queries.territories import (
    coming_activities,
    consultations_of,
    latest_campaign_of,
    n_contributions_in,
    syntheses_of,
)
from polyphonie.programme.maps import locator_map
from polyphonie.programme.queries.sincerity import board_of, with_facts
from polyphonie.territories.models import Territory


@open_to(Policy.PUBLISHED)
def territory_detail(request: HttpRequest, campaign_slug: str, territory_slug: str) -> HttpResponse:
    """Show one territory in one campaign."""
    related = ("campaign", "territory__epci", "territory__departement", "territory__region")
    engagement = get_object_or_404(
        Engagement.objects.select_related(*related).filter(campaign__in=visible_campaigns(request.user)),
        campaign__slug=campaign_slug,
        territory__slug=territory_slug,
    )
    territory, campaign, today = engagement.territory, engagement.campaign, timezone.localdate()
    consultations = list(with_facts(consultations_of(territory, campaign, person=request.user)))
    published = [consultation for consultation in consultations if consultation.is_published]
    context = {
        "campaign": campaign,
        "engagement": engagement,
        "territory": territory,
        "map": locator_map(territory),
        "consultations": consultations,
        "syntheses": list(syntheses_of(territory, campaign)),
        "ideas": ideas_of(territory, campaign),
        "n_contributions": n_contributions_in(published),
        "board": board_of(engagement, today=today, consultations=published),
        "coming": coming_activities(territory, campaign, today=today),
        "short_url": public_url(reverse("portal:territory_short", args=[territory.slug])),
    }
    return render(request, "portal/territory.html", context)


@open_to(Policy.PUBLISHED)
def territory_short(request: HttpRequest, territory_slug: str) -> HttpResponse:
    """Lead from the short address of a territory, fit for a poster, to its page in its last campaign."""
    territory = get_object_or_404(Territory.objects.select_related("merged_into"), slug=territory_slug)
    here = territory.merged_into or territory
    campaign = latest_campaign_of(here, among=visible_campaigns(request.user))
    if campaign is None:
        raise Http404
    return redirect("portal:territory", campaign.slug, here.slug)


@open_to(Policy.ANYONE)
@cache_control(public=True, max_age=3600)
def territory_accent(request: HttpRequest, territory_slug: str) -> HttpResponse:
    """Serve the accent of a territory as a style sheet; an unreadable color serves none."""
    territory = get_object_or_404(Territory, slug=territory_slug)
    try:
        css = accent_css(accent_from(territory.accent))
    except UnreadableAccentError as error:
        raise Http404(str(error)) from error
    return HttpResponse(css, content_type="text/css; charset=utf-8")


@open_to(Policy.MANAGE)
@login_required
def accent_edit(request: HttpRequest, territory_slug: str) -> HttpResponse:
    """Let a lead choose the color of the pages of the territory; one that could not be read is refused."""
    territory = get_object_or_404(Territory, slug=territory_slug)
    if not can_manage(request.user, territory):
        raise Http404
    form = AccentForm(request.POST or None, instance=territory)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("The color is saved. It is on your pages within an hour."))
        return redirect("portal:desk")
    return render(request, "portal/accent.html", {"form": form, "name": territory.name})
