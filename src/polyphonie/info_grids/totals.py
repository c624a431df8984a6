"""Totals and distributions of one field over territories: pure figures, with their denominators, small counts kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from polyphonie.analysis.disclosure import is_small, total_is_safe
from polyphonie.info_grids.definition import Field
from polyphonie.info_grids.enums import FieldKind

NUMBERS = frozenset({FieldKind.NUMBER, FieldKind.COMPUTED})
CHOICES = frozenset({FieldKind.CHOICE, FieldKind.CHOICES})


@dataclass(frozen=True)
class FieldTotals:
    """
    What territories answered to one field, together.

    `total` and `middle` are None where there is no figure, or where it is withheld: `is_withheld` tells which.
    `counts` gives, by choice, how many territories made it: territories are no persons, nothing is withheld there.
    """

    n_answered: int
    total: float | None = None
    middle: float | None = None
    is_withheld: bool = False
    counts: Mapping[str, int] = field(default_factory=dict)


def totals_of(one: Field, values: Sequence[Any], *, threshold: int, is_hidden: Sequence[bool] = ()) -> FieldTotals:
    """
    Total the answers to a field; `values` has one entry per published grid, None where nothing was answered.

    `is_hidden` tells, of each, whether it is withheld for what it would tell of another figure of the same grid.
    """
    given = [value for value in values if value is not None and value != []]
    if one.kind in CHOICES:
        keys = Counter(key for value in given for key in (value if isinstance(value, list) else [value]))
        return FieldTotals(len(given), counts={choice.key: keys[choice.key] for choice in one.choices})
    numbers = [value for value in given if isinstance(value, int | float) and not isinstance(value, bool)]
    if one.kind not in NUMBERS or not numbers:
        return FieldTotals(len(given))
    hidden = [value for value, hides in zip(values, is_hidden, strict=False) if hides and value is not None]
    if not _may_be_given(one, numbers, hidden, threshold):
        return FieldTotals(len(given), is_withheld=True)
    middle = median(numbers)
    is_telling = one.counts_people and is_small(middle, threshold)
    return FieldTotals(len(given), total=_plain(sum(numbers)), middle=None if is_telling else _plain(middle))


def _may_be_given(one: Field, numbers: Sequence[float], hidden: Sequence[float], threshold: int) -> bool:
    """Tell whether the total leaves unknown what is withheld: small counts of people, and what would tell them."""
    if hidden and (len(hidden) < 2 or sum(hidden) < 2 * threshold):
        return False
    if not one.counts_people:
        return True
    counts = [int(number) for number in numbers]
    return total_is_safe(counts, threshold) and not is_small(sum(counts), threshold)


def _plain(number: float) -> float:
    return int(number) if number == int(number) else round(number, 6)
