"""Where one can go from here. Names of pages only: a page that is not installed is left out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import template
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

register = template.Library()

_CAMPAIGN_PAGES: tuple[tuple[str, Promise], ...] = (
    ("portal:campaign", _("The campaign")),
    ("portal:contributions", _("Contributions")),
    ("ideas:list", _("Ideas")),
    ("opinion_maps:list", _("Opinion map")),
    ("syntheses:list", _("Syntheses")),
    ("manifesto:detail", _("Manifesto")),
)


@dataclass(frozen=True)
class Link:
    """One entry of a navigation."""

    label: str
    url: str
    is_current: bool


@register.simple_tag(takes_context=True)
def campaign_links(context: template.Context, campaign: Any) -> list[Link]:
    """List the pages of a campaign, the present one marked."""
    request: HttpRequest | None = context.get("request")
    path = request.path if request else ""
    found = [(str(label), url) for name, label in _CAMPAIGN_PAGES if (url := _campaign_url(name, campaign.slug))]
    home = found[0][1] if found else ""
    return [Link(label, url, _is_current(path, url, home=home)) for label, url in found]


@register.simple_tag
def url_or_nothing(name: str, *args: Any, **kwargs: Any) -> str:
    """Give the address of a page, or nothing where that page is not installed."""
    try:
        return reverse(name, args=args, kwargs=kwargs)
    except NoReverseMatch:
        return ""


def _campaign_url(name: str, slug: str) -> str:
    return url_or_nothing(name, slug) or url_or_nothing(name)


def _is_current(path: str, url: str, *, home: str) -> bool:
    return path == url if url == home else path.startswith(url)
