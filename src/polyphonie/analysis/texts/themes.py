"""
Themes of ideas: those of a codebook where people wrote one, or else those that emerge.

With a codebook no example is needed: the words of a theme's label and keywords vote, then the texts they found lend
their own vocabulary once. An idea takes the theme that its texts speak of most; a text takes the theme that it speaks
of clearly, or else that of its idea.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

from polyphonie.analysis.texts.grouping import communities
from polyphonie.analysis.texts.neighbors import neighbor_graph
from polyphonie.analysis.texts.vectors import with_rows_of_length_one

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from polyphonie.analysis.texts.results import Theme

_KEYWORD_BONUS = 1.0
_LEARNED_WEIGHT = 0.5
# Under these, a text (or an idea) is said to have no theme rather than a wrong one.
_MIN_SCORE = 0.06
_IDEA_NEIGHBORS = 8


def theme_documents(themes: Sequence[Theme], stems_of: Callable[[str], list[str]]) -> list[list[str]]:
    """Return the stems of each theme: its label twice, its keywords once."""
    return [
        stems_of(theme.label) * 2 + [stem for keyword in theme.keywords for stem in stems_of(keyword)]
        for theme in themes
    ]


def score_themes(texts: sparse.csr_array, themes: sparse.csr_array, hits: sparse.csr_array) -> NDArray[np.float64]:
    """
    Return how much each text speaks of each theme; more is better, 0 is nothing in common.

    Parameters
    ----------
    texts : csr_array, shape (n_texts, n_terms)
        TF-IDF rows of the texts.
    themes : csr_array, shape (n_themes, n_terms)
        TF-IDF rows of the labels and keywords.
    hits : csr_array, shape (n_texts, n_themes)
        How many of the theme's expressions stand in the text.
    """
    direct = np.asarray((texts @ themes.T).todense(), dtype=np.float64)
    direct += _KEYWORD_BONUS * np.log1p(np.asarray(hits.todense(), dtype=np.float64)) / 2
    best = direct.argmax(axis=1)
    sure = direct.max(axis=1) >= 2 * _MIN_SCORE
    if not sure.any():
        return direct
    chosen = sparse.csr_array(
        (np.ones(int(sure.sum())), (best[sure], np.flatnonzero(sure))), shape=(themes.shape[0], texts.shape[0])
    )
    centers = with_rows_of_length_one(sparse.csr_array(chosen @ texts))
    return direct + _LEARNED_WEIGHT * np.asarray((texts @ centers.T).todense(), dtype=np.float64)


def count_hits(
    stems: Sequence[Sequence[str]], themes: Sequence[Theme], stems_of: Callable[[str], list[str]]
) -> sparse.csr_array:
    """Return, for each text and theme, how many of the theme's expressions stand in the text."""
    expressions: dict[str, list[tuple[int, tuple[str, ...]]]] = {}
    for number, theme in enumerate(themes):
        for expression in {tuple(filter(None, stems_of(words))) for words in (theme.label, *theme.keywords)}:
            if expression:
                expressions.setdefault(expression[0], []).append((number, expression))
    rows: list[int] = []
    columns: list[int] = []
    for row, words in enumerate(stems):
        present = set(words)
        for word in present & expressions.keys():
            for number, expression in expressions[word]:
                if present.issuperset(expression):
                    rows.append(row)
                    columns.append(number)
    counts = sparse.coo_array((np.ones(len(rows)), (rows, columns)), shape=(len(stems), len(themes)))
    return counts.tocsr()


def themes_of_texts(scores: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return the best theme of each text, -1 where none is close enough."""
    if scores.shape[1] == 0:
        return np.full(len(scores), -1, dtype=np.int64)
    return np.where(scores.max(axis=1) >= 2 * _MIN_SCORE, scores.argmax(axis=1), -1).astype(np.int64)


def themes_of_ideas(scores: NDArray[np.float64], labels: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the theme that most of the texts of each idea speak of, -1 where none is close enough."""
    n_ideas = int(labels.max(initial=-1)) + 1
    if n_ideas == 0 or scores.shape[1] == 0:
        return np.full(n_ideas, -1, dtype=np.int64)
    grouped = labels >= 0
    total = np.zeros((n_ideas, scores.shape[1]))
    np.add.at(total, labels[grouped], scores[grouped])
    mean = total / np.bincount(labels[grouped], minlength=n_ideas)[:, None]
    return np.where(mean.max(axis=1) >= _MIN_SCORE, mean.argmax(axis=1), -1).astype(np.int64)


def emergent_themes(centers: sparse.csr_array, *, seed: int) -> NDArray[np.int64]:
    """Return the theme of each idea: coarse communities of the ideas that resemble each other."""
    graph = neighbor_graph(centers, n_neighbors=_IDEA_NEIGHBORS, min_similarity=0.02)
    return communities(graph, resolution=1.0, seed=seed)
