import numpy as np
import pytest

from polyphonie.analysis.votes.clustering import nearest_center, partition
from polyphonie.analysis.votes.membership import membership
from polyphonie.analysis.votes.stability import best_jaccard
from polyphonie.analysis.votes.valley import shallowest_valley


def two_clouds(rng, gap):
    side = np.arange(400) % 2
    return rng.standard_normal((400, 2)) + np.column_stack((gap * side, np.zeros(400))), side


def test_two_clouds_are_told_apart():
    points, side = two_clouds(np.random.default_rng(1), 8.0)
    cut = partition(points[None], np.ones((1, 400)), 2, restarts=3, rng=np.random.default_rng(0))
    assert len(set(zip(cut.labels[0], side, strict=True))) == 2


def test_points_without_weight_do_not_move_the_centers():
    points, _ = two_clouds(np.random.default_rng(1), 8.0)
    points[:5] = 1000.0
    weights = np.ones((1, 400))
    weights[0, :5] = 0.0
    cut = partition(points[None], weights, 2, restarts=3, rng=np.random.default_rng(0))
    assert np.abs(cut.centers).max() < 20


def test_a_lone_point_is_its_own_center():
    points = np.zeros((1, 1, 2))
    cut = partition(points, np.ones((1, 1)), 1 + 1, restarts=1, rng=np.random.default_rng(0))
    assert np.isfinite(cut.silhouette).all()


def test_two_clouds_have_a_valley_and_one_has_none():
    rng = np.random.default_rng(2)
    depths = []
    for gap in (6.0, 0.0):
        points, _ = two_clouds(rng, gap)
        cut = partition(points[None], np.ones((1, 400)), 2, restarts=3, rng=rng)
        depths.append(shallowest_valley(points, np.ones(400), cut.labels[0], cut.centers[0]))
    assert depths[0] > 0.8
    assert depths[1] < 0.3


def test_membership_is_even_halfway_and_sure_at_a_center():
    centers = np.array([[-1.0, 0.0], [1.0, 0.0]])
    shares = membership(np.array([[0.0, 0.0], [1.0, 0.0]]), np.full((2, 3), [0.05, 0.0, 0.05]), centers)
    np.testing.assert_allclose(shares[0], [0.5, 0.5])
    assert shares[1, 1] > 0.99


def test_membership_between_two_groups_is_the_normal_probability():
    centers = np.array([[-1.0, 0.0], [1.0, 0.0]])
    share = membership(np.array([[0.3, 0.0]]), np.array([[0.09, 0.0, 1.0]]), centers)[0, 1]
    assert share == pytest.approx(0.8413, abs=1e-4)


def test_the_nearest_center_is_the_nearest():
    assert nearest_center(np.array([[0.2, 0.0]]), np.array([[0.0, 0.0], [1.0, 0.0]])).tolist() == [0]


def test_the_jaccard_index_of_the_same_groups_under_other_names_is_one():
    old, new = np.array([0, 0, 1, 1, 1]), np.array([1, 1, 0, 0, 0])
    np.testing.assert_array_equal(best_jaccard(old, new, 2), [1.0, 1.0])


def test_the_jaccard_index_counts_who_left():
    old, new = np.array([0, 0, 0, 0, 1]), np.array([0, 0, 0, 1, 1])
    np.testing.assert_allclose(best_jaccard(old, new, 2), [0.75, 0.5])
