"""
One spelling for comparing texts.

The raw text is never changed: what these functions return serves to compare, count and index, and is never shown.
"""

from __future__ import annotations

import html
import re
import unicodedata

# Typographic variants, and the letters that Windows-1252 leaves behind when read as something else.
_TYPOGRAPHY = str.maketrans(
    {
        "’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"',
        "‚": ",", "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u2007": " ", "\u200b": "", "\u200e": "",
        "\u200f": "", "\ufeff": "", "\u00ad": "", "–": "-", "—": "-", "‑": "-", "‐": "-", "…": "...",
        "œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "ﬁ": "fi", "ﬂ": "fl", "\u0640": "", "•": "·", "⋅": "·", "‧": "·",
    }
)  # fmt: skip
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,200}>")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+\.\w+")
_SPACES = re.compile(r"\s+")
_WORD = re.compile(r"[^\W_]+")

# « citoyen·ne·s », « habitant.e.s », « électeur(trice)s », « élu-e-s »: back to the base form. A middle dot is only
# ever inclusive writing; a full stop, a hyphen or a parenthesis is so only before known endings, for « fin.se
# présenter », « donne-le » and « (e) » alone are something else.
_ENDINGS = "trices?|rices?|euses?|ères?|ives?|ves?|fes?|lles?|nes?|tes?|ses?|es?|x"
_MIDDLE_DOT = re.compile(r"(\w{2,})·(?:\w{1,6})(?:·?(s|x))?\b")
_PARENTHESIS = re.compile(rf"(\w{{2,}})\((?:{_ENDINGS})\)(s|x)?")
_PLURAL_SIGN = re.compile(rf"(\w{{2,}})([.\-/])(?:{_ENDINGS})\2(s|x)\b")
_SAFE_ENDING = re.compile(r"(\w{3,})[.\-/](?:(?:trice|rice|euse|ère)(s)?|e(s)?)\b(?![.\w'])")
_CITIZEN = re.compile(r"(\w*(?:yen|[cdgr]ien))[.\-/]nes?\b")


def normalize(raw: str) -> str:
    """
    Return the text in NFC with plain typography, on one line, without tags nor addresses.

    Examples
    --------
    >>> normalize("L’école <b>d’aujourd’hui</b>\\u00a0: voir https://exemple.org")
    "L'école d'aujourd'hui : voir"
    """
    text = unicodedata.normalize("NFC", raw)
    if "<" in text or "&" in text:
        text = html.unescape(_TAG.sub(" ", text))
    text = text.translate(_TYPOGRAPHY)
    if "@" in text or "/" in text or "www." in text:
        text = _ADDRESS.sub(" ", text)
    return _SPACES.sub(" ", text).strip()


def without_inclusive_marks(text: str) -> str:
    """
    Rewrite inclusive forms to their base form, so that both writings count as one.

    Examples
    --------
    >>> without_inclusive_marks("les citoyen·ne·s, habitant.e.s et électeur(trice)s")
    'les citoyens, habitants et électeurs'
    """
    if "·" in text:
        text = _MIDDLE_DOT.sub(_base_form, text)
    if "(" in text:
        text = _PARENTHESIS.sub(_base_form, text)
    if "." in text or "-" in text or "/" in text:
        text = _PLURAL_SIGN.sub(r"\1\3", text)
        text = _SAFE_ENDING.sub(lambda match: match[1] + (match[2] or match[3] or ""), text)
        text = _CITIZEN.sub(r"\1", text)
    return text


def _base_form(match: re.Match[str]) -> str:
    base, plural = match[1], match[2] or ""
    return base if base.endswith(("s", "x")) else base + plural


def without_accents(text: str) -> str:
    """Strip diacritics, Latin and Arabic alike."""
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFD", text)
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def words_of(raw: str) -> list[str]:
    """
    Return the words in lower case, with their accents, elisions split and inclusive forms at their base.

    Examples
    --------
    >>> words_of("L’avis des citoyen·ne·s d’aujourd’hui compte")
    ['l', 'avis', 'des', 'citoyens', 'd', 'aujourdhui', 'compte']
    """
    return words_of_normalized(normalize(raw))


def words_of_normalized(text: str) -> list[str]:
    """Return the words of a text that `normalize` has already seen."""
    lowered = text.lower().replace("aujourd'hui", "aujourdhui").replace("rendez-vous", "rendezvous")
    lowered = without_inclusive_marks(lowered)
    if not lowered.isascii() and any("\u064b" <= letter <= "\u0652" for letter in lowered):
        lowered = without_accents(lowered)
    return _WORD.findall(lowered)


def comparison_key(words: list[str]) -> str:
    """Return what two texts share when they differ by case, accents, punctuation and spaces only."""
    return without_accents(" ".join(words))
