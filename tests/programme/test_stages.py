"""Where a territory stands, and what it is late with, from dates alone."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from polyphonie.campaigns.enums import Deadline
from polyphonie.programme.enums import Stage
from polyphonie.programme.stages import Facts, position_of

PARIS = ZoneInfo("Europe/Paris")
JOINED = datetime(2026, 1, 10, 9, tzinfo=UTC)
NOW = datetime(2026, 6, 15, 12, tzinfo=UTC)
SIGNED = Facts(JOINED, charter_since=JOINED, signed_first_on=date(2026, 2, 1), signed_on=date(2026, 2, 1))
DECLARED = replace(SIGNED, declared_at=NOW - timedelta(days=60), opens_at=NOW - timedelta(days=40), closes_at=NOW)
DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))
MOMENTS = st.dates(date(2026, 1, 1), date(2026, 12, 31)).map(
    lambda day: datetime(day.year, day.month, day.day, 22, 30, tzinfo=UTC)
)
FACTS = st.builds(
    Facts,
    joined_at=MOMENTS,
    withdrawn_at=st.none() | MOMENTS,
    charter_since=st.none() | MOMENTS,
    signed_first_on=st.none() | DAYS,
    signed_on=st.none() | DAYS,
    declared_at=st.none() | MOMENTS,
    opens_at=st.none() | MOMENTS,
    closes_at=st.none() | MOMENTS,
    submitted_at=st.none() | MOMENTS,
    published_at=st.none() | MOMENTS,
)
DEADLINES = st.dictionaries(st.sampled_from([kind for kind in Deadline if kind]), DAYS)


def position(facts, at=NOW, **deadlines):
    due = {Deadline(name): day for name, day in deadlines.items()}
    return position_of(facts, deadlines=due, at=at, zone=PARIS)


def test_a_territory_that_joined_has_the_charter_to_sign():
    assert position(Facts(JOINED)).stage == Stage.TO_SIGN


def test_a_new_version_of_the_charter_is_to_be_signed_again():
    facts = replace(SIGNED, signed_on=None, charter_since=NOW)
    assert position(facts).stage == Stage.TO_SIGN_AGAIN


def test_a_territory_that_signed_has_a_consultation_to_declare():
    assert position(SIGNED) == position(SIGNED)
    assert (position(SIGNED).stage, position(SIGNED).since) == (Stage.TO_DECLARE, date(2026, 2, 1))


def test_a_consultation_is_under_way_until_its_very_end():
    assert position(DECLARED, at=NOW - timedelta(seconds=1)).stage == Stage.TO_COLLECT
    assert position(DECLARED, at=NOW).stage == Stage.TO_FILL


def test_a_consultation_without_end_stays_under_way():
    assert position(replace(DECLARED, closes_at=None)).stage == Stage.TO_COLLECT


def test_a_submitted_grid_is_to_be_reviewed_then_done():
    sent = replace(DECLARED, submitted_at=NOW)
    assert position(sent).stage == Stage.TO_REVIEW
    assert position(replace(sent, published_at=NOW)).stage == Stage.DONE


def test_who_withdrew_is_late_with_nothing():
    facts = replace(Facts(JOINED), withdrawn_at=NOW)
    assert position(facts, sign=date(2026, 2, 1)) == position(facts)
    assert position(facts).stage == Stage.WITHDRAWN


def test_the_day_of_the_deadline_is_not_late_and_the_next_one_is():
    last_minute = datetime(2026, 3, 31, 21, 59, tzinfo=UTC)  # 23:59 in Paris
    assert position(Facts(JOINED), at=last_minute, sign=date(2026, 3, 31)).late == ()
    after = last_minute + timedelta(minutes=1)
    assert position(Facts(JOINED), at=after, sign=date(2026, 3, 31)).late == (Deadline.SIGN,)


def test_a_version_that_came_after_the_deadline_makes_nobody_late():
    facts = replace(SIGNED, signed_on=None, charter_since=datetime(2026, 5, 1, tzinfo=UTC))
    assert position(facts, sign=date(2026, 4, 1)).late == ()
    assert position(facts, sign=date(2026, 5, 2)).late == (Deadline.SIGN,)


def test_lateness_is_listed_in_the_order_of_the_steps():
    due = date(2026, 6, 1)
    late = position(Facts(JOINED), grid=due, sign=due, collect=due, declare=due).late
    assert late == (Deadline.SIGN, Deadline.DECLARE, Deadline.COLLECT, Deadline.GRID)


def test_a_grid_sent_before_the_end_of_the_collection_is_late_with_nothing():
    facts = replace(SIGNED, submitted_at=NOW)
    due = date(2026, 6, 1)
    assert position(facts, declare=due, collect=due, grid=due).late == ()


@given(FACTS, DEADLINES, MOMENTS)
def test_nothing_is_late_before_its_deadline(facts, deadlines, at):
    found = position_of(facts, deadlines=deadlines, at=at, zone=PARIS)
    assert all(deadlines[step] < at.astimezone(PARIS).date() for step in found.late)


@given(FACTS, DEADLINES, MOMENTS)
def test_nobody_is_late_with_what_is_done(facts, deadlines, at):
    late = position_of(facts, deadlines=deadlines, at=at, zone=PARIS).late
    assert not (Deadline.GRID in late and (facts.submitted_at or facts.published_at))
    assert not (Deadline.SIGN in late and facts.signed_on)
    assert not (Deadline.DECLARE in late and facts.declared_at)


@given(FACTS, DEADLINES, MOMENTS, st.integers(0, 400))
def test_a_later_deadline_makes_nobody_later(facts, deadlines, at, days):
    moved = {kind: day + timedelta(days=days) for kind, day in deadlines.items() if kind != Deadline.SIGN}
    kept = {kind: day for kind, day in deadlines.items() if kind != Deadline.SIGN}
    before = position_of(facts, deadlines=kept, at=at, zone=PARIS)
    after = position_of(facts, deadlines=moved, at=at, zone=PARIS)
    assert set(after.late) <= set(before.late)
    assert after.stage == before.stage
