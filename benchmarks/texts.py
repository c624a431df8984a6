"""
Measure what gathering ideas costs: CPU-seconds and peak memory for 10,000 and 100,000 contributions.

The contributions are made here, by recombining subjects, wishes, places and reasons with a long tail of rare words,
and copies. Each size runs in a process of its own, so that the peak is its own.
"""

from __future__ import annotations

import multiprocessing
import resource
import sys
import time

import numpy as np
from numpy.typing import NDArray

from polyphonie.analysis.texts import Status, Text, gather_ideas

SIZES = (10_000, 100_000)
BARS = {100_000: (180.0, 2048.0)}


def _listed(words: str) -> list[str]:
    return [item.strip() for item in words.replace("\n", " ").split("|") if item.strip()]


OPENINGS = _listed("""
    Il faudrait | Je souhaite | Nous demandons de | On devrait | Pourquoi ne pas | Il est temps de |
    Je propose de | Merci de | Il faut absolument | La commune devrait | Les élus pourraient | J'aimerais voir |
    Personne ne pense à | Il suffirait de | Le département doit
""")
VERBS = _listed("""
    développer | garantir | supprimer | améliorer | financer | ouvrir | expliquer | contrôler | limiter |
    rendre public | simplifier | encadrer | tester | évaluer | maintenir | interdire | former les agents à |
    associer les habitants à | publier | partager | protéger | réserver aux jeunes | adapter
""")
SUBJECTS = _listed("""
    l'accueil au guichet | les transports scolaires | le réseau de bus du dimanche | la cantine bio |
    les pistes cyclables | l'accès au médecin | la maison de santé | l'agenda des élus |
    le compte rendu du conseil municipal | la langue des signes en réunion | le tirage au sort |
    le référendum local | les algorithmes de la mairie | les caméras de surveillance |
    la reconnaissance faciale | les données personnelles | le logiciel libre à l'école |
    les assistants conversationnels | la formation au numérique | l'aide aux démarches en ligne |
    le médiateur numérique | la fibre en zone blanche | les logements vacants | le loyer des étudiants |
    la rénovation des écoles | l'isolation des bâtiments | le chauffage des gymnases | la facture d'eau |
    la rivière et ses berges | les arbres en ville | les jardins partagés | le compost collectif |
    la collecte des déchets | la déchetterie du canton | le marché du samedi | les commerces du centre |
    la taxe foncière | le budget participatif | les associations sportives | la bibliothèque le soir |
    le cinéma itinérant | les fêtes de quartier | l'éclairage nocturne | la vitesse devant l'école |
    le stationnement gratuit | les trains régionaux | la gare fermée | l'hôpital de proximité |
    les urgences la nuit | les aidants familiaux | les personnes handicapées | la garde d'enfants | les crèches |
    l'apprentissage des métiers | l'emploi des jeunes | les agriculteurs locaux | l'eau des nappes |
    les pesticides près des maisons | l'énergie solaire | les éoliennes |
    la consommation des centres de données | le vote électronique | la traduction automatique des avis |
    le tri des candidatures par machine
""")
PLACES = _listed("""
    dans les villages | en centre-ville | dans les quartiers nord | à la mairie annexe | au collège |
    près de la gare | sur tout le territoire | dans la vallée | pour les communes rurales |
    à l'échelle de l'agglomération | dans chaque canton | au chef-lieu
""")
REASONS = _listed("""
    parce que nos anciens sont perdus | car les délais sont trop longs | pour que chacun soit entendu |
    sans oublier ceux qui n'ont pas internet | afin de retrouver la confiance |
    car l'argent public doit être bien employé | pour protéger nos enfants | avant qu'il ne soit trop tard |
    comme le font déjà nos voisins | avec un bilan chaque année | sous le contrôle des habitants |
    avec des moyens et pas seulement des mots
""")


def contributions(n_texts: int, *, seed: int = 1) -> list[Text]:
    """Make contributions of about 250 characters, 8 % of them copies."""
    rng = np.random.default_rng(seed)
    rare = ["".join(rng.choice(list("abcdefghilmnoprstuv"), size=rng.integers(5, 11))) for _ in range(n_texts // 2)]
    popularity = rng.dirichlet(np.full(len(SUBJECTS), 0.8))
    texts: list[str] = []
    for _ in range(n_texts):
        if texts and rng.random() < 0.08:
            texts.append(texts[int(rng.integers(len(texts)) ** 0.7)] + " Merci de votre écoute.")
            continue
        texts.append(" ".join(_sentence(rng, rare, popularity) for _ in range(int(rng.integers(1, 4)))))
    return [Text(str(position), text) for position, text in enumerate(texts)]


def _sentence(rng: np.random.Generator, rare: list[str], popularity: NDArray[np.float64]) -> str:
    subject = SUBJECTS[int(rng.choice(len(SUBJECTS), p=popularity))]
    other = SUBJECTS[int(rng.integers(len(SUBJECTS)))]
    word = rare[int(len(rare) * rng.random() ** 2)]
    parts = [_one(rng, OPENINGS), _one(rng, VERBS), subject, _one(rng, PLACES), _one(rng, REASONS)]
    tail = f"et {_one(rng, VERBS)} {other}" if rng.random() < 0.4 else f"surtout à {word.title()}"
    return " ".join([*parts, tail]) + "."


def _one(rng: np.random.Generator, choices: list[str]) -> str:
    return choices[int(rng.integers(len(choices)))]


def measure(n_texts: int) -> None:
    """Gather one made corpus and print what it cost."""
    texts = contributions(n_texts)
    started = time.process_time()
    result = gather_ideas(texts, seed=1)
    cpu_seconds = time.process_time() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    length = sum(len(text.text) for text in texts) / n_texts
    print(
        f"ideas {n_texts:>7} contributions of {length:.0f} characters: {cpu_seconds:6.1f} CPU-s, peak {peak:6.0f} MiB, "
        f"{len(result.ideas)} ideas, {result.count(Status.DUPLICATE)} copies, "
        f"{result.count(Status.UNCLASSIFIED)} unclassified"
    )
    if n_texts in BARS and (cpu_seconds > BARS[n_texts][0] or peak > BARS[n_texts][1]):
        print(f"ideas {n_texts:>7}: over the bar of {BARS[n_texts][0]:.0f} CPU-s and {BARS[n_texts][1]:.0f} MiB")
        sys.exit(1)


def main() -> None:
    """Measure each size in its own process."""
    context = multiprocessing.get_context("spawn")
    for size in [int(argument) for argument in sys.argv[1:]] or SIZES:
        process = context.Process(target=measure, args=(size,))
        process.start()
        process.join()
        if process.exitcode:
            sys.exit(process.exitcode)


if __name__ == "__main__":
    main()
