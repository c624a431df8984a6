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


_LEGAL_FORM = re.compile(
    r"^(?:Communauté (?:de communes|d’agglomération|urbaine)) (?:(?:de la|de l’|du|des|de|d’)\s*)?", re.IGNORECASE
)


def short_name(name: str) -> str:
    """
    Write the name of an intercommunal body without its legal form, as on a map.

    >>> short_name("Communauté de communes de la Thiérache du Centre")
    'Thiérache du Centre'
    """
    short = _LEGAL_FORM.sub("", name)
    return short[:1].upper() + short[1:]
