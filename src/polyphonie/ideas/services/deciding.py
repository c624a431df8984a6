"""
What people decide of ideas, kept apart from what the machine finds.

Each decision is tied to a contribution at the heart of the idea: on the next run, the idea that holds this contribution
inherits the decision.
"""

from __future__ import annotations

from django.db import transaction

from polyphonie.accounts.models import User
from polyphonie.campaigns.permissions import refuse_if_closed
from polyphonie.consultations.models import Contribution
from polyphonie.ideas.enums import DecisionKind, ReadingStatus
from polyphonie.ideas.errors import IdeaHoldsNothing, IdeaMergedIntoItself
from polyphonie.ideas.models import Idea, IdeaDecision, IdeaRun
from polyphonie.ideas.services.counting import recount_idea


@transaction.atomic
def rename_idea(*, idea: Idea, label: str, by: User) -> Idea:
    """Give an idea another name; the suggested one is kept beside it."""
    _record(idea, DecisionKind.RENAME, label, by)
    idea.label = label
    idea.save(update_fields=["label", "updated_at"])
    return idea


@transaction.atomic
def hide_idea(*, idea: Idea, hides: bool, by: User) -> Idea:
    """Set an idea aside, or bring it back: its contributions are listed with those of no idea."""
    _record(idea, DecisionKind.HIDE, "yes" if hides else "no", by)
    idea.is_hidden = hides
    idea.save(update_fields=["is_hidden", "updated_at"])
    return idea


@transaction.atomic
def merge_ideas(*, idea: Idea, into: Idea | None, by: User) -> Idea:
    """Say that two ideas of one run are the same, or no longer; the second keeps its name."""
    if into is not None and (into.run_id != idea.run_id or final_idea(into).pk == idea.pk):
        raise IdeaMergedIntoItself
    _record(idea, DecisionKind.MERGE, str(_anchor(into).pk) if into else "", by)
    _merge(idea, final_idea(into) if into else None)
    return idea


def replay_decisions(*, run: IdeaRun) -> int:
    """Apply to a new run what people decided of former ones, in order; return how many found their idea."""
    decisions = IdeaDecision.objects.filter(campaign=run.campaign, consultation=run.consultation)
    return sum(_replay(run, decision) for decision in decisions.order_by("created_at", "id"))


def final_idea(idea: Idea) -> Idea:
    """Follow the merges that people decided."""
    seen = {idea.pk}
    while idea.merged_into is not None and idea.merged_into_id not in seen:
        idea = idea.merged_into
        seen.add(idea.pk)
    return idea


def _replay(run: IdeaRun, decision: IdeaDecision) -> bool:
    idea = _idea_of(run, decision.anchor_id)
    if idea is None:
        return False
    if decision.kind == DecisionKind.RENAME:
        idea.label = decision.value
    elif decision.kind == DecisionKind.HIDE:
        idea.is_hidden = decision.value == "yes"
    elif decision.kind == DecisionKind.MERGE:
        target = _idea_of(run, int(decision.value)) if decision.value.isdigit() else None
        _merge(idea, None if target is None or final_idea(target).pk == idea.pk else final_idea(target))
    idea.save(update_fields=["label", "is_hidden", "updated_at"])
    return True


def _merge(idea: Idea, into: Idea | None) -> None:
    former = idea.merged_into
    idea.merged_into = into
    idea.save(update_fields=["merged_into", "updated_at"])
    for changed in (former, into):
        if changed is not None:
            recount_idea(idea=changed)


def _idea_of(run: IdeaRun, contribution_id: int) -> Idea | None:
    reading = run.readings.filter(contribution=contribution_id, status=ReadingStatus.IDEA).first()
    return reading.idea if reading else None


def _record(idea: Idea, kind: DecisionKind, value: str, by: User) -> None:
    refuse_if_closed(idea.run.campaign)
    IdeaDecision.objects.create(
        campaign=idea.run.campaign,
        consultation=idea.run.consultation,
        idea=idea,
        kind=kind,
        anchor=_anchor(idea),
        value=value,
        decided_by=by,
    )


def _anchor(idea: Idea) -> Contribution:
    """Return the contribution at the heart of an idea: its first quote, or else any of its members."""
    if idea.quote is not None:
        return idea.quote
    reading = idea.readings.order_by("contribution_id").first()
    if reading is None:
        raise IdeaHoldsNothing
    return reading.contribution
