"""Creating a campaign, from the first version that is shipped or from an earlier campaign."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.text import slugify

from polyphonie.accounts.models import User
from polyphonie.campaigns.enums import CampaignStatus
from polyphonie.campaigns.models import Campaign, Charter, Commitment, Milestone, Question
from polyphonie.campaigns.queries.charters import charter_in_force
from polyphonie.campaigns.shipped import ShippedCampaign, shipped_campaign
from polyphonie.core.audit import record
from polyphonie.core.signals import campaign_created

RESERVED_SLUGS = frozenset({"nouvelle"})
"""Words that an address of the back office takes already."""


@dataclass(frozen=True)
class NewCampaign:
    """What a coordinator says of a campaign to create."""

    title: str
    language: str
    opens_on: date
    closes_on: date | None = None
    made_from: Campaign | None = None


@transaction.atomic
def create_campaign(*, asked: NewCampaign, person: User | None, at: datetime) -> Campaign:
    """Create a campaign in preparation, with all that it starts from; other rooms add theirs in the same breath."""
    source = asked.made_from
    campaign = _copied(asked, source) if source else _from_template(asked, shipped_campaign(asked.language))
    record(
        "campaign_created",
        campaign,
        at=at,
        actor_id=person.pk if person else None,
        campaign_id=campaign.pk,
        made_from=source.pk if source else None,
    )
    campaign_created.send(Campaign, campaign=campaign, made_from=source, person=person, at=at)
    return campaign


def free_slug(title: str) -> str:
    """Give an address that no campaign has, from its title."""
    stem = slugify(title)[:70].strip("-") or "campagne"
    taken = set(Campaign.objects.filter(slug__startswith=stem).values_list("slug", flat=True)) | RESERVED_SLUGS
    number, slug = 1, stem
    while slug in taken:
        number += 1
        slug = f"{stem}-{number}"
    return slug


def _new(asked: NewCampaign, **texts: object) -> Campaign:
    return Campaign.objects.create(
        slug=free_slug(asked.title),
        title=asked.title,
        language=asked.language,
        status=CampaignStatus.DRAFT,
        opens_on=asked.opens_on,
        closes_on=asked.closes_on,
        made_from=asked.made_from,
        **texts,
    )


def _from_template(asked: NewCampaign, shipped: ShippedCampaign) -> Campaign:
    campaign = _new(asked, summary=shipped.summary, call=shipped.call, framing_note=shipped.framing_note)
    Question.objects.bulk_create(
        Question(campaign=campaign, position=position, text=text)
        for position, text in enumerate(shipped.questions, start=1)
    )
    Milestone.objects.bulk_create(
        Milestone(
            campaign=campaign,
            date=asked.opens_on + timedelta(days=entry.days),
            label=entry.label,
            deadline=entry.deadline,
        )
        for entry in shipped.milestones
    )
    charter = Charter.objects.create(
        campaign=campaign, version=1, title=shipped.charter_title, preamble=shipped.charter_preamble
    )
    Commitment.objects.bulk_create(
        Commitment(
            charter=charter,
            position=position,
            code=entry.code,
            title=entry.title,
            text=entry.text,
            evidence=entry.evidence,
        )
        for position, entry in enumerate(shipped.commitments, start=1)
    )
    return campaign


def _copied(asked: NewCampaign, source: Campaign) -> Campaign:
    campaign = _new(
        asked,
        summary=source.summary,
        call=source.call,
        framing_note=source.framing_note,
        is_fictitious=source.is_fictitious,
        other_languages=list(source.other_languages),
        disclosure_threshold=source.disclosure_threshold,
    )
    Question.objects.bulk_create(
        Question(campaign=campaign, position=position, text=question.text)
        for position, question in enumerate(source.questions.all(), start=1)
    )
    _copy_calendar(source, campaign)
    charter = charter_in_force(source) or source.charters.order_by("-version").first()
    if charter is not None:
        copy_charter(charter, Charter(campaign=campaign, version=1))
    return campaign


def _copy_calendar(source: Campaign, campaign: Campaign) -> None:
    """Copy the calendar, as far from the new opening as it was from the former one, or from its first date."""
    milestones = list(source.milestones.all())
    if not milestones or campaign.opens_on is None:
        return
    shift = campaign.opens_on - (source.opens_on or milestones[0].date)
    Milestone.objects.bulk_create(
        Milestone(campaign=campaign, date=entry.date + shift, label=entry.label, deadline=entry.deadline)
        for entry in milestones
    )


def copy_charter(source: Charter, copy: Charter) -> Charter:
    """Fill a new draft with the words of an earlier charter; commitments keep their codes."""
    copy.title, copy.preamble = source.title, source.preamble
    copy.save()
    Commitment.objects.bulk_create(
        Commitment(
            charter=copy,
            position=entry.position,
            code=entry.code,
            title=entry.title,
            text=entry.text,
            evidence=entry.evidence,
        )
        for entry in source.commitments.all()
    )
    return copy
