"""The agenda of a campaign, as a page and as a calendar to subscribe to; the page of an activity; its documents."""

from __future__ import annotations

from django.core.cache import cache
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotModified
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import parse_etags
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_GET, require_safe

from polyphonie.campaigns.models import Campaign
from polyphonie.campaigns.permissions import can_see as can_see_campaign
from polyphonie.consultations.calendar_feed import etag_of, write_feed
from polyphonie.consultations.enums import ActivityFormat
from polyphonie.consultations.models import ActivityDocument
from polyphonie.consultations.permissions import can_describe, can_fetch, can_see
from polyphonie.consultations.queries import activities as reading
from polyphonie.consultations.queries import agenda as agendas
from polyphonie.consultations.views.finding import ACTIVITIES, context_of, fetch_roles
from polyphonie.core.addresses import public_url, words_asked
from polyphonie.core.policies import Policy, open_to
from polyphonie.core.views import file_response

ACTIVITIES_PER_PAGE = 25
SAID_PER_PAGE = 15
_FEED_KEPT = 6 * 3600


def _campaign(request: HttpRequest, slug: str) -> Campaign:
    campaign = get_object_or_404(Campaign, slug=slug)
    if not can_see_campaign(request.user, campaign):
        raise Http404
    return campaign


@open_to(Policy.PUBLISHED)
@require_safe
def agenda(request: HttpRequest, campaign_slug: str) -> HttpResponse:
    """Show what is coming in a campaign, everywhere or in one territory; what is past on demand."""
    campaign = _campaign(request, campaign_slug)
    now = timezone.now()
    asked = agendas.AgendaFilter(**{name: words_asked(request, name) for name in ("territory", "format", "place")})
    is_past = request.GET.get("when") == "past"
    activities = agendas.past(campaign, asked, at=now) if is_past else agendas.coming(campaign, asked, at=now)
    page = Paginator(activities, ACTIVITIES_PER_PAGE).get_page(request.GET.get("page"))
    place = agendas.territory_named(campaign, asked.territory)
    context = {
        "campaign": campaign,
        "territory": place,
        "asked": asked,
        "is_past": is_past,
        "page": page,
        "months": agendas.by_month(list(page)),
        "formats": ActivityFormat.choices,
        "feed_path": _feed_path(campaign, place.slug if place else ""),
        "feed_url": public_url(_feed_path(campaign, place.slug if place else "")),
    }
    context["webcal_url"] = "webcal:" + str(context["feed_url"]).partition(":")[2]
    return render(request, "consultations/agenda.html", context)


def _feed_path(campaign: Campaign, territory_slug: str) -> str:
    path = reverse("consultations:agenda_feed", args=[campaign.slug])
    return f"{path}?territory={territory_slug}" if territory_slug else path


@open_to(Policy.PUBLISHED)
@require_safe
def agenda_feed(request: HttpRequest, campaign_slug: str) -> HttpResponseBase:
    """Give the agenda as a calendar; nothing is written again while nothing changed."""
    campaign = _campaign(request, campaign_slug)
    slug = words_asked(request, "territory")
    territory = agendas.territory_named(campaign, slug)
    if slug and territory is None:
        raise Http404
    now = timezone.now()
    feed = agendas.feed_of(campaign, territory, at=now)
    parts = (campaign.pk, territory.pk if territory else "", now.date(), get_language())
    etag = etag_of(agendas.state_of_feed(feed), *parts, campaign.updated_at.timestamp())
    known = parse_etags(request.headers.get("If-None-Match", ""))
    if etag in [one.removeprefix("W/") for one in known]:  # weak once it was compressed on its way
        return HttpResponseNotModified(headers={"ETag": etag})
    key = f"agenda-{etag.strip(chr(34))}"
    content = cache.get(key)
    if content is None:
        name = f"{campaign.title} – {territory.name}" if territory else campaign.title
        page = public_url(reverse("consultations:agenda", args=[campaign.slug]))
        content = write_feed(agendas.first_of_feed(feed, at=now), name=name, url=page)
        cache.set(key, content, _FEED_KEPT)
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response.headers["ETag"] = etag
    response.headers["Content-Disposition"] = f'inline; filename="agenda-{campaign.slug}.ics"'
    return response


@open_to(Policy.PUBLISHED)
@require_safe
def activity_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one activity: when and where, who came, what was said, what documents it."""
    activity = get_object_or_404(ACTIVITIES, pk=pk)
    consultation = activity.consultation
    fetch_roles(request)
    if not can_see(request.user, consultation):
        raise Http404
    works_there = can_describe(request.user, consultation.territory)
    contributions, statements = reading.contributions_of(activity), reading.statements_of(activity)
    n_contributions, n_statements = contributions.count(), statements.count()
    shows_statements = request.GET.get("show") == "statements" or not n_contributions
    said = Paginator(statements if shows_statements else contributions, SAID_PER_PAGE)
    context = context_of(
        consultation,
        activity=activity,
        attendance=reading.attendance_of(activity, threshold=consultation.campaign.disclosure_threshold),
        documents=list(reading.documents_of(activity, with_those_kept_back=works_there)),
        n_contributions=n_contributions,
        n_statements=n_statements,
        shows_statements=shows_statements,
        page=said.get_page(request.GET.get("page")),
        works_there=works_there,
    )
    return render(request, "consultations/activity.html", context)


@open_to(Policy.PUBLISHED)
@require_GET
def activity_document(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Give a document of an activity as a download."""
    related = ("file", "activity__consultation__campaign", "activity__consultation__territory")
    document = get_object_or_404(ActivityDocument.objects.select_related(*related), pk=pk)
    if not can_fetch(request.user, document):
        raise Http404
    try:
        return file_response(document.file)
    except FileNotFoundError as error:
        raise Http404(gettext("This document is no longer kept here.")) from error
