"""adhocracy4: ideas, comments and polls, in English and in German."""

from datetime import datetime

import pytest

from polyphonie.formats import FormatError, read_file, recognize
from tests.formats.files import write_csv, write_xlsx

IDEAS = {
    "en": ["Reference No.", "Link", "Title", "Description", "Category", "Labels", "Location (Longitude)",
           "Location (Latitude)", "Location label", "Creator", "Created", "Positive ratings", "Negative ratings",
           "Comment count", "Comments", "Status", "Feedback", "Remark"],
    "de": ["Referenznummer", "Link", "Titel", "Beschreibung", "Kategorie", "Label", "Ort (Längengrad)",
           "Ort (Breitengrad)", "Ortsbezeichnung", "Ersteller*in", "Erstellt", "Positive Bewertungen",
           "Negative Bewertungen", "Anzahl der Kommentare", "Kommentare", "Status", "Rückmeldung", "Bemerkung"],
}  # fmt: skip
COMMENTS = {
    "en": ["ID", "Comment", "Created", "Link", "Creator", "Positive ratings", "Negative ratings", "Reply to Comment"],
    "de": ["ID", "Kommentar", "Erstellt", "Link", "Ersteller*in", "Positive Bewertungen", "Negative Bewertungen",
           "Antwort auf Kommentar"],
}  # fmt: skip


def ideas(language):
    said = "2026-03-01T10:00:00+01:00 - jeanne.m\nTrès bonne idée."
    return [
        IDEAS[language],
        ["2026-00001", "https://a.example/ideas/1", "Ein Schalter", "Ein Schalter muss bleiben, auch ein kleiner.",
         "Dienste", "", "13.4", "52.5", "Rathaus", "jeanne.m", "2026-03-01T10:00:00+01:00", "4", "1", "1", said,
         "Wird geprüft", "Wir prüfen das bis zum Sommer.", ""],
        ["2026-00002", "https://a.example/ideas/2", "Zeit zum Lernen", "", "Dienste", "", "", "", "", "paul.d",
         "2026-03-02T10:00:00+01:00", "0", "0", "0", "", "", "", ""],
        ["2026-00003", "https://a.example/ideas/3", "", "", "", "", "", "", "", "paul.d", "", "0", "0", "0", "", "", "",
         ""],
    ]  # fmt: skip


def comments(language):
    return [
        COMMENTS[language],
        ["7", "Ich bin dafür, mit einer Bedingung.", "2026-03-01T10:00:00+01:00", "https://a.example/7", "paul.d", "1",
         "0", ""],
        ["8", "Welche Bedingung denn?", "2026-03-01T11:00:00+01:00", "https://a.example/8", "jeanne.m", "0", "0", "7"],
    ]  # fmt: skip


def accounted(harvest):
    assert harvest.n_rows == harvest.n_rows_taken + harvest.n_rows_refused + harvest.n_rows_aside
    return harvest


@pytest.mark.parametrize("language", ["en", "de"])
def test_ideas_are_known_by_their_reference(tmp_path, language):
    harvest = accounted(read_file(write_xlsx(tmp_path / "a.xlsx", {"Export": ideas(language)})))
    recognition = harvest.recognition
    assert (recognition.tool, recognition.kind, recognition.language) == ("adhocracy", "contributions", language)
    first, second = harvest.contributions
    assert (first.external_id, first.title) == ("2026-00001", "Ein Schalter")
    assert first.text == "Ein Schalter muss bleiben, auch ein kleiner."
    assert first.url == "https://a.example/ideas/1"
    assert first.created_at == datetime.fromisoformat("2026-03-01T10:00:00+01:00")
    assert first.attributes[IDEAS[language][11]] == "4"
    assert (second.title, second.text) == ("", "Zeit zum Lernen")
    assert [(refusal.row, refusal.code) for refusal in harvest.refused] == [(4, "no_free_answer")]


@pytest.mark.parametrize("language", ["en", "de"])
def test_who_had_an_idea_or_commented_on_it_is_never_taken(tmp_path, language):
    harvest = read_file(write_csv(tmp_path / "a.csv", ideas(language)))
    assert set(harvest.personal_columns) == {IDEAS[language][9], IDEAS[language][14]}
    assert "jeanne" not in repr(harvest.contributions)
    assert "paul" not in repr((harvest.contributions, harvest.refused))


@pytest.mark.parametrize("language", ["en", "de"])
def test_comments_are_known_by_their_number(tmp_path, language):
    harvest = accounted(read_file(write_csv(tmp_path / "a.csv", comments(language))))
    assert (harvest.recognition.kind, harvest.recognition.generation) == ("comments", "comments")
    assert [record.external_id for record in harvest.contributions] == ["comment-7", "comment-8"]
    assert harvest.contributions[1].attributes[COMMENTS[language][7]] == "7"
    assert "jeanne" not in repr(harvest.contributions)


EARLY = [
    ["Voter ID", "(q1) Was soll sich ändern?", "(q2)Wie erfahren Sie davon? - (c5) Zeitung",
     "(q2)Wie erfahren Sie davon? - (c6) Radio (lokal)", "(q2)Wie erfahren Sie davon? - (c7) Anderes",
     "(q2)Wie erfahren Sie davon? - (c7) Anderes - Other (specify)"],
    ["1", "Mehr Schalter, weniger Automaten.", "1", "1", "0", ""],
    ["2", "", "0", "0", "1", "Von den Nachbarn"],
    ["3", "", "1", "0", "0", ""],
]  # fmt: skip
LATE = [
    ["user", "Q1", "Q1_text", "Q2_A5", "Q2_A6", "Q2_A7", "Q2_A7_text"],
    ["1", "1", "Mehr Schalter, weniger Automaten.", "1", "1", "0", ""],
    ["8a1c-77", "0", "", "0", "0", "1", "Von den Nachbarn"],
    ["3", "0", "", "1", "0", "0", ""],
]


@pytest.mark.parametrize(("rows", "generation"), [(EARLY, "poll"), (LATE, "poll-numbers")])
def test_polls_give_their_open_answers_and_what_was_specified(tmp_path, rows, generation):
    harvest = accounted(read_file(write_xlsx(tmp_path / "a.xlsx", {"Export": rows})))
    assert (harvest.recognition.kind, harvest.recognition.generation) == ("answers", generation)
    assert [(record.row, record.text) for record in harvest.contributions] == [
        (2, "Mehr Schalter, weniger Automaten."),
        (3, "Von den Nachbarn"),
    ]
    assert [(refusal.row, refusal.code) for refusal in harvest.refused] == [(4, "no_free_answer")]
    assert harvest.personal_columns == (rows[0][0],)
    assert all(record.is_numbered for record in harvest.contributions)


def test_choices_of_a_poll_are_put_together_by_question(tmp_path):
    early = read_file(write_csv(tmp_path / "a.csv", EARLY)).contributions[0]
    late = read_file(write_csv(tmp_path / "b.csv", LATE)).contributions[0]
    assert early.question == "Was soll sich ändern?"
    assert early.attributes == {"Wie erfahren Sie davon?": "Zeitung, Radio (lokal)"}
    assert (late.question, late.attributes) == ("Q1", {"Q2": "5, 6"})


def test_a_german_poll_is_known_by_its_questions(tmp_path):
    rows = [["Stimm-ID", *EARLY[0][1:]], *EARLY[1:]]
    recognition = recognize(write_csv(tmp_path / "a.csv", rows))
    assert (recognition.tool, recognition.generation, recognition.language) == ("adhocracy", "poll", "de")


def test_a_poll_of_choices_alone_says_that_it_has_no_free_answers(tmp_path):
    with pytest.raises(FormatError) as refused:
        read_file(write_csv(tmp_path / "a.csv", [[row[0], *row[2:5]] for row in EARLY]))
    assert refused.value.code == "no_answers_column"


@pytest.mark.parametrize("headings", [["id", "Q1", "Q2"], ["Link", "Title", "Description"], ["Name", "Q1", "Q1_text"]])
def test_another_table_is_not_taken_for_one_of_these(tmp_path, headings):
    found = recognize(write_csv(tmp_path / "a.csv", [headings, ["1", "Une phrase qui dit cela.", "Une autre phrase."]]))
    assert found is None or found.tool != "adhocracy"
