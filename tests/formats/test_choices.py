"""Which answers are choices, and which are free."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from polyphonie.formats.choices import grouped, holds_ticks, in_brackets, joined, looks_closed, ticked

CLOSED = {
    "degrees": ["Tout à fait d’accord", "Plutôt d’accord", "Pas du tout d’accord", "Ne sait pas"],
    "ages": ["18 à 29 ans", "30 à 44 ans", "Moins de 18 ans", "75 ans et plus"],
    "frequencies": ["Plusieurs fois par jour", "Plusieurs fois par jour", "Jamais ou presque", "Jamais ou presque"],
    "English degrees": ["Strongly agree", "Somewhat disagree", "Very useful to me", "Not at all useful"],
    "how often": ["Every day", "Once a week", "Tous les jours ou presque", "Plusieurs fois par semaine"],
    "one of a few": ["Un agent du service public", "Une élue de la commune"] * 9,
    "one of many, some rare": [f"Commune de Saint-Jean {place % 20}" for place in range(300)] + ["Commune du Bout"],
    "boxes": ["Le site de la mairie, Le journal du village", "Le journal du village, La radio", "La radio"] * 2,
    "boxes with semicolons": ["Le site;La radio;Par mes voisins", "Le site;Par mes voisins", "La radio;Le site"],
    "boxes with bars": ["Presse écrite du jour|Radio", "Radio|Presse écrite du jour", "Radio|Télévision"],
}
FREE = {
    "sentences": ["Il faut un guichet.", "Moins d’écrans à l’école, et plus de livres.", "Rien de plus à dire."],
    "words": ["Former les agents d’abord", "Ouvrir le samedi matin", "Expliquer les décisions prises", "Des horaires"],
    "the same sentence twice": ["Gardez un guichet, même petit.", "Gardez un guichet, même petit.", "Du temps."],
    "many copies of a letter": ["Nous demandons un moratoire sur ces outils"] * 60
    + [f"Mon avis à moi est le numéro {place}" for place in range(40)],
    "long texts": ["Je voudrais dire que " + "tout cela va vite et " * 8] * 3 + ["Et puis voilà " * 20],
}


@pytest.mark.parametrize("name", CLOSED)
def test_choices_are_known_by_coming_back(name):
    assert looks_closed(pl.Series(CLOSED[name]))


@pytest.mark.parametrize("name", FREE)
def test_what_people_write_is_not_taken_for_choices(name):
    assert not looks_closed(pl.Series(FREE[name]))


def test_nothing_says_nothing():
    assert not looks_closed(pl.Series(["", " "]))
    assert not holds_ticks(pl.Series(["", " "]))
    assert ticked([pl.Series(["", " "])]) is None


@pytest.mark.parametrize(("cells", "yes"), [(["Y", ""], "y"), (["X", "X"], "x"), (["Oui", "N/A"], "oui"), (["0"], "1")])
def test_ticks_are_known_by_what_stands_beside_them(cells, yes):
    assert ticked([pl.Series(cells)]) == {yes}


def test_a_column_that_holds_anything_else_is_no_column_of_ticks():
    assert ticked([pl.Series(["Y", "N"])]) is None
    assert ticked([pl.Series(["Oui"]), pl.Series(["Yes"])]) is None


@given(cells=st.lists(st.sampled_from(["X", "", "autre chose", "non"]), min_size=3, max_size=3))
def test_no_word_is_lost_when_options_are_joined(cells):
    options = {"a": "Site", "b": "Mairie", "c": "Autre"}
    told = joined(dict(zip(options, cells, strict=True)), options, yes=frozenset({"x"}))
    assert told.count("autre chose") == cells.count("autre chose")
    assert sum(option in told for option in options.values()) == sum(cell in {"X", "autre chose"} for cell in cells)


def test_a_question_with_one_column_is_no_group():
    assert grouped({"Q1[a]": ("Q1", "a")}) == {}


@pytest.mark.parametrize(
    ("heading", "parts"),
    [
        ("Vos outils [Le site]", ("Vos outils", "Le site")),
        ("Vos_outils_[Le_site]", ("Vos_outils", "Le_site")),
        ("Vos outils [Le site] [2]", ("Vos outils [Le site]", "2")),
        ("Vos outils", None),
        ("[Le site]", None),
    ],
)
def test_options_stand_in_brackets(heading, parts):
    assert in_brackets(heading) == parts
