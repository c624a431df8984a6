"""What headings and labels of minutes say, in French and in English: kinds, publics, workshops, and what is no idea."""

from __future__ import annotations

import re
from functools import lru_cache

from polyphonie.formats.headings import plain

# Words, in their plain form, that say what kind of thing is listed below them.
KIND_WORDS = {
    "expectation": """attente attentes besoin besoins souhait souhaits espoir espoirs expectation expectations need
                      needs hope hopes wish wishes attendons attendez attendent esperons esperez expect""",
    "concern": """vigilance crainte craintes inquietude inquietudes peur peurs risque risques alerte alertes reserve
                  reserves concern concerns fear fears risk risks worry worries vigilances craignons craignez inquiete
                  inquietent worried worries""",
    "proposal": """proposition propositions idee idees recommandation recommandations suggestion suggestions proposal
                   proposals idea ideas recommendation recommendations preconisation preconisations
                   proposons proposez propose suggest""",
    "controversy": """controverse controverses desaccord desaccords dissensus divergence divergences controversy
                      controversies disagreement disagreements""",
    "question": "question questions interrogation interrogations questionnement questionnements",
}
ANY_IDEA = frozenset({"idee", "idees", "idea", "ideas"})
KINDS = {word: kind for kind, words in KIND_WORDS.items() for word in words.split()}
POINTS_OF_ATTENTION = re.compile(r"\bpoints? (?:d attention|of attention)\b|\bpoints of vigilance\b")
_PUBLICS = """
    elu elus elue elues officials agent agents agente agentes habitant habitants habitante habitantes citoyen citoyens
    citoyenne citoyennes usager usagers usagere usageres entreprise entreprises association associations chercheur
    chercheurs chercheuse chercheuses resident residents citizen citizens councillor councillors staff company
    companies business businesses researcher researchers commercants artisans etudiants lyceens riverains
"""
PUBLICS = frozenset(_PUBLICS.split())
ROOT = re.compile(r"(?:euse?s?|eur?s?|e?s|e)$")
_BESIDE_PUBLICS = """
    les des du de la le l d aux et ou the of and for from to by paroles parole reponses groupe groupes atelier ateliers
    table tables expression cote point points vue vigilance pour college public elected officials local business
    council members group groups view views voices answers workshop e s es ne nes ere eres
"""
BESIDE_PUBLICS = frozenset(_BESIDE_PUBLICS.split())
ACTIVITIES = re.compile(
    r"^(?:l )?(?:atelier|workshop|reunion|seance|table ronde|debat|forum|cafe|rencontre|focus group|meeting|seminaire|"
    r"webinaire|round table|webinar|seminar|conference|convention|balade|journee|groupe de travail|working group)\b"
)
REPORTS = re.compile(
    r"^(?:compte[- ]rendu|relevé(?: de (?:décisions|notes|conclusions))?|synthèse|restitution|procès-verbal|notes|"
    r"minutes|summary|report|record)\s*(?:de l[’']|de la\s|du\s|des\s|de\s|of the\s|of\s|from the\s|from\s|:|–|-)\s*",
    re.IGNORECASE,
)
SUBGROUPS = re.compile(
    r"^(?:(?:sous )?groupe|table|(?:sub ?)?group|breakout|equipe|team|partie|part|section|sequence|temps|question)"
    r"(?: n| no)? ?(?:\d{1,3}|[a-z])$"
)
LONGEST_SAYING = 12
LONGEST_ONLY_KIND = 6

_PEOPLE = """
    presents;presentes;present;presente;participants;participantes;participant;participante;participants e s;
    participant e s;etaient presents;etaient presentes;etait present;excuses;excusees;excuse;excusee;absents;
    absentes;absent;animation;animateur;animatrice;animateurs;animatrices;facilitation;facilitateur;
    facilitatrice;facilitateurs;rapporteur;rapporteure;rapporteuse;rapporteurs;secretaire;secretariat;redacteur;
    redactrice;redaction;prise de notes;intervenants;intervenantes;intervenant;intervenante;membres;contact;
    contacts;attendees;apologies;facilitator;facilitators;note taker;note takers;notes by;chair;chairs;speakers;
    in attendance;auteur;autrice;auteurs;author;authors;redige par;anime par;liste des participants;
    liste des participantes;liste des participants e s;liste des presents;liste des personnes presentes;
    emargement;feuille de presence;participants presents;elus presents;membres presents;personnes presentes;
    list of participants;list of attendees;members present;scribe;moderator;moderators;moderateur;moderatrice;
    signataires;organisateurs;organisatrices;organizers;organisers;invites;equipe projet
"""
PEOPLE = frozenset(" ".join(words.split()) for words in _PEOPLE.split(";"))
_FRAME = """
    date;lieu;heure;heures;horaire;horaires;duree;ordre du jour;objet;sommaire;date et lieu;lieu et date;
    nombre de participants;nombre de participantes;nombre de personnes;place;venue;time;duration;agenda;subject;
    location;version;source;sources;date and place;number of participants;copie;destinataires;diffusion;ref;
    reference;references;page;pages;prochaine reunion;prochain atelier;next meeting;next workshop
"""
FRAME = frozenset(" ".join(words.split()) for words in _FRAME.split(";"))
_FRAME_SECTIONS = """
    ordre du jour;sommaire;table des matieres;introduction;contexte;deroule;deroulement;deroule de l atelier;
    deroulement de l atelier;objectifs;objectif;objectifs de l atelier;methode;methodologie;rappel du cadre;preambule;
    annexe;annexes;glossaire;remerciements;prochaines etapes;programme;rappel du contexte;cadre;mot d accueil;accueil;
    agenda;contents;table of contents;context;background;method;methodology;objectives;objective;purpose;next steps;
    appendix;appendices;annex;glossary;acknowledgements;acknowledgments;welcome;mentions legales;references;sources
"""
FRAME_SECTIONS = frozenset(" ".join(words.split()) for words in _FRAME_SECTIONS.split(";"))
_DATES = """
    lundi mardi mercredi jeudi vendredi samedi dimanche monday tuesday wednesday thursday friday saturday sunday
    janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre january february march april
    may june july august september october november december le du au de a h et er st nd rd th the of on from to and
    am pm heures heure min jan feb mar apr jun jul aug sept sep oct nov dec
"""
DATES = frozenset(_DATES.split())
PAGE = re.compile(r"^(?:page |p )?\d{1,4}(?: (?:sur|of|de) \d{1,4}| \d{1,4})?$")
CONTENTS_LINE = re.compile(r"(?:\.{4,}|…{2,}|\t)\s*\d{1,4}$")
GREETING = re.compile(r"^(?:madame|monsieur|mesdames|messieurs|chere?s?|bonjour|dear|hello)\b")
CLOSING = re.compile(
    r"^(?:bien |tres )?(?:cordialement|sincerement|respectueusement|sincerely|yours|(?:best |kind )?regards)\b"
    r"|^(?:je vous prie|veuillez|nous vous prions|dans l attente de)\b.*\b(?:agreer|croire|recevoir|salutations)\b"
)
LONGEST_GREETING, LONGEST_FRAME = 8, 300
# Headings are asked about again for each item below them.
MOST_REMEMBERED = 10_000


@lru_cache(MOST_REMEMBERED)
def kind_of_heading(words: str) -> str:
    """
    Give the one kind that a heading names, as "expectation" or "concern"; "" where it names none, or several.

    Examples
    --------
    >>> kind_of_heading("2. Points de vigilance")
    'concern'
    >>> kind_of_heading("Question 1 : qu’attendez-vous de la machine ?")
    ''
    """
    said = plain(words)
    tokens = said.split()
    if not tokens or len(tokens) > LONGEST_SAYING:
        return ""
    found = {KINDS[token] for token in tokens if token in KINDS}
    if POINTS_OF_ATTENTION.search(said):
        found.add("concern")
    if "question" in found and (words.rstrip().endswith("?") or re.search(r"\bquestions? (?:n |no )?\d", said)):
        found.discard("question")
    return found.pop() if len(found) == 1 else ""


def is_any_idea(words: str) -> bool:
    """Tell whether the kind that words name is only that of an idea, which may be of any kind."""
    return not (KINDS.keys() - ANY_IDEA) & set(plain(words).split())


@lru_cache(MOST_REMEMBERED)
def public_of_heading(words: str) -> str:
    """
    Give the public that a heading names and says nothing else of; "" otherwise.

    Examples
    --------
    >>> public_of_heading("Attentes des habitantes et habitants")
    'habitantes'
    >>> public_of_heading("Des agents mieux formés")
    ''
    """
    tokens = plain(words).split()
    found = [word for word in re.findall(r"[^\W\d_]+", words) if plain(word) in PUBLICS]
    is_only_public = all(token in PUBLICS or token in KINDS or token in BESIDE_PUBLICS for token in tokens)
    are_one = len({ROOT.sub("", plain(word)) for word in found}) == 1
    return found[0] if is_only_public and are_one else ""


@lru_cache(MOST_REMEMBERED)
def activity_of_heading(words: str) -> str:
    """
    Give the workshop or meeting that a heading names; "" where it names none.

    Examples
    --------
    >>> activity_of_heading("Compte rendu de l’atelier du 12 mars")
    'Atelier du 12 mars'
    """
    bare = REPORTS.sub("", words).strip()
    if not ACTIVITIES.match(plain(bare)) or len(plain(bare).split()) > LONGEST_SAYING:
        return ""
    return bare[:1].upper() + bare[1:]


def is_subgroup(words: str) -> bool:
    """Tell whether a heading only tells a table or a group, as "Table 3"."""
    return bool(SUBGROUPS.match(plain(words)))


@lru_cache(MOST_REMEMBERED)
def is_theme(words: str) -> bool:
    """Tell whether a heading says what the talk is about, rather than who talks, where, or what kind of thing."""
    tokens = plain(words).split()
    is_only_kind = bool(kind_of_heading(words)) and len(tokens) <= LONGEST_ONLY_KIND
    is_other = activity_of_heading(words) or public_of_heading(words) or is_subgroup(words) or is_only_kind
    return bool(tokens) and not is_other


@lru_cache(MOST_REMEMBERED)
def reason_of_section(words: str) -> str:
    """Give why all that stands under a heading is left aside: "list_of_people", "not_an_item", or ""."""
    said = re.sub(r" \d+$", "", re.sub(r"^\d+ ", "", plain(words)))
    if said in PEOPLE:
        return "list_of_people"
    return "not_an_item" if said in FRAME_SECTIONS else ""


def reason_of_text(text: str) -> str:
    """
    Give why a paragraph or an item is none that somebody said: names of people, dates, page numbers, greetings.

    Examples
    --------
    >>> reason_of_text("Présents : Jeanne, Ali et Sam")
    'list_of_people'
    >>> reason_of_text("Page 2 / 5")
    'not_an_item'
    >>> reason_of_text("Les agents doivent être formés.")
    ''
    """
    label, colon, _ = text[:LONGEST_FRAME].partition(":")
    said = re.sub(r" \d+$", "", plain(label)) if colon else ""
    if said in PEOPLE:
        return "list_of_people"
    if said in FRAME or _is_frame(text):
        return "not_an_item"
    return ""


def _is_frame(text: str) -> bool:
    if len(text) > LONGEST_FRAME:
        return is_closing(text)
    said = plain(text)
    tokens = said.split()
    if CONTENTS_LINE.search(text):
        return True
    n_letters = sum(char.isalpha() for char in text)
    if n_letters > 2 * sum(char.isalpha() for char in said):
        return False  # another script, of which the plain form says nothing
    if not n_letters or PAGE.match(said):
        return True
    is_date = any(char.isdigit() for char in said) and all(
        token in DATES or re.fullmatch(r"\d+(?:er|st|nd|rd|th|h\d*)?", token) for token in tokens
    )
    is_greeting = len(tokens) <= LONGEST_GREETING and text.rstrip().endswith(",") and bool(GREETING.match(said))
    return is_date or is_greeting or is_closing(text)


def is_closing(text: str) -> bool:
    """Tell whether a paragraph is the end of a letter, after which people sign."""
    return bool(CLOSING.match(plain(text[:LONGEST_FRAME])))
