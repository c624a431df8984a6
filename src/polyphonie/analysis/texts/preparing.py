"""First pass over the texts: words, comparison key, language, emptiness; in an order that only the content decides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from polyphonie.analysis.texts.emptiness import why_empty
from polyphonie.analysis.texts.language import identify_languages
from polyphonie.analysis.texts.normalizing import comparison_key, normalize, words_of_normalized
from polyphonie.analysis.texts.results import Reason

if TYPE_CHECKING:
    from collections.abc import Sequence

    from polyphonie.analysis.texts.results import Text


@dataclass(frozen=True, slots=True)
class Prepared:
    """Texts in canonical order (comparison key, raw text, id), and what the first pass found."""

    texts: tuple[Text, ...]
    words: tuple[list[str], ...]
    keys: tuple[str, ...]
    languages: tuple[str, ...]
    reasons: tuple[Reason, ...]

    def of_language(self, language: str) -> list[int]:
        """Return the positions of the texts of a language that have something to group."""
        return [
            position
            for position, (own, reason) in enumerate(zip(self.languages, self.reasons, strict=True))
            if own == language and reason is Reason.NONE
        ]


def prepare(texts: Sequence[Text], *, default_language: str = "fr") -> Prepared:
    """Read each text once."""
    pool: dict[str, str] = {}
    rows = []
    for text in texts:
        normalized = normalize(text.text)
        # Each distinct word is kept once: a corpus repeats the same ten thousand words.
        words = [pool.setdefault(word, word) for word in words_of_normalized(normalized)]
        rows.append((comparison_key(words), text.text, text.id, text, normalized, words))
    rows.sort(key=lambda row: row[:3])
    languages = identify_languages(
        [row[4] for row in rows],
        [len(row[5]) for row in rows],
        [row[3].language for row in rows],
        default=default_language,
    )
    reasons = [
        why_empty(text.text, words, key, language)
        for (key, _, _, text, _, words), language in zip(rows, languages, strict=True)
    ]
    return Prepared(
        texts=tuple(row[3] for row in rows),
        words=tuple(row[5] for row in rows),
        keys=tuple(row[0] for row in rows),
        languages=tuple(languages),
        reasons=tuple(reasons),
    )
