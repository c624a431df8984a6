"""Google Forms: its own file and the sheet of answers, in each language."""

from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from polyphonie.formats import FormatError, ReadOptions, read_file, recognize
from tests.formats.files import write_csv, write_xlsx

ASKED = "Que faudrait-il changer dans les services publics ?"
CRAFTS = "Quels métiers sont touchés ? "
OTHERS = {"fr": ("Horodateur", "Adresse e-mail", "Score"), "en": ("Timestamp", "Email Address", "Score")}
DATES = {
    "fr": ["31/01/2026 15:04:05", "01/02/2026 09:00:00", "02/02/2026 09:00:00", "03/02/2026 09:00:00"],
    "en": ["1/31/2026 15:04:05", "2/1/2026 9:00:00", "2/2/2026 9:00:00", "2/3/2026 9:00:00"],
    "direct": ["2026/01/31 3:04:05 PM UTC+1", "2026/02/01 9:00:00 AM UTC+1", "2026/02/02 9:00:00 AM UTC+1",
               "2026/02/03 9:00:00 AM UTC+1"],
}  # fmt: skip


def rows(language="fr", *, dates="", separator=", ", with_email=True):
    moment, email, score = OTHERS[language]
    at = DATES[dates or language]
    join = separator.join
    table = [
        [moment, email, score, "Vous êtes…", CRAFTS, f"{ASKED} ", ASKED, "Notez [L’accueil des publics]",
         "Notez [Le tri du courrier]"],
        [at[0], "a@mairie.example", "5 / 10", "Une habitante de la commune",
         join(["Accueil du public", "Tri des mails"]), "Ouvrir le samedi, et le dire.",
         "'+ de guichets dans les villages", "Très utile", "Peu utile"],
        [at[1], "b@mairie.example", "4 / 10", "Un agent du service", join(["Tri des mails", "Soins à domicile"]),
         "", "Répondre aux lettres des gens.", "Peu utile", ""],
        [at[2], "c@mairie.example", "", "Une élue de la commune", join(["Accueil du public", "Soins à domicile"]),
         "", "", "", ""],
        [at[3], "d@mairie.example", "", "Une habitante de la commune", "Tri des mails",
         "Former ceux qui restent à l’écart.", "", "Très utile", "Très utile"],
    ]  # fmt: skip
    return table if with_email else [[row[0], *row[2:]] for row in table]


TEXTS = [
    (2, "Ouvrir le samedi, et le dire."),
    (2, "+ de guichets dans les villages"),
    (3, "Répondre aux lettres des gens."),
    (5, "Former ceux qui restent à l’écart."),
]


def read(path):
    harvest = read_file(path)
    assert harvest.n_rows == harvest.n_rows_taken + harvest.n_rows_refused + harvest.n_rows_aside == 4
    return harvest


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("dates", ["", "direct"])
@pytest.mark.parametrize("separator", [", ", ";"])
def test_one_contribution_per_free_answer(tmp_path, language, dates, separator):
    harvest = read(write_csv(tmp_path / "a.csv", rows(language, dates=dates, separator=separator)))
    recognition = harvest.recognition
    assert (recognition.tool, recognition.kind, recognition.language) == ("google-forms", "answers", language)
    assert [(record.row, record.text) for record in harvest.contributions] == TEXTS
    assert [(refusal.row, refusal.code) for refusal in harvest.refused] == [(4, "no_free_answer")]


@pytest.mark.parametrize(("language", "dates"), [("fr", ""), ("en", ""), ("fr", "direct"), ("en", "direct")])
def test_moments_are_read_in_the_order_of_their_language(tmp_path, language, dates):
    first = read(write_csv(tmp_path / "a.csv", rows(language, dates=dates))).contributions[0]
    assert first.created_at.replace(tzinfo=None) == datetime.fromisoformat("2026-01-31T15:04:05")
    assert (first.created_at.utcoffset() is None) == (dates == "")


def test_addresses_are_never_taken_even_to_tell_rows_apart(tmp_path):
    harvest = read(write_csv(tmp_path / "a.csv", rows()))
    assert harvest.personal_columns == ("Adresse e-mail",)
    assert "mairie.example" not in repr(harvest)
    assert all(record.is_numbered for record in harvest.contributions)
    with pytest.raises(FormatError, match="never taken"):
        read_file(write_csv(tmp_path / "b.csv", rows()), ReadOptions(texts=("Adresse e-mail",)))


def test_checkboxes_that_read_like_sentences_are_closed_answers(tmp_path):
    first = read(write_csv(tmp_path / "a.csv", rows())).contributions[0]
    assert first.attributes[CRAFTS.strip()] == "Accueil du public, Tri des mails"


def test_the_question_of_the_public_is_found(tmp_path):
    assert {record.public for record in read(write_csv(tmp_path / "a.csv", rows())).contributions} == {
        "Une habitante de la commune",
        "Un agent du service",
    }


def test_questions_asked_twice_keep_their_words(tmp_path):
    first, second, *_ = read(write_csv(tmp_path / "a.csv", rows())).contributions
    assert first.question == second.question == ASKED
    assert first.external_id != second.external_id


def test_lines_of_a_grid_are_closed_answers(tmp_path):
    first = read(write_csv(tmp_path / "a.csv", rows())).contributions[0]
    assert first.attributes["Notez [L’accueil des publics]"] == "Très utile"


def test_the_sheet_of_answers_is_read_like_the_file(tmp_path):
    harvest = read(write_xlsx(tmp_path / "a.xlsx", {"Réponses au formulaire 1": rows(with_email=False)}))
    assert [(record.row, record.text) for record in harvest.contributions] == TEXTS


@pytest.mark.parametrize(
    "headings",
    [["timestamp", "comment"], ["Timestamp", "comment-id"], ["Date", "Horodateur"]],
)
def test_another_table_with_moments_is_not_taken_for_a_form(tmp_path, headings):
    found = recognize(write_csv(tmp_path / "a.csv", [headings, ["1403054214196", "Une phrase qui dit cela."]]))
    assert found is None or found.tool != "google-forms"


CELLS = st.sampled_from(["", "Oui", "A, B", "B, C", "Une phrase, avec un point.", "Rien du tout à dire", "3"])


@settings(max_examples=40, deadline=None)
@given(cells=st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=1, max_size=15), language=st.sampled_from(["fr", "en"]))
def test_any_form_is_accounted_for_row_by_row(tmp_path_factory, cells, language):
    table = [
        [OTHERS[language][0], "Un ?", "Deux ?", "Trois ?"],
        *([DATES[language][0], *said] for said in cells),
    ]
    try:
        harvest = read_file(write_csv(tmp_path_factory.mktemp("forms") / "a.csv", table))
    except FormatError as error:
        if error.code != "no_answers_column":
            raise
        return
    assert harvest.n_rows == len(cells) == harvest.n_rows_taken + harvest.n_rows_refused
