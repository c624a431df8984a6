import numpy as np
import pytest

from polyphonie.analysis.votes import VoteTable
from polyphonie.analysis.votes.axes import fit_axes, observe, observe_many, place
from tests.analysis.votes.made import one_axis, three_camps


def positions_of(table, seed=0, rounds=8):
    observed = observe(table)
    return place(observed, fit_axes(observed, rng=np.random.default_rng(seed), rounds=rounds))


def test_without_holes_the_axes_are_those_of_an_ordinary_principal_component_analysis():
    rng = np.random.default_rng(1)
    table = one_axis(rng, seen=1.1, steepness=2.0)
    dense = table.values.reshape(table.n_participants, -1).astype(float)
    left, sizes, _ = np.linalg.svd(dense - dense.mean(axis=0), full_matrices=False)
    found = positions_of(table).points[0, :, 0]
    assert abs(np.corrcoef(found, left[:, 0] * sizes[0])[0, 1]) > 0.999


def test_the_axis_is_recovered_from_half_of_the_votes():
    rng = np.random.default_rng(2)
    along = rng.standard_normal(400)
    table = one_axis(np.random.default_rng(2), 400, steepness=2.0)
    found = positions_of(table).points[0, :, 0]
    assert abs(np.corrcoef(found, along)[0, 1]) > 0.85


def test_the_seed_changes_nearly_nothing():
    table, _ = three_camps(np.random.default_rng(3))
    one, other = positions_of(table, seed=1), positions_of(table, seed=2)
    np.testing.assert_allclose(one.points, other.points, atol=0.01)


def test_who_votes_little_stays_near_the_center_and_is_less_known():
    table, _ = three_camps(np.random.default_rng(4))
    kept = np.ones(table.n_votes, bool)
    kept[table.starts[5] + 1 : table.starts[6]] = False
    positions = positions_of(table.keep(kept))
    others = np.delete(np.arange(240), 5)
    distances = np.linalg.norm(positions.points[0], axis=1)
    assert distances[5] < np.median(distances[others])
    assert positions.weights[0, 5] < positions.weights[0, others].min()


def test_who_did_not_vote_stands_at_the_center_with_no_weight():
    table = VoteTable.from_records(
        ["a", "b", "c"] * 2, ["s", "s", "s", "t", "t", "t"], np.array([1, -1, 1, 1, -1, -1]), all_participants=["z"]
    )
    positions = positions_of(table)
    np.testing.assert_allclose(positions.points[0, 3], 0.0, atol=1e-12)
    assert positions.weights[0, 3] == pytest.approx(0.0, abs=1e-9)


def test_many_tables_at_once_are_the_same_as_one_by_one():
    table, _ = three_camps(np.random.default_rng(5))
    other = -table.values
    both = observe_many(table, np.stack((table.values, other)), np.ones((2, table.n_votes)))
    together = place(both, fit_axes(both, rng=np.random.default_rng(0), rounds=8)).points
    alone = positions_of(table).points[0]
    np.testing.assert_allclose(np.abs(together[0]), np.abs(alone), atol=0.01)
    np.testing.assert_allclose(np.abs(together[1]), np.abs(alone), atol=0.01)


def test_a_statement_left_out_weighs_nothing():
    table, _ = three_camps(np.random.default_rng(6))
    left_out = np.zeros(40, bool)
    left_out[7] = True
    without = table.keep(~left_out[table.columns])
    rng = np.random.default_rng
    observed, expected = observe(table, left_out=left_out), observe(without)
    masked = place(observed, fit_axes(observed, rng=rng(0), rounds=8))
    absent = place(expected, fit_axes(expected, rng=rng(0), rounds=8))
    np.testing.assert_allclose(masked.points, absent.points, atol=1e-9)
