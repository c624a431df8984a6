"""
Which language a sample of texts is in, told by its small words.

A model of languages takes seconds to load; a sample of a file holds enough articles and pronouns to tell without one.
"""

import re
from collections import Counter
from collections.abc import Iterable

# The commonest words of each language, and a few that head minutes; those of several count for each: they tell nothing.
_WORDS = {
    "fr": """le la les un une des du de et est que qui dans pour pas sur avec il elle nous vous je ce cette ces au aux
             par plus ne se sont on ou mais leur leurs être faut sans tout tous mon ma mes son ses notre nos votre vos
             à ça comme bien aussi très si où il’y c’est qu’il d’une l’on atelier compte
             rendu attente attentes crainte craintes habitants habitantes élus élues thème réponse réponses idée""",
    "en": """the of and to in is that for it with as are this be on not have from by they we you at which or but can
             should there their will would all more our your what an has no if about people was were do so who i my
             its how when than these those because them us workshop expectations concerns residents answer answers idea
             topic group""",
    "de": """der die das und ist in zu den mit nicht von es sich auf für ein eine dem des im auch als werden sind wird
             wir ich sie man aber oder bei nur wie mehr kann durch einen einer aus sollte soll haben hat zum zur muss
             müssen daß dass um nach über noch""",
    "es": """el la los las de que y en un una por con para no es se del al lo como más su sus pero está son hay muy
             también nos ser este esta entre sin sobre todo todos nuestro nuestra cuando ya porque si yo qué""",
    "it": """il lo la i gli le di che e un una per non con è si del della dei delle nel nella sono al alla come più
             anche ma da questo questa essere ci ha hanno ogni tra tutti tutto nostro nostra perché se dal dalla""",
    "pt": """o a os as de que e em um uma por com para não é se do da dos das no na nos nas mais ao à como mas foi ser
             são também seu sua seus pelo pela muito está isso este esta nosso nossa todos quando porque há""",
    "nl": """de het een en van in is dat op te met voor niet zijn aan er om ook als maar bij dan nog naar wordt worden
             door over uit kan moet we wij ik je u of deze dit die meer geen hebben heeft zou moeten onze al wat""",
}
WORDS = {language: frozenset(words.split()) for language, words in _WORDS.items()}
# Scripts that one of the languages of the platform uses alone.
_ARABIC = re.compile(r"[\u0600-\u06ff]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_WORD = re.compile(r"[^\W\d_]+(?:’[^\W\d_]+)*")
_ELIDED = re.compile(r"\b(?:qu|[cdjlmnst])’(?=[^\W\d_])")
SAMPLE_CHARACTERS = 20_000
FEWEST_SIGNS = 3
# One word that comes back, as the letter of a group, tells nothing.
FEWEST_WORDS = 2
# How many times more words of the language than of the next are needed.
LEAST_LEAD = 1.3


def language_of(texts: Iterable[str]) -> str:
    """
    Tell the language that most of some texts are in.

    Parameters
    ----------
    texts : iterable of str
        Read until enough is known: the first 20,000 characters.

    Returns
    -------
    str
        "fr", "en", "de", "es", "it", "pt", "nl" or "ar"; "" where the texts are too short, or do not tell.

    Examples
    --------
    >>> language_of(["Nous voulons que la mairie réponde.", "Il faut un guichet dans chaque quartier."])
    'fr'
    >>> language_of(["oui", "42"])
    ''
    """
    sample = _sample(texts)
    letters = sum(char.isalpha() for char in sample)
    if letters and 2 * len(_ARABIC.findall(sample)) > letters:
        return "ar"
    if 2 * len(_LATIN.findall(sample)) < letters:
        return ""
    counts = _signs(sample)
    ranked = sorted(counts, key=lambda language: (-counts[language], language))
    first, second = ranked[0], ranked[1]
    is_sure = counts[first] >= FEWEST_SIGNS and counts[first] >= LEAST_LEAD * counts[second]
    return first if is_sure else ""


def _sample(texts: Iterable[str]) -> str:
    taken: list[str] = []
    left = SAMPLE_CHARACTERS
    for text in texts:
        taken.append(text[:left])
        left -= len(text) + 1
        if left <= 0:
            break
    return " ".join(taken)


def _signs(sample: str) -> dict[str, int]:
    said = sample.casefold().replace("'", "’")
    counts = Counter(_WORD.findall(_ELIDED.sub(" ", said)))
    elided = Counter(_ELIDED.findall(said))
    counts += elided
    met = {language: [word for word in counts if word in words] for language, words in WORDS.items()}
    met["fr"] += elided
    return {
        language: sum(counts[word] for word in words) if len(words) >= FEWEST_WORDS else 0
        for language, words in met.items()
    }
