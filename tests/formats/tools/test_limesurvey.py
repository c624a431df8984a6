"""LimeSurvey: each kind of headings and answers, in each language."""

from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from polyphonie.formats import FormatError, ReadOptions, open_table, read_file, recognize
from polyphonie.formats.tools.limesurvey import READER
from tests.formats.files import write, write_csv, write_xlsx
from tests.formats.tools import lime_files
from tests.formats.tools.lime_files import Options, exported

KINDS_OF_HEADINGS = ("code", "full", "abbreviated", "codetext")
TEXTS = [
    (2, "Qu’un humain réponde quand la machine se trompe."),
    (2, "Mais pas partout"),
    (4, "=je veux comprendre la règle de calcul"),
    (4, "Un panneau d’affichage"),
    (4, "Rien de tout cela ne me convient vraiment."),
]
EVERY_OPTION = [
    Options(headings=headings, language=language, underscores=underscores, long_answers=long_answers)
    for headings in KINDS_OF_HEADINGS
    for language in ("fr", "en")
    for underscores in (False, True)
    for long_answers in (False, True)
]


def read(folder, options, **said):
    path = write(folder / "results-survey12.csv", exported(options))
    harvest = read_file(path, ReadOptions(**said))
    assert harvest.n_rows == harvest.n_rows_taken + harvest.n_rows_refused + harvest.n_rows_aside == 4
    return harvest


def texts(harvest):
    return [(record.row, record.text) for record in harvest.contributions]


@pytest.mark.parametrize("options", EVERY_OPTION, ids=lambda options: f"{options.headings}-{options.language}")
def test_each_option_of_the_export_gives_the_same_texts(tmp_path, options):
    harvest = read(tmp_path, options)
    assert (harvest.recognition.tool, harvest.recognition.kind) == ("limesurvey", "answers")
    assert texts(harvest) == TEXTS
    assert [(refusal.row, refusal.code) for refusal in harvest.refused] == [
        (3, "incomplete_answer"),
        (5, "no_free_answer"),
    ]


@pytest.mark.parametrize("headings", KINDS_OF_HEADINGS)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_kind_and_language_of_headings_are_told(tmp_path, headings, language):
    recognition = recognize(write(tmp_path / "a.csv", exported(Options(headings=headings, language=language))))
    assert (recognition.generation, recognition.language) == (headings, "" if headings == "code" else language)
    assert recognition.confidence >= 0.9


@pytest.mark.parametrize("separator", [". ", " - ", ": ", "| "])
def test_any_separator_may_stand_between_code_and_text(tmp_path, separator):
    harvest = read(tmp_path, Options(headings="codetext", code_separator=separator))
    assert texts(harvest) == TEXTS
    assert harvest.contributions[0].question == "Qu’attendez-vous de l’IA dans les services publics ?"


@pytest.mark.parametrize("headings", ["code", "codetext"])
def test_codes_of_expressions_are_known(tmp_path, headings):
    harvest = read(tmp_path, Options(headings=headings, expression_codes=True))
    assert texts(harvest) == TEXTS


@pytest.mark.parametrize("yes", ["1", "2", "oui", "✓", "A"])
def test_yes_may_be_converted_to_any_value(tmp_path, yes):
    assert texts(read(tmp_path, Options(yes=yes))) == TEXTS


def test_headings_in_a_language_that_nobody_foresaw_are_known_by_order_and_dates(tmp_path):
    harvest = read(tmp_path, Options(headings="full", language="xx"))
    assert harvest.recognition.generation == "position"
    assert (harvest.recognition.confidence, texts(harvest)) == (0.8, TEXTS)
    assert set(harvest.personal_columns) == {"Zugang", "Rechner", "Herkunft"}


def test_spaces_made_underscores_are_spaces_again_in_the_question(tmp_path):
    harvest = read(tmp_path, Options(headings="full", underscores=True))
    assert harvest.contributions[0].question == "Qu’attendez-vous de l’IA dans les services publics ?"


@pytest.mark.parametrize("headings", KINDS_OF_HEADINGS)
def test_who_answers_and_from_where_is_never_taken(tmp_path, headings):
    harvest = read(tmp_path, Options(headings=headings))
    assert len(harvest.personal_columns) == 3
    told = repr((harvest.contributions, harvest.refused))
    assert not any(trace in told for trace in ("tOkEn", "10.0.0.", "mairie.example"))


def test_closed_answers_stay_beside_the_free_ones(tmp_path):
    first = read(tmp_path, Options(headings="full", long_answers=True)).contributions[0]
    assert first.attributes["Par où passez-vous ?"] == "Le site"
    assert first.attributes["Faut-il un humain ?"] == "Oui"
    assert first.attributes["Notez ces usages [Accueil] [Scale 1]"] == "3"
    assert first.public == first.attributes["Vous êtes"] == "Une habitante du territoire"


def test_an_answer_is_known_by_its_number_and_dated_by_its_submission(tmp_path):
    first, second, *_ = read(tmp_path, Options()).contributions
    assert (first.external_id, second.external_id) == ("1:Q2", "1:Q4[comment]")
    assert (first.created_at, first.language, first.is_numbered) == (
        datetime.fromisoformat("2026-03-02T10:00"),
        "fr",
        False,
    )


def test_the_date_of_surveys_without_dates_is_no_date(tmp_path):
    text = exported(Options()).replace("2026-03-02 10:00:00", "1980-01-01 00:00:00").replace("2026-03-01", "1980-01-01")
    harvest = read_file(write(tmp_path / "a.csv", text.replace("09:50:00", "00:00:00").replace("10:00", "00:00")))
    assert harvest.contributions[0].created_at is None


def test_an_unfinished_answer_may_be_kept_and_says_so(tmp_path):
    harvest = read(tmp_path, Options(), keep_incomplete=True)
    assert [record.attributes.get("incomplete") for record in harvest.contributions if record.row == 3] == ["true"]


def test_a_token_cannot_be_said_to_be_a_text(tmp_path):
    with pytest.raises(FormatError) as refused:
        read(tmp_path, Options(), texts=("token",))
    assert refused.value.code == "personal_column"


def test_two_long_questions_that_begin_alike_keep_their_own_answers(tmp_path):
    long = "Dans votre commune, que faudrait-il changer en premier dans "
    rows = [["id", "submitdate", "startlanguage", f"{long}les écoles ?", f"{long}les transports ?"],
            ["1", "2026-03-01", "fr", "Il faut des cours plus courts.", "Il faut des bus le soir."]]  # fmt: skip
    harvest = read_file(write_csv(tmp_path / "a.csv", rows))
    assert [record.text for record in harvest.contributions] == rows[1][3:]
    assert len({record.external_id for record in harvest.contributions}) == 2


def test_a_workbook_is_read_like_a_csv(tmp_path):
    options = Options(headings="full")
    rows = [lime_files.metadata_headings(options) + [lime_files.heading(q, options) for q in lime_files.questions()]]
    harvest = read_file(write_xlsx(tmp_path / "a.xlsx", {"Feuille": [*rows, *lime_files.answers(options)]}))
    assert texts(harvest) == TEXTS


def test_times_spent_are_left_aside(tmp_path):
    rows = [["id", "submitdate", "lastpage", "Q1", "interviewtime", "groupTime12", "Q1Time"],
            ["1", "2026-03-01 10:00:00", "2", "Une phrase qui dit quelque chose.", "12.5", "4", "3"]]  # fmt: skip
    harvest = read_file(write_csv(tmp_path / "a.csv", rows))
    assert harvest.contributions[0].attributes == {}
    assert {"interviewtime", "groupTime12", "Q1Time"} <= set(harvest.ignored_columns)


@pytest.mark.parametrize("left_out", [{"submitdate"}, {"lastpage", "seed"}, {"id", "token", "seed", "startlanguage"}])
def test_columns_that_were_left_out_of_the_export_are_not_missed(tmp_path, left_out):
    kept = [place for place, code in enumerate(lime_files.CODES) if code not in left_out]
    kept += range(len(lime_files.CODES), len(lime_files.CODES) + len(lime_files.questions()))
    rows = [[*lime_files.CODES, *(lime_files.heading(q, Options()) for q in lime_files.questions())]]
    rows += lime_files.answers(Options())
    harvest = read_file(write_csv(tmp_path / "a.csv", [[row[place] for place in kept] for row in rows]))
    assert harvest.recognition.tool == "limesurvey"
    assert [text for text in texts(harvest) if text[0] != 3] == TEXTS


def test_a_question_that_the_first_rows_leave_empty_is_free_where_somebody_writes(tmp_path):
    rows = [["id", "submitdate", "lastpage", "Q1", "Q2"],
            ["1", "2026-03-01 10:00:00", "2", "Une phrase qui dit quelque chose.", ""],
            ["2", "2026-03-01 10:00:00", "2", "", "Enfin quelqu’un répond à cela."],
            ["3", "2026-03-01 10:00:00", "2", "Encore une phrase, plus courte.", "A2"]]  # fmt: skip
    table = open_table(write_csv(tmp_path / "a.csv", rows))
    piece = replace(table, frame=table.frame[1:], rows=table.rows[1:], head=replace(table, frame=table.frame[:1]))
    harvest = READER.read(piece, ReadOptions())
    assert [record.text for record in harvest.contributions] == [rows[2][4], rows[3][3]]
    assert harvest.contributions[1].attributes == {"Q2": "A2"}


def test_a_number_that_is_an_address_is_no_identifier(tmp_path):
    rows = [["id", "submitdate", "lastpage", "Q1"],
            ["a@mairie.example", "2026-03-01 10:00:00", "2", "Une phrase qui dit quelque chose."]]  # fmt: skip
    harvest = read_file(write_csv(tmp_path / "a.csv", rows))
    assert (harvest.contributions[0].external_id, harvest.personal_columns) == ("row-2:Q1", ("id",))


def test_a_comment_where_people_leave_their_address_is_not_taken(tmp_path):
    rows = [["id", "submitdate", "lastpage", "Q1", "Q2[comment]"],
            ["1", "2026-03-01 10:00:00", "2", "Une phrase qui dit quelque chose.", "écrire à a@mairie.example"],
            ["2", "2026-03-01 10:00:00", "2", "Encore une phrase, et bien d’autres.", "b@mairie.example"]]  # fmt: skip
    harvest = read_file(write_csv(tmp_path / "a.csv", rows))
    assert harvest.personal_columns == ("Q2[comment]",)
    assert "mairie.example" not in repr(harvest)


def test_files_that_people_sent_are_left_aside(tmp_path):
    sent = '[{ "title":"Ma lettre","size":"12.5","name":"jeanne.pdf","filename":"fu_a","ext":"pdf" }]'
    rows = [["id", "submitdate", "lastpage", "Q1", "Q2", "Q2[filecount]"],
            ["1", "2026-03-01 10:00:00", "2", "Une phrase qui dit quelque chose.", sent, "1"]]  # fmt: skip
    harvest = read_file(write_csv(tmp_path / "a.csv", rows))
    assert "Q2" in harvest.ignored_columns
    assert "jeanne" not in repr(harvest)


def test_a_ranking_is_closed_though_each_choice_comes_once_on_its_line(tmp_path):
    choices = ["Un guichet près de chez moi", "Une réponse par courrier", "Un site que je comprends"]
    rows = [["id", "submitdate", "lastpage", "Q1", "Q2[1]", "Q2[2]", "Q2[3]"],
            *([str(n), "2026-03-01 10:00:00", "2", f"Une phrase qui dit la chose {n}.", *choices[n:], *choices[:n]]
              for n in range(3))]  # fmt: skip
    harvest = read_file(write_csv(tmp_path / "a.csv", rows))
    assert [record.question for record in harvest.contributions] == ["Q1"] * 3
    assert harvest.contributions[1].attributes["Q2[1]"] == choices[1]


CELLS = {
    "free": st.sampled_from(["", "Je voudrais que tout le monde comprenne.", "Pas de caméra dans ma rue !", "N/A",
                             "Moins d’écrans, plus de guichets.", "'+ de bus, et de nuit"]),
    "closed": st.sampled_from(["", "A1", "A2", "-oth-", "Oui", "3"]),
    "empty": st.just(""),
}  # fmt: skip


@st.composite
def surveys(draw):
    kinds = draw(st.lists(st.sampled_from(sorted(CELLS)), min_size=1, max_size=6))
    rows = draw(st.lists(st.tuples(st.booleans(), *(CELLS[kind] for kind in kinds)), min_size=1, max_size=12))
    return [f"Que dites-vous du point {number} ?" for number in range(len(kinds))], rows


def outcome(folder, asked, rows, options):
    lime = [lime_files.Question(f"Q{number}", text) for number, text in enumerate(asked)]
    table = [
        lime_files.metadata_headings(options) + [lime_files.heading(question, options) for question in lime],
        *([*lime_files.metadata(number, submitted=row[0]), *row[1:]] for number, row in enumerate(rows, start=1)),
    ]
    try:
        harvest = read_file(write_csv(folder / "a.csv", table))
    except FormatError as error:
        return error.code
    assert harvest.n_rows == len(rows) == harvest.n_rows_taken + harvest.n_rows_refused + harvest.n_rows_aside
    return texts(harvest)


@settings(max_examples=60, deadline=None)
@given(survey=surveys(), language=st.sampled_from(["fr", "en"]))
def test_any_survey_is_accounted_for_and_read_alike_whatever_the_headings(tmp_path_factory, survey, language):
    folder = tmp_path_factory.mktemp("surveys")
    options = Options(language=language)
    outcomes = [outcome(folder, *survey, replace(options, headings=headings)) for headings in KINDS_OF_HEADINGS]
    assert all(other == outcomes[0] for other in outcomes)


def test_a_piece_of_a_long_file_is_read_by_what_its_first_rows_say(tmp_path):
    table = open_table(write(tmp_path / "a.csv", exported(Options())))
    piece = replace(table, frame=table.frame[2:], rows=table.rows[2:], head=table)
    assert texts(READER.read(piece, ReadOptions())) == [text for text in TEXTS if text[0] >= 4]
