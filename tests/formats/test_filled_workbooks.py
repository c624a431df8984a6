"""Workbooks that somebody filled: marks of XML in a cell are only text."""

import xlsxwriter

from polyphonie.formats import open_table
from polyphonie.formats.filled_workbooks import read_filled_workbook
from tests.formats.files import write_xlsx


def test_marks_of_xml_in_a_cell_harm_nothing(tmp_path):
    path = write_xlsx(tmp_path / "marks.xlsx", {"Notes": [["texte", "lieu"], ["R&D <ici>", 'l’"autre"']]})
    assert open_table(path).column("texte") == ["R&D <ici>"]


def test_formulas_are_told_and_their_kept_value_is_read(tmp_path):
    path = tmp_path / "formulas.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("Un")
    sheet.write_string(0, 0, "key")
    sheet.write_formula(2, 1, "=6*7", None, 42)
    book.close()
    (read,) = read_filled_workbook(str(path), "formulas.xlsx").sheets
    assert read.formulas == frozenset({(3, 2)})
    assert read.rows == ((1, ("key", "")), (3, ("", "42")))


def test_cells_that_begin_further_keep_their_column(tmp_path):
    path = write_xlsx(tmp_path / "moved.xlsx", {"Un": [["", ""], ["", "", "key"]]})
    (read,) = read_filled_workbook(str(path), "moved.xlsx").sheets
    assert read.rows[0][0] == 2
    assert read.rows[0][1][2] == "key"
