"""
Texts as sparse vectors: TF-IDF over stems and pairs of consecutive stems, with rows of length one.

Built in numpy rather than by a general vectorizer: two to three times fewer CPU-seconds, and the vocabulary stays in
hand.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

# The share of the texts above which a term says nothing; on large corpora it would also cost most of the search.
MAX_SHARE, MAX_SHARE_OF_MANY, MANY_TEXTS = 0.25, 0.1, 20_000
# In a small corpus, a subject may well stand in half of the texts.
FREQUENT_ANYWAY = 10
PAIR_WEIGHT = 0.6


@dataclass(frozen=True, slots=True)
class Vectors:
    """
    Rows of texts over stems.

    Attributes
    ----------
    matrix : csr_array of float32, shape (n_texts, n_terms)
        Rows of length one, or of zeros where a text shares no term with any other.
    weights : dict of str to float
        Rarity (idf) of each single stem that was kept.
    """

    matrix: sparse.csr_array
    weights: dict[str, float]


def build_vectors(stems: Sequence[Sequence[str]]) -> Vectors:
    """
    Turn lists of stems (empty strings are skipped) into TF-IDF rows.

    A stem that stands in one text only links nothing; one that stands in more than a quarter of the texts (a tenth in
    a large corpus) links everything: both are dropped. A pair of stems weighs less than a stem, being the repetition
    of two.
    """
    n_texts = len(stems)
    flat, rows, vocabulary = _flatten(stems)
    n_words = len(vocabulary)
    pair_columns, pair_rows = _pairs(flat, rows, n_words)
    columns = np.concatenate([flat, pair_columns])
    n_terms = int(columns.max()) + 1 if len(columns) else 0
    counts = sparse.coo_array(
        (np.ones(len(columns), dtype=np.float32), (np.concatenate([rows, pair_rows]), columns)),
        shape=(n_texts, n_terms),
    ).tocsr()
    counts.sum_duplicates()
    frequency = np.bincount(counts.indices, minlength=n_terms)
    rarity = (np.log((1 + n_texts) / (1 + frequency)) + 1).astype(np.float32)
    rarity[n_words:] *= PAIR_WEIGHT
    max_share = MAX_SHARE if n_texts <= MANY_TEXTS else MAX_SHARE_OF_MANY
    kept = (frequency >= 2) & (frequency <= max(max_share * n_texts, FREQUENT_ANYWAY))
    counts.data = (1 + np.log(counts.data)) * (rarity * kept)[counts.indices]
    counts.eliminate_zeros()
    weights = {stem: float(rarity[column]) for stem, column in vocabulary.items() if frequency[column] >= 2}
    return Vectors(matrix=with_rows_of_length_one(counts), weights=weights)


def with_rows_of_length_one(matrix: sparse.csr_array) -> sparse.csr_array:
    """Return the matrix with each row divided by its length; a row of zeros stays so."""
    row_of = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    lengths = np.sqrt(np.bincount(row_of, weights=matrix.data.astype(np.float64) ** 2, minlength=matrix.shape[0]))
    lengths[lengths == 0] = 1
    data = (matrix.data / lengths[row_of]).astype(np.float32)
    return sparse.csr_array((data, matrix.indices, matrix.indptr), shape=matrix.shape)


def _flatten(stems: Sequence[Sequence[str]]) -> tuple[NDArray[np.int64], NDArray[np.int64], dict[str, int]]:
    vocabulary: dict[str, int] = {}
    flat = array("q")
    lengths = np.zeros(len(stems), dtype=np.int64)
    for row, words in enumerate(stems):
        before = len(flat)
        flat.extend([vocabulary.setdefault(word, len(vocabulary)) for word in words if word])
        lengths[row] = len(flat) - before
    columns = np.frombuffer(flat, dtype=np.int64) if len(flat) else np.empty(0, dtype=np.int64)
    return columns, np.repeat(np.arange(len(stems), dtype=np.int64), lengths), vocabulary


def _pairs(
    flat: NDArray[np.int64], rows: NDArray[np.int64], n_words: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the columns and rows of the pairs of consecutive stems that are seen more than once."""
    if len(flat) < 2:
        return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)
    together = rows[1:] == rows[:-1]
    codes = flat[:-1][together] * n_words + flat[1:][together]
    _, inverse, counts = np.unique(codes, return_inverse=True, return_counts=True)
    seen_again = counts >= 2
    number = np.cumsum(seen_again) - 1
    kept = seen_again[inverse]
    return n_words + number[inverse][kept], rows[:-1][together][kept]
