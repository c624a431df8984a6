"""Files that are wrong, damaged or hostile: one clear sentence each, and never a crash."""

import gzip
import pickle
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from polyphonie.formats import FormatError, ReadOptions, look, open_table, read_file, read_votes
from tests.formats.files import csv_text, hostile_xlsx, write, write_xlsx

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256))
NAMESPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
FAR_CELL = (
    f'<worksheet {NAMESPACE}><sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'
)
FAR_DIMENSION = f'<worksheet {NAMESPACE}><dimension ref="A1:XFD1048576"/><sheetData/></worksheet>'
ENTITIES = (
    f'<!DOCTYPE x [<!ENTITY a "b">]><worksheet {NAMESPACE}><sheetData><row><c><v>&a;</v></c></row></sheetData>'
    "</worksheet>"
)


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.csv", b"", "empty_file"),
        ("a.csv", b"\xef\xbb\xbf\n\n", "empty_file"),
        ("a.csv", b"\n,,\n\n,", "empty_file"),
        ("a.csv.gz", b"", "empty_file"),
        ("a.csv", PNG, "not_a_table"),
        ("a.csv", b"%PDF-1.7 ...", "not_a_table"),
        ("a.csv", b"id,texte\n1,a\x00b\n", "not_text"),
        ("a.csv", b"id,texte\n1,\x81\x8d\n", "not_text"),
        ("a.csv", "id,texte\n1,été\n2,".encode() + "été à".encode("cp1252"), "mixed_encodings"),
        ("a.csv", b'id,texte\n1,oui\n2,"non\n3,rien\n', "unclosed_quote"),
        ("a.csv", b'id,texte\n1,"oui"x\n2,"non\n3,rien\n', "unclosed_quote"),
        ("a.csv", b'"' + b"x" * 10_000_001 + b'"', "cell_too_big"),
        ("a.csv", b";".join(b"c%d" % n for n in range(20_001)), "too_many_columns"),
        ("a.xlsx", b"id,texte\n1,oui\n", "wrong_extension"),
        ("a.xlsx", b"PK\x03\x04 not a zip", "damaged_workbook"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old_workbook"),
        ("a.parquet", b"PAR1 not a parquet file PAR1", "damaged_parquet"),
        ("a.jsonl", b"[1, 2\n", "not_json_objects"),
        ("a.jsonl", b"[" * 100_000, "not_json_objects"),
    ],
)
def test_a_wrong_file_gets_one_clear_sentence(tmp_path, name, content, code):
    with pytest.raises(FormatError) as caught:
        open_table(write(tmp_path / name, content))
    assert caught.value.code == code
    assert name.removesuffix(".gz") in caught.value.message


def test_a_missing_file_and_a_folder_are_named(tmp_path):
    for path, code in ((tmp_path / "none.csv", "missing_file"), (tmp_path, "folder_not_file")):
        with pytest.raises(FormatError) as caught:
            open_table(path)
        assert caught.value.code == code


@pytest.mark.parametrize(
    ("sheet", "code"),
    [
        (FAR_CELL, "too_many_cells"),
        (FAR_DIMENSION, "too_many_cells"),
        (ENTITIES, "damaged_workbook"),
        ("<a", "damaged_workbook"),
    ],
)
def test_a_hostile_workbook_is_refused_before_it_is_opened(tmp_path, sheet, code):
    with pytest.raises(FormatError) as caught:
        open_table(hostile_xlsx(tmp_path / "a.xlsx", sheet))
    assert caught.value.code == code


def test_a_cell_far_away_without_any_reference_is_counted_too(tmp_path):
    rows = '<row r="1048570"/>' + f"<row>{'<c/>' * 40}</row>"
    with pytest.raises(FormatError) as caught:
        open_table(
            hostile_xlsx(tmp_path / "a.xlsx", f"<worksheet {NAMESPACE}><sheetData>{rows}</sheetData></worksheet>")
        )
    assert caught.value.code == "too_many_cells"


def test_an_archive_that_is_no_workbook_is_refused(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        archive.writestr("readme.txt", "hello")
    with pytest.raises(FormatError) as caught:
        open_table(tmp_path / "a.xlsx")
    assert caught.value.code == "not_a_table"


@pytest.mark.parametrize("member", ["../../outside.xml", "/outside.xml"])
def test_a_workbook_whose_members_leave_it_is_refused(tmp_path, member):
    write_xlsx(tmp_path / "a.xlsx", {"Notes": [["texte"], ["oui"]]})
    with zipfile.ZipFile(tmp_path / "a.xlsx", "a") as archive:
        archive.writestr(member, "<a/>")
    with pytest.raises(FormatError):
        open_table(tmp_path / "a.xlsx")


def test_a_workbook_of_very_many_members_is_refused(tmp_path):
    write_xlsx(tmp_path / "a.xlsx", {"Notes": [["texte"], ["oui"]]})
    with zipfile.ZipFile(tmp_path / "a.xlsx", "a") as archive:
        for number in range(1001):
            archive.writestr(f"xl/media/{number}.xml", "<a/>")
    with pytest.raises(FormatError) as caught:
        open_table(tmp_path / "a.xlsx")
    assert caught.value.code == "inflates_too_much"


def test_a_gzip_bomb_is_refused_while_it_inflates(tmp_path, monkeypatch):
    monkeypatch.setattr("polyphonie.formats.tables.sources.HARMLESS_BYTES", 1_000_000)
    (tmp_path / "a.csv.gz").write_bytes(gzip.compress(b"a,b\n" + b"0" * 8_000_000))
    with pytest.raises(FormatError) as caught:
        open_table(tmp_path / "a.csv.gz")
    assert caught.value.code == "inflates_too_much"


def test_a_truncated_gzip_is_damaged(tmp_path):
    (tmp_path / "a.csv.gz").write_bytes(gzip.compress(csv_text([["a", "b"]] * 100).encode())[:-12])
    with pytest.raises(FormatError) as caught:
        open_table(tmp_path / "a.csv.gz")
    assert caught.value.code == "damaged_archive"


def test_an_error_shows_what_a_file_says_without_its_control_characters(tmp_path):
    error = FormatError("unknown_column", file="a\x1b[31m.csv", column="x" * 500, columns="a\nb")
    assert "\x1b" not in error.message
    assert "\n" not in error.message
    assert len(error.message) < 400
    assert pickle.loads(pickle.dumps(error)).message == error.message


READERS = (open_table, read_file, read_votes, lambda path: look(path, ReadOptions()))
QUICK = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@QUICK
@given(
    content=st.binary(max_size=400),
    suffix=st.sampled_from([".csv", ".tsv", ".jsonl", ".xlsx", ".parquet", ".csv.gz", ""]),
)
def test_any_bytes_are_read_or_refused(tmp_path, content, suffix):
    path = tmp_path / f"a{suffix}"
    path.write_bytes(content)
    for read in READERS:
        try:
            read(path)
        except FormatError as error:
            assert error.message  # noqa: PT017 - any error of ours will do, if it says something


CELLS = st.sampled_from(
    ["id", "text", "comment-id", "voter-id", "vote", "participant", "n-votes", "1", "-1", "0", "", "zid", "pid", "tid",
     "comment-body", "timestamp", "submitdate", "lastpage", "title/fr", "body/fr", "component/id", "é,;\"\n", "9" * 20]
)  # fmt: skip


@QUICK
@given(rows=st.lists(st.lists(CELLS, min_size=1, max_size=6), min_size=1, max_size=6))
def test_each_row_of_any_table_is_accounted_for(tmp_path, rows):
    path = tmp_path / "a.csv"
    path.write_text(csv_text(rows))
    try:
        harvest = read_file(path)
    except FormatError:
        return
    assert harvest.n_rows == harvest.n_rows_taken + harvest.n_rows_refused + harvest.n_rows_aside
