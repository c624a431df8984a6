"""Surveys and platforms read piece by piece give what they give when read whole."""

from dataclasses import replace

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from polyphonie.formats import ReadOptions, open_table
from polyphonie.formats.reading import best_reader
from tests.formats.files import csv_text, write, write_csv
from tests.formats.tools import lime_files
from tests.formats.tools.test_adhocracy import EARLY, LATE, comments, ideas
from tests.formats.tools.test_cap_collectif import PROPOSALS, replies
from tests.formats.tools.test_go_vocal import ideas as inputs
from tests.formats.tools.test_go_vocal import survey
from tests.formats.tools.test_google_forms import rows as form
from tests.formats.tools.test_webform import new_rows, old_rows
from tests.formats.tools.test_your_priorities import points, posts

FILES = {
    "limesurvey": lime_files.exported(lime_files.Options(headings="full")),
    "limesurvey by position": lime_files.exported(lime_files.Options(headings="full", language="xx")),
    "webform 7": csv_text(old_rows("fr"), separator=";", quote_all=True),
    "webform 8": csv_text(new_rows("keys")),
    "google forms": csv_text(form()),
    "go vocal": csv_text(inputs("fr")),
    "go vocal survey": csv_text(survey("en")),
    "proposals": csv_text(PROPOSALS),
    "replies": csv_text(replies()),
    "ideas": csv_text(ideas("de")),
    "comments": csv_text(comments("en")),
    "poll": csv_text(EARLY),
    "poll of numbers": csv_text(LATE),
    "posts": csv_text(posts()),
    "points": csv_text(points()),
}


def pieces(table, n_rows):
    for first in range(0, table.frame.height, n_rows):
        rows = slice(first, first + n_rows)
        yield replace(table, frame=table.frame[rows], rows=table.rows[rows], head=table)


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("n_rows", [1, 2])
def test_pieces_of_a_file_give_what_the_whole_gives(tmp_path, name, n_rows):
    table = open_table(write(tmp_path / "a.csv", FILES[name]))
    reader, recognition = best_reader(table)
    whole = reader.read(table, ReadOptions())
    read = [reader.read(piece, ReadOptions()) for piece in pieces(table, n_rows)]
    assert all(reader.recognizes(piece) == recognition for piece in pieces(table, n_rows))
    assert [record for harvest in read for record in harvest.contributions] == list(whole.contributions)
    assert [refusal for harvest in read for refusal in harvest.refused] == list(whole.refused)
    assert all(harvest.personal_columns == whole.personal_columns for harvest in read)
    assert sum(harvest.n_rows for harvest in read) == whole.n_rows


@pytest.mark.parametrize("name", FILES)
def test_the_same_file_gives_the_same_identifiers_once_rows_are_added(tmp_path, name):
    table = open_table(write(tmp_path / "a.csv", FILES[name]))
    reader, _ = best_reader(table)
    more = replace(table, frame=pl.concat([table.frame, table.frame[:1]]), rows=[*table.rows, 99])
    more = replace(more, rows=pl.Series(more.rows).to_numpy())
    before, after = reader.read(table, ReadOptions()), reader.read(more, ReadOptions())
    assert [record.external_id for record in after.contributions if record.row != 99] == [
        record.external_id for record in before.contributions
    ]


ON_ONE_ROW = sorted(set(FILES) - {"webform 7"})
CELLS = st.sampled_from(["", "1", "Oui", "N/A", "a;b", "Une phrase, avec un point.", "'=1+1", "a@b.example", "\u202e"])


@settings(max_examples=80, deadline=None)
@given(data=st.data(), name=st.sampled_from(ON_ONE_ROW))
def test_any_cells_under_known_headings_are_accounted_for(tmp_path_factory, data, name):
    folder = tmp_path_factory.mktemp("any")
    table = open_table(write(folder / "a.csv", FILES[name]))
    width = table.frame.width
    rows = data.draw(st.lists(st.lists(CELLS, min_size=width, max_size=width), max_size=6))
    piece = replace(open_table(write_csv(folder / "b.csv", [list(table.headings), *rows])), head=table)
    harvest = best_reader(table)[0].read(piece, ReadOptions())
    assert harvest.n_rows == harvest.n_rows_taken + harvest.n_rows_refused + harvest.n_rows_aside
