"""What the answers to a survey share, whatever the tool."""

import pytest

from polyphonie.formats import FormatError, ReadOptions, open_table
from polyphonie.formats.records import Recognition
from polyphonie.formats.surveys import Survey
from tests.formats.files import write_csv

ANSWER = "Je voudrais que l’on nous explique."


def survey(folder, rows, **settings):
    table = open_table(write_csv(folder / "a.csv", rows))
    return Survey(table=table, recognition=Recognition("table", "answers"), metadata={}, **settings)


@pytest.mark.parametrize(
    "question",
    ["Vous êtes…", "Vous êtes :", "Qui êtes-vous ?", "À quel titre répondez-vous ?", "Vous répondez en tant que",
     "Votre profil", "Quel est votre statut ?", "Êtes-vous une", "Type de public", "You are:", "Your profile",
     "What best describes you?", "Je suis"],
)  # fmt: skip
def test_the_question_that_says_which_public_speaks_is_found(tmp_path, question):
    rows = [["Pourquoi ?", question], [ANSWER, "Une élue"]]
    assert survey(tmp_path, rows).read(ReadOptions()).contributions[0].public == "Une élue"


@pytest.mark.parametrize(
    "question",
    ["Vous êtes d’accord avec ce projet ?", "Êtes-vous satisfait du service public ?", "Que pensez-vous du public ?",
     "Situation du bâtiment", "Statut marital", "You are in favour of this", "Notez le service public"],
)  # fmt: skip
def test_another_question_is_not_taken_for_it(tmp_path, question):
    rows = [["Pourquoi ?", question], [ANSWER, "Oui"]]
    assert survey(tmp_path, rows).read(ReadOptions()).contributions[0].public == ""


def test_the_person_may_say_which_question_it_is(tmp_path):
    rows = [["Pourquoi ?", "Q7"], [ANSWER, "Élue"]]
    harvest = survey(tmp_path, rows).read(ReadOptions(columns={"public": "Q7"}))
    assert harvest.contributions[0].public == "Élue"


def test_a_question_whose_options_are_ticked_may_say_it(tmp_path):
    rows = [["Pourquoi ?", "a", "b"], [ANSWER, "X", "X"]]
    asked = survey(tmp_path, rows, groups={"Vous êtes": {"a": "Élue", "b": "Habitante"}})
    assert asked.read(ReadOptions()).contributions[0].public == "Élue, Habitante"


def test_columns_that_a_person_sets_aside_are_not_kept(tmp_path):
    rows = [["Pourquoi ?", "Q7"], [ANSWER, "Élue"]]
    harvest = survey(tmp_path, rows).read(ReadOptions(aside=("Q7",)))
    assert (harvest.contributions[0].attributes, harvest.ignored_columns) == ({}, ("Q7",))


def test_a_person_may_say_which_questions_are_free(tmp_path):
    rows = [["Q1", "Q2"], ["oui", "non"]]
    harvest = survey(tmp_path, rows).read(ReadOptions(texts=("Q2",)))
    assert [(record.text, record.attributes) for record in harvest.contributions] == [("non", {"Q1": "oui"})]


def test_a_column_that_is_not_there_is_said_by_name(tmp_path):
    with pytest.raises(FormatError, match="no column named “Q9”"):
        survey(tmp_path, [["Q1", "Q2"], ["oui", "non"]]).read(ReadOptions(texts=("Q9",)))


@pytest.mark.parametrize("heading", ["Votre courriel", "Nom", "Coordonnées [Nom]", "Votre prénom (facultatif)"])
def test_a_column_that_names_a_person_is_neither_taken_nor_kept(tmp_path, heading):
    harvest = survey(tmp_path, [["Pourquoi ?", heading], [ANSWER, "Jeanne Martin"]]).read(ReadOptions())
    assert harvest.personal_columns == (heading,)
    assert "Jeanne" not in repr(harvest)


def test_ticks_beside_an_option_name_nobody(tmp_path):
    rows = [["Pourquoi ?", "Par où ? [Courriel]"], [ANSWER, "Oui"], [ANSWER, "Non"]]
    harvest = survey(tmp_path, rows).read(ReadOptions())
    assert harvest.personal_columns == ()
    assert harvest.contributions[0].attributes == {"Par où ? [Courriel]": "Oui"}


def test_a_table_without_a_free_question_says_so_or_has_its_rows_refused(tmp_path):
    rows = [["Q1", "Q2"], ["oui", "non"]]
    with pytest.raises(FormatError, match="none of its questions"):
        survey(tmp_path, rows).read(ReadOptions())
    harvest = survey(tmp_path, rows, may_be_closed=True).read(ReadOptions())
    assert [refusal.code for refusal in harvest.refused] == ["no_free_answer"]
