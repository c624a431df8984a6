"""
Communities of the neighbor graph, and how well they stand when texts are taken away.

References
----------
.. [1] V. Traag, L. Waltman, N. J. van Eck, "From Louvain to Leiden: guaranteeing well-connected communities",
   Scientific Reports 9, 5233, 2019. doi:10.1038/s41598-019-41695-z
.. [2] C. Hennig, "Cluster-wise assessment of cluster stability", Computational Statistics & Data Analysis 52(1), 2007.
   doi:10.1016/j.csda.2006.11.025
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import igraph
import leidenalg
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from polyphonie.analysis.texts.neighbors import Graph

# The resolution of the settings is meant for this many texts: below, the same value would leave everyone alone.
FULL_RESOLUTION_AT = 1500
RESAMPLE_SHARE = 0.8


def communities(graph: Graph, *, resolution: float, seed: int, n_iterations: int = 2) -> NDArray[np.int64]:
    """
    Return the community of each node, from 0, larger first; a node without an edge is alone in its own.

    Parameters
    ----------
    resolution : float
        More is finer. Scaled down under 1,500 nodes, never under 1.
    """
    if graph.n_nodes == 0:
        return np.empty(0, dtype=np.int64)
    drawn = igraph.Graph(graph.n_nodes, np.column_stack([graph.sources, graph.targets]), directed=False)
    partition = leidenalg.find_partition(
        drawn,
        leidenalg.RBConfigurationVertexPartition,
        weights=graph.weights,
        resolution_parameter=scaled_resolution(resolution, graph.n_nodes),
        seed=seed,
        n_iterations=n_iterations,
    )
    return numbered_by_size(np.asarray(partition.membership, dtype=np.int64))


def scaled_resolution(resolution: float, n_nodes: int) -> float:
    """Return the resolution for a graph of this size."""
    return max(1.0, resolution * float(np.sqrt(min(1.0, n_nodes / FULL_RESOLUTION_AT))))


def numbered_by_size(labels: NDArray[np.int64]) -> NDArray[np.int64]:
    """Number the groups anew from 0, the larger first, then the one that holds the earliest node."""
    _, first, inverse, counts = np.unique(labels, return_index=True, return_inverse=True, return_counts=True)
    order = np.lexsort((first, -counts))
    number = np.empty(len(order), dtype=np.int64)
    number[order] = np.arange(len(order))
    return np.asarray(number[inverse], dtype=np.int64)


def stability(
    graph: Graph, labels: NDArray[np.int64], *, resolution: float, n_resamples: int, rng: np.random.Generator
) -> NDArray[np.float64]:
    """
    Return, for each group, the mean over subsamples of its best Jaccard index with a group found anew.

    Parameters
    ----------
    labels : ndarray of int, shape (n_nodes,)
        Groups from 0; -1 for a node in no group.
    n_resamples : int
        Subsamples of 80 % of the nodes.

    Returns
    -------
    ndarray of float
        In [0, 1], more is better; NaN for every group when `n_resamples` is 0.
    """
    n_groups = int(labels.max(initial=-1)) + 1
    if n_resamples == 0 or n_groups == 0:
        return np.full(n_groups, np.nan)
    total = np.zeros(n_groups)
    seen = np.zeros(n_groups)
    for _ in range(n_resamples):
        kept = rng.random(graph.n_nodes) < RESAMPLE_SHARE
        found = communities(
            graph.restricted_to(kept), resolution=resolution, seed=int(rng.integers(2**31)), n_iterations=1
        )
        best, present = _best_jaccard(labels[kept], found, n_groups)
        total += best
        seen += present
    return np.asarray(np.where(seen > 0, total / np.maximum(seen, 1), np.nan), dtype=np.float64)


def _best_jaccard(
    reference: NDArray[np.int64], found: NDArray[np.int64], n_groups: int
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    grouped = reference >= 0
    n_found = int(found.max(initial=-1)) + 1
    codes, shared = np.unique(reference[grouped] * max(n_found, 1) + found[grouped], return_counts=True)
    ours, theirs = codes // max(n_found, 1), codes % max(n_found, 1)
    our_sizes = np.bincount(reference[grouped], minlength=n_groups)
    their_sizes = np.bincount(found, minlength=max(n_found, 1))
    jaccard = shared / (our_sizes[ours] + their_sizes[theirs] - shared)
    best = np.zeros(n_groups)
    np.maximum.at(best, ours, jaccard)
    return best, our_sizes > 0
