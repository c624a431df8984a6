"""
Would the groups come out again?

The people are drawn again (each counts zero, one or several times, as a Poisson number) and a part of the votes is
hidden; positions and groups are computed anew. The stability of a group is the mean, over these repetitions, of the
Jaccard index with the most similar new group: 1, the same people; below 0.6, one should not believe in it.

References
----------
.. [1] C. Hennig, "Cluster-wise Assessment of Cluster Stability", Comput. Stat. Data Anal. 52(1), 2007.
   doi:10.1016/j.csda.2006.11.025
"""

import numpy as np
import numpy.typing as npt

from polyphonie.analysis.votes.axes import FloatArray, fit_axes, observe_many, place
from polyphonie.analysis.votes.clustering import partition
from polyphonie.analysis.votes.null import batches
from polyphonie.analysis.votes.settings import MapSettings
from polyphonie.analysis.votes.table import VoteTable


def bootstrap_jaccard(
    table: VoteTable, labels: npt.NDArray[np.integer], n_groups: int, settings: MapSettings, rng: np.random.Generator
) -> FloatArray:
    """Return the stability of each group, shape (n_groups,); `labels` are the groups of the table's people."""
    sums = np.zeros(n_groups)
    for n_draws in batches(settings.bootstrap_draws, table.n_votes):
        sums += _repeat(table, labels, n_groups, n_draws, settings, rng)
    return sums / settings.bootstrap_draws


def _repeat(
    table: VoteTable,
    labels: npt.NDArray[np.integer],
    n_groups: int,
    n_draws: int,
    settings: MapSettings,
    rng: np.random.Generator,
) -> FloatArray:
    repeats = rng.poisson(1.0, (n_draws, table.n_participants)).astype(np.float64)
    kept = (rng.random((n_draws, table.n_votes)) < settings.kept_votes_share).astype(np.float64)
    observed = observe_many(table, np.broadcast_to(table.values, kept.shape), kept)
    positions = place(observed, fit_axes(observed, rng=rng, rounds=settings.refine_rounds, repeats=repeats))
    restarts = max(settings.restarts // 2, 1)
    cut = partition(positions.points, positions.weights * repeats, n_groups, restarts=restarts, rng=rng)
    matches = [best_jaccard(labels[n > 0], new[n > 0], n_groups) for new, n in zip(cut.labels, repeats, strict=True)]
    return np.asarray(np.sum(matches, axis=0))


def best_jaccard(old: npt.NDArray[np.integer], new: npt.NDArray[np.integer], n_groups: int) -> FloatArray:
    """Return, for each old group, its Jaccard index with the most similar new one."""
    both = np.zeros((n_groups, n_groups))
    np.add.at(both, (old, new), 1.0)
    union = both.sum(axis=1, keepdims=True) + both.sum(axis=0, keepdims=True) - both
    return np.asarray((both / np.maximum(union, 1.0)).max(axis=1))
