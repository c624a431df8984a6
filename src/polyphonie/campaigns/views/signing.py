"""Signing the charter, the public page of a signature, its files; leaving the campaign."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from polyphonie.accounts.models import User
from polyphonie.campaigns.forms.signing import SigningForm, WithdrawalForm
from polyphonie.campaigns.models import Campaign, Signature
from polyphonie.campaigns.permissions import can_coordinate, can_see, can_sign
from polyphonie.campaigns.queries.signing import Standing, departures_of, signature_to_print, standing_of
from polyphonie.campaigns.services.signing import open_again, withdraw
from polyphonie.campaigns.signing_jobs import pdf_of, sign_and_queue
from polyphonie.campaigns.signing_pdf import PdfNotMade, can_make_pdf
from polyphonie.core.errors import DomainError
from polyphonie.core.models import StoredFile
from polyphonie.core.policies import Policy, open_to
from polyphonie.core.views import file_response
from polyphonie.territories.models import Territory


def _territory(slug: str) -> Territory:
    return get_object_or_404(Territory.objects.select_related("merged_into__merged_into"), slug=slug)


def _to_work_on(request: HttpRequest, campaign_slug: str, territory_slug: str) -> tuple[User, Territory, Standing]:
    """Give the territory for those who may sign for it; for others, the page does not exist."""
    person, territory = request.user, _territory(territory_slug)
    campaign = get_object_or_404(Campaign, slug=campaign_slug)
    if not isinstance(person, User) or not can_sign(person, territory):
        raise Http404
    standing = standing_of(campaign, territory)
    if standing is None:
        raise Http404
    return person, territory, standing


@open_to(Policy.MANAGE)
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def sign(request: HttpRequest, campaign_slug: str, territory_slug: str) -> HttpResponse:
    """Read the whole charter, then sign it."""
    person, territory, standing = _to_work_on(request, campaign_slug, territory_slug)
    charter, campaign = standing.in_force, standing.engagement.campaign
    initial = {
        "charter_digest": charter.digest if charter else "",
        "signed_on": timezone.localdate(timezone=territory.zone),
    }
    form = SigningForm(request.POST or None, request.FILES or None, initial=initial)
    if request.method == "POST" and form.is_valid() and _signed(form, standing, person):
        messages.success(request, gettext("The charter is signed. Here is the page that everyone can read."))
        return redirect("campaigns:signed_charter", campaign_slug, territory_slug)
    context = {
        "campaign": campaign,
        "territory": territory,
        "standing": standing,
        "charter": charter,
        "commitments": list(charter.commitments.all()) if charter else [],
        "form": form,
        "can_coordinate": can_coordinate(person),
    }
    return render(request, "campaigns/signing/sign.html", context)


def _signed(form: SigningForm, standing: Standing, person: User) -> bool:
    try:
        signing = form.signing(received_from_id=person.pk)
        sign_and_queue(engagement=standing.engagement, signing=signing, person=person, at=timezone.now())
    except DomainError as error:
        form.add_error(None, str(error))
        return False
    return True


def _public(
    request: HttpRequest, campaign_slug: str, territory_slug: str, version: int | None = None
) -> tuple[Territory, Standing, Signature]:
    """Give a signature that everyone may read; before it is there, the page does not exist."""
    campaign = get_object_or_404(Campaign, slug=campaign_slug)
    if not can_see(request.user, campaign):
        raise Http404
    territory = _territory(territory_slug)
    standing = standing_of(campaign, territory)
    signatures = standing.signatures if standing else []
    asked = [one for one in signatures if version is None or one.charter.version == version]
    if standing is None or not asked:
        raise Http404
    return territory, standing, asked[0]


@open_to(Policy.PUBLISHED)
@require_GET
def signed_charter(
    request: HttpRequest, campaign_slug: str, territory_slug: str, version: int | None = None
) -> HttpResponse:
    """Show the charter as signed: the last version, or another one."""
    territory, standing, signature = _public(request, campaign_slug, territory_slug, version)
    context = {
        "campaign": standing.engagement.campaign,
        "territory": territory,
        "engagement": standing.engagement,
        "departures": departures_of(standing.engagement),
        "in_force": standing.in_force,
        "signatures": standing.signatures,
        "signature": signature,
        "charter": signature.charter,
        "commitments": list(signature.charter.commitments.all()),
        "can_make_pdf": can_make_pdf(),
    }
    return render(request, "campaigns/signing/signed.html", context)


@open_to(Policy.PUBLISHED)
@require_GET
def signed_pdf(request: HttpRequest, campaign_slug: str, territory_slug: str, version: int) -> HttpResponseBase:
    """Give the PDF of a signature, made once; where it cannot be made, lead to the page that prints the same."""
    _, _, signature = _public(request, campaign_slug, territory_slug, version)
    try:
        signature = pdf_of(signature_to_print(signature.pk))
    except PdfNotMade as error:
        messages.info(request, str(error))
        return redirect("campaigns:signed_version", campaign_slug, territory_slug, version)
    return _file(signature.pdf)


@open_to(Policy.PUBLISHED)
@require_GET
def deliberation(request: HttpRequest, campaign_slug: str, territory_slug: str, version: int) -> FileResponse:
    """Give the deliberation that was attached to a signature."""
    _, _, signature = _public(request, campaign_slug, territory_slug, version)
    return _file(signature.deliberation_file)


def _file(file: StoredFile | None) -> FileResponse:
    if file is None:
        raise Http404
    return file_response(file)


@open_to(Policy.MANAGE)
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, campaign_slug: str, territory_slug: str) -> HttpResponse:
    """Leave the campaign, for a reason that everyone can read."""
    person, territory, standing = _to_work_on(request, campaign_slug, territory_slug)
    form = WithdrawalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            withdraw(
                engagement=standing.engagement, reason=form.cleaned_data["reason"], person=person, at=timezone.now()
            )
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, gettext("The territory has left the campaign."))
            return redirect("campaigns:sign", campaign_slug, territory_slug)
    context = {"campaign": standing.engagement.campaign, "territory": territory, "form": form}
    return render(request, "campaigns/signing/withdraw.html", context)


@open_to(Policy.COORDINATE)
@login_required
@require_POST
def come_back(request: HttpRequest, campaign_slug: str, territory_slug: str) -> HttpResponse:
    """Open the place of a territory that left."""
    if not isinstance(request.user, User) or not can_coordinate(request.user):
        raise PermissionDenied
    person, _, standing = _to_work_on(request, campaign_slug, territory_slug)
    try:
        open_again(engagement=standing.engagement, person=person, at=timezone.now())
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, gettext("Its place is open again."))
    return redirect("campaigns:sign", campaign_slug, territory_slug)
