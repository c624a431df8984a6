"""Dates as spreadsheets and platforms write them."""

from datetime import date, datetime

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from polyphonie.formats.written_dates import day_comes_first, written_moment

MOMENTS = st.datetimes(min_value=datetime(2000, 1, 1), max_value=datetime(2099, 12, 31)).map(  # noqa: DTZ001 - bounds
    lambda at: at.replace(microsecond=0)
)


@given(at=MOMENTS, separator=st.sampled_from("/.-"), between=st.sampled_from([" ", " - ", ", ", " à "]))
def test_a_moment_with_the_day_first_is_read_again(at, separator, between):
    cell = at.strftime(f"%d{separator}%m{separator}%Y{between}%H:%M:%S")
    assert written_moment(cell, day_first=True) == at


@given(at=MOMENTS)
def test_a_moment_with_the_month_first_is_read_again(at):
    assert written_moment(at.strftime("%m/%d/%Y %H:%M:%S"), day_first=False) == at


@given(at=MOMENTS, hours=st.integers(-11, 14))
def test_a_moment_on_twelve_hours_with_its_zone_is_read_again(at, hours):
    cell = at.strftime(f"%Y/%m/%d %I:%M:%S %p UTC{hours:+d}")
    found = written_moment(cell)
    assert found.replace(tzinfo=None) == at
    assert found.utcoffset().total_seconds() == 3600 * hours


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("31/01/2026", "2026-01-31T00:00"),
        ("31/01/26 15:04", "2026-01-31T15:04"),
        ("2026-01-31 15:04:05", "2026-01-31T15:04:05"),
        ("2026-01-31T15:04:05+01:00", "2026-01-31T15:04:05+01:00"),
        ("2026/01/31 12:04:05 AM CET", "2026-01-31T00:04:05+01:00"),
        ("31/01/2026 15h04", "2026-01-31T15:04"),
    ],
)
def test_other_ways_to_write_a_moment(cell, expected):
    assert written_moment(cell) == datetime.fromisoformat(expected)


@given(cell=st.text(max_size=40) | st.from_regex(r"[0-9/.\- :APM+UTC]{1,30}", fullmatch=True))
def test_anything_else_is_no_moment_and_no_error(cell):
    found = written_moment(cell)
    assert found is None or isinstance(found, datetime)


@given(days=st.lists(st.dates(min_value=date(2020, 1, 1), max_value=date(2030, 1, 1)), min_size=1))
def test_a_figure_above_twelve_tells_the_order(days):
    french = pl.Series([day.strftime("%d/%m/%Y 10:00:00") for day in days])
    english = pl.Series([day.strftime("%m/%d/%Y 10:00:00") for day in days])
    if any(day.day > 12 for day in days):
        assert day_comes_first(french, language="en")
        assert not day_comes_first(english, language="fr")
    else:
        assert day_comes_first(french, language="fr")
        assert not day_comes_first(english, language="en")


def test_where_nothing_tells_the_day_comes_first_as_in_french():
    assert day_comes_first(pl.Series(["", "2026-01-31", "x"]))
