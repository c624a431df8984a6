"""The distinct texts of one language, turned into vectors, groups and themes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

from polyphonie.analysis.texts import themes as theming
from polyphonie.analysis.texts.grouping import communities, numbered_by_size, stability
from polyphonie.analysis.texts.neighbors import Graph, nearest_centers, neighbor_graph
from polyphonie.analysis.texts.normalizing import words_of
from polyphonie.analysis.texts.results import Reason
from polyphonie.analysis.texts.stemming import StemCache
from polyphonie.analysis.texts.vectors import Vectors, build_vectors, with_rows_of_length_one

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from polyphonie.analysis.texts.results import IdeaSettings, Theme

# Resampling costs as much as grouping: fewer times on corpora where it would take minutes.
_MANY_TEXTS, _FEW_RESAMPLES = 20_000, 5
# Cosine to the center of a group from which a text left alone joins it; members have about one half.
_JOINS_FROM = 0.15


@dataclass(frozen=True, slots=True)
class Corpus:
    """
    Vectors and groups of the distinct texts of one language.

    Attributes
    ----------
    labels : ndarray of int, shape (n_texts,)
        Group of each text, -1 where it has none.
    why_alone : list of Reason
        Why a text has no group.
    centrality : ndarray of float, shape (n_texts,)
        Cosine to the center of the group; NaN outside groups.
    isolation : ndarray of float, shape (n_groups,)
        Share of the neighborhood of the members that lies inside the group.
    """

    cache: StemCache
    stems: list[list[str]]
    vectors: Vectors
    labels: NDArray[np.int64]
    why_alone: list[Reason]
    centers: sparse.csr_array
    centrality: NDArray[np.float64]
    isolation: NDArray[np.float64]
    stability: NDArray[np.float64]
    n_resamples: int
    text_themes: NDArray[np.int64]
    idea_themes: NDArray[np.int64]

    @property
    def n_groups(self) -> int:
        """Return how many groups there are."""
        return self.centers.shape[0]


def build_corpus(
    words: Sequence[list[str]], language: str, *, codebook: Sequence[Theme], settings: IdeaSettings, seed: int
) -> Corpus:
    """Group the distinct texts of one language; `codebook` may be empty."""
    cache = StemCache(language)
    cache.learn(words)
    stems = [cache.stems(text) for text in words]
    n_texts = len(stems)
    vectors = build_vectors([*stems, *theming.theme_documents(codebook, lambda raw: stems_of(cache, raw))])
    rows = vectors.matrix[:n_texts]
    graph = neighbor_graph(rows, n_neighbors=settings.n_neighbors, min_similarity=settings.min_similarity)
    labels, why_alone = _groups(graph, rows, settings=settings, seed=seed)
    n_resamples = settings.n_resamples if n_texts <= _MANY_TEXTS else min(settings.n_resamples, _FEW_RESAMPLES)
    centers = _centers(rows, labels)
    text_themes, idea_themes = _themes(vectors, stems, labels, codebook=codebook, cache=cache)
    return Corpus(
        cache=cache,
        stems=stems,
        vectors=Vectors(matrix=rows, weights=vectors.weights),
        labels=labels,
        why_alone=why_alone,
        centers=centers,
        centrality=_centrality(rows, centers, labels),
        isolation=_isolation(graph, labels),
        stability=stability(
            graph,
            labels,
            resolution=settings.resolution,
            n_resamples=n_resamples,
            rng=np.random.default_rng(seed),
        ),
        n_resamples=n_resamples,
        text_themes=text_themes,
        idea_themes=idea_themes,
    )


def stems_of(cache: StemCache, raw: str) -> list[str]:
    """Return the stems of a raw expression, stop words left out."""
    return [stem for stem in cache.stems(words_of(raw)) if stem]


def _groups(
    graph: Graph, rows: sparse.csr_array, *, settings: IdeaSettings, seed: int
) -> tuple[NDArray[np.int64], list[Reason]]:
    """Find groups, take out the texts that hold to them by nothing, drop the groups that are too small."""
    found = communities(graph, resolution=settings.resolution, seed=seed)
    n_edges = np.bincount(np.concatenate([graph.sources, graph.targets]), minlength=graph.n_nodes)
    cohesion = _cohesion(rows, found)
    kept = (n_edges > 0) & (cohesion >= settings.min_cohesion)
    sizes = np.bincount(found[kept], minlength=int(found.max(initial=-1)) + 1)
    large = sizes[found] >= min(settings.min_idea_size, max(2, graph.n_nodes // 20)) if len(found) else kept
    why = [
        Reason.NO_NEIGHBOR if not linked else Reason.FAR_FROM_ITS_GROUP if not close else
        Reason.NONE if big else Reason.SMALL_GROUP
        for linked, close, big in zip((n_edges > 0).tolist(), kept.tolist(), large.tolist(), strict=True)
    ]  # fmt: skip
    labels = np.full(graph.n_nodes, -1, dtype=np.int64)
    inside = kept & large
    if inside.any():
        labels[inside] = numbered_by_size(found[inside])
        joined = _join_nearest(rows, labels)
        why = [Reason.NONE if label >= 0 else reason for label, reason in zip(joined.tolist(), why, strict=True)]
        return joined, why
    return labels, why


def _join_nearest(rows: sparse.csr_array, labels: NDArray[np.int64]) -> NDArray[np.int64]:
    """Bring each text without a group to the group whose center it resembles most, if it does."""
    alone = np.flatnonzero(labels < 0)
    nearest, similarity = nearest_centers(rows[alone], _centers(rows, labels))
    joined = labels.copy()
    close = similarity >= _JOINS_FROM
    joined[alone[close]] = nearest[close]
    return joined


def _sums(rows: sparse.csr_array, labels: NDArray[np.int64]) -> sparse.csr_array:
    members = np.flatnonzero(labels >= 0)
    n_groups = int(labels.max(initial=-1)) + 1
    belongs = sparse.csr_array(
        (np.ones(len(members), dtype=np.float32), (labels[members], members)), shape=(n_groups, rows.shape[0])
    )
    return sparse.csr_array(belongs @ rows)


def _centers(rows: sparse.csr_array, labels: NDArray[np.int64]) -> sparse.csr_array:
    return with_rows_of_length_one(_sums(rows, labels))


def _products(rows: sparse.csr_array, centers: sparse.csr_array, labels: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return the product of each row with the center of its group; NaN outside groups."""
    products = np.full(len(labels), np.nan)
    order = np.argsort(labels, kind="stable")
    edges = np.searchsorted(labels[order], np.arange(centers.shape[0] + 1))
    center = np.zeros(centers.shape[1], dtype=np.float32)
    for number, (start, end) in enumerate(zip(edges[:-1].tolist(), edges[1:].tolist(), strict=True)):
        span = slice(centers.indptr[number], centers.indptr[number + 1])
        center[centers.indices[span]] = centers.data[span]
        products[order[start:end]] = rows[order[start:end]] @ center
        center[centers.indices[span]] = 0
    return products


def _cohesion(rows: sparse.csr_array, labels: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return the mean cosine of each text to the rest of its group; 1 for a text alone."""
    sizes = np.bincount(labels, minlength=1)[labels] if len(labels) else np.empty(0, dtype=np.int64)
    itself = np.asarray(rows.multiply(rows).sum(axis=1)).ravel()
    others = _products(rows, _sums(rows, labels), labels) - itself
    return np.where(sizes > 1, others / np.maximum(sizes - 1, 1), 1.0)


def _centrality(rows: sparse.csr_array, centers: sparse.csr_array, labels: NDArray[np.int64]) -> NDArray[np.float64]:
    return _products(rows, centers, labels)


def _isolation(graph: Graph, labels: NDArray[np.int64]) -> NDArray[np.float64]:
    n_groups = int(labels.max(initial=-1)) + 1
    sources, targets = labels[graph.sources], labels[graph.targets]
    same = (sources == targets) & (sources >= 0)
    inside = 2 * np.bincount(sources[same], weights=graph.weights[same], minlength=n_groups)
    total = np.zeros(n_groups)
    for side in (sources, targets):
        grouped = side >= 0
        total += np.bincount(side[grouped], weights=graph.weights[grouped], minlength=n_groups)
    return inside / np.maximum(total, 1e-12)


def _themes(
    vectors: Vectors,
    stems: list[list[str]],
    labels: NDArray[np.int64],
    *,
    codebook: Sequence[Theme],
    cache: StemCache,
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    n_texts = len(stems)
    if not codebook:
        n_groups = int(labels.max(initial=-1)) + 1
        return np.full(n_texts, -1, dtype=np.int64), np.full(n_groups, -1, dtype=np.int64)
    hits = theming.count_hits(stems, codebook, lambda raw: stems_of(cache, raw))
    scores = theming.score_themes(vectors.matrix[:n_texts], vectors.matrix[n_texts:], hits)
    return theming.themes_of_texts(scores), theming.themes_of_ideas(scores, labels)
