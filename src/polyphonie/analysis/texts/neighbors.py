"""The graph of who resembles whom: exact nearest neighbors by cosine, made symmetric."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse
from sparse_dot_topn import sp_matmul_topn

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Graph:
    """Undirected weighted edges between `n_nodes` texts, each once, `sources < targets`."""

    n_nodes: int
    sources: NDArray[np.int64]
    targets: NDArray[np.int64]
    weights: NDArray[np.float64]

    def restricted_to(self, kept: NDArray[np.bool_]) -> Graph:
        """Return the graph of the kept nodes, numbered anew."""
        number = np.cumsum(kept) - 1
        inside = kept[self.sources] & kept[self.targets]
        return Graph(int(kept.sum()), number[self.sources[inside]], number[self.targets[inside]], self.weights[inside])


def neighbor_graph(matrix: sparse.csr_array, *, n_neighbors: int, min_similarity: float) -> Graph:
    """
    Link each row to its nearest rows.

    Parameters
    ----------
    matrix : csr_array, shape (n_texts, n_terms)
        Rows of length one.
    n_neighbors : int
        Neighbors that each row chooses; an edge stands when either end chose it.
    min_similarity : float
        Cosine under which nobody is a neighbor.
    """
    n_nodes = matrix.shape[0]
    if n_nodes < 2 or matrix.nnz == 0:
        nothing = np.empty(0, dtype=np.int64)
        return Graph(n_nodes, nothing, nothing, np.empty(0))
    rows = sparse.csr_matrix(matrix)
    nearest = sp_matmul_topn(rows, rows.T.tocsr(), top_n=n_neighbors + 1, threshold=min_similarity)
    pairs = nearest.tocoo()
    low, high = np.minimum(pairs.row, pairs.col), np.maximum(pairs.row, pairs.col)
    apart = low != high
    codes, first = np.unique(low[apart].astype(np.int64) * n_nodes + high[apart], return_index=True)
    return Graph(n_nodes, codes // n_nodes, codes % n_nodes, pairs.data[apart][first].astype(np.float64))


def nearness_of_centers(centers: sparse.csr_array, *, n_nearest: int = 3) -> NDArray[np.float64]:
    """Return the mean cosine of each center to its nearest others; 0 is alone."""
    rows = sparse.csr_matrix(centers)
    nearest = sp_matmul_topn(rows, rows.T.tocsr(), top_n=n_nearest + 1).tocoo()
    others = nearest.row != nearest.col
    total = np.bincount(nearest.row[others], weights=nearest.data[others], minlength=centers.shape[0])
    return np.asarray(total / n_nearest, dtype=np.float64)


def nearest_centers(rows: sparse.csr_array, centers: sparse.csr_array) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Return the nearest center of each row and the cosine between them; 0 where they share nothing."""
    nearest = np.zeros(rows.shape[0], dtype=np.int64)
    similarity = np.zeros(rows.shape[0])
    if rows.nnz and centers.nnz:
        best = sp_matmul_topn(sparse.csr_matrix(rows), sparse.csr_matrix(centers).T.tocsr(), top_n=1).tocoo()
        nearest[best.row] = best.col
        similarity[best.row] = best.data
    return nearest, similarity
