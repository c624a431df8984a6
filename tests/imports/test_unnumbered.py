"""Tables without identifiers: rows are known by what they say, so that nothing comes twice and nobody is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polyphonie.consultations.models import Contribution
from polyphonie.imports.models import Import
from polyphonie.imports.services import applying, confirm_import, import_paths, receive_file, run_import
from polyphonie.imports.targets import digest_of
from polyphonie.imports.unnumbered import Occurrences
from tests.factories import NOON, ConsultationFactory

pytestmark = pytest.mark.django_db

TRAINING = "Il faut former les agents avant de déployer quoi que ce soit"
SCHOOL = "Je voudrais que l’école explique ces outils aux familles"
JOBS = "Personne ne doit perdre son emploi à cause d’une machine"
COUNTER = "Gardons un guichet où quelqu’un répond vraiment aux gens"
FOUR = [TRAINING, SCHOOL, JOBS, COUNTER]
NEW = "Une phrase nouvelle que personne n’avait encore écrite ici"


@pytest.fixture
def consultation():
    return ConsultationFactory()


@pytest.fixture
def bring(consultation, tmp_path):
    def bring(texts, *, name="avis.csv", heading="Avis"):
        folder = tmp_path / str(Import.objects.count())
        folder.mkdir()
        (folder / name).write_text("\n".join([f"{heading};Quartier", *(f"{text};Centre" for text in texts)]))
        (of_import,) = import_paths(consultation=consultation, paths=[folder / name], at=NOON)
        return of_import.n_taken, of_import.n_already_there

    return bring


def test_a_row_slipped_on_top_is_the_only_new_one(bring):
    assert bring(FOUR) == (4, 0)
    assert bring([NEW, *FOUR]) == (1, 4)


def test_a_sorted_table_brings_nothing_new(bring):
    bring(FOUR)
    assert bring(sorted(FOUR)) == (0, 4)


def test_the_same_file_under_another_name_brings_nothing_new(bring):
    bring(FOUR)
    assert bring(FOUR, name="avis (1).csv") == (0, 4)


def test_a_later_download_under_another_name_brings_what_is_new(bring):
    bring(FOUR)
    assert bring([*FOUR, NEW], name="avis (1).csv") == (1, 4)
    assert bring([*FOUR, NEW, "Et une autre encore, écrite le lendemain"], name="avis (2).csv") == (1, 5)


def test_what_two_people_said_in_the_same_words_stays_said_twice(bring):
    assert bring([TRAINING, TRAINING, SCHOOL]) == (3, 0)
    assert bring([TRAINING, TRAINING, SCHOOL]) == (0, 3)
    assert bring([TRAINING, NEW, TRAINING, SCHOOL, TRAINING]) == (2, 3)


def test_the_same_words_in_another_table_are_another_voice(bring):
    bring([TRAINING, SCHOOL])
    assert bring([TRAINING, NEW, COUNTER], name="atelier-2.csv") == (3, 0)
    assert bring([TRAINING, SCHOOL, JOBS], name="reponses.csv", heading="Réponse") == (3, 0)
    assert Contribution.objects.filter(text=TRAINING).count() == 3


def test_another_table_whose_name_was_taken_has_its_own_rows(consultation, bring):
    bring(FOUR)
    assert bring([TRAINING, NEW], heading="Réponse") == (2, 0)
    assert bring([TRAINING, NEW], heading="Réponse") == (0, 2)


def test_a_text_that_was_changed_is_taken_and_the_earlier_one_stays(bring):
    bring(FOUR)
    assert bring([f"{TRAINING}, et les élus aussi", *FOUR[1:]]) == (1, 3)
    assert Contribution.objects.filter(text=TRAINING).exists()


@given(st.lists(st.sampled_from(["0a", "0b", "ff", "7e"]), max_size=40), st.integers(1, 9))
def test_occurrences_are_counted_alike_whatever_the_slices(marks, size):
    whole, sliced = Occurrences(), Occurrences()
    slices = [marks[start : start + size] for start in range(0, len(marks), size)]
    assert whole.count(marks) == [place for each in slices for place in sliced.count(each)]
    assert [marks[: number + 1].count(mark) for number, mark in enumerate(marks)] == Occurrences().count(marks)


@pytest.mark.parametrize("n_slices", [1, 2, 3])
def test_an_import_that_was_interrupted_ends_with_the_same_rows(consultation, monkeypatch, n_slices):
    """As when the worker dies between two slices: what was said before is counted again when it is passed over."""
    texts = [TRAINING, SCHOOL, TRAINING, JOBS, TRAINING, COUNTER, SCHOOL, NEW]
    content = "\n".join(["Avis;Quartier", *(f"{text};Centre" for text in texts)]).encode()
    monkeypatch.setattr("polyphonie.imports.services.slices.ROWS_AT_ONCE", 2)
    write_slice, written = applying._write_slice, []

    def dies_after_some(*args, **kwargs):
        if len(written) == n_slices:
            raise ConnectionAbortedError
        written.append(write_slice(*args, **kwargs))

    brought = receive_file(consultation=consultation, name="avis.csv", chunks=[content])
    confirmed = confirm_import(of_import=brought)
    monkeypatch.setattr(applying, "_write_slice", dies_after_some)
    with pytest.raises(ConnectionAbortedError):
        run_import(of_import=confirmed, at=NOON)
    monkeypatch.setattr(applying, "_write_slice", write_slice)
    done = run_import(of_import=confirmed, at=NOON)
    assert (done.n_rows, done.n_taken) == (8, 8)
    assert sorted(Contribution.objects.values_list("text", flat=True)) == sorted(texts)
    assert set(Contribution.objects.filter(text=TRAINING).values_list("external_id", flat=True)) == {
        f"avis/{digest_of(TRAINING)[:16]}{end}" for end in ("", "~2", "~3")
    }
