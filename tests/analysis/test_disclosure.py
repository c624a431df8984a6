from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from polyphonie.analysis.disclosure import disclosure_of, is_small, withheld_beside

COUNTS = st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 12), max_size=5)


def _readings(counts, shown, threshold, total):
    """List every table of counts that a reader may think of, from what is shown."""
    hidden = [name for name in counts if name in shown.small or name in shown.hidden]
    ranges = [range(1, threshold) if name in shown.small else range(threshold, total + 1) for name in hidden]
    left = total - sum(n for name, n in counts.items() if name not in hidden)
    return hidden, [values for values in product(*ranges) if sum(values) == left]


@given(COUNTS, st.integers(3, 6))
def test_no_small_count_can_be_worked_out_from_the_total(counts, threshold):
    total = sum(counts.values())
    shown = disclosure_of(counts, threshold, total=total)
    if not shown.shows_total:
        return
    hidden, readings = _readings(counts, shown, threshold, total)
    for position, name in enumerate(hidden):
        if name in shown.small:
            assert len({values[position] for values in readings}) > 1


@given(COUNTS, st.integers(1, 10), st.one_of(st.none(), st.integers(0, 60)))
def test_small_counts_are_always_withheld_and_zeros_never(counts, threshold, total):
    shown = disclosure_of(counts, threshold, total=total)
    assert shown.small == {name for name, n in counts.items() if 0 < n < threshold}
    assert not shown.hidden & {name for name, n in counts.items() if n < threshold}
    assert not (shown.shows_total and total is not None and 0 < total < threshold)


def test_without_a_total_nothing_else_is_hidden():
    assert disclosure_of({"a": 2, "b": 40}, 5, total=None).hidden == frozenset()


def test_large_counts_and_their_total_are_shown():
    shown = disclosure_of({"a": 20, "b": 40}, 5, total=60)
    assert shown.shows_total
    assert not shown.hidden


def test_two_small_counts_that_can_only_be_four_take_another_with_them():
    assert disclosure_of({"a": 4, "b": 4, "c": 30}, 5, total=38).hidden == {"c"}


def test_a_single_small_count_alone_in_its_table_hides_the_total():
    assert not disclosure_of({"a": 3}, 5, total=9).shows_total


@given(COUNTS, st.integers(3, 6))
def test_beside_a_total_known_elsewhere_no_small_count_can_be_worked_out(counts, threshold):
    withheld = withheld_beside(counts, threshold)
    if withheld == frozenset(counts):
        return
    total = sum(counts.values())
    hidden, readings = _readings(counts, disclosure_of(counts, threshold, total=total), threshold, total)
    assert withheld == frozenset(hidden)
    for position, name in enumerate(hidden):
        if is_small(counts[name], threshold):
            assert len({values[position] for values in readings}) > 1


@given(COUNTS, st.integers(1, 10))
def test_beside_a_total_known_elsewhere_every_small_count_stays_out_and_nothing_else_without_one(counts, threshold):
    withheld = withheld_beside(counts, threshold)
    small = {name for name, n in counts.items() if is_small(n, threshold)}
    assert small <= withheld <= set(counts)
    assert bool(small) == bool(withheld)


def test_several_small_counts_may_stand_for_one_another():
    assert withheld_beside({"a": 2, "b": 3, "c": 40}, 5) == {"a", "b"}


def test_a_single_small_count_takes_the_next_one_with_it():
    assert withheld_beside({"a": 2, "b": 12, "c": 40}, 5) == {"a", "b"}


def test_where_nothing_can_hide_a_small_count_the_whole_table_stays_out():
    assert withheld_beside({"a": 4, "b": 4}, 5) == {"a", "b"}
    assert withheld_beside({"a": 3, "b": 0}, 5) == {"a", "b"}


def test_nobody_is_not_a_small_count():
    assert withheld_beside({"a": 0, "b": 12}, 5) == frozenset()
