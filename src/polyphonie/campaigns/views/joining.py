"""The public pages of joining: find your territory, say who you are, confirm your e-mail address."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from polyphonie.accounts.secrets import digest_of
from polyphonie.campaigns.enums import CampaignStatus, JoinRequestStatus
from polyphonie.campaigns.forms.joining import ApplicantForm, CityApplicantForm, ResendForm
from polyphonie.campaigns.joining_errors import LinkDoesNotWork
from polyphonie.campaigns.models import Campaign, JoinRequest
from polyphonie.campaigns.permissions import can_see
from polyphonie.campaigns.queries.joining import engagements_of, find_to_join
from polyphonie.campaigns.services.joining import ask_to_join, confirm_request, send_links_again
from polyphonie.core.addresses import words_asked
from polyphonie.core.errors import DomainError
from polyphonie.core.policies import Policy, open_to
from polyphonie.territories.models import Territory
from polyphonie.territories.queries import label_of

_RELATED = ("departement", "region", "merged_into__departement", "merged_into__region")


def _campaign(request: HttpRequest, slug: str) -> Campaign:
    campaign = get_object_or_404(Campaign, slug=slug)
    if not can_see(request.user, campaign):
        raise Http404
    return campaign


def _closed(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    return render(request, "campaigns/joining/closed.html", {"campaign": campaign})


@open_to(Policy.PUBLISHED)
@require_GET
def join(request: HttpRequest, campaign_slug: str) -> HttpResponse:
    """Find one's territory."""
    campaign = _campaign(request, campaign_slug)
    if campaign.status != CampaignStatus.OPEN:
        return _closed(request, campaign)
    words = words_asked(request, "q")
    page, answers = find_to_join(campaign, words, request.GET.get("page"))
    context = {"campaign": campaign, "words": words, "page": page, "answers": answers}
    return render(request, "campaigns/joining/find.html", context)


@open_to(Policy.PUBLISHED)
@require_http_methods(["GET", "HEAD", "POST"])
def join_as(request: HttpRequest, campaign_slug: str, territory_slug: str) -> HttpResponse:
    """Say who one is, for a territory that was found; say so where it already takes part."""
    campaign = _campaign(request, campaign_slug)
    if campaign.status != CampaignStatus.OPEN:
        return _closed(request, campaign)
    asked = get_object_or_404(Territory.objects.select_related(*_RELATED), slug=territory_slug)
    if asked.is_merged:
        return redirect("campaigns:join_as", campaign.slug, asked.successor.slug)
    form = ApplicantForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _ask(campaign, form, asked):
        return redirect("campaigns:join_sent", campaign.slug)
    engagement = engagements_of(campaign, [asked]).get(asked.pk)
    context = {"campaign": campaign, "asked": asked, "label": label_of(asked), "engagement": engagement, "form": form}
    return render(request, "campaigns/joining/apply.html", context)


@open_to(Policy.PUBLISHED)
@require_http_methods(["GET", "HEAD", "POST"])
def join_city(request: HttpRequest, campaign_slug: str) -> HttpResponse:
    """Propose a city abroad that is not among the territories."""
    campaign = _campaign(request, campaign_slug)
    if campaign.status != CampaignStatus.OPEN:
        return _closed(request, campaign)
    form = CityApplicantForm(request.POST or None, initial={"city": words_asked(request, "q")})
    if request.method == "POST" and form.is_valid() and _ask(campaign, form, None):
        return redirect("campaigns:join_sent", campaign.slug)
    return render(request, "campaigns/joining/apply.html", {"campaign": campaign, "form": form})


def _ask(campaign: Campaign, form: ApplicantForm, territory: Territory | None) -> bool:
    applicant = form.applicant(language=get_language() or "fr", territory=territory)
    try:
        ask_to_join(campaign=campaign, applicant=applicant, at=timezone.now())
    except DomainError as error:
        form.add_error(None, str(error))
        return False
    return True


@open_to(Policy.PUBLISHED)
@require_http_methods(["GET", "HEAD", "POST"])
def join_sent(request: HttpRequest, campaign_slug: str) -> HttpResponse:
    """Say what happens next, the same words to everyone; send the link again to who asks."""
    campaign = _campaign(request, campaign_slug)
    form = ResendForm(request.POST or None)
    is_sent_again = request.method == "POST" and form.is_valid()
    if is_sent_again:
        send_links_again(campaign=campaign, email=form.cleaned_data["email"], at=timezone.now())
        form = ResendForm()
    context = {"campaign": campaign, "form": form, "is_sent_again": is_sent_again}
    return render(request, "campaigns/joining/sent.html", context)


@open_to(Policy.SECRET_LINK)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def join_confirm(request: HttpRequest, secret: str) -> HttpResponse:
    """Confirm one's e-mail address: opening the link shows a button, for mail scanners open links too."""
    asked = _by_secret(secret)
    if asked is None:
        return _link_over(request, None, LinkDoesNotWork())
    if request.method == "POST":
        try:
            asked = confirm_request(secret=secret, at=timezone.now())
        except DomainError as error:
            return _link_over(request, asked, error)
    elif asked.status == JoinRequestStatus.UNCONFIRMED:
        context = {"campaign": asked.campaign, "asked": asked, "is_late": asked.expires_at <= timezone.now()}
        return render(request, "campaigns/joining/confirm.html", context)
    return render(request, "campaigns/joining/confirmed.html", {"campaign": asked.campaign, "asked": asked})


def _by_secret(secret: str) -> JoinRequest | None:
    rows = JoinRequest.objects.select_related("campaign", "territory__departement", "territory__region")
    return rows.filter(secret_digest=digest_of(secret)).first()


def _link_over(request: HttpRequest, asked: JoinRequest | None, error: DomainError) -> HttpResponse:
    context = {"campaign": asked.campaign if asked else None, "sentence": str(error)}
    return render(request, "campaigns/joining/link_over.html", context, status=410 if asked else 404)
