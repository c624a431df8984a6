"""Names of territories, as people type them."""

import re
import unicodedata

_LETTERS_APART = str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "’": " "})
_NEITHER_LETTER_NOR_DIGIT = re.compile(r"[^a-z0-9]+")


def searchable(name: str) -> str:
    """
    Write a name without accents, capitals, hyphens nor apostrophes.

    >>> searchable("Saint-Étienne-d’Œuvre")
    'saint etienne d oeuvre'
    """
    plain = unicodedata.normalize("NFKD", name.translate(_LETTERS_APART)).encode("ascii", "ignore").decode()
    return _NEITHER_LETTER_NOR_DIGIT.sub(" ", plain.lower()).strip()
