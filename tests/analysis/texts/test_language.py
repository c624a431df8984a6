from polyphonie.analysis.texts.language import identify_languages


def identified(texts, declared=None):
    return identify_languages(texts, [len(text.split()) for text in texts], declared or [None] * len(texts))


def test_long_enough_texts_are_told_apart():
    assert identified(
        [
            "Il faut que les habitants soient consultés plus souvent",
            "The city should listen to its residents more often",
            "Die Gemeinde sollte den Menschen öfter zuhören",
            "يجب على البلدية أن تستمع إلى السكان",
        ]
    ) == ["fr", "en", "de", "ar"]


def test_a_short_text_takes_the_language_of_the_others():
    texts = ["Die Gemeinde sollte den Menschen öfter zuhören", "Mehr Natur"]
    assert identified(texts) == ["de", "de"]


def test_a_short_text_takes_the_language_that_its_form_declared():
    texts = ["Die Gemeinde sollte den Menschen öfter zuhören", "Plus de nature"]
    assert identified(texts, [None, "fr"]) == ["de", "fr"]


def test_nothing_to_go_by_is_the_default():
    assert identified(["ok"]) == ["fr"]
