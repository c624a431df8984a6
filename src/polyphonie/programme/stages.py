"""Where a territory stands, from its dates alone: no row, no clock."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from polyphonie.campaigns.enums import Deadline
from polyphonie.programme.enums import Stage

STEPS_IN_ORDER = (Deadline.SIGN, Deadline.DECLARE, Deadline.COLLECT, Deadline.GRID)
"""What a territory that joined still does, in order; joining itself is behind it."""

WAITS_FOR = {
    Stage.TO_SIGN: Deadline.SIGN,
    Stage.TO_SIGN_AGAIN: Deadline.SIGN,
    Stage.TO_DECLARE: Deadline.DECLARE,
    Stage.TO_COLLECT: Deadline.COLLECT,
    Stage.TO_FILL: Deadline.GRID,
}
"""The deadline that matters next, for a territory at a stage."""


@dataclass(frozen=True)
class Facts:
    """
    What is known of a territory in a campaign, as dates; None for what has not happened.

    Attributes
    ----------
    charter_since : datetime or None
        When the charter in force was published.
    signed_first_on, signed_on : date or None
        Of any version of the charter; of the one in force.
    declared_at : datetime or None
        When the first of its published consultations was declared.
    opens_at : datetime or None
        When the first of them opens.
    closes_at : datetime or None
        When the last of them closes; None where one has no end.
    """

    joined_at: datetime
    withdrawn_at: datetime | None = None
    charter_since: datetime | None = None
    signed_first_on: date | None = None
    signed_on: date | None = None
    declared_at: datetime | None = None
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    submitted_at: datetime | None = None
    published_at: datetime | None = None


@dataclass(frozen=True)
class Position:
    """The stage of a territory, since when, and what it should have done by now, the first step first."""

    stage: Stage
    since: datetime | date
    late: tuple[Deadline, ...] = ()


def position_of(facts: Facts, *, deadlines: Mapping[Deadline, date], at: datetime, zone: tzinfo) -> Position:
    """
    Tell the first thing that a territory still has to do at a moment, and what it is late with.

    A deadline holds until the end of its day in `zone`. Nobody is late with a version of the charter that came
    after the deadline to sign, nor with anything once they withdrew.
    """
    stage, since = _stage(facts, at)
    if stage == Stage.WITHDRAWN:
        return Position(stage, since)
    today = at.astimezone(zone).date()
    done = _done(facts, at)
    late = tuple(
        step
        for step in STEPS_IN_ORDER
        if step not in done and (due := deadlines.get(step)) and today > due and not _came_after(facts, step, due, zone)
    )
    return Position(stage, since, late)


def _stage(facts: Facts, at: datetime) -> tuple[Stage, datetime | date]:
    if facts.withdrawn_at is not None:
        return Stage.WITHDRAWN, facts.withdrawn_at
    if facts.signed_first_on is None:
        return Stage.TO_SIGN, facts.joined_at
    if facts.charter_since is not None and facts.signed_on is None:
        return Stage.TO_SIGN_AGAIN, facts.charter_since
    if facts.published_at is not None:
        return Stage.DONE, facts.published_at
    if facts.submitted_at is not None:
        return Stage.TO_REVIEW, facts.submitted_at
    if facts.declared_at is None:
        return Stage.TO_DECLARE, facts.signed_on or facts.signed_first_on
    if facts.closes_at is not None and facts.closes_at <= at:
        return Stage.TO_FILL, facts.closes_at
    opened = facts.opens_at if facts.opens_at is not None and facts.opens_at <= at else None
    return Stage.TO_COLLECT, opened or facts.declared_at


def _done(facts: Facts, at: datetime) -> set[Deadline]:
    is_signed = facts.signed_on is not None or (facts.charter_since is None and facts.signed_first_on is not None)
    has_ended = facts.declared_at is not None and facts.closes_at is not None and facts.closes_at <= at
    has_sent = facts.submitted_at is not None or facts.published_at is not None
    steps = {
        Deadline.SIGN: is_signed,
        Deadline.DECLARE: facts.declared_at is not None or has_sent,
        Deadline.COLLECT: has_ended or has_sent,
        Deadline.GRID: has_sent,
    }
    return {step for step, is_done in steps.items() if is_done}


def _came_after(facts: Facts, step: Deadline, due: date, zone: tzinfo) -> bool:
    """A new version of the charter, published after the deadline to sign, makes nobody late who had signed before."""
    return (
        step == Deadline.SIGN
        and facts.signed_first_on is not None
        and facts.charter_since is not None
        and facts.charter_since.astimezone(zone).date() > due
    )
