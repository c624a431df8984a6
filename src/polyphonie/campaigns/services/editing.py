"""Editing a campaign: its texts, its questions, its calendar. Nobody overwrites what they have not seen."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from polyphonie.accounts.models import User
from polyphonie.campaigns.editions import MilestoneRow, QuestionRow, fingerprint, fingerprint_of_rows
from polyphonie.campaigns.errors import AddressIsFixed, ChangedMeanwhile
from polyphonie.campaigns.models import Campaign, Milestone, Question
from polyphonie.campaigns.permissions import refuse_if_closed
from polyphonie.core.audit import record


@dataclass(frozen=True)
class Edition:
    """Who saves, when, and the fingerprint of what they had before their eyes."""

    person: User | None
    at: datetime
    seen: str


def section_values(campaign: Campaign, names: Sequence[str]) -> dict[str, Any]:
    """Give the saved values of some fields."""
    return {name: getattr(campaign, name) for name in names}


def question_rows(campaign: Campaign) -> list[QuestionRow]:
    """Give the questions as a form shows them."""
    return [QuestionRow(entry.pk, entry.text) for entry in Question.objects.filter(campaign=campaign)]


def milestone_rows(campaign: Campaign) -> list[MilestoneRow]:
    """Give the calendar as a form shows it."""
    entries = Milestone.objects.filter(campaign=campaign)
    return [MilestoneRow(entry.pk, entry.date, entry.label, entry.deadline) for entry in entries]


@transaction.atomic
def save_section(*, campaign: Campaign, section: str, values: Mapping[str, Any], edition: Edition) -> Campaign:
    """
    Save some fields of a campaign.

    Raises
    ------
    CampaignIsClosed, ChangedMeanwhile, AddressIsFixed
    """
    locked = _locked(campaign)
    if fingerprint(section_values(locked, sorted(values))) != edition.seen:
        raise ChangedMeanwhile
    if locked.is_public and values.get("slug", locked.slug) != locked.slug:
        raise AddressIsFixed
    for name, value in values.items():
        setattr(locked, name, value)
    locked.save(update_fields=[*values, "updated_at"])
    _record(locked, section, edition)
    return locked


@transaction.atomic
def save_questions(
    *, campaign: Campaign, rows: Sequence[QuestionRow], removed: Collection[int], edition: Edition
) -> None:
    """
    Save the questions, in the order given. Those that the form did not hold come after: they are never lost.

    Raises
    ------
    CampaignIsClosed, ChangedMeanwhile
    """
    locked = _locked(campaign)
    if fingerprint_of_rows(question_rows(locked)) != edition.seen:
        raise ChangedMeanwhile
    locked.questions.filter(pk__in=removed).delete()
    existing = {entry.pk: entry for entry in locked.questions.all()}
    questions = []
    for row in rows:
        question = existing.pop(row.pk or 0, None) or Question(campaign=locked)
        question.text = row.text
        questions.append(question)
    _place_questions([*questions, *existing.values()])
    locked.save(update_fields=["updated_at"])
    _record(locked, "questions", edition)


def _place_questions(questions: Sequence[Question]) -> None:
    """Positions are unique: questions step aside before they take their new place."""
    for aside, question in enumerate(questions, start=10_000):
        if question.pk:
            Question.objects.filter(pk=question.pk).update(position=aside)
    for position, question in enumerate(questions, start=1):
        question.position = position
        question.save()


@transaction.atomic
def save_milestones(
    *, campaign: Campaign, rows: Sequence[MilestoneRow], removed: Collection[int], edition: Edition
) -> None:
    """
    Save the calendar. Dates that the form did not hold stay.

    Raises
    ------
    CampaignIsClosed, ChangedMeanwhile
    """
    locked = _locked(campaign)
    if fingerprint_of_rows(milestone_rows(locked)) != edition.seen:
        raise ChangedMeanwhile
    locked.milestones.filter(pk__in=removed).delete()
    existing = {entry.pk: entry for entry in locked.milestones.all()}
    for row in rows:
        milestone = existing.get(row.pk or 0) or Milestone(campaign=locked)
        milestone.date, milestone.label, milestone.deadline = row.date, row.label, row.deadline
        milestone.save()
    locked.save(update_fields=["updated_at"])
    _record(locked, "calendar", edition)


def _locked(campaign: Campaign) -> Campaign:
    locked = Campaign.objects.select_for_update(of=("self",)).get(pk=campaign.pk)
    refuse_if_closed(locked)
    return locked


def _record(campaign: Campaign, section: str, edition: Edition) -> None:
    record(
        "campaign_edited",
        campaign,
        at=edition.at,
        actor_id=edition.person.pk if edition.person else None,
        campaign_id=campaign.pk,
        section=section,
    )
