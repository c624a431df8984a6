"""Votes made for the tests, with and without groups in them."""

import numpy as np

from polyphonie.analysis.votes import VoteTable


def votes_of(positions, rng, *, n_statements=40, seen=0.5, pass_share=0.1, steepness=1.0) -> VoteTable:
    """Votes of people at the given positions, shape (n_people, 2), on statements drawn at random."""
    slopes = steepness * rng.standard_normal((n_statements, 2))
    easiness = rng.normal(0.3, 0.7, n_statements)
    agreement = 1 / (1 + np.exp(-(easiness + positions @ slopes.T)))
    values = np.where(rng.random(agreement.shape) < agreement, 1, -1)
    values[rng.random(agreement.shape) < pass_share] = 0
    rows, columns = np.nonzero(rng.random(agreement.shape) < seen)
    return VoteTable.from_codes(
        [str(i) for i in range(len(positions))],
        [str(j) for j in range(n_statements)],
        rows,
        columns,
        values[rows, columns],
    )


def three_camps(rng, n_people=240, **kwargs) -> tuple[VoteTable, np.ndarray]:
    """Votes of three camps, and the camp of each person."""
    camp = np.arange(n_people) % 3
    angle = 2 * np.pi * camp / 3
    centers = 1.6 * np.column_stack((np.cos(angle), np.sin(angle)))
    return votes_of(centers + 0.3 * rng.standard_normal((n_people, 2)), rng, **kwargs), camp


def no_structure(rng, n_people=240, **kwargs) -> VoteTable:
    """Everybody answers at random."""
    return votes_of(np.zeros((n_people, 2)), rng, **kwargs)


def one_axis(rng, n_people=240, **kwargs) -> VoteTable:
    """Opinion varies by degrees along one axis."""
    along = rng.standard_normal(n_people)
    return votes_of(np.column_stack((along, np.zeros(n_people))), rng, **kwargs)


def agreement_of_partitions(first, second) -> float:
    """Adjusted Rand index: 1 the same partition, 0 as by chance (Hubert and Arabie, 1985)."""
    table = np.zeros((int(max(first)) + 1, int(max(second)) + 1))
    np.add.at(table, (first, second), 1)

    def pairs(counts):
        return (counts * (counts - 1) / 2).sum()

    both, rows, columns = pairs(table), pairs(table.sum(axis=1)), pairs(table.sum(axis=0))
    expected = rows * columns / pairs(np.array([table.sum()]))
    return float((both - expected) / ((rows + columns) / 2 - expected))
