"""From words to stems: each distinct word once, civic exceptions first, accents off last."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import Stemmer

from polyphonie.analysis.texts.civic_words import civic_stems
from polyphonie.analysis.texts.normalizing import without_accents
from polyphonie.analysis.texts.stopwords import stopwords

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_SNOWBALL = {
    "fr": "french",
    "en": "english",
    "de": "german",
    "it": "italian",
    "es": "spanish",
    "pt": "portuguese",
    "nl": "dutch",
    "ar": "arabic",
}
MIN_WORDS_TO_TELL_ACCENTS = 4


class StemCache:
    """
    The stem of each word of one language, or the empty string for a stop word.

    A person who types no accent at all still means the accented word: `learn` notes, for each bare form, the accented
    form that the others use, and `stem(word, bare=True)` restores it first. It is only done for texts without any
    accent, because « marche » and « marché » are two words.
    """

    def __init__(self, language: str) -> None:
        self.language = language
        self._stopwords = stopwords(language)
        self._civic = civic_stems(language)
        self._stemmer = Stemmer.Stemmer(_SNOWBALL[language]) if language in _SNOWBALL else None
        self._stems: dict[str, str] = {}
        self._accented: dict[str, str] = {}

    def learn(self, texts: Iterable[Sequence[str]]) -> None:
        """Note the usual accented form of each bare form."""
        counts: Counter[str] = Counter()
        for words in texts:
            counts.update(words)
        best: dict[str, tuple[int, str]] = {}
        for word, count in counts.items():
            if word.isascii():
                continue
            bare = without_accents(word)
            if bare not in best or (-count, word) < (-best[bare][0], best[bare][1]):
                best[bare] = (count, word)
        self._accented = {bare: word for bare, (_, word) in best.items()}

    def stem(self, word: str, *, bare: bool = False) -> str:
        """Return the stem of a word in lower case; empty for a stop word or a single letter."""
        if bare:
            word = self._accented.get(word, word)
        known = self._stems.get(word)
        if known is None:
            known = self._stems[word] = self._compute(word)
        return known

    def stems(self, words: Sequence[str]) -> list[str]:
        """Return one stem per word of a text, the empty string where the word does not count."""
        bare = len(words) >= MIN_WORDS_TO_TELL_ACCENTS and all(map(str.isascii, words))
        if not (bare and self._accented):
            stems = self._stems
            return [known if (known := stems.get(word)) is not None else self.stem(word) for word in words]
        return [self.stem(word, bare=True) for word in words]

    def _compute(self, word: str) -> str:
        plain = without_accents(word)
        if len(plain) < 2 or plain in self._stopwords or (plain.isdigit() and len(plain) > 4):
            return ""
        if (civic := self._civic.get(plain)) is not None:
            return civic
        return without_accents(self._stemmer.stemWord(word)) if self._stemmer is not None else plain
