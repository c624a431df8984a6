"""
Quotes that stand for an idea: verbatim spans of what was received, chosen by centrality within a readable length.

The first is the most central; the second is the one that best keeps the idea while saying it otherwise.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from polyphonie.analysis.texts.results import Quote

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

_SENTENCE = re.compile(r"[^.!?…\n]+(?:[.!?…]+[»\"”)]*|\n|$)")
_WORD = re.compile(r"\w+")
# How much a second quote is chosen for its distance from the first.
_DISTANCE_WEIGHT = 0.5
_N_CANDIDATES = 40


def choose_quotes(
    order: Sequence[int], similarity: NDArray[np.float64], centrality: NDArray[np.float64], *, n_quotes: int = 2
) -> list[int]:
    """
    Return positions of members to quote: the most central, then the central ones far from those chosen.

    Parameters
    ----------
    order : sequence of int
        Members that may be quoted, most central first.
    similarity : ndarray, shape (n_members, n_members)
        Cosine between members.
    centrality : ndarray, shape (n_members,)
        Cosine to the center of the idea; more is better.
    """
    candidates = list(order[:_N_CANDIDATES])
    chosen: list[int] = []
    while candidates and len(chosen) < n_quotes:
        gain = [
            centrality[one] - (_DISTANCE_WEIGHT * max(similarity[one, other] for other in chosen) if chosen else 0.0)
            for one in candidates
        ]
        chosen.append(candidates.pop(int(np.argmax(gain))))
    return chosen


def n_words_of(raw: str) -> int:
    """Return how many words a raw text has."""
    return len(_WORD.findall(raw))


def quote_from(text_id: str, raw: str, *, bounds: tuple[int, int], weigh: Callable[[str], float]) -> Quote:
    """
    Return the whole text when it is short enough, or else its most telling sentences, verbatim.

    Parameters
    ----------
    bounds : (int, int)
        Shortest and longest quote in words. A quote is shorter only where the text is.
    weigh : callable
        Says how close a sentence is to the idea; more is better.
    """
    shortest, longest = bounds
    start, end = _stripped(raw, 0, len(raw))
    if n_words_of(raw) <= longest:
        return Quote(text_id, start, end, raw[start:end])
    spans = [_stripped(raw, *match.span()) for match in _SENTENCE.finditer(raw)]
    spans = [span for span in spans if n_words_of(raw[slice(*span)]) > 0]
    best = max(range(len(spans)), key=lambda rank: (weigh(raw[slice(*spans[rank])]), -rank))
    start, end = spans[best]
    for _, following in spans[best + 1 :]:
        if n_words_of(raw[start:end]) >= shortest or n_words_of(raw[start:following]) > longest:
            break
        end = following
    end = _cut_after(raw, start, end, longest)
    return Quote(text_id, start, end, raw[start:end])


def _stripped(raw: str, start: int, end: int) -> tuple[int, int]:
    while start < end and raw[start].isspace():
        start += 1
    while end > start and raw[end - 1].isspace():
        end -= 1
    return start, end


def _cut_after(raw: str, start: int, end: int, n_words: int) -> int:
    words = list(_WORD.finditer(raw, start, end))
    return end if len(words) <= n_words else words[n_words - 1].end()
