from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from polyphonie.formats.icalendar_lines import escaped, folded, moment, written

PARIS = ZoneInfo("Europe/Paris")
# What a text keeps: the standard has no place for other control characters.
TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp"), include_characters="\n"))


@given(TEXTS)
def test_any_text_reads_back_as_it_was(text):
    lines = ["BEGIN:VCALENDAR", "BEGIN:VEVENT", f"SUMMARY:{escaped(text)}", "END:VEVENT", "END:VCALENDAR"]
    calendar = Calendar.from_ical(written(lines))
    assert len(calendar.walk("VEVENT")) == 1
    assert str(calendar.walk("VEVENT")[0].get("summary", "")).strip() == text.strip()


@given(st.text(st.characters(exclude_categories=("Cs",))))
def test_no_text_ends_its_own_line(text):
    assert "\n" not in escaped(text)
    assert "\r" not in escaped(text)
    assert "\0" not in escaped(text)


@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=400))
def test_no_line_is_longer_than_75_bytes_and_no_letter_is_cut(text):
    pieces = folded(text).split(b"\r\n")
    assert all(len(piece) <= 75 for piece in pieces)
    assert all(piece.decode("utf-8") is not None for piece in pieces)
    assert b"".join([pieces[0], *(piece[1:] for piece in pieces[1:])]).decode() == text


def test_an_hour_that_a_clock_tells_twice_is_written_in_universal_time():
    first = datetime(2026, 10, 25, 0, 30, tzinfo=UTC).astimezone(PARIS)
    second = datetime(2026, 10, 25, 1, 30, tzinfo=UTC).astimezone(PARIS)
    assert moment("DTSTART", first, time_zone="Europe/Paris") == "DTSTART:20261025T003000Z"
    assert moment("DTSTART", second, time_zone="Europe/Paris") == "DTSTART:20261025T013000Z"
