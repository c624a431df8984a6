from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control

from polyphonie.accounts.permissions import can_manage
from polyphonie.core.accent import UnreadableAccentError, accent_css, accent_from
from polyphonie.portal.forms import AccentForm
from polyphonie.portal.maps import locator_map
from polyphonie.portal.queries.campaigns import visible_campaigns
from polyphonie.portal.queries.ideas import ideas_of
from polyphonie.portal.queries.territories import consultations_of, n_contributions_of, syntheses_of
from polyphonie.territories.models import Territory


def territory_detail(request: HttpRequest, campaign_slug: str, territory_slug: str) -> HttpResponse:
    """Show one territory in one campaign."""
    campaign = get_object_or_404(visible_campaigns(request.user), slug=campaign_slug)
    engagement = get_object_or_404(
        campaign.engagements.select_related(
            "territory", "territory__epci", "territory__departement", "territory__region"
        ),
        territory__slug=territory_slug,
    )
    territory = engagement.territory
    context = {
        "campaign": campaign,
        "engagement": engagement,
        "territory": territory,
        "map": locator_map(territory),
        "consultations": list(consultations_of(territory, campaign, person=request.user)),
        "syntheses": list(syntheses_of(territory, campaign)),
        "ideas": ideas_of(territory, campaign),
        "n_contributions": n_contributions_of(territory, campaign),
    }
    return render(request, "portal/territory.html", context)


@cache_control(public=True, max_age=3600)
def territory_accent(request: HttpRequest, territory_slug: str) -> HttpResponse:
    """Serve the accent of a territory as a style sheet; an unreadable color serves none."""
    territory = get_object_or_404(Territory, slug=territory_slug)
    try:
        css = accent_css(accent_from(territory.accent))
    except UnreadableAccentError as error:
        raise Http404(str(error)) from error
    return HttpResponse(css, content_type="text/css; charset=utf-8")


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
