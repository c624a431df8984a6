"""Which idea a short sentence says: to bring the votes on a statement beside the idea it states."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

from polyphonie.analysis.texts.normalizing import words_of
from polyphonie.analysis.texts.stemming import StemCache
from polyphonie.analysis.texts.vectors import build_vectors, with_rows_of_length_one

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MIN_SIMILARITY = 0.25


@dataclass(frozen=True, slots=True)
class Match:
    """A statement (by position) that may state an idea (by key). `similarity` is a cosine, more is better."""

    statement: int
    idea: str
    similarity: float


def match_statements(
    statements: Sequence[str],
    ideas: Mapping[str, Sequence[str]],
    *,
    language: str = "fr",
    min_similarity: float = MIN_SIMILARITY,
    n_best: int = 1,
) -> list[Match]:
    """
    Suggest the idea that each statement says: a person decides.

    Words tell the subject, not the side: a statement and its contrary match the same idea, which is what votes need,
    since both sides then stand beside it.

    Parameters
    ----------
    statements : sequence of str
        Short sentences in one language.
    ideas : mapping of str to sequence of str
        Distinct raw texts of each idea, in the same language.
    n_best : int
        Ideas proposed for one statement, at most.

    Returns
    -------
    list of Match
        By statement, best first.
    """
    if not statements or not ideas:
        return []
    keys = sorted(ideas)
    texts = [text for key in keys for text in ideas[key]]
    owners = np.repeat(np.arange(len(keys)), [len(ideas[key]) for key in keys])
    cache = StemCache(language)
    words = [words_of(text) for text in (*texts, *statements)]
    cache.learn(words)
    rows = build_vectors([cache.stems(text) for text in words]).matrix
    belongs = sparse.csr_array((np.ones(len(texts)), (owners, np.arange(len(texts)))), shape=(len(keys), len(texts)))
    centers = with_rows_of_length_one(sparse.csr_array(belongs @ rows[: len(texts)]))
    scores = np.asarray((rows[len(texts) :] @ centers.T).todense(), dtype=np.float64)
    return [
        Match(statement, keys[best], round(float(row[best]), 3))
        for statement, row in enumerate(scores)
        for best in np.argsort(-row, kind="stable")[:n_best].tolist()
        if row[best] >= min_similarity
    ]
