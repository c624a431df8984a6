import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from polyphonie.analysis.votes import VoteTable

RECORDS = st.lists(
    st.tuples(st.integers(0, 6), st.integers(0, 4), st.sampled_from((-1, 0, 1))),
    unique_by=lambda record: record[:2],
    max_size=30,
)


def table_of(records):
    people, statements, values = ([record[i] for record in records] for i in range(3))
    return VoteTable.from_records(people, statements, np.array(values, np.int8))


def content(table):
    return table.participants, table.statements, *(a.tobytes() for a in (table.starts, table.columns, table.values))


@given(RECORDS, st.randoms())
def test_the_order_of_votes_does_not_matter(records, random):
    shuffled = records.copy()
    random.shuffle(shuffled)
    assert content(table_of(shuffled)) == content(table_of(records))


@given(RECORDS)
def test_every_vote_is_in_the_table(records):
    table = table_of(records)
    read = {
        (int(table.participants[row]), int(table.statements[column]), int(value))
        for row, column, value in zip(table.rows, table.columns, table.values, strict=True)
    }
    assert read == set(records)


def test_the_last_vote_of_a_person_on_a_statement_wins():
    table = VoteTable.from_records(["a", "b", "a"], ["s", "s", "s"], np.array([1, 1, -1]))
    assert (table.values.tolist(), table.n_replaced) == ([-1, 1], 1)


def test_numbers_are_sorted_by_value_then_words():
    table = VoteTable.from_records(["10", "9", "zoe"], ["s", "s", "s"], np.array([1, 1, 1]))
    assert table.participants == ("9", "10", "zoe")


def test_people_and_statements_without_votes_can_be_listed():
    table = VoteTable.from_records(["a"], ["s"], np.array([1]), all_participants=["z"], all_statements=["t", "s"])
    assert (table.participants, table.statements, table.n_votes) == (("a", "z"), ("s", "t"), 1)


def test_an_empty_table_is_a_table():
    table = VoteTable.from_records([], [], np.array([], np.int8))
    assert (table.n_participants, table.n_statements, table.n_votes) == (0, 0, 0)


def test_a_value_that_is_not_a_vote_is_refused():
    with pytest.raises(ValueError, match="must be"):
        VoteTable.from_records(["a"], ["s"], np.array([2]))


def test_columns_of_different_lengths_are_refused():
    with pytest.raises(ValueError, match="one length"):
        VoteTable.from_records(["a", "b"], ["s", "t"], np.array([1]))


def test_people_may_be_chosen():
    table = VoteTable.from_records(["a", "b", "b"], ["s", "s", "t"], np.array([1, -1, 0]))
    chosen = table.people(np.array([1]))
    assert (chosen.participants, chosen.values.tolist(), chosen.starts.tolist()) == (("b",), [-1, 0], [0, 2])
