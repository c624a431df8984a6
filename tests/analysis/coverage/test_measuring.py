import numpy as np
import pytest

from polyphonie.analysis.coverage import measure_coverage


def measured(carried, families, *, n_quotes, seed=0, **strata):
    return measure_coverage(carried, families, strata, n_quotes=n_quotes, seed=seed)


def test_the_share_is_what_is_carried_over_what_was_said():
    coverage = measured([True, False, True, False], [0, 1, 2, 3], n_quotes=2)
    assert coverage.overall.share == 0.5
    assert coverage.orphans.tolist() == [1, 3]


def test_each_stratum_has_its_own_denominator():
    coverage = measured([True, True, False], [0, 1, 2], n_quotes=2, public=["resident", "staff", "staff"])
    assert [(share.label, share.share) for share in coverage.strata["public"]] == [("resident", 1.0), ("staff", 0.5)]


def test_random_quotes_of_texts_alone_carry_themselves_only():
    coverage = measured([True] * 10 + [False] * 90, [-1] * 100, n_quotes=10)
    assert coverage.overall.random_mean == coverage.overall.random_low == coverage.overall.random_high == 0.1


def test_a_random_quote_carries_its_whole_family():
    coverage = measured([True] * 100, [0] * 100, n_quotes=1)
    assert coverage.overall.random_mean == 1.0


def test_the_expected_share_of_random_quotes_is_the_exact_one():
    families = np.repeat([0, 1], [80, 20])
    coverage = measure_coverage([False] * 100, families, {}, n_quotes=1, n_samples=4000, seed=3)
    assert coverage.overall.random_mean == pytest.approx(0.8 * 0.8 + 0.2 * 0.2, abs=0.02)


def test_a_document_that_forgets_a_public_is_told():
    families = np.arange(200) // 4
    publics = ["resident"] * 100 + ["staff"] * 100
    coverage = measured([True] * 100 + [False] * 100, families, n_quotes=25, public=publics)
    resident, staff = coverage.strata["public"]
    assert resident.is_above_chance
    assert staff.is_below_chance


def test_the_same_seed_gives_the_same_interval():
    arguments = ([True, False] * 50, np.arange(100) // 3)
    assert measured(*arguments, n_quotes=9).overall == measured(*arguments, n_quotes=9).overall


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_other_seeds_give_nearly_the_same_mean(seed):
    families = np.arange(300) // 3
    first, other = (measured([True] * 300, families, n_quotes=20, seed=each) for each in (0, seed))
    assert first.overall.random_mean == pytest.approx(other.overall.random_mean, abs=0.01)


def test_the_order_of_contributions_does_not_change_the_share():
    order = np.random.default_rng(5).permutation(60)
    carried, families = np.arange(60) % 3 == 0, np.arange(60) // 5
    assert (
        measured(carried, families, n_quotes=4).overall.share
        == measured(carried[order], families[order], n_quotes=4).overall.share
    )


def test_inputs_are_left_untouched():
    carried, families = np.array([True, False]), np.array([-1, 0])
    measured(carried, families, n_quotes=1)
    assert carried.tolist() == [True, False]
    assert families.tolist() == [-1, 0]


def test_nothing_said_is_nothing_carried():
    coverage = measured([], [], n_quotes=3)
    assert (coverage.overall.n_contributions, coverage.overall.share) == (0, 0.0)


def test_more_quotes_than_contributions_carry_everything():
    assert measured([True, False], [0, 1], n_quotes=50).overall.random_mean == 1.0


def test_lengths_that_differ_are_refused():
    with pytest.raises(ValueError, match="families"):
        measured([True], [0, 1], n_quotes=1)
