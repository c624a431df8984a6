"""The words of the workbooks that are written for people, in French and in English; they are read back by them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    """
    Titles of the sheets, headings by field, what is said in cells for each code, and the facts of the first sheet.

    The order of the headings is that of the columns.
    """

    titles: Mapping[str, str]
    contributions: Mapping[str, str]
    statements: Mapping[str, str]
    votes: Mapping[str, str]
    about: Mapping[str, str]
    labels: Mapping[str, str]
    facts: Mapping[str, str]

    def of(self, sheet: str) -> Mapping[str, str]:
        """Give the headings of a sheet by field."""
        headings: Mapping[str, str] = getattr(self, sheet)
        return headings


FRENCH = Words(
    titles={
        "about": "À lire d’abord",
        "contributions": "Contributions",
        "statements": "Énoncés",
        "votes": "Votes",
    },
    contributions={
        "id": "Numéro",
        "title": "Titre",
        "text": "Texte",
        "kind": "Type",
        "public": "Public",
        "language": "Langue",
        "date": "Date (UTC)",
        "question": "Question",
        "activity": "Séquence",
        "url": "Lien",
        "source": "Outil d’origine",
        "moderation": "Modération",
    },
    statements={
        "id": "Numéro de l’énoncé",
        "text": "Énoncé",
        "kind": "Type",
        "language": "Langue",
        "is_seed": "Écrit par l’organisateur",
        "moderation": "Modération",
        "n_agree": "D’accord",
        "n_disagree": "Pas d’accord",
        "n_pass": "Passent",
    },
    votes={
        "participant": "Participant (pseudonyme)",
        "statement": "Numéro de l’énoncé",
        "vote": "Vote",
        "date": "Date (UTC)",
    },
    about={"about": "À savoir", "said": "Réponse"},
    labels={
        "expectation": "attente",
        "concern": "point de vigilance",
        "proposal": "proposition",
        "question": "question",
        "controversy": "controverse",
        "resident": "habitants",
        "staff_member": "agents",
        "elected_official": "élus",
        "company": "entreprises",
        "researcher": "chercheurs",
        "association": "associations",
        "unknown": "non précisé",
        "yes": "oui",
        "no": "non",
        "rejected": "écarté",
        "not_moderated": "non examiné",
        "accepted": "retenu",
        "agree": "d’accord",
        "disagree": "pas d’accord",
        "pass": "je passe",
    },
    facts={
        "name": "Consultation",
        "question": "Question posée",
        "territory": "Territoire",
        "campaign": "Campagne",
        "url": "Adresse",
        "licence": "Licence",
        "written_at": "Fichier écrit le",
    },
)
ENGLISH = Words(
    titles={"about": "Read me first", "contributions": "Contributions", "statements": "Statements", "votes": "Votes"},
    contributions={
        "id": "Number",
        "title": "Title",
        "text": "Text",
        "kind": "Kind",
        "public": "Public",
        "language": "Language",
        "date": "Date (UTC)",
        "question": "Question",
        "activity": "Activity",
        "url": "Link",
        "source": "Tool it comes from",
        "moderation": "Moderation",
    },
    statements={
        "id": "Number of the statement",
        "text": "Statement",
        "kind": "Kind",
        "language": "Language",
        "is_seed": "Written by the organizer",
        "moderation": "Moderation",
        "n_agree": "Agree",
        "n_disagree": "Disagree",
        "n_pass": "Pass",
    },
    votes={
        "participant": "Participant (pseudonym)",
        "statement": "Number of the statement",
        "vote": "Vote",
        "date": "Date (UTC)",
    },
    about={"about": "To know", "said": "Answer"},
    labels={
        "expectation": "expectation",
        "concern": "concern",
        "proposal": "proposal",
        "question": "question",
        "controversy": "controversy",
        "resident": "residents",
        "staff_member": "staff",
        "elected_official": "elected officials",
        "company": "companies",
        "researcher": "researchers",
        "association": "associations",
        "unknown": "not stated",
        "yes": "yes",
        "no": "no",
        "rejected": "set aside",
        "not_moderated": "not looked at",
        "accepted": "accepted",
        "agree": "agree",
        "disagree": "disagree",
        "pass": "pass",
    },
    facts={
        "name": "Consultation",
        "question": "Question asked",
        "territory": "Territory",
        "campaign": "Campaign",
        "url": "Address",
        "licence": "Licence",
        "written_at": "File written on",
    },
)
WORDS: Mapping[str, Words] = {"fr": FRENCH, "en": ENGLISH}
VOTES: Mapping[int, str] = {1: "agree", -1: "disagree", 0: "pass"}
MODERATIONS: Mapping[int, str] = {-1: "rejected", 0: "not_moderated", 1: "accepted"}
