"""Contributions as columns are the records that they stand for."""

import pickle
from datetime import UTC, datetime

import numpy as np
import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from polyphonie.compute.results import dumps, loads
from polyphonie.formats import ContributionRecord, ReadOptions, read_file
from polyphonie.formats.columns import NO_MOMENT, ContributionColumns, moment_of
from polyphonie.formats.moments import moments
from polyphonie.formats.streaming import stream_columns
from polyphonie.formats.values import moment
from tests.formats.files import write_csv

CELLS = st.one_of(
    st.datetimes().map(str),
    st.datetimes().map(lambda at: at.strftime("%d/%m/%Y %H:%M")),
    st.dates().map(str),
    st.sampled_from(["", "2026-13-01", "31/02/2026", "1403054214196", "2026-03-04T10:30:00Z", "hier", "04/03/2026"]),
    st.text(max_size=20),
)


@given(st.lists(CELLS, max_size=20))
def test_a_column_of_moments_is_read_as_each_of_its_cells(cells):
    cells = [cell.strip() for cell in cells]
    found, is_local = moments(pl.Series(cells, dtype=pl.String))
    read = [moment_of(int(number), is_local=bool(local)) for number, local in zip(found, is_local, strict=True)]
    assert read == [moment(cell) for cell in cells]


def records():
    return [
        ContributionRecord(
            "1", 2, "oui", title="Titre", public="Habitants", created_at=datetime(2026, 3, 4, tzinfo=UTC)
        ),
        ContributionRecord("row-3", 3, "non", is_numbered=True, created_at=datetime(2026, 3, 4, 10, 30)),  # noqa: DTZ001 - a file does not always tell its time zone
        ContributionRecord("4", 4, "peut-être"),
    ]


def test_columns_are_equal_to_their_records():
    columns = ContributionColumns.of(records())
    assert columns == tuple(records())
    assert (columns[-1], columns[:2], len(columns.between(1, 3))) == (records()[2], tuple(records()[:2]), 2)
    assert columns.moment.tolist()[2] == NO_MOMENT


def test_columns_pass_from_a_child_that_is_not_trusted():
    columns = ContributionColumns.of(records())
    assert loads(dumps(columns)) == columns
    assert pickle.loads(pickle.dumps(columns)) == columns


def test_a_stream_gives_columns_in_the_order_of_the_rows(tmp_path):
    path = write_csv(tmp_path / "a.csv", [["id", "A", "B"], ["1", "oui", "non"], ["2", "", "peut-être"]])
    options = ReadOptions(texts=("A", "B"))
    [piece] = stream_columns(path, options)
    assert piece.contributions == read_file(path, options).contributions
    assert np.array_equal(piece.contributions.row, [2, 2, 3])
