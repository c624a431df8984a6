import pytest

from polyphonie.analysis.texts.stemming import StemCache


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("loyer", "loi"),
        ("maire", "mairie"),
        ("commune", "communication"),
        ("environnement", "environs"),
        ("aidant", "aide"),
    ],
)
def test_civic_words_that_a_stemmer_merges_stay_apart(one, other):
    cache = StemCache("fr")
    assert cache.stem(one) != cache.stem(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("travail", "travaux"), ("public", "publique"), ("école", "ecole"), ("élus", "élue"), ("IA".lower(), "ia")],
)
def test_civic_words_that_a_stemmer_splits_meet(one, other):
    cache = StemCache("fr")
    assert cache.stem(one) == cache.stem(other)


def test_stop_words_have_no_stem():
    assert StemCache("fr").stems(["l", "accueil", "de", "la", "mairie"]) == ["", "accueil", "", "", "mairie"]


def test_a_text_without_any_accent_takes_those_of_the_others():
    cache = StemCache("fr")
    cache.learn([["vidéosurveillance", "généralisée"], ["la", "videosurveillance", "est", "generalisee"]])
    assert cache.stems(["la", "videosurveillance", "est", "generalisee"])[3] == cache.stem("généralisée")


def test_an_unknown_language_keeps_its_words():
    assert StemCache("xx").stems(["ordinateur"]) == ["ordinateur"]
