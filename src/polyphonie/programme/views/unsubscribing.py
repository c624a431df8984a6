"""The page behind the link at the end of each reminder."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from polyphonie.core.policies import Policy, open_to
from polyphonie.programme.errors import TokenIsUnreadable
from polyphonie.programme.models import Unsubscription
from polyphonie.programme.services.unsubscribing import read_token, subscribe_again, unsubscribe


@open_to(Policy.SECRET_LINK)
@csrf_exempt  # a mail program posts it by itself (RFC 8058), without a page of this site: the signed link is the proof
@require_http_methods(["GET", "POST"])
def unsubscribe_page(request: HttpRequest, token: str) -> HttpResponse:
    """Say what the link does; do it when asked to. Opening it changes nothing: some mail programs open every link."""
    try:
        person, campaign = read_token(token)
    except TokenIsUnreadable as error:
        raise Http404(str(error)) from error
    if request.method == "POST":
        act = subscribe_again if request.POST.get("decision") == "again" else unsubscribe
        act(person=person, campaign=campaign, at=timezone.now())
    context = {
        "campaign_title": campaign.title,
        "is_unsubscribed": Unsubscription.objects.filter(person=person, campaign=campaign).exists(),
        "was_asked": request.method == "POST",
    }
    return render(request, "programme/unsubscribe.html", context)
