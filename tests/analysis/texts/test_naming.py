from polyphonie.analysis.texts.naming import Spelled, as_typed, name_group


def spelled(words, stems):
    return Spelled(words.split(), stems.split("|"))


def test_a_name_is_the_longest_telling_expression():
    texts = [spelled("langue des signes", "langu||sign"), spelled("la langue des signes", "|langu||sign")]
    assert name_group(texts, {"langu": 3.0, "sign": 3.0}) == ("langue des signes",)


def test_an_expression_said_once_names_nothing():
    assert name_group([spelled("arbres", "arbre"), spelled("rivière", "rivier")], {"arbre": 2.0, "rivier": 2.0}) == ()


def test_acronyms_keep_their_capitals_and_sentences_lose_theirs():
    assert as_typed("ric", ["Le RIC !", "oui au RIC"]) == "RIC"
    assert as_typed("instaurer", ["Instaurer un référendum"]) == "instaurer"


def test_apostrophes_and_hyphens_come_back():
    assert as_typed("centre d accueil", ["le centre d’accueil"]) == "centre d’accueil"
