"""From the words of a file to ours: who speaks, and what kind of thing they say."""

from __future__ import annotations

from polyphonie.consultations.enums import Kind, Public
from polyphonie.formats.headings import plain

# Beginnings of words, in the order in which they are tried: "élu d'une association" is an elected official.
PUBLICS: tuple[tuple[str, Public], ...] = (
    ("elu", Public.ELECTED_OFFICIAL),
    ("elected", Public.ELECTED_OFFICIAL),
    ("maire", Public.ELECTED_OFFICIAL),
    ("agent", Public.STAFF_MEMBER),
    ("fonctionnaire", Public.STAFF_MEMBER),
    ("staff", Public.STAFF_MEMBER),
    ("entrepr", Public.COMPANY),
    ("company", Public.COMPANY),
    ("companies", Public.COMPANY),
    ("business", Public.COMPANY),
    ("commerc", Public.COMPANY),
    ("artisan", Public.COMPANY),
    ("chercheu", Public.RESEARCHER),
    ("enseignant chercheu", Public.RESEARCHER),
    ("universit", Public.RESEARCHER),
    ("research", Public.RESEARCHER),
    ("associati", Public.ASSOCIATION),
    ("ngo", Public.ASSOCIATION),
    ("syndica", Public.ASSOCIATION),
    ("habitant", Public.RESIDENT),
    ("resident", Public.RESIDENT),
    ("citoyen", Public.RESIDENT),
    ("citizen", Public.RESIDENT),
    ("usager", Public.RESIDENT),
    ("administre", Public.RESIDENT),
    ("particulier", Public.RESIDENT),
    ("riverain", Public.RESIDENT),
    ("lyceen", Public.RESIDENT),
    ("etudiant", Public.RESIDENT),
)
KINDS: tuple[tuple[str, Kind], ...] = (
    ("attente", Kind.EXPECTATION),
    ("besoin", Kind.EXPECTATION),
    ("expectation", Kind.EXPECTATION),
    ("point de vigilance", Kind.CONCERN),
    ("points de vigilance", Kind.CONCERN),
    ("vigilance", Kind.CONCERN),
    ("inquietude", Kind.CONCERN),
    ("crainte", Kind.CONCERN),
    ("alerte", Kind.CONCERN),
    ("concern", Kind.CONCERN),
    ("propos", Kind.PROPOSAL),
    ("proposal", Kind.PROPOSAL),
    ("idee", Kind.PROPOSAL),
    ("recommandation", Kind.PROPOSAL),
    ("question", Kind.QUESTION),
    ("controvers", Kind.CONTROVERSY),
    ("debat", Kind.CONTROVERSY),
)


def public_of(words: str) -> Public:
    """Give the public that these words name; unknown where they name none of ours."""
    said = plain(words)
    for value in Public:
        if said == plain(value.value):
            return value
    tokens = said.split()
    for beginning, public in PUBLICS:
        if any(token.startswith(beginning) for token in tokens):
            return public
    return Public.UNKNOWN


def kind_of(words: str) -> Kind:
    """Give the kind that these words name; unknown where they name none of ours."""
    said = plain(words)
    for beginning, kind in KINDS:
        if said.startswith(beginning):
            return kind
    return Kind.UNKNOWN
