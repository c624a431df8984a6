"""Which counts of people stay out of public tables because they are small."""

from __future__ import annotations

from collections.abc import Mapping


def withheld(counts: Mapping[str, int], threshold: int) -> set[str]:
    """
    Name the counts to withhold from a table whose total is known.

    Those under the threshold are withheld; where there is only one, the next smallest goes with it, since the total
    less all the others would give it away.
    """
    present = {name: n for name, n in counts.items() if n > 0}
    small = {name for name, n in present.items() if n < threshold}
    others = sorted((n, name) for name, n in present.items() if name not in small)
    if len(small) == 1 and others:
        small.add(others[0][1])
    return small
