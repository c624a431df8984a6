"""Go Vocal: one sheet per phase, in French and in English."""

from datetime import datetime

import pytest

from polyphonie.formats import ReadOptions, read_file
from tests.formats.files import write_csv, write_xlsx

HEADINGS = {
    "fr": ["ID", "Titre", "Description", "Latitude", "Longitude", "Pourquoi est-ce urgent ?", "Notez : Accueil",
           "Nom de l’auteur", "E-mail de l’auteur", "ID de l’auteur", "Soumis le", "Publié le", "Commentaires",
           "Nombre de « likes »", "Nombre de « dislikes »", "Incertain(e)", "Votes hors ligne", "URL", "Projet",
           "Statut", "Thèmes", "Attribué", "E-mails du destinataire", "Genre"],
    "en": ["ID", "Title", "Description", "Latitude", "Longitude", "Why is it urgent?", "Rate: Front desk",
           "Author name", "Author email", "Author ID", "Submitted at", "Published at", "Comments", "Likes", "Dislikes",
           "Unsure", "Offline votes", "URL", "Project", "Status", "Tags", "Assignee", "Assignee email", "Gender"],
}  # fmt: skip


def idea(number, title, body, why=""):
    return [f"00000000-0000-4000-8000-00000000000{number}", title, body, "45.18", "0.72", why, "4", "Jeanne Martin",
            "jeanne@mairie.example", "11111111-1111-4111-8111-111111111111", "01/31/2026 15:04:05",
            "02/01/2026 09:00:00", "2", "12", "1", "3", "40", f"https://a.example/ideas/{number}", "L’IA et nous",
            "proposed", "Services", "Paul Durand", "paul@mairie.example", "female"]  # fmt: skip


def ideas(language):
    return [
        HEADINGS[language],
        idea(1, "Un guichet", "Gardez un guichet, même petit.", "Parce que tout ferme en même temps."),
        idea(2, "Du temps pour former", ""),
        idea(3, "", ""),
    ]


def survey(language):
    headings = HEADINGS[language]
    asked = "Qu’attendez-vous de ce lieu ?" if language == "fr" else "What do you expect of this place?"
    submitted = headings[10]
    return [
        ["ID", asked, *headings[7:10], submitted, headings[18], headings[23]],
        ["22222222-1", "Qu’il ouvre le soir, et le samedi.", "", "", "", "01/31/2026 15:04:05", "L’IA et nous", ""],
        ["22222222-2", "", "", "", "", "01/31/2026 15:04:05", "L’IA et nous", "male"],
    ]


def accounted(harvest, n_rows):
    assert harvest.n_rows == harvest.n_rows_taken + harvest.n_rows_refused + harvest.n_rows_aside == n_rows
    return harvest


@pytest.mark.parametrize("language", ["fr", "en"])
def test_ideas_are_read_with_what_their_form_asked(tmp_path, language):
    harvest = accounted(read_file(write_xlsx(tmp_path / "a.xlsx", {"Phase 1": ideas(language)})), 3)
    recognition = harvest.recognition
    assert (recognition.tool, recognition.kind, recognition.generation) == ("go-vocal", "contributions", "ideation")
    assert recognition.language == language
    body, why, title = harvest.contributions
    assert (body.title, body.text, body.question) == ("Un guichet", "Gardez un guichet, même petit.", "")
    assert (why.text, why.question) == ("Parce que tout ferme en même temps.", HEADINGS[language][5])
    assert (title.title, title.text) == ("", "Du temps pour former")
    assert [(refusal.row, refusal.code) for refusal in harvest.refused] == [(4, "no_free_answer")]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_an_idea_keeps_its_identifier_place_date_and_reactions(tmp_path, language):
    first = read_file(write_xlsx(tmp_path / "a.xlsx", {"Phase 1": ideas(language)})).contributions[0]
    assert (first.external_id, first.is_numbered) == ("00000000-0000-4000-8000-000000000001", False)
    assert first.url == "https://a.example/ideas/1"
    assert first.created_at == datetime.fromisoformat("2026-02-01T09:00:00")
    kept = [first.attributes[HEADINGS[language][place]] for place in (3, 4, 13, 14, 16, 20)]
    assert kept == ["45.18", "0.72", "12", "1", "40", "Services"]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_authors_and_those_to_whom_ideas_are_given_are_never_taken(tmp_path, language):
    harvest = read_file(write_xlsx(tmp_path / "a.xlsx", {"Phase 1": ideas(language)}))
    assert set(harvest.personal_columns) == {HEADINGS[language][place] for place in (7, 8, 9, 21, 22)}
    told = repr((harvest.contributions, harvest.refused))
    assert not any(trace in told for trace in ("Jeanne", "Paul", "mairie.example", "11111111"))


def test_each_phase_is_a_sheet_and_all_are_read(tmp_path):
    path = write_xlsx(tmp_path / "a.xlsx", {"Idées": ideas("fr"), "Enquête": survey("fr"), "Vide": [HEADINGS["fr"]]})
    harvest = accounted(read_file(path), 5)
    assert [record.sheet for record in harvest.contributions] == ["Idées", "Idées", "Idées", "Enquête"]
    assert {refusal.sheet for refusal in harvest.refused} == {"Idées", "Enquête"}


@pytest.mark.parametrize("language", ["fr", "en"])
def test_answers_to_a_survey_are_answers(tmp_path, language):
    harvest = accounted(read_file(write_csv(tmp_path / "a.csv", survey(language))), 2)
    assert (harvest.recognition.kind, harvest.recognition.generation) == ("answers", "survey")
    assert [record.question for record in harvest.contributions] == [survey(language)[0][1]]


def test_a_sheet_of_closed_questions_is_accounted_for_without_stopping_the_others(tmp_path):
    closed = [[row[0], "3", *row[2:]] for row in survey("fr")]
    closed[0] = survey("fr")[0]
    harvest = accounted(read_file(write_xlsx(tmp_path / "a.xlsx", {"A": closed, "B": survey("fr")})), 4)
    assert [refusal.code for refusal in harvest.refused] == ["no_free_answer"] * 3


def test_one_sheet_may_be_asked_for(tmp_path):
    path = write_xlsx(tmp_path / "a.xlsx", {"Idées": ideas("fr"), "Enquête": survey("fr")})
    assert len(read_file(path, ReadOptions(sheet="Enquête")).contributions) == 1
