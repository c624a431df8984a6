"""What the programme expects of a person: sign, declare, fill, review, answer requests; and the dates that come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Min, OuterRef, Subquery
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from polyphonie.accounts.models import Invitation
from polyphonie.campaigns.enums import CampaignStatus
from polyphonie.campaigns.models import Campaign, Charter, Engagement, JoinRequest, Milestone, Signature
from polyphonie.consultations.models import Consultation
from polyphonie.info_grids.enums import GridStatus
from polyphonie.info_grids.models import InfoGrid
from polyphonie.portal.queries.waiting import MAX_TASKS, Waiting

_SOON = timedelta(days=21)
_MAX_CAMPAIGNS = 5


@dataclass(frozen=True)
class Coming:
    """A date of a campaign that comes soon."""

    milestone: Milestone
    campaign_title: str


def waiting_for_leads(territories: Sequence[int]) -> list[Waiting]:
    """List the next step of each campaign in which the territories that a person leads take part."""
    in_force = Charter.objects.published().filter(campaign=OuterRef("campaign")).order_by("-version")
    signed = Signature.objects.filter(engagement=OuterRef("pk"), charter=OuterRef("charter_in_force"))
    declared = Consultation.objects.filter(
        campaign=OuterRef("campaign"), territory=OuterRef("territory"), is_published=True
    ).order_by("pk")
    engagements = (
        Engagement.objects.active()
        .filter(territory__in=territories, campaign__status=CampaignStatus.OPEN)
        .annotate(charter_in_force=Subquery(in_force.values("pk")[:1]))
        .annotate(
            charter_since=Subquery(in_force.values("published_at")[:1]),
            signature=Subquery(signed.values("pk")[:1]),
            declared=Subquery(declared.values("pk")[:1]),
        )
        .select_related("campaign", "territory", "grid")
        .order_by("joined_at", "pk")
    )
    found = (_next_step(engagement) for engagement in engagements[:MAX_TASKS])
    return [step for step in found if step is not None]


def campaigns_coordinated() -> list[Campaign]:
    """List the last campaigns, each with how many requests and grids wait for the coordinator, and since when."""
    requests = JoinRequest.objects.waiting().filter(campaign=OuterRef("pk")).order_by().values("campaign")
    grids = InfoGrid.objects.filter(engagement__campaign=OuterRef("pk"), status=GridStatus.SUBMITTED)
    submitted = grids.order_by().values("engagement__campaign")
    campaigns = Campaign.objects.annotate(
        n_requests=Subquery(requests.annotate(n=Count("pk")).values("n")),
        asked_at=Subquery(requests.annotate(first=Min("confirmed_at")).values("first")),
        n_grids=Subquery(submitted.annotate(n=Count("pk")).values("n")),
        submitted_at=Subquery(submitted.annotate(first=Min("submitted_at")).values("first")),
    )
    return list(campaigns.order_by("-opens_on", "-pk")[:_MAX_CAMPAIGNS])


def waiting_for_coordinator(campaigns: Sequence[Campaign]) -> list[Waiting]:
    """List what waits in campaigns of `campaigns_coordinated`: requests to join, then grids."""
    waiting = []
    row: Any
    for row in campaigns:
        if row.n_requests:
            asked = ngettext("%(n)s request to join: answer", "%(n)s requests to join: answer", row.n_requests)
            since = row.asked_at or row.created_at
            waiting.append(Waiting(asked % {"n": row.n_requests}, row.title, "", since, "campaigns:requests", row.slug))
        if row.n_grids:
            sent = ngettext("%(n)s grid to review", "%(n)s grids to review", row.n_grids)
            since = row.submitted_at or row.created_at
            waiting.append(Waiting(sent % {"n": row.n_grids}, row.title, "", since, "programme:follow_up", row.slug))
    return waiting


def pending_invitations(email: str, *, at: datetime) -> list[Invitation]:
    """List the roles that were offered to a person and that they have not accepted."""
    return list(Invitation.objects.pending_at(at).filter(email__iexact=email).select_related("territory")[:5])


def coming_dates(territories: Sequence[int], *, is_national: bool, today: date) -> list[Coming]:
    """List the dates of the next weeks, in the campaigns where a person works."""
    milestones = Milestone.objects.filter(
        date__gte=today, date__lte=today + _SOON, campaign__status=CampaignStatus.OPEN
    ).select_related("campaign")
    if not is_national:
        engaged = Engagement.objects.active().filter(territory__in=territories)
        milestones = milestones.filter(campaign__in=engaged.order_by().values("campaign"))
    return [Coming(milestone, milestone.campaign.title) for milestone in milestones.order_by("date", "pk")[:6]]


def _next_step(engagement: Engagement) -> Waiting | None:
    step = _step_of(engagement)
    if step is None:
        return None
    label, since, url_name = step
    campaign, territory = engagement.campaign, engagement.territory
    return Waiting(label, campaign.title, territory.name, since, url_name, campaign.slug, territory.slug)


def _step_of(engagement: Engagement) -> tuple[Promise, datetime, str] | None:
    grid: InfoGrid | None = getattr(engagement, "grid", None)
    if engagement.signature is None:  # type: ignore[attr-defined]  # annotated
        since = engagement.charter_since  # type: ignore[attr-defined]  # annotated
        is_first = engagement.charter_signed_on is None
        if since is not None:
            label = _("Sign the charter") if is_first else _("Sign the new version of the charter")
            return label, max(since, engagement.joined_at), "campaigns:sign"
    if engagement.declared is None:  # type: ignore[attr-defined]  # annotated
        return _("Declare a consultation"), engagement.joined_at, "consultations:create"
    if grid is not None and grid.status == GridStatus.RETURNED:
        return _("Take up the grid that came back with comments"), grid.updated_at, "info_grids:fill"
    if grid is None or grid.status == GridStatus.DRAFT:
        since = grid.created_at if grid is not None else engagement.joined_at
        return _("Fill the grid"), since, "info_grids:fill"
    return None
