"""What the columns of tables of minutes are, by their names."""

from __future__ import annotations

from enum import Enum
from functools import lru_cache

from polyphonie.formats.documents.words import MOST_REMEMBERED, kind_of_heading
from polyphonie.formats.headings import names_a_person, plain


class Part(Enum):
    """What a column of a table of minutes tells."""

    TEXT = "text"
    THEME = "theme"
    KIND = "kind"
    PUBLIC = "public"
    ACTIVITY = "activity"
    GROUP = "group"
    PERSON = "person"
    NUMBER = "number"
    OTHER = "other"


_NAMES = {
    Part.TEXT: """verbatim;verbatims;contribution;contributions;propos;parole;paroles;citation;citations;reponse;
                  reponses;remarque;remarques;commentaire;commentaires;avis;expression;expressions;ce qui a ete dit;
                  post it;post its;post it s;texte;text;quote;quotes;comment;comments;answer;answers;response;
                  responses;what was said;statement;statements;contenu;idees exprimees;paroles d habitants;
                  points forts;points faibles;forces;faiblesses;strengths;weaknesses;notes;pour;contre""",
    Part.THEME: """theme;themes;thematique;thematiques;sujet;sujets;axe;axes;thematic;topic;topics;subject;subjects;
                   rubrique;rubriques;categorie;categories;category;enjeu;enjeux;issue;question;question posee""",
    Part.KIND: "type;nature;kind;type d idee;type de contribution;nature de la contribution;type of idea",
    Part.PUBLIC: "public;publics;profil;qui;qui parle;college;audience;who;profile;type de public;type de participant",
    Part.ACTIVITY: "atelier;ateliers;workshop;seance;reunion;rencontre;evenement;event;meeting;nom de l atelier",
    Part.GROUP: """table;tables;groupe;groupes;sous groupe;group;groups;breakout;breakout group;n table;n de table;
                   numero de table;table n;no table;table no;table number;n groupe;n de groupe;groupe n;equipe;team;
                   sequence;session;ilot;lieu;place""",
    Part.NUMBER: """n;no;numero;number;votes;vote;nb;nombre;points;gommettes;priorite;priority;rang;rank;score;total;
                    nb de votes;nombre de votes;id;date;heure;time""",
}
NAMES = {" ".join(name.split()): part for part, names in _NAMES.items() for name in names.split(";")}
_PERSONS = """
    participant participants animateur animatrice facilitateur facilitatrice rapporteur referent facilitator
    speaker organisme structure fonction
"""
PERSONS = frozenset(_PERSONS.split())
LONGEST_KIND, LONGEST_PERSON = 8, 5


@lru_cache(MOST_REMEMBERED)
def part_of(name: str) -> Part:
    """
    Say what a column is by its heading.

    Examples
    --------
    >>> part_of("Points de vigilance").value, part_of("N° de table").value
    ('text', 'group')
    """
    said = plain(name)
    if said in NAMES:
        return NAMES[said]
    words = said.split()
    if names_a_person(name):
        return Part.PERSON
    if kind_of_heading(name) and len(words) <= LONGEST_KIND:
        return Part.TEXT
    return Part.PERSON if len(words) <= LONGEST_PERSON and not PERSONS.isdisjoint(words) else Part.OTHER
