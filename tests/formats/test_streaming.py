"""Files read in pieces: the same rows, the same refusals, whatever the pieces."""

import csv
import io
import json
import resource
from unittest import mock

import polars as pl
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from polyphonie.formats import FormatError, ReadOptions, look, open_table, read_file, read_stream, recognize
from polyphonie.formats.tables import cells as grids
from polyphonie.formats.tables import separated
from polyphonie.formats.tables.opening import open_streams
from polyphonie.formats.tables.streams import TableStream
from tests.formats import files
from tests.formats.files import POLIS_VOTES, csv_text, write, write_csv, write_jsonl, write_xlsx

QUICK = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
SIZES = (1, 7, 20_000)
TEXTS = st.text(alphabet='aé’ œ,;\t|"\n\r0=', max_size=8) | st.sampled_from(["", " ", "oui", "Été", "'=1", "id"])
ROWS = st.lists(st.lists(TEXTS, min_size=1, max_size=4), min_size=1, max_size=45)


def account_of(tables):
    """What a table says of each of its rows, whatever its pieces."""
    first = tables[0]
    return {
        "headings": first.headings,
        "notes": first.notes,
        "rows": [row for table in tables for row in table.rows.tolist()],
        "cells": [cells for table in tables for cells in table.frame.rows()],
        "refused": [(refusal.row, refusal.code) for table in tables for refusal in table.refused],
        "long": [long for table in tables for long in table.long_rows],
        "short": sorted(row for table in tables for row in table.short_rows),
        "n_blank": sum(table.n_blank for table in tables),
        "encoding": first.encoding,
        "separator": first.separator,
    }


def outcome_of(path, size=None):
    try:
        (stream,) = open_streams(path)
        return account_of([stream.whole()] if size is None else list(stream.pieces(size)))
    except FormatError as error:
        return error.code, error.params


@QUICK
@given(
    rows=ROWS,
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le"]),
    separator=st.sampled_from([",", ";", "\t", "|"]),
    quote_all=st.booleans(),
    newline=st.sampled_from(["\n", "\r\n", "\r"]),
)
@example(rows=[["id", "texte"], ["1", 'a"b'], ["", ""], ["2"], ["3", "x", "y"]], encoding="utf-8", separator=",",
         quote_all=False, newline="\n")  # fmt: skip
def test_pieces_of_any_size_hold_the_same_rows(tmp_path, rows, encoding, separator, quote_all, newline):
    text = csv_text(rows, separator=separator, quote_all=quote_all, newline=newline)
    path = write(tmp_path / "a.csv", text, encoding=encoding)
    whole = outcome_of(path)
    assert [outcome_of(path, size) for size in SIZES] == [whole] * len(SIZES)


def read_by_the_book(path):
    def slow(pieces, batches, *, shape, first):
        return grids.grid_pieces(batches, file=shape.file, n_rows=shape.n_rows)

    with mock.patch.object(separated, "quick_pieces", slow):
        return outcome_of(path, 7)


@QUICK
@given(rows=ROWS, newline=st.sampled_from(["\n", "\r\n"]), quote_all=st.booleans())
def test_a_quick_reading_is_that_by_the_book(tmp_path, rows, newline, quote_all):
    rows = [["id", "texte", "public"], *rows]
    path = write(tmp_path / "a.csv", csv_text(rows, quote_all=quote_all, newline=newline))
    assert outcome_of(path, 7) == read_by_the_book(path)


@QUICK
@given(text=st.text(alphabet='a1 é,,,\n\n\n"""\r', max_size=120), size=st.sampled_from([1, 7, 20_000]))
@example(text='1,"a\n2,b"c,d\n3,"e"\n', size=1)
@example(text='"a","b" ,c\n1,""x"",3\n', size=7)
def test_a_quick_reading_of_anything_is_that_by_the_book(tmp_path, text, size):
    path = write(tmp_path / "a.csv", f"id,texte,public\nz,y,x\n{text}")
    assert outcome_of(path, size) == read_by_the_book(path)


@QUICK
@given(rows=ROWS, encoding=st.sampled_from(["utf-8", "cp1252", "utf-16"]))
def test_rows_are_those_of_the_standard_reader(tmp_path, rows, encoding):
    rows = [["id", "texte", "public"], *([f"n{place}", *cells[:2]] for place, cells in enumerate(rows))]
    rows = [cells + [""] * (3 - len(cells)) for cells in rows]
    path = write(tmp_path / "a.csv", csv_text(rows, quote_all=True), encoding=encoding)
    assert [list(cells) for cells in open_table(path).frame.rows()] == rows[1:]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", ["a.jsonl", "a.json", "a.parquet", "a.xlsx", "a.csv.gz"])
def test_each_kind_of_file_comes_in_pieces(tmp_path, name, size):
    rows = [["id", "texte"], *([str(number), f"Un guichet, le {number}"] for number in range(1, 20))]
    objects = [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]
    path = tmp_path / name
    if name == "a.jsonl":
        write_jsonl(path, objects)
    elif name == "a.json":
        write(path, json.dumps(objects, indent=1))
    elif name == "a.parquet":
        pl.DataFrame(objects).write_parquet(path)
    elif name == "a.xlsx":
        write_xlsx(path, {"Notes": rows})
    else:
        write_csv(path, rows)
    whole = outcome_of(path)
    assert outcome_of(path, size) == whole
    assert [list(cells) for cells in whole["cells"]] == rows[1:]


def test_each_piece_knows_the_first_rows(tmp_path):
    rows = [["id", "texte"], *([str(number), "Un guichet, toujours"] for number in range(6_000))]
    (stream,) = open_streams(write_csv(tmp_path / "a.csv", rows))
    heads = [piece.sample for piece in stream.pieces(2_500)]
    assert len(heads) == 3
    assert all(head is heads[0] and head.rows[0] == 2 for head in heads)


def test_keys_that_come_late_are_columns_too(tmp_path):
    objects = [{"id": number} for number in range(30)] + [{"id": 30, "texte": "tard"}]
    (stream,) = open_streams(write_jsonl(tmp_path / "a.jsonl", objects))
    assert {piece.headings for piece in stream.pieces(10)} == {("id", "texte")}


@pytest.mark.parametrize("text", ['[\n  {"id": 1}\n]', ' {"id": 1}\n{"id": 2}\n', '{"id": 1}'])
def test_objects_are_known_by_their_content(tmp_path, text):
    assert open_table(write(tmp_path / "a.csv", text)).headings == ("id",)


@pytest.mark.parametrize("text", ['[{"a": 1}, {"a": 2}', '[{"a": 1} {"a": 2}]', "[1, 2", '[{"a": 1},,]'])
def test_a_list_that_is_damaged_is_refused(tmp_path, text):
    with pytest.raises(FormatError) as caught:
        open_table(write(tmp_path / "a.json", text))
    assert caught.value.code == "not_json_objects"


def test_a_stream_gives_what_the_whole_file_gives(tmp_path):
    votes = [[1403054214000 + number, "", number % 9, number % 70, number % 3 - 1] for number in range(45_000)]
    path = write_csv(tmp_path / "votes.csv", [POLIS_VOTES[0], *votes])
    pieces = list(read_stream(path))
    assert len(pieces) == 3
    assert sum(piece.n_rows for piece in pieces) == read_file(path).n_rows == 45_000
    rows = [row for piece in pieces for row in sorted(piece.votes.row.tolist())]
    assert rows == list(range(2, 45_002))


def test_a_quote_that_is_never_closed_is_told_with_its_row_far_into_a_file(tmp_path):
    lines = ["id,texte", *(f'{number},"oui, oui"' for number in range(50_000)), '50000,"non', *["1,2"] * 30_000]
    with pytest.raises(FormatError) as caught:
        list(read_stream(write(tmp_path / "a.csv", "\n".join(lines))))
    assert (caught.value.code, caught.value.row) == ("unclosed_quote", 50_002)


def test_a_quote_inside_a_cell_far_into_a_file_does_no_harm(tmp_path):
    lines = ["id,texte", *(f'{number},"oui, oui"' for number in range(30_000)), '30000,"oui"bien sûr', '30001,"a,b"']
    tables = list(open_streams(write(tmp_path / "a.csv", "\n".join(lines)))[0].pieces())
    assert tables[-1].column("texte")[-2:] == ["ouibien sûr", "a,b"]
    assert tables[-1].rows[-1] == 30_003


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (b"id,texte\n1," + b"x" * 30_000_000, "cell_too_big"),
        (b'id,texte\n1,"' + b"x" * 30_000_000, "cell_too_big"),
        (b'id,texte\n1,"' + b"x\n" * 9_000_000, "unclosed_quote"),
        (b"id," * 2_000_000, "too_many_columns"),
        (b'"a\n",' * 4_000_000, "unclosed_quote"),
        (b"id,texte\n" + "1,été\n".encode() * 900_000 + "2,été à".encode("cp1252"), "mixed_encodings"),
        (b"id,texte\n" + b"1,oui\n" * 900_000 + b"2,\x00\n", "not_text"),
    ],
    ids=["a cell", "a quoted cell", "a quote", "columns", "a row", "encodings", "nul"],
)
def test_what_is_beyond_measure_is_refused_without_being_held_whole(tmp_path, text, code):
    path = write(tmp_path / "a.csv", text)
    with pytest.raises(FormatError) as caught:
        list(read_stream(path))
    assert caught.value.code == code


def test_the_line_where_encodings_mix_is_told(tmp_path):
    text = b"id,texte\n" + "1,été à l’été\n".encode() * 200_000 + "2,été à".encode("cp1252")
    with pytest.raises(FormatError) as caught:
        open_streams(write(tmp_path / "a.csv", text))
    assert (caught.value.code, caught.value.row) == ("mixed_encodings", 200_002)


@pytest.mark.parametrize("name", ["a.csv", "a.csv.gz"])
def test_a_letter_cut_between_two_pieces_of_a_file_is_whole(tmp_path, name):
    path = write(tmp_path / name, "texte\n" + "é’ œuvre 😀\n" * 150_000)
    (stream,) = open_streams(path)
    assert {cell for piece in stream.pieces() for cell in piece.column("texte")} == {"é’ œuvre 😀"}


def test_a_file_is_recognised_by_its_beginning(tmp_path):
    good = [",".join(map(str, row)) for row in [POLIS_VOTES[0], *POLIS_VOTES[1:] * 100_000]]
    path = write(tmp_path / "votes.csv", "\n".join([*good, '1,"never closed']))
    assert recognize(path).kind == "votes"


def test_a_look_stops_after_enough_rows(tmp_path):
    votes = [[1403054214000 + number, "", number % 9, number % 70, number % 3 - 1] for number in range(205_000)]
    seen = look(write_csv(tmp_path / "votes.csv", [POLIS_VOTES[0], *votes]), ReadOptions())
    assert (seen.is_partial, seen.n_votes, seen.harvest.n_rows) == (True, 200_000, 200_000)
    assert {statement for statement, _, _ in seen.most_agreed} == {"2", "5", "8"}


def test_a_look_at_a_short_file_is_whole(tmp_path):
    rows = [["id", "texte"], ["1", "Écrivez à jean@exemple.org"], ["2", "Un guichet, toujours, pour tout le monde"]]
    seen = look(write_csv(tmp_path / "a.csv", rows), ReadOptions())
    assert (seen.is_partial, seen.n_contributions, seen.language) == (False, 2, "fr")
    assert seen.n_personal_texts == 1
    assert "jean" not in seen.personal_examples[0]


def test_memory_does_not_grow_with_the_file(tmp_path):
    pytest.importorskip("resource")
    stream = io.StringIO()
    csv.writer(stream).writerows([number, "Un guichet, toujours, " * 6, "p"] for number in range(20_000))
    body = stream.getvalue().encode()
    path = tmp_path / "a.csv"
    with path.open("wb") as file:
        file.write(b"id,texte,public\n")
        for _ in range(12):
            file.write(body)
    list(open_streams(write_csv(tmp_path / "b.csv", [["id", "texte"], ["1", "x, y"]]))[0].pieces())
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert sum(piece.n_rows for piece in open_streams(path)[0].pieces()) == 240_000
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert (after - before) * 1024 < 3 * grids.PIECE_CHARACTERS


FIXTURES = {
    "proposals of Decidim": (files.DECIDIM_RECENT, ";"),
    "older proposals of Decidim": (files.DECIDIM_OLDER, ";"),
    "comments of Decidim": (files.DECIDIM_COMMENTS, ";"),
    "a survey of Decidim": (files.DECIDIM_SURVEY_FR, ";"),
    "LimeSurvey by codes": (files.limesurvey("code"), ";"),
    "LimeSurvey by texts": (files.limesurvey("full"), ";"),
    "votes of Polis": (files.POLIS_VOTES, ","),
    "the matrix of Polis": (files.POLIS_MATRIX, ","),
    **{f"statements of Polis, {name}": (rows, ",") for name, rows in files.POLIS_COMMENTS.items()},
}


def taken_from(harvests):
    votes = [harvest.votes for harvest in harvests if harvest.votes is not None]
    return {
        "recognition": {harvest.recognition for harvest in harvests},
        "contributions": [record for harvest in harvests for record in harvest.contributions],
        "statements": [record for harvest in harvests for record in harvest.statements],
        "votes": sorted(
            (int(row), person, statement, int(value))
            for vote in votes
            for row, person, statement, value in zip(
                vote.row, vote.participant, vote.statement, vote.value, strict=True
            )
        ),
        "refused": [refusal for harvest in harvests for refusal in harvest.refused],
        "personal": harvests[0].personal_columns,
        "used": harvests[0].used_columns,
    }


@pytest.mark.parametrize("size", [1, 2])
@pytest.mark.parametrize("name", FIXTURES)
def test_each_reader_reads_pieces_as_it_reads_the_whole(tmp_path, name, size):
    rows, separator = FIXTURES[name]
    path = write_csv(tmp_path / "a.csv", rows, separator=separator)
    with mock.patch.object(TableStream.pieces, "__defaults__", (size,)):
        pieces = list(read_stream(path))
    assert len(pieces) == -(-(len(rows) - 1) // size)
    assert taken_from(pieces) == taken_from([read_file(path)])
