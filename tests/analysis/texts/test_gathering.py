from collections import Counter
from dataclasses import replace

import pytest

from polyphonie.analysis.texts import Reason, Status, Text, Theme, gather_ideas
from tests.analysis.texts.corpora import IDEAS, real_rows, shuffled, small_corpus


@pytest.fixture(scope="module")
def result():
    return gather_ideas(small_corpus(), seed=1)


def groups(result):
    return {frozenset(idea.members) for idea in result.ideas}


def test_texts_that_say_the_same_meet(result):
    found = Counter((placement.id.split("-")[0], placement.idea) for placement in result.placements)
    for name in IDEAS:
        assert max(count for (own, _), count in found.items() if own == name) >= 4


def test_every_text_has_one_place_in_the_order_received(result):
    assert [placement.id for placement in result.placements] == [text.id for text in small_corpus()]


def test_the_members_of_ideas_are_the_texts_placed_in_them(result):
    for idea in result.ideas:
        assert set(idea.members) == {placement.id for placement in result.placements if placement.idea == idea.key}
        assert idea.n_contributions == len(idea.members)


def test_every_text_without_idea_has_a_reason():
    texts = [*small_corpus(), Text("x", "RAS"), Text("y", "  "), Text("z", "Ornithorynque zélé")]
    for placement in gather_ideas(texts, seed=1).placements:
        assert (placement.idea is not None) or placement.reason is not Reason.NONE


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_order_of_texts_does_not_matter(result, seed):
    other = gather_ideas(shuffled(small_corpus(), seed), seed=1)
    assert [(idea.label, frozenset(idea.members)) for idea in other.ideas] == [
        (idea.label, frozenset(idea.members)) for idea in result.ideas
    ]


def test_the_same_seed_gives_the_same_result(result):
    assert gather_ideas(small_corpus(), seed=1) == result


@pytest.mark.parametrize("seed", [2, 3, 4])
def test_other_seeds_find_nearly_the_same_ideas(result, seed):
    assert len(groups(result) & groups(gather_ideas(small_corpus(), seed=seed))) >= len(result.ideas) / 2


def test_inputs_are_left_untouched():
    texts = small_corpus()
    gather_ideas(texts, seed=1)
    assert texts == small_corpus()


def test_a_flood_of_form_letters_changes_no_distinct_count(result):
    flood = [Text(f"flood-{rank}", IDEAS["eau"][0].upper()) for rank in range(500)]
    flooded = gather_ideas([*small_corpus(), *flood], seed=1)
    assert [(idea.label, idea.n_distinct) for idea in flooded.ideas] == [
        (idea.label, idea.n_distinct) for idea in result.ideas
    ]
    assert sum(idea.n_contributions for idea in flooded.ideas) >= 500


def test_a_copy_says_what_it_copies():
    texts = [*small_corpus(), Text("copie", IDEAS["eau"][0].replace("eau", "EAU"))]
    placement = gather_ideas(texts, seed=1).placements[-1]
    assert (placement.status, placement.duplicate_of) in {(Status.DUPLICATE, "eau-0"), (Status.IDEA, None)}


def test_quotes_are_verbatim():
    texts = small_corpus()
    raw = {text.id: text.text for text in texts}
    for idea in gather_ideas(texts, seed=1).ideas:
        for quote in idea.quotes:
            assert raw[quote.text_id][quote.start : quote.end] == quote.text
            assert quote.text_id in idea.members


def test_labels_are_made_of_words_that_people_used(result):
    said = " ".join(text.text for text in small_corpus()).lower().replace("'", " ").replace("’", " ")
    for idea in result.ideas:
        for word in " ".join(idea.words).lower().replace("'", " ").replace("’", " ").split():
            assert word in said


def test_languages_are_grouped_apart():
    english = ["The city must keep a human desk at the town hall", "Keep the human desk of the town hall open"]
    texts = [*small_corpus(), *(Text(f"en-{rank}", text) for rank, text in enumerate(english))]
    result = gather_ideas(texts, seed=1)
    assert all(len({member.startswith("en-") for member in idea.members}) == 1 for idea in result.ideas)


def test_a_codebook_gives_its_themes_without_any_example():
    codebook = [Theme("sante", "Santé"), Theme("nature", "Eau et énergie", ("électricité",)), Theme("ecole", "École")]
    result = gather_ideas(small_corpus(), codebook=codebook, seed=1)
    themes = {placement.id: placement.theme for placement in result.placements}
    assert Counter(themes[f"eau-{rank}"] for rank in range(6))["nature"] >= 5
    assert not result.emergent_themes


def test_without_codebook_themes_take_the_words_of_people(result):
    assert result.emergent_themes
    assert {idea.theme for idea in result.ideas} <= {theme.key for theme in result.themes}


def test_two_texts_with_one_id_are_refused():
    with pytest.raises(ValueError, match="stands twice"):
        gather_ideas([Text("1", "un"), Text("1", "deux")])


@pytest.mark.parametrize(
    "texts",
    [
        [],
        [Text("1", "Un seul texte dans tout le fichier.")],
        [Text("1", "")],
        [Text(str(rank), "  ") for rank in range(5)],
        [Text(str(rank), "Toujours le même texte, mot pour mot.") for rank in range(50)],
        [Text(str(rank), "RAS") for rank in range(5)],
        [Text("1", "🙂🙂"), Text("2", "12345"), Text("3", "?!")],
    ],
    ids=["none", "one", "blank", "all blank", "all the same", "all RAS", "no letter"],
)
def test_degenerate_corpora_are_accounted_for(texts):
    result = gather_ideas(texts, seed=1)
    assert [placement.id for placement in result.placements] == [text.id for text in texts]


def test_identical_texts_are_one_text_and_its_copies():
    result = gather_ideas([Text(str(rank), "Toujours le même texte, mot pour mot.") for rank in range(50)], seed=1)
    assert result.count(Status.DUPLICATE) == 49


def test_arabic_texts_are_grouped():
    texts = [
        "يجب حماية البيانات الشخصية للمواطنين",
        "حماية البيانات الشخصية ضرورية",
        "نريد حماية البيانات الشخصية في المدينة",
    ]
    more = ["الماء قليل في المدينة الكبيرة", "نقص الماء في المدينة مشكلة", "يجب توفير الماء في المدينة"]
    result = gather_ideas([Text(str(rank), text) for rank, text in enumerate(texts + more)], seed=1)
    assert {placement.language for placement in result.placements} == {"ar"}
    assert result.ideas


@pytest.mark.parametrize("n_planted", [8, 15])
def test_minority_ideas_planted_in_real_answers_are_found(shared_data, n_planted):
    answers = real_rows(shared_data, "granddebat-q110/reponses.jsonl.gz")
    planted = [
        row
        for row in real_rows(shared_data, "minorites-plantees/paraphrases.jsonl.gz")
        if int(row["id"].rpartition(":")[2]) < n_planted
    ]
    settings = replace(gather_ideas([]).settings, n_resamples=0)
    texts = [Text(row["id"], row["text"]) for row in answers + planted]
    result = gather_ideas(texts, settings=settings, seed=1)
    for idea in {row["idee"] for row in planted}:
        ids = {row["id"] for row in planted if row["idee"] == idea}
        best = max(result.ideas, key=lambda found: len(ids.intersection(found.members)))
        shared = len(ids.intersection(best.members))
        assert shared / len(best.members) >= 0.5
        assert shared / len(ids) >= 0.3
    assert result.count(Status.IDEA) / len(texts) >= 0.95
