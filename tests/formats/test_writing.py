import csv

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from polyphonie.formats.writing import restored_cell, safe_cell, write_json, write_table, write_zip


@pytest.mark.parametrize("text", ["=1+1", "+cmd", "-A1", "@SUM(A1)", "\t=1", "  =1", "＝1+1"])
def test_what_a_spreadsheet_would_run_begins_with_an_apostrophe(text):
    assert safe_cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["Oui", "", "-12", "+3,5", "a=1", "« - »"])
def test_words_and_numbers_stay_as_they_are(text):
    assert safe_cell(text) == text


def test_a_table_reads_back_as_it_was(tmp_path):
    write_table(tmp_path / "a.csv", ["id", "text"], [[1, 'deux "mots",\nsur deux lignes'], [None, "=1"]])
    with (tmp_path / "a.csv").open(encoding="utf-8", newline="") as file:
        assert list(csv.reader(file)) == [["id", "text"], ["1", 'deux "mots",\nsur deux lignes'], ["", "'=1"]]


def test_the_same_content_gives_the_same_bytes(tmp_path):
    for name in ("a", "b"):
        write_json(tmp_path / name, {"é": 1, "b": [2]})
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


STARTS = st.sampled_from(["=", "+", "-", "@", "\t", "\r", "'", "''", "＝", "＋", "－", "＠", " ", "", "-12", "'-3"])


@given(STARTS, STARTS, st.text(max_size=20))
@example("'", "=", "1+1")
@example("'", "-", "12")
def test_what_is_neutralized_is_restored_exactly(first, second, rest):
    text = first + second + rest
    assert restored_cell(safe_cell(text)) == text


@given(STARTS, STARTS, st.text(max_size=20))
def test_no_cell_that_leaves_begins_as_a_formula_does(first, second, rest):
    cell = safe_cell(first + second + rest)
    is_number = cell.lstrip("+-").replace(",", ".").replace(".", "", 1).isdecimal()
    assert is_number or not cell.startswith(("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"))


def test_a_text_that_really_begins_with_an_apostrophe_stays_as_it_is():
    assert [restored_cell(cell) for cell in ("'tis", "'", "''", "l'eau")] == ["'tis", "'", "''", "l'eau"]


def test_the_same_files_make_the_same_archive(tmp_path):
    write_json(tmp_path / "a.json", {"a": 1})
    first = write_zip(tmp_path / "1.zip", [tmp_path / "a.json"]).read_bytes()
    (tmp_path / "a.json").touch()
    assert write_zip(tmp_path / "2.zip", [tmp_path / "a.json"]).read_bytes() == first
