from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from polyphonie.core.templatetags.figures import full_date, number, public_count, share


@pytest.mark.parametrize(
    ("language", "value", "written"),
    [("fr", 2300, "2\u202f300"), ("en", 2300, "2,300"), ("fr", 7, "7"), ("fr", None, "")],
)
def test_thousands_are_parted_as_each_language_does(language, value, written):
    with translation.override(language):
        assert number(value) == written


@pytest.mark.parametrize(
    ("language", "value", "written"),
    [("fr", 0.87, "87\u202f%"), ("en", 0.87, "87%"), ("fr", 0.005, "1\u202f%"), ("fr", None, "")],
)
def test_a_share_becomes_a_percentage_on_the_page_only(language, value, written):
    with translation.override(language):
        assert share(value) == written


def test_decimals_follow_the_language():
    with translation.override("fr"):
        assert share(0.1234, 1) == "12,3\u202f%"


@pytest.mark.parametrize(
    ("language", "day", "written"),
    [
        ("fr", date(2026, 4, 1), "1er avril 2026"),
        ("fr", date(2026, 4, 11), "11 avril 2026"),
        ("en", date(2026, 4, 1), "April 1, 2026"),
        ("en", date(2026, 12, 18), "December 18, 2026"),
        ("fr", datetime(2026, 4, 30, 23, 30, tzinfo=UTC), "1er mai 2026"),
        ("fr", None, ""),
    ],
)
def test_dates_are_written_as_they_are_read_aloud(language, day, written):
    with translation.override(language):
        assert full_date(day) == written


@pytest.mark.parametrize(("value", "written"), [(0, "0"), (4, "moins de 5"), (5, "5")])
def test_small_counts_are_withheld(value, written):
    with translation.override("fr"):
        assert public_count(value, 5) == written
