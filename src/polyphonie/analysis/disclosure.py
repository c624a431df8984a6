"""
Which counts of people stay out of what is public, because they are small or because they would give a small one away.

One decision for every page, file and answer of the API. A count is a number of people, at least 0; a count that is
not known is None, and nothing is withheld of it. The threshold is a number of people too, at least 1: counts from 1 to
one below it are small. A 0 is about nobody and is never small. Nothing here raises an error.

The decision is that of the primary and complementary suppression of cells in a table of one dimension with its total:
A. Hundepool et al., "Statistical Disclosure Control", Wiley, 2012, doi:10.1002/9781118348239.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Disclosure:
    """
    What a public table may show.

    Attributes
    ----------
    small : frozenset of str
        Counts under the threshold: "fewer than 5".
    hidden : frozenset of str
        Larger counts that stay out because they would give a small one away.
    shows_total : bool
        False where the total is not known, is small, or would still give a small count away.
    """

    small: frozenset[str]
    hidden: frozenset[str]
    shows_total: bool

    @property
    def withheld(self) -> frozenset[str]:
        """All the counts that stay out."""
        return self.small | self.hidden


def is_small(count: int | float | None, threshold: int) -> bool:
    """
    Tell whether a count is withheld: below the threshold, and not zero, which is about nobody.

    Parameters
    ----------
    count : int, float or None
        People; None where it is not known, which is not small.
    threshold : int
        People.

    Examples
    --------
    >>> is_small(4, 5), is_small(5, 5), is_small(0, 5), is_small(None, 5)
    (True, False, False, False)
    """
    return count is not None and 0 < count < threshold


def disclosure_of(counts: Mapping[str, int], threshold: int, *, total: int | None) -> Disclosure:
    """
    Decide what a table of counts shows, beside its total, where the total may be withheld.

    A small count is withheld. Where the total, less what is shown, would leave it only one possible value,
    the next smallest count goes with it; where that is not enough, the total itself.

    Parameters
    ----------
    counts : mapping of str to int
        People by category, at least 0; an empty table shows its total. A 0 is shown: there is nobody to protect.
    threshold : int
        Counts from 1 to `threshold - 1` are small.
    total : int or None
        The total that would stand beside them; None where there is none. It is taken for their sum, the worst case.

    Examples
    --------
    >>> sorted(disclosure_of({"residents": 30, "unions": 2, "staff": 12}, 5, total=44).hidden)
    ['staff']
    """
    small = frozenset(name for name, n in counts.items() if is_small(n, threshold))
    if total is None or is_small(total, threshold):
        return Disclosure(small, frozenset(), shows_total=False)
    hidden: set[str] = set()
    others = sorted((name for name, n in counts.items() if n >= threshold), key=lambda name: (counts[name], name))
    while not _is_safe(counts, small, hidden, threshold):
        if not others:
            return Disclosure(small, frozenset(), shows_total=False)
        hidden.add(others.pop(0))
    return Disclosure(small, frozenset(hidden), shows_total=True)


def withheld_beside(counts: Mapping[str, int], threshold: int) -> frozenset[str]:
    """
    Name the counts that stay out of a table whose total is known elsewhere, and cannot be withheld.

    It is the decision of `disclosure_of`; where only the total withheld would do, every count stays out, zeros too.

    Parameters
    ----------
    counts : mapping of str to int
        People by category, at least 0; an empty table withholds nothing.
    threshold : int
        Counts from 1 to `threshold - 1` are small.

    Examples
    --------
    >>> sorted(withheld_beside({"residents": 30, "unions": 2, "staff": 12}, 5))
    ['staff', 'unions']
    >>> sorted(withheld_beside({"residents": 0, "unions": 2}, 5)), sorted(withheld_beside({"residents": 0}, 5))
    (['residents', 'unions'], [])
    """
    disclosure = disclosure_of(counts, threshold, total=sum(counts.values()))
    return disclosure.withheld if disclosure.shows_total else frozenset(counts)


def total_is_safe(counts: Sequence[int | None], threshold: int) -> bool:
    """
    Tell whether a total may stand beside parts of which the small ones are withheld, and no other may be.

    Whoever subtracts the parts that are given from the total learns what the withheld ones add up to. It is safe
    where every small value remains possible for each of them.

    Parameters
    ----------
    counts : sequence of int or None
        People by part, at least 0; None where a part is not known, which adds nothing.
    threshold : int
        Counts from 1 to `threshold - 1` are small.

    Examples
    --------
    >>> total_is_safe([12, 40], 5), total_is_safe([3, 12, 40], 5), total_is_safe([1, 4, 40], 5)
    (True, False, True)
    """
    hidden = [count for count in counts if count is not None and is_small(count, threshold)]
    if not hidden:
        return True
    n_others, largest = len(hidden) - 1, threshold - 1
    return largest + n_others <= sum(hidden) <= 1 + n_others * largest


def _is_safe(counts: Mapping[str, int], small: frozenset[str], hidden: set[str], threshold: int) -> bool:
    """Tell whether each small count may still have two values, for who knows the total and what is shown."""
    if not small:
        return True
    left = sum(counts[name] for name in (*small, *hidden))
    others_at_least = (len(small) - 1) + threshold * len(hidden)
    others_at_most = None if hidden else (threshold - 1) * (len(small) - 1)
    lowest = 1 if others_at_most is None else max(1, left - others_at_most)
    highest = min(threshold - 1, left - others_at_least)
    return highest > lowest
