"""Which language a sample of texts is in."""

import pytest

from polyphonie.formats.languages import SAMPLE_CHARACTERS, language_of

SAMPLES = {
    "fr": ["Un guichet humain doit rester ouvert.", "C’est à la mairie de dire qui décide."],
    "en": ["The council should tell us when a machine answers.", "Who is accountable for it?"],
    "de": ["Die Stadt soll sagen, wer entscheidet.", "Es ist nicht klar, wie das System arbeitet."],
    "es": ["El ayuntamiento debe decir quién decide.", "No queremos que la máquina responda por nosotros."],
    "it": ["Il comune deve dire chi decide.", "Non è chiaro come funziona la macchina."],
    "pt": ["A câmara deve dizer quem decide.", "Não é claro como a máquina funciona, e isso não é bom."],
    "nl": ["De gemeente moet zeggen wie beslist.", "Het is niet duidelijk hoe de machine werkt."],
    "ar": ["يجب أن تبقى الخدمة بيد الإنسان"],
}


@pytest.mark.parametrize("language", SAMPLES)
def test_the_language_of_two_sentences_is_told(language):
    assert language_of(SAMPLES[language]) == language


@pytest.mark.parametrize("texts", [[], [""], ["oui", "non"], ["42", "3,5 %"], ["mobilité", "transports"]])
def test_what_is_too_short_tells_no_language(texts):
    assert language_of(texts) == ""


def test_apostrophes_of_keyboards_and_of_printers_tell_the_same():
    assert language_of(["L'outil n'est qu'une aide d'appoint"]) == language_of(["L’outil n’est qu’une aide d’appoint"])


def test_only_the_beginning_is_read():
    def endless():
        while True:
            yield "Il faut un guichet dans chaque quartier. "

    assert language_of(endless()) == "fr"
    assert SAMPLE_CHARACTERS < 50_000


def test_another_script_is_not_taken_for_a_language_of_the_platform():
    assert language_of(["定新的控管規定外，還須提升本土產業的競爭力 Uber do no as " * 20]) == ""


def test_one_letter_that_comes_back_tells_no_language():
    assert language_of(["group-a-votes", "group-a-agrees", "group-a-disagrees", "group-a-passes"]) == ""
