import pytest
from hypothesis import given
from hypothesis import strategies as st

from polyphonie.analysis.texts.normalizing import (
    comparison_key,
    normalize,
    without_accents,
    without_inclusive_marks,
    words_of,
)


@given(st.text())
def test_normalizing_twice_is_normalizing_once(raw):
    once = normalize(raw)
    assert "&" in once or "<" in once or normalize(once) == once


@given(st.text())
def test_words_hold_neither_spaces_nor_punctuation(raw):
    assert not any(character in word for word in words_of(raw) for character in " .,;:!?'’-_")


@given(st.text())
def test_the_key_of_a_key_is_itself(raw):
    key = comparison_key(words_of(raw))
    assert without_accents(key) == key


@pytest.mark.parametrize(
    "written",
    [
        "les citoyen·ne·s",
        "les citoyen.ne.s",
        "les citoyen-ne-s",
        "les citoyen(ne)s",
        "les citoyen•ne•s",
        "LES CITOYENS",
    ],
)
def test_inclusive_writing_counts_as_the_base_form(written):
    assert words_of(written) == ["les", "citoyens"]


@pytest.mark.parametrize(
    ("written", "base"),
    [
        ("électeur·rice·s", "électeurs"),
        ("agriculteur.trice.s", "agriculteurs"),
        ("tous·tes", "tous"),
        ("habitant.e", "habitant"),
        ("élu-e-s", "élus"),
        ("agent(e)s", "agents"),
    ],
)
def test_endings_are_folded(written, base):
    assert without_inclusive_marks(written) == base


@pytest.mark.parametrize("plain", ["C'est la fin.Et après", "donne-le moi", "(e) seul", "vingt-et-un", "peut-être"])
def test_what_only_looks_inclusive_is_left_alone(plain):
    assert without_inclusive_marks(plain) == plain


def test_typographic_and_typed_apostrophes_are_the_same():
    assert words_of("L’école d’ici") == words_of("L'école d'ici") == ["l", "école", "d", "ici"]


def test_decomposed_accents_are_composed():
    assert words_of("e\u0301cole") == words_of("école")


def test_tags_addresses_and_entities_are_left_out():
    assert normalize("<p>Voir&nbsp;https://exemple.org et <b>moi@exemple.org</b></p>") == "Voir et"


def test_missing_accents_give_the_same_key():
    assert comparison_key(words_of("Sécurité à l’école")) == comparison_key(words_of("securite a l'ecole"))


def test_arabic_vowel_marks_do_not_matter():
    assert words_of("الْمَدِينَة") == words_of("المدينة")
