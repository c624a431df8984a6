"""Files of all grids: the published ones for anyone, all of them for the coordinator."""

from __future__ import annotations

import tempfile
from pathlib import Path

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_POST, require_safe

from polyphonie.campaigns.models import Campaign
from polyphonie.core.policies import Policy, open_to
from polyphonie.info_grids.exporting import FORMATS
from polyphonie.info_grids.models import GridForm
from polyphonie.info_grids.permissions import can_review
from polyphonie.info_grids.queries.forms import form_in_force
from polyphonie.info_grids.services.exports import public_file, write_whole_file
from polyphonie.info_grids.views.places import person_of


@open_to(Policy.PUBLISHED)
@require_safe
def export(request: HttpRequest, campaign_slug: str, suffix: str) -> HttpResponseBase:
    """Download all published grids, with the dictionary and who has not answered; small counts are withheld."""
    campaign = get_object_or_404(Campaign.objects.public(), slug=campaign_slug)
    form = _form(campaign, suffix)
    path = public_file(campaign, form, name=suffix, language=_language())
    response = _download(path, campaign, suffix, gettext("grids"))
    response["Access-Control-Allow-Origin"] = "*"
    response["Cache-Control"] = "public, max-age=600"
    return response


@open_to(Policy.COORDINATE)
@login_required
@require_POST
def export_all(request: HttpRequest, campaign_slug: str, suffix: str) -> HttpResponseBase:
    """Give the coordinator all grids, unpublished and restricted answers included. There is no link to pass on."""
    if not can_review(request.user):
        raise PermissionDenied
    campaign = get_object_or_404(Campaign, slug=campaign_slug)
    form = _form(campaign, suffix)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "grids"
        write_whole_file(
            path,
            campaign,
            form,
            name=suffix,
            language=_language(),
            person=person_of(request),
            at=timezone.now(),
        )
        response = _download(path, campaign, suffix, gettext("grids-complete"))
    response["Cache-Control"] = "no-store"
    return response


def _form(campaign: Campaign, suffix: str) -> GridForm:
    form = form_in_force(campaign)
    if form is None or suffix not in FORMATS:
        raise Http404
    return form


def _language() -> str:
    return (get_language() or "fr").split("-")[0]


def _download(path: Path, campaign: Campaign, suffix: str, name: str) -> FileResponse:
    end, media_type = FORMATS[suffix]
    filename = f"{name}-{campaign.slug}.{end}"
    return FileResponse(path.open("rb"), content_type=media_type, as_attachment=True, filename=filename)
