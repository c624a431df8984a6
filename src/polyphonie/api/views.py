"""The page that documents the API, and the pages and files of the open data."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language, override
from django.views.decorators.http import require_safe

from polyphonie.api.documentation import describe_operations, format_codes
from polyphonie.api.open_data.catalogue import CARD, DATASETS, FORMATS, LICENCE, NEUTRALIZED
from polyphonie.api.open_data.listing import list_datasets
from polyphonie.api.open_data.releases import Release, current_release
from polyphonie.campaigns.models import Campaign
from polyphonie.core.policies import Policy, open_to

KEPT_SECONDS = 3600


@open_to(Policy.ANYONE)
def docs(request: HttpRequest) -> HttpResponse:
    """Say what the API gives and how to ask, in plain HTML made from its own schema."""
    context = {
        "operations": describe_operations(),
        "codes": format_codes(),
        "campaigns": Campaign.objects.public().only("slug", "title")[:20],
    }
    return render(request, "api/docs.html", context)


@open_to(Policy.PUBLISHED)
@require_safe
def open_data(request: HttpRequest, campaign_slug: str) -> HttpResponse:
    """List the files of a campaign in plain words, with their sizes, their date and their terms."""
    campaign = get_object_or_404(Campaign.objects.public(), slug=campaign_slug)
    release = current_release(campaign)
    context = {
        "campaign": campaign,
        "release": release,
        "datasets": list_datasets(release, language=get_language() or "fr") if release else [],
        "card": CARD,
        "licence": LICENCE,
        "neutralized": NEUTRALIZED,
        "package": address_of(campaign, "datapackage.json"),
        "folder": address_of(campaign, "datapackage.json").removesuffix("datapackage.json"),
    }
    return render(request, "api/open_data.html", context)


@open_to(Policy.PUBLISHED)
@require_safe
def dictionary(request: HttpRequest, campaign_slug: str, name: str) -> HttpResponse:
    """Say what each column of a data set is."""
    campaign = get_object_or_404(Campaign.objects.public(), slug=campaign_slug)
    dataset = DATASETS.get(name)
    if dataset is None:
        raise Http404
    files = [(suffix, address_of(campaign, f"{name}.{suffix}")) for suffix in FORMATS]
    context = {"campaign": campaign, "dataset": dataset, "files": files, "neutralized": NEUTRALIZED}
    return render(request, "api/dictionary.html", context)


@open_to(Policy.PUBLISHED)
@require_safe
def dataset(request: HttpRequest, campaign_slug: str, name: str, suffix: str) -> HttpResponseBase:
    """Give one file of the open data, to anyone, from anywhere; a program asks again with its `ETag`."""
    campaign = get_object_or_404(Campaign.objects.public(), slug=campaign_slug)
    release = current_release(campaign)
    response = _file(request, release, f"{name}.{suffix}") if release else None
    if response is None:
        raise Http404
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Expose-Headers"] = "ETag, Content-Disposition"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    response["Cache-Control"] = f"public, max-age={KEPT_SECONDS}"
    response["Content-Disposition"] = f'attachment; filename="{campaign.slug}-{name}.{suffix}"'
    return response


def _file(request: HttpRequest, release: Release, name: str) -> HttpResponseBase | None:
    """Open a file, or say that it is the one that the program has already; None where there is none."""
    path = release.path_of(name)
    if path is None:
        return None
    described = release.resource(name) or {"mediatype": "application/json", "hash": f"sha256:{release.digest}-package"}
    etag = f'"{described["hash"].removeprefix("sha256:")}"'
    unchanged = get_conditional_response(request, etag=etag)
    if unchanged is not None:
        return unchanged
    try:
        file = path.open("rb")
    except FileNotFoundError:  # another release took its place at this very moment
        return None
    charset = "" if described["mediatype"].endswith("parquet") else "; charset=utf-8"
    response = FileResponse(file, content_type=f"{described['mediatype']}{charset}")
    response["ETag"] = etag
    return response


def address_of(campaign: Campaign, name: str) -> str:
    """Give the stable address of a file: the same in every language."""
    stem, _dot, suffix = name.rpartition(".")
    with override("fr"):
        return reverse("api:dataset", args=[campaign.slug, stem, suffix])
