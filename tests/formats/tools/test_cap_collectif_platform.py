"""Cap Collectif: consultations, calls for proposals and questionnaires, as the back office writes them."""

from datetime import datetime

import pytest

from polyphonie.formats import read_file, recognize
from tests.formats.files import write_csv

CONSULTATION = [
    "type", "contributions_id", "contributions_author_id", "contributions_consultation_title",
    "contributions_section_title", "contributions_title", "contributions_bodyText", "contributions_createdAt",
    "contributions_updatedAt", "contributions_url", "contributions_published", "contributions_trashed",
    "contributions_trashedStatus", "contributions_trashedAt", "contributions_trashedReason", "contributions_votesCount",
    "contributions_votesCountOk", "contributions_argumentsCount", "contributions_context_element_title",
    "contributions_context_element_bodyText", "contributions_votes_id", "contributions_votes_related_id",
    "contributions_votes_author_id", "contributions_votes_value", "contributions_arguments_related_id",
    "contributions_arguments_related_kind", "contributions_arguments_id", "contributions_arguments_author_id",
    "contributions_arguments_type", "contributions_arguments_body", "contributions_arguments_createdAt",
    "contributions_arguments_url", "contributions_arguments_trashed", "contributions_arguments_votesCount",
    "contributions_reportings_id", "contributions_reportings_author_id", "contributions_reportings_body",
    "contributions_sources_id", "contributions_sources_related_id", "contributions_sources_author_id",
    "contributions_sources_body", "contribution_versions_id", "contribution_versions_title",
    "contribution_versions_bodyText", "contribution_versions_createdAt",
]  # fmt: skip
COLLECT = [
    "proposal_id", "proposal_reference", "proposal_title", "proposal_votes_totalCount", "proposal_createdAt",
    "proposal_publishedAt", "proposal_updatedAt", "proposal_publicationStatus", "proposal_trashedAt",
    "proposal_trashedReason", "proposal_link", "proposal_author_id", "proposal_author_username",
    "proposal_author_isEmailConfirmed", "proposal_author_email", "proposal_author_userType_id",
    "proposal_author_userType_name", "proposal_status_name", "proposal_category_name", "proposal_summary",
    "proposal_description", "Pourquoi est-ce utile ?", "Votre quartier", "proposal_votes_id",
    "proposal_votes_author_username", "proposal_comments_id", "proposal_comments_body", "proposal_comments_createdAt",
    "proposal_comments_author_username", "proposal_comments_author_userType_name",
    "proposal_comments_publicationStatus", "proposal_news_id", "proposal_news_title", "proposal_reportings_id",
    "proposal_reportings_body", "proposal_reportings_author_username",
]  # fmt: skip


def rows(headings, *filled):
    return [headings, *([row.get(name, "") for name in headings] for row in filled)]


def consultation():
    opinion = {"type": "opinion", "contributions_author_id": "VXNlcjox", "contributions_section_title": "Les droits",
               "contributions_createdAt": "2026-01-22 15:00:05"}  # fmt: skip
    return rows(
        CONSULTATION,
        {**opinion, "contributions_id": "T1", "contributions_title": "Un guichet",
         "contributions_bodyText": "<p>Gardez un guichet,</p><p>même petit.</p>", "contributions_votesCountOk": "12",
         "contributions_url": "https://a.example/1", "contributions_trashed": "0"},
        {"type": "vote", "contributions_votes_id": "V1", "contributions_votes_author_id": "VXNlcjoy",
         "contributions_votes_value": "YES"},
        {"type": "context_element", "contributions_id": "T1", "contributions_context_element_title": "Motifs",
         "contributions_context_element_bodyText": "Tout ferme."},
        {"type": "source", "contributions_sources_id": "S1", "contributions_sources_body": "Un rapport de 2025."},
        {"type": "argument", "contributions_arguments_id": "A1", "contributions_arguments_related_id": "T1",
         "contributions_arguments_type": "FOR", "contributions_arguments_body": "Oui, pour les aînés.",
         "contributions_arguments_createdAt": "2026-01-23 15:00:05", "contributions_arguments_author_id": "VXNlcjoz"},
        {"type": "argument", "contributions_arguments_id": "A2", "contributions_arguments_body": "Du mal de quelqu’un.",
         "contributions_arguments_trashed": "1"},
        {"type": "reportings", "contributions_reportings_id": "R1", "contributions_reportings_body": "C’est du mal."},
        {"type": "version", "contribution_versions_id": "W1", "contribution_versions_title": "Deux guichets",
         "contribution_versions_bodyText": "Gardez-en deux."},
        {**opinion, "contributions_id": "T2", "contributions_title": "Du temps", "contributions_trashed": "1",
         "contributions_bodyText": "Encore du mal de quelqu’un."},
    )  # fmt: skip


def collect():
    proposal = {"proposal_author_username": "jeanne", "proposal_author_email": "jeanne@mairie.example",
                "proposal_author_id": "VXNlcjox", "proposal_author_userType_name": "Citoyenne",
                "proposal_createdAt": "2026-01-22 15:00:05", "proposal_publishedAt": "2026-01-22 15:00:06",
                "proposal_publicationStatus": "PUBLISHED"}  # fmt: skip
    return rows(
        COLLECT,
        {**proposal, "proposal_id": "P1", "proposal_title": "Un guichet", "proposal_reference": "1-1",
         "proposal_description": "Gardez un guichet, même petit.", "proposal_category_name": "Accueil",
         "Pourquoi est-ce utile ?": "Parce que tout ferme en même temps.", "Votre quartier": "Nord",
         "proposal_link": "https://a.example/p1"},
        {**proposal, "proposal_id": "P1", "proposal_votes_id": "V1", "proposal_votes_author_username": "paul"},
        {**proposal, "proposal_id": "P1", "proposal_comments_id": "C1", "proposal_comments_body": "Très bonne idée !",
         "proposal_comments_author_username": "paul", "proposal_comments_author_userType_name": "Élu",
         "proposal_comments_createdAt": "2026-01-24 10:00:00"},
        {**proposal, "proposal_id": "P1", "proposal_news_id": "N1", "proposal_news_title": "Du nouveau"},
        {**proposal, "proposal_id": "P1", "proposal_reportings_id": "R1", "proposal_reportings_body": "C’est du mal."},
        {**proposal, "proposal_id": "P2", "proposal_title": "Du temps", "proposal_summary": "Du temps pour former.",
         "Pourquoi est-ce utile ?": "Pour que personne ne reste derrière."},
        {**proposal, "proposal_id": "P3", "proposal_title": "Du mal", "proposal_trashedAt": "2026-01-25 10:00:00",
         "proposal_publicationStatus": "TRASHED"},
        {**proposal, "proposal_id": "P4", "proposal_title": "Pas fini", "proposal_publicationStatus": "DRAFT"},
    )  # fmt: skip


def accounted(harvest, n_rows):
    assert harvest.n_rows == harvest.n_rows_taken + harvest.n_rows_refused + harvest.n_rows_aside == n_rows
    return harvest


def test_a_consultation_gives_its_proposals_arguments_sources_and_versions(tmp_path):
    harvest = accounted(read_file(write_csv(tmp_path / "a.csv", consultation(), separator=";")), 9)
    assert (harvest.recognition.tool, harvest.recognition.generation) == ("cap-collectif", "consultation-step")
    assert [(record.external_id, record.kind, record.title) for record in harvest.contributions] == [
        ("T1", "opinion", "Un guichet"),
        ("T1:context_element-4", "context_element", "Motifs"),
        ("S1", "source", ""),
        ("A1", "argument", ""),
        ("W1", "version", "Deux guichets"),
    ]
    assert [(refusal.row, refusal.code) for refusal in harvest.refused] == [
        (3, "closed_answer"),
        (7, "trashed"),
        (8, "not_a_contribution"),
        (10, "trashed"),
    ]


def test_a_proposal_of_a_consultation_keeps_its_section_date_address_and_votes(tmp_path):
    first = read_file(write_csv(tmp_path / "a.csv", consultation())).contributions[0]
    assert first.text.split() == ["Gardez", "un", "guichet,", "même", "petit."]
    assert (first.created_at, first.url) == (datetime.fromisoformat("2026-01-22T15:00:05"), "https://a.example/1")
    assert first.attributes["contributions_section_title"] == "Les droits"
    assert first.attributes["contributions_votesCountOk"] == "12"


def test_an_argument_says_what_it_is_about_and_on_which_side(tmp_path):
    argument = read_file(write_csv(tmp_path / "a.csv", consultation())).contributions[3]
    assert argument.attributes == {"contributions_arguments_type": "FOR", "contributions_arguments_related_id": "T1"}


def test_a_call_for_proposals_gives_proposals_answers_and_comments_once(tmp_path):
    harvest = accounted(read_file(write_csv(tmp_path / "a.csv", collect(), separator=";")), 8)
    assert harvest.recognition.generation == "collect-step"
    assert [(record.row, record.kind, record.text, record.question) for record in harvest.contributions] == [
        (2, "proposal", "Gardez un guichet, même petit.", ""),
        (2, "proposal", "Parce que tout ferme en même temps.", "Pourquoi est-ce utile ?"),
        (4, "comment", "Très bonne idée !", ""),
        (7, "proposal", "Du temps pour former.", ""),
        (7, "proposal", "Pour que personne ne reste derrière.", "Pourquoi est-ce utile ?"),
    ]
    assert [(refusal.row, refusal.code) for refusal in harvest.refused] == [
        (3, "closed_answer"),
        (5, "not_a_contribution"),
        (6, "not_a_contribution"),
        (8, "trashed"),
        (9, "incomplete_answer"),
    ]


def test_the_type_of_an_author_is_the_public_and_nothing_else_of_them_is_taken(tmp_path):
    harvest = read_file(write_csv(tmp_path / "a.csv", collect()))
    assert [record.public for record in harvest.contributions] == [
        "Citoyenne",
        "Citoyenne",
        "Élu",
        "Citoyenne",
        "Citoyenne",
    ]
    told = repr((harvest.contributions, harvest.refused))
    assert not any(trace in told for trace in ("jeanne", "paul", "VXNlcjox"))
    assert {"proposal_author_email", "proposal_comments_author_username"} <= set(harvest.personal_columns)
    consulted = repr(read_file(write_csv(tmp_path / "b.csv", consultation())).contributions)
    assert "VXNlcj" not in consulted


def test_answers_to_a_questionnaire_are_read_without_who_sent_them(tmp_path):
    headings = ["id", "published", "published_at", "author", "author_id", "author_email", "phone", "created_at",
                "updated_at", "anonymous", "draft", "undraft_at", "account", "noAccount_email",
                "noAccount_email_isConfirmed", "internalComm", "Vous êtes", "Que faut-il changer ?"]  # fmt: skip
    sent = ["Oui", "2026-01-22 15:00:06", "jeanne", "VXNlcjox", "jeanne@mairie.example", "0600000000",
            "2026-01-22 15:00:05", "", "Non"]  # fmt: skip
    after = ["", "Oui", "", "", "Non"]
    table = [
        headings,
        ["Q1", *sent, "Non", *after, "Élue", "Ouvrir le samedi, et le dire."],
        ["Q2", *sent, "Oui", *after, "Élue", "Je n’ai pas fini d’écrire."],
    ]
    harvest = accounted(read_file(write_csv(tmp_path / "a.csv", table)), 2)
    assert (harvest.recognition.kind, harvest.recognition.generation) == ("answers", "questionnaire")
    assert [(record.external_id, record.public) for record in harvest.contributions] == [
        ("Q1:Que faut-il changer ?", "Élue")
    ]
    assert [refusal.code for refusal in harvest.refused] == ["incomplete_answer"]
    assert not any(trace in repr(harvest.contributions) for trace in ("jeanne", "0600000000", "VXNlcjox"))


@pytest.mark.parametrize("headings", [["id", "author", "draft", "text"], ["proposal_id", "proposal_title", "text"]])
def test_another_table_is_not_taken_for_one_of_these(tmp_path, headings):
    found = recognize(write_csv(tmp_path / "a.csv", [headings, ["1", "a", "b", "Une phrase qui dit cela."]]))
    assert found is None or found.tool != "cap-collectif"
