"""What the coordinator sees of campaigns: their list, what is ready, what is missing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from polyphonie.campaigns.enums import CampaignStatus, EngagementStatus
from polyphonie.campaigns.models import Campaign
from polyphonie.campaigns.queries.charters import charter_in_force
from polyphonie.campaigns.records import Check
from polyphonie.campaigns.shipped import says_first_version
from polyphonie.core.signals import campaign_checked


def campaigns_with_counts() -> QuerySet[Campaign]:
    """Give the campaigns, with how many territories take part in each; those in preparation last."""
    taking_part = ~Q(engagements__status=EngagementStatus.WITHDRAWN)
    return Campaign.objects.annotate(
        n_territories=Count("engagements", filter=taking_part),
        n_signed=Count("engagements", filter=Q(engagements__status=EngagementStatus.SIGNED)),
    ).order_by("-opens_on", "pk")


@dataclass(frozen=True)
class CampaignsInState:
    """The campaigns that stand at one state."""

    status: CampaignStatus
    campaigns: tuple[Campaign, ...]


def campaigns_by_state(campaigns: list[Campaign]) -> list[CampaignsInState]:
    """Put campaigns under their states: those that run, those in preparation, those that are closed."""
    order = (CampaignStatus.OPEN, CampaignStatus.DRAFT, CampaignStatus.CLOSED)
    groups = [CampaignsInState(state, tuple(one for one in campaigns if one.status == state)) for state in order]
    return [group for group in groups if group.campaigns]


def missing_before_opening(campaign: Campaign) -> list[str]:
    """Say what a campaign still lacks to open."""
    return [check.label for check in _own_checks(campaign) if check.is_required and not check.is_done]


def checklist(campaign: Campaign) -> list[Check]:
    """Say what is done and what is missing before a campaign opens, the rooms above included."""
    answers: list[tuple[object, object]] = campaign_checked.send(Campaign, campaign=campaign)  # type: ignore[assignment]
    others = [answer for _receiver, answer in answers if isinstance(answer, Check)]
    return [*_own_checks(campaign), *others]


def _own_checks(campaign: Campaign) -> Iterator[Check]:
    slug = campaign.slug
    general = reverse("campaigns:edit", args=[slug, "general"])
    yield Check(_("The opening date is set"), campaign.opens_on is not None, general, is_required=True)
    yield Check(_("The campaign is described in one sentence"), bool(campaign.summary.strip()), general)
    call = reverse("campaigns:edit", args=[slug, "call"])
    yield Check(_("The call to territories is written"), bool(campaign.call.strip()), call)
    note = reverse("campaigns:edit", args=[slug, "note"])
    yield Check(_("The framing note is written"), bool(campaign.framing_note.strip()), note)
    questions = reverse("campaigns:questions", args=[slug])
    yield Check(_("There is a question at least"), campaign.questions.exists(), questions, is_required=True)
    calendar = reverse("campaigns:calendar", args=[slug])
    yield Check(_("The calendar has a date at least"), campaign.milestones.exists(), calendar)
    charter = reverse("campaigns:charter_edit", args=[slug])
    last = campaign.charters.order_by("-version").first()
    texts = ((campaign.call, call), (campaign.framing_note, note), (last.preamble if last else "", charter))
    unread = [url for text, url in texts if says_first_version(text)]
    yield Check(_("The texts that came with Polyphonie were read again"), not unread, unread[0] if unread else charter)
    yield Check(_("The charter is published"), charter_in_force(campaign) is not None, charter, is_required=True)
