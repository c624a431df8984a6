import csv

import pytest

from polyphonie.formats.writing import safe_cell, write_json, write_table


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
