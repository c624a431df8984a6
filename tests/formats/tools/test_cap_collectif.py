"""Cap Collectif: proposals and replies, as a national debate published them."""

import base64
import gzip
import json
from datetime import datetime

from polyphonie.formats import read_file, recognize
from tests.formats.files import write_csv


def asked(number, question):
    return f"Q{base64.b64encode(f'Question:{number}'.encode()).decode()} - {question}"


FREE = asked(107, "Quelles mesures faudrait-il prendre, selon vous ?")
CLOSED = asked(108, "Par quels canaux vous informez-vous ?")
OTHER = asked(109, "Y a-t-il d’autres points - même petits - à ajouter ?")
PROPOSAL = ["id", "reference", "title", "createdAt", "publishedAt", "updatedAt", "trashed", "trashedStatus", "authorId",
            "authorType", "authorZipCode"]  # fmt: skip
PROPOSALS = [
    [*PROPOSAL, FREE, CLOSED, OTHER],
    ["UHJv1", "1-1", "Des guichets", "2026-01-22 15:00:05", "2026-01-22 15:00:06", "", "false", "", "VXNlcjox",
     "Citoyen / Citoyenne", "24000", "Gardez un guichet, même petit.", "Presse|Radio", "Et des horaires lisibles."],
    ["UHJv2", "1-2", "Du temps", "2026-01-22 15:00:05", "", "", "false", "", "VXNlcjoy", "Élu / élue", "24110", "",
     "Radio", ""],
    ["UHJv3", "1-3", "Insultes", "2026-01-22 15:00:05", "", "", "true", "invisible", "VXNlcjoz", "Citoyen / Citoyenne",
     "24120", "Je dis du mal de quelqu’un.", "Presse|Télévision|par mes voisins", ""],
    ["UHJv4", "1-4", "Du calme", "2026-01-22 15:00:05", "", "", "false", "", "VXNlcjo0", "Organisation à but lucratif",
     "24130", "Prenons le temps d’essayer avant.", "Télévision|Presse", ""],
]  # fmt: skip


def replies():
    left_out = {"reference", "title", "trashed", "trashedStatus"}
    kept = [place for place, name in enumerate(PROPOSALS[0]) if name not in left_out]
    return [[row[place] for place in kept] for row in PROPOSALS]


def accounted(harvest):
    assert harvest.n_rows == harvest.n_rows_taken + harvest.n_rows_refused + harvest.n_rows_aside
    return harvest


def test_proposals_give_one_contribution_per_free_answer(tmp_path):
    harvest = accounted(read_file(write_csv(tmp_path / "a.csv", PROPOSALS)))
    recognition = harvest.recognition
    assert (recognition.tool, recognition.kind, recognition.generation) == (
        "cap-collectif",
        "contributions",
        "proposals",
    )
    assert [(record.row, record.text) for record in harvest.contributions] == [
        (2, "Gardez un guichet, même petit."),
        (2, "Et des horaires lisibles."),
        (3, "Du temps"),
        (5, "Prenons le temps d’essayer avant."),
    ]


def test_the_question_stands_without_its_identifier_which_stands_in_that_of_the_answer(tmp_path):
    first, second, *_ = read_file(write_csv(tmp_path / "a.csv", PROPOSALS)).contributions
    assert first.question == "Quelles mesures faudrait-il prendre, selon vous ?"
    assert second.question == "Y a-t-il d’autres points - même petits - à ajouter ?"
    assert first.external_id == f"UHJv1:{FREE.partition(' - ')[0]}"


def test_a_proposal_keeps_its_title_date_public_and_closed_answers(tmp_path):
    first = read_file(write_csv(tmp_path / "a.csv", PROPOSALS)).contributions[0]
    assert (first.title, first.kind, first.public) == ("Des guichets", "proposal", "Citoyen / Citoyenne")
    assert first.created_at == datetime.fromisoformat("2026-01-22T15:00:06")
    assert first.attributes["Par quels canaux vous informez-vous ?"] == "Presse|Radio"
    assert first.attributes["reference"] == "1-1"


def test_what_was_put_in_the_bin_is_refused_and_says_so(tmp_path):
    harvest = read_file(write_csv(tmp_path / "a.csv", PROPOSALS))
    assert [(refusal.row, refusal.code, refusal.external_id) for refusal in harvest.refused] == [
        (4, "trashed", "UHJv3")
    ]


def test_who_wrote_and_where_they_live_is_never_taken(tmp_path):
    rows = [[*row, "x@mairie.example" if place else "authorEmail", "jeanne" if place else "authorUsername"]
            for place, row in enumerate(PROPOSALS)]  # fmt: skip
    harvest = read_file(write_csv(tmp_path / "a.csv", rows))
    assert set(harvest.personal_columns) == {"authorId", "authorZipCode", "authorEmail", "authorUsername"}
    told = repr((harvest.contributions, harvest.refused))
    assert not any(trace in told for trace in ("VXNlcj", "24000", "mairie.example", "jeanne"))


def test_the_tags_of_a_web_editor_are_taken_off(tmp_path):
    rows = [PROPOSALS[0], [*PROPOSALS[1][:-3], "<p>Un guichet,</p><p>et des gens.</p>", "", "1 < 2 &amp; alors ?"]]
    first, second = read_file(write_csv(tmp_path / "a.csv", rows)).contributions
    assert first.text.split() == ["Un", "guichet,", "et", "des", "gens."]
    assert second.text == "1 < 2 &amp; alors ?"


def test_replies_have_no_title_and_are_answers(tmp_path):
    harvest = accounted(read_file(write_csv(tmp_path / "a.csv", replies())))
    assert (harvest.recognition.kind, harvest.recognition.generation) == ("answers", "replies")
    assert len(harvest.contributions) == 4
    assert [(refusal.row, refusal.code) for refusal in harvest.refused] == [(3, "no_free_answer")]


def test_a_table_that_only_names_its_columns_alike_is_another(tmp_path):
    rows = [["id", "title", "authorType", "Q1 - Pourquoi ?"], ["1", "a", "b", "Parce que c’est ainsi."]]
    assert recognize(write_csv(tmp_path / "a.csv", rows)).tool != "cap-collectif"


def test_real_answers_come_back_word_for_word(tmp_path, shared_data):
    content = (shared_data / "text" / "granddebat-annote" / "reponses.jsonl.gz").read_bytes()
    records = [json.loads(line) for line in gzip.decompress(content).splitlines()]
    questions = list(dict.fromkeys((record["question_id"], record["question"]) for record in records))
    rows = [[*PROPOSAL, *(asked(number, question) for number, question in questions)]]
    for record in records:
        answers = [record["text"] if number == record["question_id"] else "" for number, _ in questions]
        author = [str(record["id"]), record["author_type"] or "", "24000"]
        rows.append([str(record["id"]), "", record["title"] or "", record["date"] or "", "", "", "false", "", *author,
                     *answers])  # fmt: skip
    harvest = accounted(read_file(write_csv(tmp_path / "a.csv", rows)))
    assert [record.text for record in harvest.contributions] == [record["text"] for record in records]
    assert {record.question for record in harvest.contributions} == {question for _, question in questions}
