from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polyphonie.consultations.local_times import HourDoesNotExist, HourHappensTwice, moment_of

PARIS, TORONTO, ABIDJAN = ZoneInfo("Europe/Paris"), ZoneInfo("America/Toronto"), ZoneInfo("Africa/Abidjan")
HALF_PAST_ONE, HALF_PAST_TWO = time(1, 30), time(2, 30)


@pytest.mark.parametrize(
    ("day", "hour", "zone"),
    [(date(2026, 3, 29), HALF_PAST_TWO, PARIS), (date(2026, 3, 8), HALF_PAST_TWO, TORONTO)],
)
def test_an_hour_that_clocks_skip_is_refused(day, hour, zone):
    with pytest.raises(HourDoesNotExist):
        moment_of(day, hour, zone)


@pytest.mark.parametrize(
    ("day", "hour", "zone"),
    [(date(2026, 10, 25), HALF_PAST_TWO, PARIS), (date(2026, 11, 1), HALF_PAST_ONE, TORONTO)],
)
def test_an_hour_that_clocks_tell_twice_is_refused(day, hour, zone):
    with pytest.raises(HourHappensTwice):
        moment_of(day, hour, zone)


@pytest.mark.parametrize(
    ("day", "zone", "expected"),
    [
        (date(2026, 3, 28), PARIS, 17),
        (date(2026, 3, 29), PARIS, 16),
        (date(2026, 10, 25), PARIS, 17),
        (date(2026, 3, 7), TORONTO, 23),
        (date(2026, 3, 8), TORONTO, 22),
        (date(2026, 11, 1), TORONTO, 23),
        (date(2026, 3, 29), ABIDJAN, 18),
    ],
)
def test_six_in_the_evening_is_the_right_moment_around_a_change(day, zone, expected):
    assert moment_of(day, time(18), zone) == datetime(day.year, day.month, day.day, expected, tzinfo=UTC)


@given(
    st.dates(date(2020, 1, 1), date(2036, 1, 1)),
    st.times(),
    st.sampled_from([PARIS, TORONTO, ABIDJAN, ZoneInfo("Australia/Lord_Howe"), ZoneInfo("Asia/Kathmandu")]),
)
def test_a_moment_reads_back_as_the_hour_that_was_typed(day, hour, zone):
    try:
        moment = moment_of(day, hour, zone)
    except (HourDoesNotExist, HourHappensTwice):
        return
    there = moment.astimezone(zone)
    assert (there.date(), there.time()) == (day, hour)
