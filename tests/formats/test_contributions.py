"""Contributions: LimeSurvey, and any table."""

import pytest

from polyphonie.formats import FormatError, ReadOptions, look, read_contributions, read_file, recognize
from tests.formats import files
from tests.formats.files import write, write_csv, write_jsonl, write_xlsx


def accounted(harvest):
    assert harvest.n_rows == harvest.n_rows_taken + harvest.n_rows_refused + harvest.n_rows_aside
    return harvest


@pytest.mark.parametrize("headings", ["code", "full", "codetext"])
@pytest.mark.parametrize("separator", [",", ";"])
def test_limesurvey_gives_one_contribution_per_free_answer(tmp_path, headings, separator):
    text = "\ufeff" + files.csv_text(files.limesurvey(headings), separator=separator, quote_all=True, newline="\r\n")
    harvest = accounted(read_contributions(write(tmp_path / "results-survey12.csv", text + "\r\n")))
    assert (harvest.recognition.tool, harvest.recognition.generation) == ("limesurvey", headings)
    assert [(record.row, record.text) for record in harvest.contributions] == [
        (2, "Qu’un humain réponde quand la machine se trompe."),
        (4, "Un panneau d’affichage"),
    ]
    assert [(refusal.row, refusal.code) for refusal in harvest.refused] == [
        (3, "incomplete_answer"),
        (5, "no_free_answer"),
    ]


def test_limesurvey_is_known_by_its_english_headings_too(tmp_path):
    harvest = read_contributions(write_csv(tmp_path / "s.csv", files.limesurvey("full", english=True)))
    assert (harvest.recognition.generation, harvest.contributions[0].language) == ("full", "fr")
    assert harvest.contributions[0].public == "Habitante"


def test_an_answer_that_was_not_submitted_may_be_kept_and_is_marked(tmp_path):
    path = write_csv(tmp_path / "s.csv", files.limesurvey("codetext"))
    harvest = accounted(read_file(path, ReadOptions(keep_incomplete=True)))
    assert [record.attributes.get("incomplete") for record in harvest.contributions] == [None, "true", None]


def test_the_address_and_token_of_an_answer_are_never_taken(tmp_path):
    harvest = read_contributions(write_csv(tmp_path / "s.csv", files.limesurvey("code")))
    assert {"token", "ipaddr"} <= set(harvest.personal_columns)
    assert "10.0.0.1" not in repr(harvest)


@pytest.mark.parametrize("heading", ["texte", "Commentaire", "comment-body", "Verbatim ", "Réponse", "avis"])
def test_a_column_of_texts_is_known_by_its_name(tmp_path, heading):
    harvest = accounted(
        read_contributions(write_csv(tmp_path / "a.csv", [["N°", heading], ["4", "oui"], ["5", "non"]]))
    )
    assert [(record.external_id, record.text) for record in harvest.contributions] == [("4", "oui"), ("5", "non")]


def test_columns_of_prose_are_known_by_what_they_hold(tmp_path):
    rows = [
        ["Quand", "Parole notée", "Cercle"],
        *([f"{n}", f"Je voudrais la chose numéro {n} ici", "A"] for n in range(9)),
    ]
    harvest = accounted(read_contributions(write_csv(tmp_path / "a.csv", rows)))
    assert harvest.recognition.generation == "guessed"
    assert harvest.used_columns["text"] == "Parole notée"
    assert harvest.contributions[0].external_id == "row-2"
    assert harvest.contributions[0].is_numbered


def test_a_table_without_texts_says_which_columns_it_has(tmp_path):
    with pytest.raises(FormatError, match="Its columns are: a, b"):
        read_contributions(write_csv(tmp_path / "a.csv", [["a", "b"], ["1", "2"]]))


def test_the_person_names_the_columns(tmp_path):
    path = write_csv(tmp_path / "a.csv", [["a", "b", "texte"], ["1", "oui", "non"]])
    harvest = read_contributions(path, text="b", id="a")
    assert [(record.external_id, record.text) for record in harvest.contributions] == [("1", "oui")]
    with pytest.raises(FormatError, match="no column named “c”"):
        read_contributions(path, text="c")


def test_several_columns_of_texts_give_one_contribution_each(tmp_path):
    path = write_csv(
        tmp_path / "a.csv", [["id", "Attentes", "Craintes"], ["1", "oui", "non"], ["2", "", "si"], ["3", "", ""]]
    )
    harvest = accounted(read_file(path, ReadOptions(texts=("Attentes", "Craintes"))))
    assert [(record.row, record.question, record.text) for record in harvest.contributions] == [
        (2, "Attentes", "oui"),
        (2, "Craintes", "non"),
        (3, "Craintes", "si"),
    ]
    assert [(refusal.row, refusal.code) for refusal in harvest.refused] == [(4, "empty_text")]


def test_an_identifier_that_names_several_rows_is_not_used_unless_said(tmp_path):
    path = write_csv(tmp_path / "a.csv", [["id", "texte"], ["1", "oui"], ["1", "non"], ["1", "oui"]])
    assert len(accounted(read_contributions(path)).contributions) == 3
    assert [refusal.code for refusal in accounted(read_contributions(path, id="id")).refused] == ["duplicate_id"] * 2


def test_a_title_stands_for_a_text_that_is_missing(tmp_path):
    harvest = read_contributions(write_jsonl(tmp_path / "a.jsonl", [{"id": "1", "title": "Un guichet", "text": ""}]))
    assert (harvest.contributions[0].text, harvest.contributions[0].title) == ("Un guichet", "")


def test_a_text_beyond_measure_is_refused(tmp_path):
    harvest = accounted(read_contributions(write_csv(tmp_path / "a.csv", [["id", "texte"], ["1", "x" * 100_001]])))
    assert [refusal.code for refusal in harvest.refused] == ["text_too_long"]


def test_a_column_of_addresses_is_never_taken_whatever_its_name(tmp_path):
    rows = [["Texte", "Où vous joindre"], ["oui", "a@example.org"], ["non", "b@example.org"]]
    harvest = read_contributions(write_csv(tmp_path / "a.csv", rows))
    assert harvest.personal_columns == ("Où vous joindre",)
    assert "example.org" not in repr(harvest.contributions)


def test_all_the_sheets_of_notes_are_read_and_told_apart(tmp_path):
    notes = [["Contribution", "Atelier"], ["oui", "Mardi"]]
    sheets = {"Mardi": notes, "Jeudi": notes, "Légende": [["Code", "Sens"], ["A", "B"]]}
    harvest = accounted(read_contributions(write_xlsx(tmp_path / "n.xlsx", sheets)))
    assert [record.external_id for record in harvest.contributions] == ["Mardi/row-2", "Jeudi/row-2"]
    assert harvest.ignored_sheets == ("Légende",)
    assert harvest.contributions[0].activity_label == "Mardi"


def test_a_look_says_what_would_be_taken(tmp_path):
    seen = look(write_csv(tmp_path / "v.csv", files.POLIS_VOTES), ReadOptions(file_name="votes-mars.csv"))
    assert (seen.n_votes, seen.most_agreed, seen.harvest.file) == (4, (("1", 1, 2),), "votes-mars.csv")
    unknown = look(write_csv(tmp_path / "a.csv", [["a", "b"], ["1", "2"]]), ReadOptions())
    assert (unknown.error.code, unknown.headings) == ("no_text_column", ("a", "b"))


def test_nothing_is_recognised_in_figures(tmp_path):
    assert recognize(write_csv(tmp_path / "a.csv", [["a", "b"], ["1", "2"]])) is None


def test_every_real_text_is_accounted_for(shared_data):
    for path in sorted((shared_data / "text").glob("*/*.jsonl.gz")):
        harvest = accounted(read_contributions(path))
        assert harvest.n_rows_taken > 0.99 * harvest.n_rows
        assert harvest.used_columns["id"] == "id"
