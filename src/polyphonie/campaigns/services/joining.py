"""Asking to join a campaign, and confirming one's e-mail address."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Final

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_noop

from polyphonie.accounts import mails
from polyphonie.accounts.enums import Role
from polyphonie.accounts.models import User
from polyphonie.accounts.secrets import digest_of, new_secret
from polyphonie.campaigns.enums import CampaignStatus, JoinRequestStatus
from polyphonie.campaigns.joining_errors import (
    JoiningIsClosed,
    LinkDoesNotWork,
    LinkExpired,
    TerritoryIsEngaged,
    TooManyRequests,
)
from polyphonie.campaigns.models import Campaign, Engagement, JoinRequest
from polyphonie.campaigns.models.engagement import JoinRequestQuerySet
from polyphonie.core.addresses import public_url
from polyphonie.core.audit import record
from polyphonie.territories.models import Territory

CONFIRMATION_LASTS: Final = timedelta(hours=72)
SENT_AGAIN_AFTER: Final = timedelta(minutes=2)
MAX_LINKS: Final = 5
"""Links sent for one request: an address typed by somebody else must not be flooded."""

KEPT_UNCONFIRMED: Final = timedelta(days=30)
"""A request that nobody confirmed holds a name and an address that may be a stranger's: it is erased after that."""

MAX_AN_HOUR_BY_EMAIL: Final = 5
MAX_AN_HOUR_BY_TERRITORY: Final = 20
MAX_AN_HOUR: Final = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Applicant:
    """Who asks, for which territory: one that is known, or a city abroad by its name and country."""

    name: str
    function: str
    email: str
    message: str = ""
    language: str = "fr"
    territory: Territory | None = None
    city: str = ""
    country: str = ""


@transaction.atomic
def ask_to_join(*, campaign: Campaign, applicant: Applicant, at: datetime) -> JoinRequest:
    """
    Record a request, and send the link that confirms it. Asking twice makes one request.

    Raises
    ------
    JoiningIsClosed, TerritoryIsEngaged, TooManyRequests
    """
    # The row of the campaign is what fifty identical requests of the same second wait for.
    locked = Campaign.objects.select_for_update(of=("self",), no_key=True).get(pk=campaign.pk)
    if locked.status != CampaignStatus.OPEN:
        raise JoiningIsClosed
    _forget_abandoned(at)
    territory = applicant.territory.successor if applicant.territory else None
    if territory and Engagement.objects.of(territory).in_campaign(locked).active().exists():
        raise TerritoryIsEngaged
    email = applicant.email.strip().lower()
    same = _open_requests(locked, email).filter(
        territory=territory, proposed_name__iexact=applicant.city, proposed_country=applicant.country
    )
    request = same.first()
    if request is None:
        _refuse_too_many(locked, email, territory, at)
        request = JoinRequest(campaign=locked, territory=territory, email=email, expires_at=at, created_at=at)
        request.proposed_name, request.proposed_country = applicant.city, applicant.country
        request.name, request.function = applicant.name, applicant.function
        request.message, request.language = applicant.message, _known_language(applicant.language)
    _send_link(request, at)
    return request


@transaction.atomic
def send_links_again(*, campaign: Campaign, email: str, at: datetime) -> None:
    """Send a new link for each request that an address has not confirmed. Says nothing of whether there is one."""
    waiting = _open_requests(campaign, email.strip().lower()).filter(status=JoinRequestStatus.UNCONFIRMED)
    for request in waiting.select_for_update(of=("self",))[:MAX_AN_HOUR_BY_EMAIL]:
        _send_link(request, at)


@transaction.atomic
def confirm_request(*, secret: str, at: datetime) -> JoinRequest:
    """
    Confirm the e-mail address of a request, and tell the coordinators. Confirming twice changes nothing more.

    Raises
    ------
    LinkDoesNotWork, LinkExpired, JoiningIsClosed
    """
    request = JoinRequest.objects.select_for_update(of=("self",)).filter(secret_digest=digest_of(secret)).first()
    if request is None:
        raise LinkDoesNotWork
    if request.status != JoinRequestStatus.UNCONFIRMED:
        return request
    if request.expires_at <= at:
        raise LinkExpired
    if request.campaign.status != CampaignStatus.OPEN:
        raise JoiningIsClosed
    request.status, request.confirmed_at = JoinRequestStatus.CONFIRMED, at
    request.save(update_fields=["status", "confirmed_at", "updated_at"])
    record(
        "join_request_confirmed",
        request,
        at=at,
        actor_id=None,
        campaign_id=request.campaign_id,
        territory_id=request.territory_id,
    )
    transaction.on_commit(partial(tell_the_coordinators, request))
    return request


def tell_the_coordinators(request: JoinRequest) -> None:
    """Tell each coordinator, by a mail of their own, that a request waits."""
    language = _known_language(request.campaign.language)
    with translation.override(language):
        link = public_url(reverse("campaigns:request", args=[request.campaign.slug, request.pk]))
    people = User.objects.filter(is_active=True, memberships__role=Role.COORDINATOR, memberships__territory=None)
    for email in people.values_list("email", flat=True).distinct():
        mails.send(
            to=email,
            language=language,
            subject=gettext_noop("A territory asks to join the campaign"),
            template="campaigns/joining/mails/to_look_at.txt",
            context={"request": request, "link": link},
        )


def _open_requests(campaign: Campaign, email: str) -> JoinRequestQuerySet:
    still_open = (JoinRequestStatus.UNCONFIRMED, JoinRequestStatus.CONFIRMED)
    return JoinRequest.objects.in_campaign(campaign).filter(email=email, status__in=still_open)


def _forget_abandoned(at: datetime) -> None:
    unconfirmed = JoinRequest.objects.filter(status=JoinRequestStatus.UNCONFIRMED)
    unconfirmed.filter(expires_at__lt=at - KEPT_UNCONFIRMED).delete()


def _refuse_too_many(campaign: Campaign, email: str, territory: Territory | None, at: datetime) -> None:
    recent = JoinRequest.objects.filter(created_at__gt=at - timedelta(hours=1))
    if recent.filter(email=email).count() >= MAX_AN_HOUR_BY_EMAIL:
        raise TooManyRequests
    here = recent.in_campaign(campaign)
    of_this_one = here.filter(territory=territory) if territory else here.filter(Q(territory__isnull=True))
    if of_this_one.count() >= MAX_AN_HOUR_BY_TERRITORY or here.count() >= MAX_AN_HOUR:
        raise TooManyRequests


def _send_link(request: JoinRequest, at: datetime) -> None:
    """Save a request with a new link and send it; nothing for one that is confirmed, just served, or served enough."""
    is_too_soon = request.sent_at is not None and at - request.sent_at < SENT_AGAIN_AFTER
    if request.status != JoinRequestStatus.UNCONFIRMED or is_too_soon or request.n_sent >= MAX_LINKS:
        return
    secret, request.secret_digest = new_secret()
    request.expires_at, request.sent_at = at + CONFIRMATION_LASTS, at
    request.n_sent += 1
    request.save()
    transaction.on_commit(partial(_mail_link, request, secret))


def _mail_link(request: JoinRequest, secret: str) -> None:
    with translation.override(request.language):
        link = public_url(reverse("campaigns:join_confirm", args=[secret]))
    # Nothing that the applicant wrote goes into this mail: whoever types an address must not write to its owner.
    mails.send(
        to=request.email,
        language=request.language,
        subject=gettext_noop("Confirm your request to join the campaign"),
        template="campaigns/joining/mails/to_confirm.txt",
        context={"request": request, "link": link},
    )


def _known_language(code: str) -> str:
    return code if code in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
