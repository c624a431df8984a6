"""Small made corpora: a few ideas said in several ways."""

import json
from gzip import open as open_gzip
from pathlib import Path

import numpy as np

from polyphonie.analysis.texts import Text

IDEAS = {
    "guichet": [
        "Gardez un accueil humain au guichet de la mairie.",
        "Je veux parler à une personne au guichet, pas à une machine.",
        "Un guichet avec un agent humain dans chaque mairie, s'il vous plaît.",
        "Il faut maintenir l'accueil au guichet pour ceux qui n'ont pas internet.",
        "Le guichet humain doit rester ouvert, les machines ne remplacent pas l'accueil.",
        "L'accueil par un agent au guichet est indispensable aux personnes âgées.",
    ],
    "eau": [
        "Les centres de données consomment trop d'eau et d'électricité.",
        "Limiter la consommation d'eau des centres de données.",
        "Quelle est la consommation en eau et en électricité de ces centres de données ?",
        "Publier la consommation d'électricité et d'eau de chaque centre de données.",
        "Un centre de données près de la rivière, c'est trop d'eau consommée.",
        "Mesurer l'eau que les centres de données consomment chaque été.",
    ],
    "école": [
        "Former les élèves à l'esprit critique face à l'intelligence artificielle.",
        "À l'école, former les enfants à l'intelligence artificielle et à l'esprit critique.",
        "Les professeurs doivent être formés avant les élèves à l'intelligence artificielle.",
        "Former les professeurs de collège à l'intelligence artificielle.",
        "L'esprit critique des élèves s'apprend à l'école avec les professeurs.",
        "Des heures de formation des élèves à l'esprit critique, dès l'école.",
    ],
    "caméras": [
        "Interdire la reconnaissance faciale par les caméras de surveillance.",
        "Pas de reconnaissance faciale dans la rue, les caméras nous surveillent déjà.",
        "Les caméras de surveillance avec reconnaissance faciale menacent nos libertés.",
        "Je refuse la reconnaissance faciale sur les caméras de la ville.",
        "Surveillance, caméras, reconnaissance faciale : protégez nos libertés.",
        "La surveillance par caméras doit se faire sans reconnaissance faciale.",
    ],
}


def small_corpus() -> list[Text]:
    """Return 24 texts of four ideas."""
    return [Text(f"{name}-{rank}", text) for name, texts in IDEAS.items() for rank, text in enumerate(texts)]


def shuffled(texts: list[Text], seed: int) -> list[Text]:
    """Return the texts in another order."""
    return [texts[position] for position in np.random.default_rng(seed).permutation(len(texts))]


def real_rows(folder: Path, name: str) -> list[dict[str, str]]:
    """Read one file of the real data."""
    with open_gzip(folder / "text" / name, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]
