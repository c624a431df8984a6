import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from polyphonie.analysis.votes import MapSettings, VoteTable
from polyphonie.analysis.votes.axes import fit_axes, observe, place
from polyphonie.analysis.votes.clustering import partition
from polyphonie.analysis.votes.counts import StatementCounts, combine, finish, partial
from polyphonie.analysis.votes.statements import (
    count_votes,
    divisiveness,
    groups_without_their_votes,
    representative_statements,
    shared_answer,
)
from tests.analysis.votes.made import no_structure, three_camps


def counts_of(agree, disagree, passed):
    return StatementCounts(*(np.array([one]) for one in (agree, disagree, passed)))


def test_divisiveness_is_the_chance_that_two_voters_answer_opposite_ways():
    votes = [1, 1, 1, -1, -1, 0, 0]
    apart = [a * b == -1 for i, a in enumerate(votes) for j, b in enumerate(votes) if i != j]
    assert divisiveness(counts_of([3], [2], [2]))[0] == pytest.approx(np.mean(apart))


@given(st.integers(0, 30), st.integers(0, 30), st.integers(0, 30))
def test_divisiveness_does_not_change_when_yes_and_no_are_swapped(agree, disagree, passed):
    one, other = counts_of([agree], [disagree], [passed]), counts_of([disagree], [agree], [passed])
    np.testing.assert_array_equal(divisiveness(one), divisiveness(other))


def test_divisiveness_of_a_single_vote_is_unknown():
    assert np.isnan(divisiveness(counts_of([1], [0], [0]))[0])


def test_consensus_is_read_where_it_is_weakest():
    share, low = shared_answer(np.array([[90], [30]]), np.array([[100], [50]]), min_support=5, confidence=0.9)
    assert share[0] == pytest.approx(0.6)
    assert 0.48 < low[0] < 0.5


def test_consensus_is_unknown_where_a_group_hardly_voted():
    share, low = shared_answer(np.array([[90], [2]]), np.array([[100], [2]]), min_support=5, confidence=0.9)
    assert np.isnan(share[0])
    assert np.isnan(low[0])


def test_more_votes_with_the_same_share_raise_the_lower_bound():
    low = [
        shared_answer(np.array([[8 * n]]), np.array([[10 * n]]), min_support=1, confidence=0.9)[1][0] for n in (1, 9)
    ]
    assert low[0] < low[1] < 0.8


@given(st.integers(0, 60))
def test_counting_by_chunks_is_counting_at_once(cut):
    rng = np.random.default_rng(8)
    columns, values = rng.integers(0, 5, 60), rng.integers(-1, 2, 60).astype(np.int8)
    groups = rng.integers(-1, 3, 60)
    parts = [partial(columns[part], values[part], groups[part], 3, 5) for part in (slice(cut), slice(cut, None))]
    whole = finish(partial(columns, values, groups, 3, 5))
    np.testing.assert_array_equal(finish(combine(*parts)).n_agree, whole.n_agree)
    assert whole.n_votes.sum() == (groups >= 0).sum()


def test_duplicating_everybody_doubles_the_counts_and_nothing_else():
    table = VoteTable.from_records(["a", "b", "a"], ["s", "s", "t"], np.array([1, -1, 0]))
    twice = VoteTable.from_records(["a", "b", "a", "c", "d", "c"], ["s", "s", "t"] * 2, np.array([1, -1, 0] * 2))
    one, two = (count_votes(each, np.zeros(each.n_participants, np.int8), 1) for each in (table, twice))
    np.testing.assert_array_equal(2 * one.n_votes, two.n_votes)
    np.testing.assert_array_equal(2 * one.n_agree, two.n_agree)


def test_groups_cut_in_noise_are_represented_by_nearly_no_statement():
    settings, found = MapSettings(), 0
    for seed in range(6):
        rng = np.random.default_rng(seed)
        table = no_structure(rng)
        halves = (np.arange(240) % 2).astype(np.int8)
        tested = groups_without_their_votes(table, halves, 2, settings, rng)
        shown = count_votes(table, halves, 2)
        found += sum(map(len, representative_statements(tested, shown, settings)))
    assert found <= 0.05 * 6 * 2 * 40


def test_groups_cut_by_their_own_votes_in_noise_are_tested_on_others():
    """Tested on the votes that formed them, groups cut in noise would seem to differ on many statements."""
    settings, honest, naive = MapSettings(), 0, 0
    for seed in range(4):
        rng = np.random.default_rng(seed)
        table = no_structure(rng)
        observed = observe(table)
        points = place(observed, fit_axes(observed, rng=rng, rounds=2)).points
        groups = partition(points, np.ones((1, 240)), 3, restarts=4, rng=rng).labels[0].astype(np.int8)
        shown = count_votes(table, groups, 3)
        tested = groups_without_their_votes(table, groups, 3, settings, rng)
        honest += sum(map(len, representative_statements(tested, shown, settings)))
        naive += sum(map(len, representative_statements(shown, shown, settings)))
    assert naive > 40
    assert honest <= 0.05 * 4 * 3 * 40


def test_the_statements_of_true_camps_are_found():
    rng = np.random.default_rng(1)
    table, camp = three_camps(rng)
    groups = camp.astype(np.int8)
    tested = groups_without_their_votes(table, groups, 3, MapSettings(), rng)
    found = representative_statements(tested, count_votes(table, groups, 3), MapSettings())
    assert all(len(each) >= 3 for each in found)
    assert all(one.share > one.rest_share and one.share > 0.5 for each in found for one in each)
