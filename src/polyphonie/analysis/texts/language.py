"""
Which of eight languages a text is in.

Under five words a guess is wrong one time in four: such a text takes the language that its form declared, or else
that of most of the other texts.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

LANGUAGES = ("fr", "en", "de", "it", "es", "pt", "nl", "ar")
MIN_WORDS = 5
# Under this probability the guess gives way to the declared or the common language.
MIN_PROBABILITY = 0.7


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(list(LANGUAGES))
    return identifier


def guess_language(text: str) -> tuple[str, float]:
    """Return the likeliest of the eight languages and its probability."""
    language, probability = _identifier().classify(text)
    return str(language), float(probability)


def identify_languages(
    texts: Sequence[str], n_words: Sequence[int], declared: Sequence[str | None], *, default: str = "fr"
) -> list[str]:
    """
    Return the language of each text.

    Parameters
    ----------
    texts : sequence of str
        Normalized texts.
    n_words : sequence of int
        Their number of words.
    declared : sequence of str or None
        The language that the form declared; believed for short or doubtful texts.
    default : str
        What to believe when no text is long enough to tell.
    """
    guesses = [
        guess_language(text) if count >= MIN_WORDS or _has_arabic(text) else ("", 0.0)
        for text, count in zip(texts, n_words, strict=True)
    ]
    sure = Counter(language for language, probability in guesses if probability >= MIN_PROBABILITY)
    common = min(sure, key=lambda language: (-sure[language], language)) if sure else default
    return [
        language if probability >= MIN_PROBABILITY else (said or common)
        for (language, probability), said in zip(guesses, declared, strict=True)
    ]


def _has_arabic(text: str) -> bool:
    return any("\u0600" <= letter <= "\u06ff" for letter in text[:80])
