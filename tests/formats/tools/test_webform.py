"""Drupal Webform: the three rows of headings of Drupal 7, the one row since, keys and labels, in both languages."""

from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from polyphonie.formats import FormatError, ReadOptions, open_table, read_file
from polyphonie.formats.tools.webform import READER
from tests.formats.files import csv_text, write, write_csv, write_xlsx

OLD_METADATA = {
    "keys": ["webform_serial", "webform_sid", "webform_time", "webform_completed_time", "webform_modified_time",
             "webform_draft", "webform_ip_address", "webform_uid", "webform_username"],
    "en": ["Serial", "SID", "Submitted Time", "Completed Time", "Modified Time", "Draft", "IP Address", "UID",
           "Username"],
    "fr": ["Numéro de série", "SID", "Heure de soumission", "Heure de fin", "Heure de modification", "Brouillon",
           "Adresse IP", "UID", "Nom d’utilisateur"],
}  # fmt: skip
OLD_DETAILS = {"keys": "submission_details", "en": "Submission Details", "fr": "Détails de la soumission"}
EXPECTED = "Qu’attendez-vous de l’IA ?"
CHANNELS = "Par où passez-vous ?"
GRID = "Notez ces usages"


def old_rows(headings, *, selection="separate", title="Consultation"):
    """Three rows of headings: the title, the questions of several columns, the columns."""
    metadata = OLD_METADATA[headings]
    is_separate = selection == "separate"
    channels = ["Le site", "La mairie", "Autre…"] if is_separate else [CHANNELS]
    above = ["", "", CHANNELS, *[""] * (len(channels) - 1), GRID, "", ""] if is_separate else ["", "", "", GRID, "", ""]
    columns = ["Vous êtes", EXPECTED, *channels, "Accueil", "Tri du courrier", "Que craignez-vous ?"]
    answered = {
        1: ["X", "", ""] if is_separate else ["Le site"],
        2: ["X", "X", "Le panneau de la place"] if is_separate else ["Le site, La mairie, Le panneau"],
        3: ["", "X", ""] if is_separate else ["La mairie"],
    }
    return [
        [title, *[""] * (len(metadata) + len(columns) - 1)],
        [OLD_DETAILS[headings], *[""] * (len(metadata) - 1), *above],
        [*metadata, *columns],
        [*old_metadata(1), "Habitante", "Un guichet, et quelqu’un derrière.", *answered[1], "Oui", "Non", ""],
        [*old_metadata(2), "Agent", "", *answered[2], "Non", "Non", "Que plus personne ne réponde."],
        [*old_metadata(3), "Agent", "", *answered[3], "Oui", "", ""],
        [*old_metadata(4, draft="1"), "Élue", "Je n’ai pas fini d’écrire", *answered[3], "", "", ""],
    ]


def old_metadata(number, *, draft="0"):
    return [str(number), f"10{number}", f"0{number}/03/2026 - 10:30", f"0{number}/03/2026 - 10:35",
            f"0{number}/03/2026 - 10:35", draft, f"10.0.0.{number}", "7", "jeanne.m"]  # fmt: skip


def accounted(harvest, n_rows=4):
    assert harvest.n_rows == harvest.n_rows_taken + harvest.n_rows_refused + harvest.n_rows_aside == n_rows
    return harvest


def texts(harvest):
    return [(record.row, record.text) for record in harvest.contributions]


def harvest_or_code(path):
    try:
        return read_file(path)
    except FormatError as error:
        return error.code


OLD_TEXTS = [(4, "Un guichet, et quelqu’un derrière."), (5, "Que plus personne ne réponde.")]
OLD_REFUSALS = [(6, "no_free_answer"), (7, "incomplete_answer")]


@pytest.mark.parametrize("headings", ["keys", "en", "fr"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_the_three_rows_of_headings_of_drupal_7_are_read(tmp_path, headings, separator):
    text = csv_text(old_rows(headings), separator=separator, quote_all=True)
    harvest = accounted(read_file(write(tmp_path / "a.csv", text)))
    recognition = harvest.recognition
    assert (recognition.tool, recognition.kind) == ("webform", "answers")
    assert recognition.generation == ("drupal-7-keys" if headings == "keys" else "drupal-7-labels")
    assert recognition.language == ("" if headings == "keys" else headings)
    assert [pair for pair in texts(harvest) if "panneau" not in pair[1]] == OLD_TEXTS
    assert [(refusal.row, refusal.code) for refusal in harvest.refused] == OLD_REFUSALS


def test_a_question_with_a_column_per_option_is_put_together_again(tmp_path):
    first, other, second = accounted(read_file(write_csv(tmp_path / "a.csv", old_rows("fr")))).contributions
    assert first.attributes[CHANNELS] == "Le site"
    assert second.attributes[CHANNELS] == "Le site, La mairie"
    assert (other.text, other.question) == ("Le panneau de la place", f"{CHANNELS} / Autre…")
    assert first.attributes[f"{GRID} / Accueil"] == "Oui"
    assert first.attributes[f"{GRID} / Tri du courrier"] == "Non"
    assert (first.question, second.question) == (EXPECTED, "Que craignez-vous ?")


def test_several_choices_may_stand_in_one_cell(tmp_path):
    harvest = accounted(read_file(write_csv(tmp_path / "a.csv", old_rows("fr", selection="compact"))))
    assert texts(harvest) == OLD_TEXTS
    assert harvest.contributions[1].attributes[CHANNELS] == "Le site, La mairie, Le panneau"


def test_the_number_of_the_submission_identifies_it(tmp_path):
    first = read_file(write_csv(tmp_path / "a.csv", old_rows("keys"))).contributions[0]
    assert (first.external_id, first.is_numbered, first.public) == (f"101:{EXPECTED}", False, "Habitante")
    assert first.created_at == datetime.fromisoformat("2026-03-01T10:35")


@pytest.mark.parametrize("headings", ["keys", "en", "fr"])
def test_who_sent_the_form_and_from_where_is_never_taken(tmp_path, headings):
    harvest = read_file(write_csv(tmp_path / "a.csv", old_rows(headings)))
    assert set(OLD_METADATA[headings][-3:]) <= set(harvest.personal_columns)
    told = repr((harvest.contributions, harvest.refused))
    assert "10.0.0." not in told
    assert "jeanne" not in told


def test_the_old_file_for_excel_is_wide_text(tmp_path):
    text = csv_text(old_rows("fr"), separator="\t", quote_all=True)
    harvest = accounted(read_file(write(tmp_path / "resultats.xls", b"\xff\xfe" + text.encode("utf-16-le"))))
    assert texts(harvest)[-1] == OLD_TEXTS[-1]


def test_a_workbook_with_three_rows_of_headings_is_read(tmp_path):
    harvest = accounted(read_file(write_xlsx(tmp_path / "a.xlsx", {"Feuille": old_rows("en")})))
    assert harvest.recognition.generation == "drupal-7-labels"


def test_a_form_without_options_has_its_headings_on_the_third_row_all_the_same(tmp_path):
    rows = [[row[0], *row[1:9], *row[9:11]] for row in old_rows("fr", selection="compact")]
    harvest = accounted(read_file(write_csv(tmp_path / "a.csv", rows, separator=";")))
    assert texts(harvest) == OLD_TEXTS[:1]


NEW_KEYS = ["serial", "sid", "uuid", "token", "uri", "created", "completed", "changed", "in_draft", "current_page",
            "remote_addr", "uid", "langcode", "webform_id", "entity_type", "entity_id", "locked", "sticky",
            "notes"]  # fmt: skip
NEW_LABELS = {
    "en": ["Serial number", "Submission ID", "Submission UUID", "Token", "Submission URI", "Created", "Completed",
           "Changed", "Is draft", "Current page", "Remote IP address", "Submitted by", "Language", "Webform",
           "Submitted to: Entity type", "Submitted to: Entity ID", "Locked", "Sticky", "Notes"],
    "fr": ["Numéro de série", "ID de soumission", "UUID de soumission", "Jeton", "URI de soumission", "Créé",
           "Terminé", "Modifié", "Est un brouillon", "Page actuelle", "Adresse IP distante", "Soumis par", "Langue",
           "Formulaire web", "Soumis à : type d’entité", "Soumis à : ID d’entité", "Verrouillé", "Épinglé", "Notes"],
}  # fmt: skip


def new_rows(headings, *, selection="separate"):
    metadata = NEW_LABELS.get(headings, NEW_KEYS)
    has_keys = headings == "keys"
    channels = ["canaux__site", "canaux__mairie"] if has_keys else [f"{CHANNELS}: Le site", f"{CHANNELS}: La mairie"]
    one = "canaux" if has_keys else CHANNELS
    asked = ["profil", "attentes"] if has_keys else ["Vous êtes", EXPECTED]
    ticks = {1: ["X", ""], 2: ["X", "X"], 3: ["", ""]} if selection == "separate" else {1: ["a"], 2: ["a;b"], 3: [""]}
    columns = channels if selection == "separate" else [one]
    return [
        [*metadata, *asked, *columns],
        [*new_metadata(1), "Habitant", "Un guichet, et quelqu’un derrière.", *ticks[1]],
        [*new_metadata(2), "Agente", "Que plus personne ne réponde.", *ticks[2]],
        [*new_metadata(3), "Agente", "", *ticks[3]],
        [*new_metadata(4, draft="1"), "Élue", "Je n’ai pas fini d’écrire", *ticks[3]],
    ]


def new_metadata(number, *, draft="0"):
    at = f"2026-03-0{number} 10:30:00"
    return [str(number), f"10{number}", f"0000-{number}", f"sEcReT{number}", f"/form/a?token=sEcReT{number}", at,
            "" if draft == "1" else at, at, draft, "", f"10.0.0.{number}", "7 (jeanne.m)", "fr", "attentes", "node",
            "12", "0", "0", "à rappeler"]  # fmt: skip


@pytest.mark.parametrize("headings", ["keys", "en", "fr"])
@pytest.mark.parametrize("selection", ["separate", "compact"])
def test_the_one_row_of_headings_since_drupal_8_is_read(tmp_path, headings, selection):
    harvest = accounted(read_file(write_csv(tmp_path / "a.csv", new_rows(headings, selection=selection))))
    recognition = harvest.recognition
    assert recognition.generation == ("drupal-8-keys" if headings == "keys" else "drupal-8-labels")
    assert recognition.language == ("" if headings == "keys" else headings)
    assert texts(harvest) == [(2, "Un guichet, et quelqu’un derrière."), (3, "Que plus personne ne réponde.")]
    assert [(refusal.row, refusal.code) for refusal in harvest.refused] == [
        (4, "no_free_answer"),
        (5, "incomplete_answer"),
    ]
    assert "sEcReT" not in repr(harvest.contributions)
    assert "jeanne" not in repr(harvest.contributions)
    assert harvest.contributions[0].language == "fr"


def test_ticks_since_drupal_8_are_put_together_again(tmp_path):
    by_label = read_file(write_csv(tmp_path / "a.csv", new_rows("fr"))).contributions[1]
    by_key = read_file(write_csv(tmp_path / "b.csv", new_rows("keys"))).contributions[1]
    assert by_label.attributes[CHANNELS] == "Le site, La mairie"
    assert by_key.attributes["canaux"] == "site, mairie"


def test_columns_that_a_site_leaves_out_are_not_missed(tmp_path):
    left_out = {"uuid", "token", "webform_id", "serial", "uri"}
    kept = [place for place, key in enumerate(NEW_KEYS) if key not in left_out]
    kept += range(len(NEW_KEYS), len(new_rows("keys")[0]))
    rows = [[row[place] for place in kept] for row in new_rows("keys")]
    assert len(accounted(read_file(write_csv(tmp_path / "a.csv", rows))).contributions) == 2


@pytest.mark.parametrize("place", [1, 2, 3, 4, 5])
def test_one_name_that_a_site_translated_its_own_way_is_no_hindrance(tmp_path, place):
    rows = old_rows("fr")
    rows[2][place] = "Libellé maison"
    harvest = accounted(read_file(write_csv(tmp_path / "a.csv", rows, separator=";")))
    assert OLD_TEXTS[1] in texts(harvest)
    assert harvest.contributions[0].external_id == f"101:{EXPECTED}"
    assert "10.0.0." not in repr((harvest.contributions, harvest.refused))


def test_a_token_is_never_an_identifier(tmp_path):
    with pytest.raises(FormatError) as refused:
        read_file(write_csv(tmp_path / "a.csv", new_rows("keys")), ReadOptions(texts=("token",)))
    assert refused.value.code == "personal_column"


def test_a_piece_of_a_long_file_is_read_by_what_its_first_rows_say(tmp_path):
    table = open_table(write_csv(tmp_path / "a.csv", old_rows("fr")))
    piece = replace(table, frame=table.frame[1:2], rows=table.rows[1:2], head=table)
    read = READER.read(piece, ReadOptions())
    assert read.contributions[-1].attributes[CHANNELS] == "Le site, La mairie"
    assert READER.recognizes(piece) == READER.recognizes(table)


@settings(max_examples=40, deadline=None)
@given(
    headings=st.sampled_from(["keys", "en", "fr"]),
    cells=st.lists(
        st.tuples(st.sampled_from(["0", "1"]), *[st.sampled_from(["", "X", "Oui", "Une phrase, avec un point."])] * 4),
        min_size=1,
        max_size=12,
    ),
)
def test_any_form_is_accounted_for_row_by_row(tmp_path_factory, headings, cells):
    rows = [
        ["Titre", *[""] * 12],
        [OLD_DETAILS[headings], *[""] * 8, "Question", "", "", ""],
        [*OLD_METADATA[headings], "a", "b", "autre", "d"],
        *([*old_metadata(number, draft=draft), *said] for number, (draft, *said) in enumerate(cells, start=1)),
    ]
    harvest = harvest_or_code(write_csv(tmp_path_factory.mktemp("forms") / "a.csv", rows))
    if harvest == "no_answers_column":
        return
    accounted(harvest, n_rows=len(cells))
    assert harvest.n_rows_refused >= sum(draft == "1" for draft, *_ in cells)
