import pytest

from polyphonie.analysis.texts import Reason
from polyphonie.analysis.texts.emptiness import why_empty
from polyphonie.analysis.texts.normalizing import comparison_key, words_of


def reason(raw, language="fr"):
    words = words_of(raw)
    return why_empty(raw, words, comparison_key(words), language)


@pytest.mark.parametrize(
    "raw", ["RAS", "R.A.S.", "ras !", "Néant", "Non", "je ne sais pas", "Pas d’avis", "NSP", "xxx", "Merci"]
)
def test_answers_without_content_are_told(raw):
    assert reason(raw) is Reason.NO_CONTENT


@pytest.mark.parametrize("raw", ["", "   ", "\n\t"])
def test_blank_texts_are_told(raw):
    assert reason(raw) is Reason.BLANK


@pytest.mark.parametrize("raw", ["…", "???", "12 345", "🙂"])
def test_texts_without_a_letter_are_told(raw):
    assert reason(raw) is Reason.NO_LETTER


@pytest.mark.parametrize("raw", ["Le RIC", "Non à la reconnaissance faciale", "Moins d’impôts", "guichet"])
def test_short_texts_with_content_are_kept(raw):
    assert reason(raw) is Reason.NONE
