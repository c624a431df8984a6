import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from polyphonie.analysis.texts.quoting import choose_quotes, n_words_of, quote_from

LONG = (
    "Bonjour à tous. "
    + "Voici un préambule qui ne dit rien de particulier sur le sujet. " * 8
    + ("Il faut garder un guichet humain ouvert dans chaque mairie du canton. Merci.")
)


def test_a_short_text_is_quoted_whole():
    quote = quote_from("a", "  Gardez le guichet.\n", bounds=(8, 60), weigh=len)
    assert quote.text == "Gardez le guichet."


def test_a_long_text_is_quoted_where_it_says_the_idea():
    quote = quote_from("a", LONG, bounds=(8, 60), weigh=lambda sentence: sentence.count("guichet"))
    assert quote.text == "Il faut garder un guichet humain ouvert dans chaque mairie du canton."


@given(st.text(max_size=2000))
def test_a_quote_is_always_a_span_of_the_raw_text(raw):
    quote = quote_from("a", raw, bounds=(8, 60), weigh=len)
    assert raw[quote.start : quote.end] == quote.text
    assert n_words_of(quote.text) <= 60


def test_the_second_quote_says_it_otherwise():
    similarity = np.array([[1.0, 0.9, 0.1], [0.9, 1.0, 0.1], [0.1, 0.1, 1.0]])
    assert choose_quotes([0, 1, 2], similarity, np.array([0.9, 0.8, 0.6])) == [0, 2]
