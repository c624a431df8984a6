import pytest

from polyphonie.analysis.intervals import wilson_interval


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
