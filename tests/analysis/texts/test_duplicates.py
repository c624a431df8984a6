import numpy as np
import pytest

from polyphonie.analysis.texts.duplicates import find_families

LETTER = (
    "je demande que toute decision prise avec l aide d un algorithme soit expliquee par une personne et qu un recours "
    "reste possible aupres d un agent de la collectivite dans un delai raisonnable"
)


def leaders(keys, seed=0):
    return find_families(keys, similarity=0.5, seed=seed).leader.tolist()


def test_the_same_key_is_an_exact_copy():
    families = find_families(["une idee rare", "une idee rare", "autre chose encore"], similarity=0.5, seed=0)
    assert families.leader.tolist() == [0, 0, 2]
    assert families.is_exact.all()


@pytest.mark.parametrize(
    "changed",
    [
        LETTER + " merci de votre attention",
        LETTER[: int(len(LETTER) * 0.75)],
        LETTER.replace("algorithme", "algoritme").replace("delai", "dellai"),
        " ".join(LETTER.split()[15:] + LETTER.split()[:15]),
    ],
)
def test_a_letter_changed_a_little_is_a_near_copy(changed):
    assert len(set(leaders([LETTER, changed]))) == 1


def test_other_texts_are_not_copies():
    assert leaders([LETTER, "il faut planter des arbres dans la cour de l ecole et sur la place du marche"]) == [0, 1]


def test_one_word_that_turns_a_short_text_round_makes_it_another():
    assert len(set(leaders(["je suis pour les cameras dans la rue", "je suis contre les cameras dans la rue"]))) == 2


def test_a_chain_of_small_changes_never_joins_its_two_ends():
    words = [f"mot{rank}" for rank in range(60)]
    keys = [" ".join(words[start : start + 30]) for start in range(0, 30, 5)]
    assert len(set(leaders(keys))) > 1


def test_a_flood_of_copies_changes_no_family():
    keys = sorted([LETTER, LETTER + " merci", "planter des arbres dans la cour"])
    flooded = sorted(keys + [LETTER] * 200)
    assert len(set(leaders(keys))) == len(set(leaders(flooded))) == 2


@pytest.mark.parametrize("seed", range(5))
def test_seeds_agree_on_a_form_letter(seed):
    rng = np.random.default_rng(seed)
    keys = [LETTER] + [LETTER + f" signe {rng.integers(1000)}" for _ in range(20)]
    assert len(set(leaders(keys, seed))) == 1


def test_few_texts_are_no_trouble():
    assert leaders([]) == []
    assert leaders(["a"]) == [0]
