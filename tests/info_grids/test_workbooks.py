"""The workbook that is filled offline: what is written is read back, wherever people moved it."""

import io

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from polyphonie.formats.filled_workbooks import read_filled_workbook
from polyphonie.info_grids import workbook_layout as layout
from polyphonie.info_grids.values import ValueRefused, read_value
from polyphonie.info_grids.workbook_reading import NotAGridWorkbook, OtherWorkbook, read_brought
from polyphonie.info_grids.workbook_writing import write_workbook
from tests.factories import NOON
from tests.info_grids.workbook_worlds import DEFINITION, EXPECTED, VALUES, contents


def there_and_back(path, values, language="fr", definition=DEFINITION):
    write_workbook(path, contents(values, definition), language=language, at=NOON)
    return read_brought(read_filled_workbook(str(path), "grille.xlsx"), definition, EXPECTED, values)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_what_is_written_is_read_back(tmp_path, language):
    brought = there_and_back(tmp_path / "grid.xlsx", VALUES, language)
    assert {key: value for key, value in brought.values.items() if value is not None} == VALUES
    assert (brought.problems, brought.unknown, brought.formulas) == ([], [], [])
    assert brought.notes["name"] == "Une remarque."
    assert brought.revisions["name"] == 3


def test_an_empty_grid_is_read_back_empty(tmp_path):
    brought = there_and_back(tmp_path / "grid.xlsx", {})
    assert set(brought.values.values()) == {None}
    assert set(brought.values) == set(DEFINITION.fields) - {"proof", "n_events"}


def accepted(one):
    """Values that a field keeps, as `read_value` gives them."""

    def kept(written):
        try:
            return read_value(one, written)
        except ValueRefused:
            return None

    return kept


TEXTS = st.text(st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="_"), max_size=40)
NUMBERS = st.integers(-(10**14), 10**14) | st.integers(-(10**8), 10**8).map(lambda n: n / 100)
WRITTEN = {
    "name": TEXTS,
    "story": st.lists(TEXTS, max_size=3).map("\n".join),
    "n_people": st.integers(0, 10**9),
    "cost": NUMBERS,
    "began_on": st.dates(min_value=NOON.date().replace(year=1901)).filter(lambda d: d.year < 2100).map(str),
    "mode": st.sampled_from(["m1", "m2"]),
    "publics": st.lists(st.sampled_from(["young", "staff", "all"]), unique=True),
    "events": st.lists(st.fixed_dictionaries({}, optional={"title": TEXTS, "n_people": NUMBERS}), max_size=4),
}


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.fixed_dictionaries({}, optional=WRITTEN))
def test_any_grid_is_read_back_as_it_is(tmp_path, written):
    values = {key: accepted(DEFINITION.fields[key])(value) for key, value in written.items()}
    values = {key: value for key, value in values.items() if value is not None}
    brought = there_and_back(tmp_path / "grid.xlsx", values)
    assert {key: value for key, value in brought.values.items() if value is not None} == values
    assert brought.problems == []


# --- Workbooks that people made otherwise -----------------------------------------------------------------------------


def block_sheet(rows, *, headings=(layout.KEY, "", layout.ANSWER, layout.NOTE), hidden=None, formula=None):
    """A workbook by hand: one block sheet, and the hidden one."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False})
    sheet = book.add_worksheet("Feuille")
    for number, row in enumerate([headings, *rows]):
        for place, cell in enumerate(row):
            sheet.write(number, place, cell)
    if formula:
        sheet.write_formula(*formula)
    secret = book.add_worksheet(layout.HIDDEN_SHEET)
    said = {"format": layout.FORMAT, "campaign": "c", "territory": "t", "form_version": "1", "form_digest": "5" * 64}
    for number, (name, value) in enumerate((said | (hidden or {})).items()):
        secret.write_row(number, 0, [name, value])
    book.close()
    return stream.getvalue()


def read(tmp_path, content):
    path = tmp_path / "made.xlsx"
    path.write_bytes(content)
    return read_brought(read_filled_workbook(str(path), "made.xlsx"), DEFINITION, EXPECTED, {})


def test_rows_and_columns_may_be_moved(tmp_path):
    rows = [("", "x", 12, "cost"), ("", "", "", ""), ("note", "", "Tunis", "name")]
    content = block_sheet(rows, headings=(layout.NOTE, "", layout.ANSWER, layout.KEY))
    brought = read(tmp_path, content)
    assert (brought.values, brought.notes["name"]) == ({"cost": 12, "name": "Tunis"}, "note")


def test_numbers_with_commas_and_dates_typed_as_text_are_understood(tmp_path):
    brought = read(tmp_path, block_sheet([("cost", "", "1 234,5", ""), ("began_on", "", "12/03/2026", "")]))
    assert brought.values == {"cost": 1234.5, "began_on": "2026-03-12"}


def test_what_is_wrong_is_said_with_its_cell(tmp_path):
    brought = read(tmp_path, block_sheet([("cost", "", "beaucoup", ""), ("mode", "", "En rêve", "")]))
    places = [(one.place.sheet, one.place.row, one.place.column) for one in brought.problems]
    assert places == [("Feuille", 2, "C"), ("Feuille", 3, "C")]
    assert brought.values == {}


def test_a_formula_gives_the_value_that_was_kept_and_is_told(tmp_path):
    content = block_sheet([("cost", "", "", "")], formula=(1, 2, "=6*7", None, 42))
    brought = read(tmp_path, content)
    assert brought.values == {"cost": 42}
    assert [(one.row, one.column) for one in brought.formulas] == [(2, "C")]


def test_an_unknown_key_is_told_and_harms_nothing(tmp_path):
    brought = read(tmp_path, block_sheet([("nothing", "", "x", ""), ("name", "", "Tunis", "")]))
    assert [one.label for one in brought.unknown] == ["nothing"]
    assert brought.values == {"name": "Tunis"}


@pytest.mark.parametrize("ticked", ["oui", "OUI", "x", "1", "✓", "yes"])
def test_a_choice_is_ticked_in_many_ways(tmp_path, ticked):
    rows = [("publics/young", "", ticked, ""), ("publics/staff", "", "", ""), ("publics/all", "", "non", "")]
    assert read(tmp_path, block_sheet(rows)).values == {"publics": ["young"]}


def test_a_cell_that_says_neither_yes_nor_no_is_refused(tmp_path):
    brought = read(tmp_path, block_sheet([("publics/young", "", "peut-être", "")]))
    assert "peut-être" in brought.problems[0].written
    assert brought.values == {}


def test_a_question_answered_twice_is_told(tmp_path):
    brought = read(tmp_path, block_sheet([("name", "", "Tunis", ""), ("name", "", "Sfax", "")]))
    assert brought.values == {"name": "Tunis"}
    assert len(brought.problems) == 1


def test_a_row_that_was_removed_leaves_its_answer_alone(tmp_path):
    assert "cost" not in read(tmp_path, block_sheet([("name", "", "Tunis", "")])).values


@pytest.mark.parametrize(
    ("hidden", "refused"),
    [
        ({"campaign": "other"}, OtherWorkbook),
        ({"territory": "other"}, OtherWorkbook),
        ({"form_version": "2"}, OtherWorkbook),
        ({"form_digest": "6" * 64}, OtherWorkbook),
        ({"format": "other"}, NotAGridWorkbook),
    ],
)
def test_a_workbook_of_something_else_is_refused(tmp_path, hidden, refused):
    with pytest.raises(refused):
        read(tmp_path, block_sheet([("name", "", "Tunis", "")], hidden=hidden))
