"""Texts that say nothing that could be grouped: they are counted and shown as such, never lost in a theme."""

from __future__ import annotations

import re

from polyphonie.analysis.texts.results import Reason
from polyphonie.analysis.texts.stopwords import stopwords

# Whole answers, without accents nor punctuation.
_WITHOUT_CONTENT = frozenset(
    line.strip()
    for line in """
    ras / r a s / rien a signaler / rien / rien a dire / rien a ajouter / rien de plus / rien de particulier
    neant / aucun / aucune / aucune idee / aucun avis / aucune opinion / aucune remarque / aucun commentaire
    aucune proposition / pas d avis / pas d idee / pas d opinion / pas de commentaire / pas de remarque
    pas de reponse / sans avis / sans opinion / sans reponse / sans commentaire / sans objet / so / s o / nc
    n c / nsp / nspp / ne sait pas / ne sais pas / je ne sais pas / je sais pas / sais pas / j sais pas
    ne se prononce pas / oui / non / ok / d accord / pas d accord / idem / voir plus haut / voir ci dessus
    deja dit / deja repondu / test / tests / essai / bof / peut etre / merci / bonjour / bonsoir / lol / mdr
    bla bla / blabla / xxx / x / na / n a / oui et non / none / nothing / no / yes / nope / no comment
    no comments / no opinion / no idea / n a / not applicable / dont know / don t know / i don t know / idk
    same / see above / thanks / hello / nein / ja / nichts / keine / kein / keine ahnung / keine meinung
    kein kommentar / weiss nicht / weiß nicht / siehe oben / danke / niente / nada / nulla / no se / nao sei
    geen / geen mening / لا شيء / لا / نعم / لا أعرف / لا اعرف / لا تعليق / لا يوجد / شكرا
    """.replace("\n", " / ").split(" / ")
    if line.strip()
)
_ONE_LETTER_REPEATED = re.compile(r"(\w)\1*")


def why_empty(raw: str, words: list[str], key: str, language: str) -> Reason:
    """
    Return why this text has nothing to group, or `Reason.NONE`.

    Examples
    --------
    >>> why_empty("R.A.S.", ["r", "a", "s"], "r a s", "fr")
    <Reason.NO_CONTENT: 'no_content'>
    """
    if not raw.strip():
        return Reason.BLANK
    if not any(letter.isalpha() for letter in raw):
        return Reason.NO_LETTER
    if not words:
        return Reason.NO_LETTER
    if key in _WITHOUT_CONTENT or _ONE_LETTER_REPEATED.fullmatch(key):
        return Reason.NO_CONTENT
    common = stopwords(language)
    if all(len(word) < 2 or word in common for word in key.split()):
        return Reason.NO_CONTENT
    return Reason.NONE
