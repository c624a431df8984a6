"""Where one can go from here. Names of pages only: a page that is not installed is left out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

register = template.Library()

_CAMPAIGN_PAGES: tuple[tuple[str, Promise], ...] = (
    ("portal:campaign", _("The campaign")),
    ("programme:territories", _("Territories")),
    ("consultations:agenda", _("Agenda")),
    ("portal:contributions", _("Contributions")),
    ("ideas:list", _("Ideas")),
    ("opinion_maps:list", _("Opinion map")),
    ("syntheses:list", _("Syntheses")),
    ("manifesto:detail", _("Manifesto")),
    ("campaigns:charter", _("Charter")),
)


_BELOW: dict[str, str] = {
    "portal:home": "portal:campaign",
    "portal:territory": "programme:territories",
    "programme:sincerity": "programme:territories",
    "programme:sincerity_board": "programme:territories",
    "consultations:activity": "consultations:agenda",
    "campaigns:charter_version": "campaigns:charter",
    "campaigns:signed_charter": "campaigns:charter",
    "consultations:detail": "portal:campaign",
    "portal:contribution": "portal:contributions",
}
"""Pages that stand below another one, which is then marked in the navigation."""

_WHOLE_ROOMS = {"ideas", "opinion_maps", "syntheses", "manifesto"}
"""Rooms of which every page stands below the one in the navigation."""


@dataclass(frozen=True)
class Link:
    """One entry of a navigation; `current` is the value of its `aria-current`."""

    label: str
    url: str
    current: str


@register.simple_tag(takes_context=True)
def campaign_links(context: template.Context, campaign: Any) -> list[Link]:
    """List the pages of a campaign; the present one is marked, or the one above it."""
    request: HttpRequest | None = context.get("request")
    return [
        Link(str(label), url, _current(name, url, request))
        for name, label in _CAMPAIGN_PAGES
        if (url := _campaign_url(name, campaign.slug))
    ]


@register.simple_tag
def url_or_nothing(name: str, *args: Any, **kwargs: Any) -> str:
    """Give the address of a page, or nothing where that page is not installed."""
    try:
        return reverse(name, args=args, kwargs=kwargs)
    except NoReverseMatch:
        return ""


def _campaign_url(name: str, slug: str) -> str:
    return url_or_nothing(name, slug) or url_or_nothing(name)


def _current(name: str, url: str, request: HttpRequest | None) -> str:
    match = getattr(request, "resolver_match", None)
    if request is None or match is None:
        return ""
    if request.path == url:
        return "page"
    page, room = _BELOW.get(match.view_name, match.view_name), name.split(":")[0]
    return "true" if page == name or (room in _WHOLE_ROOMS and match.namespace == room) else ""


@register.simple_tag
def source_url() -> str:
    """Address of the source code of the running version, where the installation gives it."""
    return str(settings.SOURCE_URL)
