"""Ideas as people will read them: label, quotes, counts, marks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from polyphonie.analysis.texts.corpus import stems_of
from polyphonie.analysis.texts.naming import N_TEXTS_READ, Spelled, label_of, name_group, names_as_typed
from polyphonie.analysis.texts.neighbors import nearness_of_centers
from polyphonie.analysis.texts.quoting import choose_quotes, n_words_of, quote_from
from polyphonie.analysis.texts.results import Idea

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from polyphonie.analysis.texts.corpus import Corpus
    from polyphonie.analysis.texts.results import IdeaSettings, Quote, Text

# A minority idea says what no other says: most of what resembles its texts is inside it, and its center is farther from
# the three nearest ideas than is usual. Measured on planted ideas held by 0.5 % of 1,500 texts.
_MIN_ISOLATION = 0.45
_APART_QUANTILE = 0.5
_COHERENT_QUANTILE = 0.25
_MINORITY_AT_LEAST = 8
_GROUPS_TO_COMPARE = 4
_MEMBERS_COMPARED = 200


@dataclass(frozen=True, slots=True)
class Group:
    """One group of a corpus with the texts behind it: `members` are rows of the corpus, most central first."""

    number: int
    members: list[int]


def groups_of(corpus: Corpus) -> list[Group]:
    """Return the groups of a corpus, each with its members most central first."""
    members: list[list[int]] = [[] for _ in range(corpus.n_groups)]
    for row in np.lexsort((np.arange(len(corpus.labels)), -np.nan_to_num(corpus.centrality))).tolist():
        if corpus.labels[row] >= 0:
            members[corpus.labels[row]].append(row)
    return [Group(number, rows) for number, rows in enumerate(members)]


def describe(
    group: Group,
    corpus: Corpus,
    texts: Sequence[Text],
    words: Sequence[list[str]],
    *,
    contributions: Sequence[str],
    is_minority: bool,
    settings: IdeaSettings,
) -> Idea:
    """Return the idea of a group, without key nor theme; `texts` and `words` are those of the rows of the corpus."""
    read = group.members[:N_TEXTS_READ]
    named = name_group([Spelled(words[row], corpus.stems[row]) for row in read], corpus.vectors.weights)
    raw_texts = [texts[row].text for row in read]
    expressions = names_as_typed(named, raw_texts)
    measured = float(corpus.stability[group.number])
    stable = None if np.isnan(measured) else round(measured, 3)
    quotes = _quotes(group, corpus, texts, settings=settings)
    return Idea(
        key="",
        label=label_of(expressions) or _beginning_of(quotes[0].text),
        words=expressions,
        theme=None,
        language=corpus.cache.language,
        n_contributions=len(contributions),
        n_distinct=len(group.members),
        stability=stable,
        is_fragile=stable is not None and stable < settings.fragile_below,
        is_minority=is_minority,
        coherence=round(float(np.mean(corpus.centrality[group.members])), 3),
        quotes=quotes,
        members=tuple(contributions),
    )


def minorities(corpus: Corpus, *, settings: IdeaSettings) -> NDArray[np.bool_]:
    """Say which groups are small, coherent, and apart from the others."""
    grouped = corpus.labels >= 0
    if corpus.n_groups < _GROUPS_TO_COMPARE:
        return np.zeros(corpus.n_groups, dtype=bool)
    sizes = np.bincount(corpus.labels[grouped])
    centrality = np.bincount(corpus.labels[grouped], weights=corpus.centrality[grouped]) / sizes
    coherence = _without_size(centrality, sizes)
    small = sizes <= max(_MINORITY_AT_LEAST, settings.minority_share * int(grouped.sum()))
    coherent = coherence >= np.quantile(coherence, _COHERENT_QUANTILE)
    nearness = nearness_of_centers(corpus.centers)
    apart = nearness <= np.quantile(nearness, _APART_QUANTILE)
    return small & coherent & apart & (corpus.isolation >= _MIN_ISOLATION)


def _without_size(centrality: NDArray[np.float64], sizes: NDArray[np.int64]) -> NDArray[np.float64]:
    """
    Return the mean cosine between two members, from the mean cosine to the center.

    Two texts are always close to their own middle: what is compared is what the others add.
    """
    return (sizes * centrality**2 - 1) / np.maximum(sizes - 1, 1)


def _quotes(group: Group, corpus: Corpus, texts: Sequence[Text], *, settings: IdeaSettings) -> tuple[Quote, ...]:
    shortest, longest = settings.quote_words
    compared = group.members[:_MEMBERS_COMPARED]
    sizes = [n_words_of(texts[row].text) for row in compared]
    readable = [rank for rank, size in enumerate(sizes) if shortest <= size <= longest]
    order = readable or list(range(len(compared)))
    rows = corpus.vectors.matrix[compared]
    similarity = np.asarray((rows @ rows.T).todense(), dtype=np.float64)
    chosen = choose_quotes(order, similarity, corpus.centrality[compared])
    favored = {stem for row in group.members[:N_TEXTS_READ] for stem in corpus.stems[row]}

    def weigh(sentence: str) -> float:
        stems = stems_of(corpus.cache, sentence)
        return sum(corpus.vectors.weights.get(stem, 0.0) for stem in stems if stem in favored) / (len(stems) + 5)

    return tuple(
        quote_from(texts[compared[rank]].id, texts[compared[rank]].text, bounds=settings.quote_words, weigh=weigh)
        for rank in chosen
    )


def _beginning_of(quote: str) -> str:
    words = quote.split()
    return " ".join(words[:6]) + ("…" if len(words) > 6 else "")
