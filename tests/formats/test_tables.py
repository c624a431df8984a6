"""Opening files: encodings, separators, quotes, blank rows, sheets."""

import polars as pl
import pytest

from polyphonie.formats import FormatError, open_table, open_tables
from tests.formats.files import csv_text, write, write_csv, write_jsonl, write_xlsx

ROWS = [["id", "texte"], ["1", "Été ; hiver, et « voilà »"], ["2", "Deux\nlignes"], ["3", 'Un "mot"']]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("name", ["a.csv", "a.csv.gz"])
def test_a_table_reads_the_same_in_each_encoding_and_separator(tmp_path, encoding, separator, name):
    table = open_table(write_csv(tmp_path / name, ROWS, separator=separator, encoding=encoding))
    assert [list(table.headings), *map(list, table.frame.rows())] == ROWS
    assert table.rows.tolist() == [2, 3, 4]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_each_kind_of_line_ending_is_read(tmp_path, newline):
    table = open_table(write(tmp_path / "a.csv", csv_text(ROWS, quote_all=True, newline=newline)))
    assert table.frame.height == 3


def test_the_same_cells_come_from_a_workbook_a_parquet_file_and_json_lines(tmp_path):
    frame = pl.DataFrame(ROWS[1:], schema=ROWS[0], orient="row")
    frame.write_parquet(tmp_path / "a.parquet")
    write_xlsx(tmp_path / "a.xlsx", {"Notes": ROWS})
    write_jsonl(tmp_path / "a.jsonl", frame.to_dicts())
    for name in ("a.parquet", "a.xlsx", "a.jsonl"):
        assert open_table(tmp_path / name).frame.rows() == frame.rows(), name


def test_a_blank_line_keeps_its_number_and_is_counted(tmp_path):
    table = open_table(write(tmp_path / "a.csv", "id,texte\n1,un\n\n,\n2,deux\n"))
    assert (table.rows.tolist(), table.n_blank, table.n_rows) == ([2, 5], 2, 2)


def test_a_row_that_is_too_long_is_refused_and_counted(tmp_path):
    table = open_table(write(tmp_path / "a.csv", "id,texte\n1,un,deux\n2,trois\n"))
    assert [(refusal.row, refusal.code) for refusal in table.refused] == [(2, "row_too_long")]
    assert table.n_rows == 2


def test_a_row_that_is_too_short_is_filled_with_nothing(tmp_path):
    table = open_table(write(tmp_path / "a.csv", 'id,texte,titre\n"1",un\n'))
    assert table.frame.rows() == [("1", "un", "")]


def test_a_title_above_the_headings_is_left_out(tmp_path):
    sheet = [["Atelier du 3 mars"], [], ["N°", "Avis"], [1, "Un guichet"], [2, "Moins d’écrans"]]
    table = open_table(write_xlsx(tmp_path / "a.xlsx", {"Notes": sheet}))
    assert (table.headings, table.notes, table.rows.tolist()) == (("N°", "Avis"), ("Atelier du 3 mars",), [4, 5])


def test_a_lone_column_of_texts_may_hold_commas(tmp_path):
    table = open_table(write(tmp_path / "a.csv", "texte\nBonjour, oui\nNon, rien, jamais\nPeut-être\n"))
    assert table.column("texte") == ["Bonjour, oui", "Non, rien, jamais", "Peut-être"]


def test_headings_that_come_twice_are_numbered(tmp_path):
    assert open_table(write(tmp_path / "a.csv", "a,a,\n1,2,3\n")).headings == ("a", "a (2)", "column 3")


def test_each_sheet_that_holds_something_is_a_table(tmp_path):
    path = write_xlsx(tmp_path / "a.xlsx", {"Un": ROWS, "Vide": [], "Deux": ROWS})
    assert [table.sheet for table in open_tables(path)] == ["Un", "Deux"]
    with pytest.raises(FormatError, match="no sheet named"):
        open_tables(path, sheet="Trois")


def test_a_quote_inside_a_cell_does_no_harm(tmp_path):
    table = open_table(write(tmp_path / "a.csv", 'id,texte\n1,"oui"bien sûr\n2,non\n'))
    assert table.column("texte") == ["ouibien sûr", "non"]


def test_json_lines_of_any_shape_become_cells(tmp_path):
    path = write_jsonl(tmp_path / "a.jsonl", [{"a": 1, "b": None}, {"a": True, "c": ["x"]}, [1], {}, {"a": "\x00"}])
    table = open_table(path)
    assert table.frame.rows() == [("1", "", ""), ("true", "", '["x"]'), ("\ufffd", "", "")]
    assert [refusal.row for refusal in table.refused] == [3, 4]


def test_letters_of_windows_that_look_like_utf8_do_no_harm(tmp_path):
    texte = "ACCÉLÉRÉ… ACCÉLÉRÉ… " + "déjà été réglé par le député " * 10
    path = write_csv(tmp_path / "a.csv", [["id", "texte"], ["1", texte]], encoding="cp1252")
    assert open_table(path).column("texte") == [texte]
