"""
Votes counted by statement and by group, chunk by chunk.

Counting goes over all the votes, so it is written as `partial`, `combine` and `finish`: chunks may be counted
anywhere, in any order, and the sum is the same.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from polyphonie.analysis.votes.table import IntArray, SignArray

CountArray = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class StatementCounts:
    """Answers to each statement, each array of shape (n_groups, n_statements)."""

    n_agree: CountArray
    n_disagree: CountArray
    n_pass: CountArray

    @property
    def n_votes(self) -> CountArray:
        return self.n_agree + self.n_disagree + self.n_pass

    def total(self) -> "StatementCounts":
        """All groups together, as one."""
        answers = (self.n_agree, self.n_disagree, self.n_pass)
        return StatementCounts(*(one.sum(axis=0, keepdims=True) for one in answers))


def partial(
    columns: IntArray, values: SignArray, groups: npt.NDArray[np.integer], n_groups: int, n_statements: int
) -> CountArray:
    """Count a chunk of votes; `groups` is the group of each vote's person, negative for none."""
    inside = groups >= 0
    cells = (groups[inside].astype(np.int64) * n_statements + columns[inside]) * 3 + (values[inside] + 1)
    counts = np.bincount(cells, minlength=n_groups * n_statements * 3)
    return counts.reshape(n_groups, n_statements, 3).astype(np.int64)


def combine(left: CountArray, right: CountArray) -> CountArray:
    """Add two chunks."""
    return left + right


def finish(counts: CountArray) -> StatementCounts:
    """Name the answers."""
    return StatementCounts(n_agree=counts[:, :, 2], n_disagree=counts[:, :, 0], n_pass=counts[:, :, 1])
