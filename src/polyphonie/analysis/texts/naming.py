"""
Names of ideas and themes, in the words that people used.

A label is made of expressions found as such in the texts (« langue des signes »), never of stems, never written by a
machine.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MAX_EXPRESSION = 4
N_EXPRESSIONS = 3
# More than are shown: some are not found in one piece, because a comma stood between two words.
_N_PROPOSED = 8
# What may stand between two words of one expression.
_SEPARATOR = r"[ \u00a0'’\-‑]"
# Texts read per group: the most central say it all, and one idea of a national debate may hold thousands.
N_TEXTS_READ = 30
_LONGEST_ACRONYM = 5


@dataclass(frozen=True, slots=True)
class Spelled:
    """The words of a text as typed (lower case) and the stem of each, empty for a stop word."""

    words: Sequence[str]
    stems: Sequence[str]


def name_group(
    texts: Sequence[Spelled],
    weights: Mapping[str, float],
    *,
    n_expressions: int = _N_PROPOSED,
    n_texts: int = N_TEXTS_READ,
) -> tuple[str, ...]:
    """
    Return the expressions that tell a group apart, best first.

    Parameters
    ----------
    texts : sequence of Spelled
        Members of the group, most central first.
    weights : mapping of str to float
        Rarity (idf) of each stem in the whole corpus.
    """
    spellings: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    counts: Counter[tuple[str, ...]] = Counter()
    read = texts[:n_texts]
    for text in read:
        here = _expressions(text)
        counts.update(here.keys())
        for stems, spelling in here.items():
            spellings[stems][spelling] += 1
    return _best_expressions(counts, spellings, weights, n_read=len(read), n_expressions=n_expressions)


def label_of(expressions: Sequence[str]) -> str:
    """
    Return one line from a few expressions.

    Examples
    --------
    >>> label_of(["langue des signes", "interprète"])
    'Langue des signes, interprète'
    """
    joined = ", ".join(expressions)
    return joined[:1].upper() + joined[1:]


def _expressions(text: Spelled) -> dict[tuple[str, ...], str]:
    """Return the runs of one to four words that begin and end with a word that counts, by their stems."""
    found: dict[tuple[str, ...], str] = {}
    stems, words = text.stems, text.words
    for start, first in enumerate(stems):
        if not first:
            continue
        inside: list[str] = []
        for end in range(start, min(start + MAX_EXPRESSION, len(stems))):
            if stems[end]:
                inside.append(stems[end])
                if len(set(inside)) == len(inside):
                    found.setdefault(tuple(inside), _spelled(words[start : end + 1]))
    return found


def as_typed(expression: str, raw_texts: Sequence[str]) -> str:
    """
    Return an expression as people typed it most often, with its accents, hyphens and capitals; empty if nobody did.

    A capital that only begins a sentence, and whole words shouted, are put in lower case.

    Examples
    --------
    >>> as_typed("rendezvous", ["Un rendez-vous", "Rendez-vous"]), as_typed("ric local", ["Le RIC local"])
    ('rendez-vous', 'RIC local')
    """
    pattern = re.compile(r"\b" + _SEPARATOR.join(map(_word_pattern, expression.split())) + r"\b", re.IGNORECASE)
    found: Counter[str] = Counter()
    for raw in raw_texts:
        found.update({_without_first_capital(raw, match) for match in pattern.finditer(raw)})
    if not found:
        return ""
    spelled = min(found, key=lambda typed: (-found[typed], -sum(map(str.islower, typed)), typed))
    return " ".join(map(_calm, spelled.split()))


def names_as_typed(expressions: Sequence[str], raw_texts: Sequence[str]) -> tuple[str, ...]:
    """Return the best expressions that were typed in one piece; the first as it is where none was."""
    typed = [found for expression in expressions if (found := as_typed(expression, raw_texts))]
    return tuple(typed[:N_EXPRESSIONS]) or tuple(expressions[:1])


def _without_first_capital(raw: str, match: re.Match[str]) -> str:
    """Put the capital that begins a sentence in lower case; leave acronyms."""
    typed, before = match.group(), raw[: match.start()].rstrip(" ")
    begins = not before or before[-1] in '.!?…:;\n-–—•*«"'
    return typed[0].lower() + typed[1:] if begins and not typed[1:2].isupper() else typed


def _word_pattern(word: str) -> str:
    """Match a word that normalizing may have changed a little."""
    joined = {"rendezvous": "rendez.?vous", "aujourdhui": "aujourd.?hui"}
    return joined.get(word, re.escape(word).replace("oe", "(?:oe|œ)"))


def _calm(word: str) -> str:
    """Put a shouted word in lower case; leave acronyms, names, and German nouns."""
    return word.lower() if word.isupper() and len(word) > _LONGEST_ACRONYM else word


def _spelled(words: Sequence[str]) -> str:
    """Join words; a single letter is an elision, whose apostrophe `as_typed` finds again."""
    return " ".join(words)


def _best_expressions(
    counts: Counter[tuple[str, ...]],
    spellings: Mapping[tuple[str, ...], Counter[str]],
    weights: Mapping[str, float],
    *,
    n_read: int,
    n_expressions: int,
) -> tuple[str, ...]:
    needed = 2 if n_read > 1 else 1
    scores = {
        stems: (count / n_read) * sum(weights.get(stem, 0.0) for stem in stems)
        for stems, count in counts.items()
        if count >= needed
    }
    chosen: list[str] = []
    used: set[str] = set()
    best_score = max(scores.values(), default=0.0)
    for stems in sorted(scores, key=lambda key: (-scores[key], key)):
        if len(chosen) == n_expressions or scores[stems] < best_score / 4:
            break
        if used.isdisjoint(stems):
            used.update(stems)
            spelling = spellings[stems]
            chosen.append(min(spelling, key=lambda word: (-spelling[word], word)))
    return tuple(chosen)
