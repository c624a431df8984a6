"""Words reduced to their stems, accents and inflection forgiven: the same for what is indexed and what is searched."""

from __future__ import annotations

import re
import threading
import unicodedata
from functools import lru_cache

import Stemmer

LANGUAGES = {"fr": "french", "en": "english", "de": "german"}
"""Languages whose inflection is forgiven; a text in another one is read as it is."""

_DEFAULT = "fr"
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss"})
_WORD = re.compile(r"\w+")
_EMPTY = """
au aux ce ces cet cette dans de des du elle elles en est et eux il ils je la le les leur leurs lui ma mais me mes mon
ne nos notre nous on ou par pour qu que qui sa se ses son sont sur ta te tes toi ton tu un une vos votre vous
an and are as at be by for from in is it of on or the to was with
der die das den dem ein eine und zu ist im
"""
_EMPTY_WORDS = frozenset(_EMPTY.split())
_own = threading.local()


def words(text: str) -> list[str]:
    """Cut a text into words: lower case, without accents, without empty words nor lone letters."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_LIGATURES))
    bare = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return [word for word in _WORD.findall(bare) if len(word) > 1 and word not in _EMPTY_WORDS]


def stems_of(text: str, language: str = "") -> str:
    """
    Reduce a text to its stems, separated by spaces.

    Examples
    --------
    >>> stems_of("Les écoles équipées", "fr") == stems_of("école équipée", "fr")
    True
    """
    known = language[:2].lower() or _DEFAULT
    found = words(text)
    return " ".join(_stem_all(found, known) if known in LANGUAGES else found)


def alternatives(query: str) -> list[list[str]]:
    """List, for each word of a query, the stems it may have: one for each language, and itself."""
    return [list(_alternatives(word)) for word in dict.fromkeys(words(query))]


@lru_cache(maxsize=4096)
def _alternatives(word: str) -> tuple[str, ...]:
    stemmed = [_stem_all([word], language)[0] for language in LANGUAGES]
    return tuple(dict.fromkeys([*stemmed, word]))


def _stem_all(found: list[str], language: str) -> list[str]:
    """Stem with a stemmer of this thread's own: Snowball's are not shared safely."""
    stemmers: dict[str, Stemmer.Stemmer] = _own.__dict__.setdefault("stemmers", {})
    if language not in stemmers:
        stemmers[language] = Stemmer.Stemmer(LANGUAGES[language])
    return [str(stem) for stem in stemmers[language].stemWords(found)]
