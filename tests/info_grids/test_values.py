"""Values are read as people write them, or refused with a sentence."""

import json
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polyphonie.info_grids.definition import Block, Choice, Condition, Definition, Field, Formula
from polyphonie.info_grids.enums import FieldKind
from polyphonie.info_grids.values import ValueRefused, check_complete, read_value, show_value, with_computed

CHOICES = (Choice("yes", {"fr": "Oui", "en": "Yes"}), Choice("no", {"fr": "Non", "en": "No"}))
COLUMNS = (
    Field("title", FieldKind.TEXT, {"fr": "Titre"}, is_required=True),
    Field("n", FieldKind.NUMBER, {"fr": "Nombre"}, counts_people=True),
    Field("on", FieldKind.DATE, {"fr": "Date"}),
)
KINDS = {
    FieldKind.CHOICE: {"choices": CHOICES},
    FieldKind.CHOICES: {"choices": CHOICES},
    FieldKind.ROWS: {"columns": COLUMNS},
}
WRITTEN = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text() | st.dates() | st.datetimes(),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["title", "n", "on"]) | st.text(), inner)
    ),
    max_leaves=8,
)


def of_kind(kind, **more):
    return Field("x", FieldKind(kind), {"fr": "X", "en": "X"}, **KINDS.get(kind, {}), **more)


@given(st.sampled_from(sorted(set(FieldKind) - {FieldKind.COMPUTED})), WRITTEN)
def test_anything_is_read_or_refused_with_a_sentence(kind, written):
    one = of_kind(kind)
    try:
        value = read_value(one, written)
    except ValueRefused as refused:
        said = str(refused)
    else:
        json.dumps(value, allow_nan=False).encode()
        assert read_value(one, value) == value
        said = show_value(one, value, "fr") if value is not None else "empty"
    assert isinstance(said, str)


@given(st.integers(-(10**15), 10**15))
def test_a_whole_number_is_read_as_french_and_english_write_it(value):
    one = of_kind("number")
    spaced = f"{value:,}".replace(",", "\u202f")
    assert read_value(one, str(value)) == read_value(one, spaced) == read_value(one, float(value)) == value


@given(st.decimals(-(10**6), 10**6, places=2))
def test_a_decimal_number_takes_a_point_or_a_comma(value):
    one = of_kind("number")
    assert read_value(one, str(value)) == read_value(one, f" {value}".replace(".", ",")) == float(value)


@pytest.mark.parametrize("written", ["1,234", "12,345,678"])
def test_a_number_that_reads_in_two_ways_is_refused(written):
    with pytest.raises(ValueRefused):
        read_value(of_kind("number"), written)


@pytest.mark.parametrize("written", ["inf", "nan", "1e400", "0x10", "12 people", "١٢a", True, 10**16])
def test_what_is_not_a_number_is_refused(written):
    with pytest.raises(ValueRefused):
        read_value(of_kind("number"), written)


@pytest.mark.parametrize("written", ["-1", "2.5"])
def test_people_are_counted_in_whole_numbers(written):
    with pytest.raises(ValueRefused):
        read_value(of_kind("number", counts_people=True), written)


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_a_date_is_read_as_calendars_and_spreadsheets_give_it(day):
    one = of_kind("date")
    ways = [day, day.isoformat(), day.strftime("%d/%m/%Y"), datetime(day.year, day.month, day.day, 9, tzinfo=UTC)]
    assert {read_value(one, way) for way in ways} == {day.isoformat()}


def test_a_choice_is_known_by_its_key_or_by_its_label():
    assert [read_value(of_kind("choice"), said) for said in ("yes", "OUI", "Yes ")] == ["yes"] * 3
    assert read_value(of_kind("choices"), "Non; Oui") == ["yes", "no"]
    with pytest.raises(ValueRefused):
        read_value(of_kind("choice"), "perhaps")


def test_bad_cells_are_all_told_by_row_and_column():
    written = [{"title": "One", "n": "many"}, {}, {"on": "yesterday"}]
    with pytest.raises(ValueRefused) as refused:
        read_value(of_kind("rows"), written)
    assert set(refused.value.cells) == {(1, "n"), (3, "on")}


def test_empty_rows_are_left_out_and_rows_are_bounded():
    assert read_value(of_kind("rows"), [{"title": "  "}, {"title": "One", "n": "3"}]) == [{"title": "One", "n": 3}]
    with pytest.raises(ValueRefused):
        read_value(of_kind("rows"), [{"title": "One"}] * 201)


def test_html_and_arabic_are_kept_as_they_are():
    for words in ("<script>alert(1)</script>", "ماذا يقول الناس عن الذكاء الاصطناعي؟"):
        assert read_value(of_kind("long_text"), words) == words
        assert show_value(of_kind("long_text"), words, "fr") == words


def test_values_are_shown_in_the_language_of_the_reader():
    assert show_value(of_kind("number", unit="h"), 1234.5, "fr") == "1\u202f234,5\xa0h"
    assert show_value(of_kind("date"), "2026-04-01", "fr") == "1er avril 2026"
    assert show_value(of_kind("date"), "2026-04-01", "en") == "April 1, 2026"
    assert show_value(of_kind("choices"), ["yes", "no"], "en") == "Yes, No"


def form(*fields):
    return Definition((Block("a", {"fr": "A"}, fields=fields),))


def test_a_figure_is_computed_from_rows():
    table = Field("table", FieldKind.ROWS, {"fr": "T"}, columns=COLUMNS)
    total = Field("total", FieldKind.COMPUTED, {"fr": "S"}, formula=Formula("sum", "table.n"))
    number = Field("number", FieldKind.COMPUTED, {"fr": "N"}, formula=Formula("count", "table"))
    values = with_computed(form(table, total, number), {"table": [{"n": 3}, {"title": "x"}, {"n": 4}]})
    assert (values["total"], values["number"]) == (7, 3)
    assert "total" not in with_computed(form(table, total), {})


def test_what_is_required_is_answered_or_explained():
    needed = Field("needed", FieldKind.TEXT, {"fr": "Requis"}, is_required=True)
    table = Field("table", FieldKind.ROWS, {"fr": "T"}, columns=COLUMNS)
    missing = check_complete(form(needed, table), {"table": [{"n": 2}]})
    assert [(one.field.key, one.row) for one in missing] == [("needed", 0), ("table", 1)]
    assert check_complete(form(needed), {}, explained={"needed"}) == []


def test_what_is_not_asked_is_not_missing():
    asks = Field("asks", FieldKind.CHOICE, {"fr": "?"}, choices=CHOICES)
    then = Field("then", FieldKind.TEXT, {"fr": "!"}, is_required=True, condition=Condition("asks", ("yes",)))
    assert check_complete(form(asks, then), {"asks": "no"}) == []
    assert len(check_complete(form(asks, then), {"asks": "yes"})) == 1
