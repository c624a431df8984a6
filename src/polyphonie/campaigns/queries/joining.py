"""Reads of joining: which territory, who asked, who is in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Case, Count, Q, QuerySet, Value, When

from polyphonie.campaigns.enums import JoinRequestStatus
from polyphonie.campaigns.models import Campaign, Engagement, JoinRequest
from polyphonie.territories.enums import TerritoryKind
from polyphonie.territories.finder import Hit
from polyphonie.territories.models import Territory
from polyphonie.territories.queries import Found, search_territories, shown

ANSWERS_PER_PAGE = 12


@dataclass(frozen=True, slots=True)
class Answer:
    """A territory that was found, and its place in the campaign if it has one."""

    found: Found
    engagement: Engagement | None


def find_to_join(campaign: Campaign, words: str, page: str | None) -> tuple[Page[Hit], list[Answer]]:
    """Find territories for the page « Rejoindre »: one page of them, with those that already take part."""
    hits: Page[Hit] = Paginator(search_territories(words), ANSWERS_PER_PAGE).get_page(page)
    rows = shown(list(hits.object_list))
    engaged = engagements_of(campaign, [row.territory for row in rows])
    return hits, [Answer(row, engaged.get(row.territory.pk)) for row in rows]


def engagements_of(campaign: Campaign, territories: Sequence[Territory]) -> dict[int, Engagement]:
    """Places that territories have in a campaign, by territory."""
    rows = Engagement.objects.in_campaign(campaign).active().filter(territory__in=territories)
    return {row.territory_id: row for row in rows}


def engagement_of(campaign: Campaign, territory: Territory) -> Engagement | None:
    """The place of a territory in a campaign, even if it left; None where it never had one."""
    return Engagement.objects.in_campaign(campaign).of(territory).first()


def requests_to_show(campaign: Campaign) -> QuerySet[JoinRequest]:
    """Requests of a campaign: those that wait first, the oldest first; then the others, the last first."""
    order = Case(When(status=JoinRequestStatus.CONFIRMED, then=Value(0)), default=Value(1))
    rows = JoinRequest.objects.in_campaign(campaign).annotate(order=order)
    return rows.select_related("territory__departement", "territory__region", "decided_by").order_by(
        "order", Case(When(order=0, then="confirmed_at")), "-created_at", "-id"
    )


def request_counts(campaign: Campaign) -> dict[str, int]:
    """How many requests wait, are not confirmed yet, were accepted or declined."""
    counted = {status.value: Count("pk", filter=Q(status=status)) for status in JoinRequestStatus}
    return JoinRequest.objects.in_campaign(campaign).aggregate(**counted)


def cities_that_may_be_the_same(request: JoinRequest) -> QuerySet[Territory]:
    """Cities that are already there in the country of a city that somebody proposes."""
    return Territory.objects.of_kind(TerritoryKind.FOREIGN_CITY).filter(country=request.proposed_country)
