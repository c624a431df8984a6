import pytest

from polyphonie.analysis.intervals import wilson_interval
from polyphonie.syntheses.services.disclosure import withheld


def test_small_counts_are_withheld():
    assert withheld({"a": 2, "b": 3, "c": 40}, 5) == {"a", "b"}


def test_a_single_small_count_takes_the_next_one_with_it():
    assert withheld({"a": 2, "b": 12, "c": 40}, 5) == {"a", "b"}


def test_nothing_is_withheld_where_nothing_is_small():
    assert withheld({"a": 5, "b": 12, "c": 0}, 5) == set()


def test_nobody_is_not_a_small_count():
    assert withheld({"a": 0, "b": 12}, 5) == set()


@pytest.mark.parametrize(
    ("n_successes", "n", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (20, 20, 0.8389, 1.0)],
)
def test_the_interval_of_a_share_is_that_of_newcombe(n_successes, n, low, high):
    """R. Newcombe, Statistics in Medicine 17, 1998, Table I, method 3."""
    assert wilson_interval(n_successes, n) == pytest.approx((low, high), abs=1e-4)


def test_nothing_counted_says_nothing():
    assert wilson_interval(0, 0) == (0.0, 1.0)


@pytest.mark.parametrize(("n_successes", "n"), [(3, 2), (-1, 2)])
def test_impossible_counts_are_refused(n_successes, n):
    with pytest.raises(ValueError, match="successes"):
        wilson_interval(n_successes, n)
