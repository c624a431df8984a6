import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from polyphonie.analysis.votes.intervals import discoveries, jeffreys_interval, more_often_than_the_rest


def test_the_interval_is_the_one_of_brown_cai_and_dasgupta():
    low, high = jeffreys_interval(np.array([5]), np.array([20]), 0.95)
    assert (low[0].round(3), high[0].round(3)) == (0.102, 0.464)


def test_nothing_known_is_the_whole_range():
    low, high = jeffreys_interval(np.array([0]), np.array([0]), 0.9)
    assert (low[0], high[0]) == (0.0, 1.0)


@given(st.integers(0, 40), st.integers(0, 40))
def test_the_interval_holds_the_share(successes, failures):
    low, high = jeffreys_interval(np.array([successes]), np.array([successes + failures]), 0.9)
    share = successes / max(successes + failures, 1)
    assert 0 <= low[0] <= share <= high[0] <= 1


def test_the_interval_covers_about_as_often_as_it_says():
    rng = np.random.default_rng(2)
    shares = rng.uniform(0.1, 0.9, 4000)
    low, high = jeffreys_interval(rng.binomial(60, shares), np.full(4000, 60), 0.9)
    assert 0.88 <= ((low <= shares) & (shares <= high)).mean() <= 0.93


def test_the_test_is_the_exact_one_of_fisher():
    ours = more_often_than_the_rest(np.array([8]), np.array([10]), np.array([3]), np.array([12]))
    theirs = stats.fisher_exact([[8, 2], [3, 9]], alternative="greater").pvalue
    assert ours[0] == pytest.approx(theirs)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_discoveries_are_those_of_scipy(p_values):
    values = np.array(p_values)
    adjusted = stats.false_discovery_control(values)
    near = np.isclose(adjusted, 0.05)
    np.testing.assert_array_equal(discoveries(values, 0.05)[~near], (adjusted <= 0.05)[~near])
