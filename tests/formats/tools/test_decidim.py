"""Decidim: proposals, comments, debates, meetings, surveys, and what holds nothing to import."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polyphonie.formats import FormatError, ReadOptions, read_file, recognize
from polyphonie.formats.tools import readers
from polyphonie.formats.tools.decidim_proposals import DecidimProposals
from tests.formats.files import write, write_csv
from tests.formats.tools import golden_decidim as golden
from tests.formats.tools.golden_tables import accounted, pieces_of, table_of, what_comes_of
from tests.formats.tools.golden_variants import VARIANTS


@pytest.fixture
def read(tmp_path):
    def reading(rows, options=None):
        return accounted(read_file(write_csv(tmp_path / "export.csv", rows, separator=";"), options or ReadOptions()))

    return reading


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("name", golden.FILES)
def test_each_file_is_known_however_it_was_written(tmp_path, name, variant):
    rows, kind, generation, language = golden.FILES[name]
    found = recognize(VARIANTS[variant](tmp_path, rows))
    assert (found.tool, found.kind, found.generation, found.language) == ("decidim", kind, generation, language)
    assert found.why
    assert found.confidence >= 0.85


@pytest.mark.parametrize("name", golden.FILES)
def test_no_other_tool_is_as_sure_of_a_file_of_decidim(name):
    table = table_of(golden.FILES[name][0])
    claims = [claim for reader in readers() if (claim := reader.recognizes(table))]
    best = max(claim.confidence for claim in claims)
    assert {claim.tool for claim in claims if claim.confidence == best} == {"decidim"}


@pytest.mark.parametrize("name", golden.NOTHING_TO_TAKE)
def test_a_file_without_contributions_says_what_it_is(read, name):
    with pytest.raises(FormatError, match="Decidim") as refusal:
        read(golden.FILES[name][0])
    assert refusal.value.code == "not_contributions"


def test_a_file_of_people_is_refused_as_personal_data(read):
    with pytest.raises(FormatError, match="personal data"):
        read(golden.USERS)


def test_recent_proposals_are_read(read):
    harvest = read(golden.PROPOSALS_RECENT)
    first, second = harvest.contributions
    assert (first.external_id, first.title, first.text) == ("12", "Un guichet", "Gardez un guichet ;\nmême petit.")
    assert (first.language, first.kind, first.url) == ("fr", "proposal", "https://example.org/12")
    assert first.created_at.astimezone(UTC) == datetime(2026, 4, 3, 8, 0, tzinfo=UTC)
    assert first.attributes["taxonomies/name/fr"] == "Habitants"
    assert (second.title, second.text, second.language) == ("No robots", "-1 for robots", "en")
    assert second.created_at == datetime(2026, 4, 2)  # noqa: DTZ001 - the file gives no time zone
    assert [(refusal.row, refusal.code) for refusal in harvest.refused] == [(4, "withdrawn"), (5, "empty_text")]


def test_what_a_machine_translated_is_left_aside(read):
    harvest = read(golden.PROPOSALS_RECENT)
    assert {"title/machine_translations/en", "body/machine_translations/en"} <= set(harvest.ignored_columns)
    assert "Keep a desk" not in repr(harvest.contributions)


def test_the_people_who_wrote_a_proposal_are_never_taken(read):
    harvest = read(golden.PROPOSALS_RECENT)
    assert {"author/id", "author/name", "author/url", "likes/user_likes"} <= set(harvest.personal_columns)
    assert "Jeanne" not in repr(harvest.contributions)


def test_a_proposal_in_several_languages_keeps_the_others_beside_the_first(read):
    rows = [
        ["id", "component/id", "title/en", "title/fr", "body/en", "body/fr"],
        ["1", "9", "A desk", "Un guichet", "Keep a desk.", "Gardez un guichet."],
    ]
    (record,) = read(rows).contributions
    assert (record.language, record.title, record.text) == ("en", "A desk", "Keep a desk.")
    assert record.attributes == {"title/fr": "Un guichet", "body/fr": "Gardez un guichet."}


def test_the_title_is_in_the_language_of_the_text(read):
    rows = [
        ["id", "component/id", "title/en", "title/fr", "body/en", "body/fr"],
        ["1", "9", "A desk", "Un guichet", "", "Gardez un guichet."],
    ]
    (record,) = read(rows).contributions
    assert (record.language, record.title) == ("fr", "Un guichet")


def test_a_text_written_in_an_editor_loses_its_tags(read):
    (record,) = read(golden.PROPOSALS_OLDER).contributions
    assert record.text == "Moins d’écrans à l’école.\n- le matin\n- le soir"


def test_the_oldest_proposals_have_no_language(read):
    (record,) = read(golden.PROPOSALS_OLDEST).contributions
    assert (record.title, record.language, record.attributes["supports"]) == ("Moins d’écrans", "", "12")


def test_a_column_may_be_named_as_the_public_of_proposals(read):
    harvest = read(golden.PROPOSALS_RECENT, ReadOptions(columns={"public": "taxonomies/name/fr"}))
    assert [record.public for record in harvest.contributions] == ["Habitants", "Agents"]


def test_the_author_cannot_be_named_as_the_public(read):
    with pytest.raises(FormatError, match="follows a person"):
        read(golden.PROPOSALS_RECENT, ReadOptions(columns={"public": "author/name"}))


def test_comments_have_other_identifiers_than_proposals(read):
    harvest = read(golden.COMMENTS_RECENT)
    assert [record.external_id for record in harvest.contributions] == ["comment-12", "comment-13"]
    assert [record.text for record in harvest.contributions] == ["Je suis pour, à une condition.", "=non"]
    assert [record.attributes["alignment"] for record in harvest.contributions] == ["1", "-1"]
    assert harvest.contributions[0].language == "fr"


def test_debates_are_contributions(read):
    (record,) = read(golden.DEBATES).contributions
    assert (record.external_id, record.title) == ("debate-12", "L’IA à l’école")
    assert (record.text, record.attributes["conclusions/fr"]) == ("Faut-il en parler ?", "Oui.")


def test_of_a_meeting_only_the_closing_report_is_taken(read):
    harvest = read(golden.MEETINGS)
    (record,) = harvest.contributions
    assert (record.external_id, record.text, record.kind) == ("meeting-12", "On a demandé un guichet.", "")
    assert record.activity_label == record.title == "Atelier du 12 mars"
    assert [(refusal.row, refusal.code) for refusal in harvest.refused] == [(3, "no_report")]


@pytest.mark.parametrize("rows", [golden.SURVEY_FR, golden.SURVEY_EN])
def test_surveys_give_their_free_answers(read, rows):
    harvest = read(rows)
    (record,) = harvest.contributions
    assert record.question == rows[0][5][3:]
    assert set(rows[0][:1] + rows[0][2:4]) <= set(harvest.personal_columns)
    assert "abc" not in repr(harvest.contributions)


def test_a_later_export_of_a_survey_gives_the_same_identifiers(read):
    later = [golden.SURVEY_FR[0], golden.SURVEY_FR[2], golden.SURVEY_FR[1]]
    (first,), (second,) = read(golden.SURVEY_FR).contributions, read(later).contributions
    assert (first.row, second.row) == (2, 3)
    assert first.external_id == second.external_id


def test_published_answers_give_one_contribution_each(read):
    harvest = read(golden.ANSWERS)
    assert [record.question for record in harvest.contributions] == [
        "Qu’attendez-vous de l’IA ?",
        "Que craignez-vous ?",
    ]
    assert [(refusal.row, refusal.code) for refusal in harvest.refused] == [(4, "empty_text")]
    assert {"id", "ip_hash", "user_status"} <= set(harvest.personal_columns)
    assert "abc" not in repr(harvest.contributions)


def test_published_answers_that_are_choices_are_refused(read):
    choices = [[f"s{n}", "", "f", "Registered", "1. D’accord ?", "Oui" if n % 3 else "Non"] for n in range(30)]
    harvest = read([*golden.ANSWERS, *choices])
    assert len(harvest.contributions) == 2
    assert sum(refusal.code == "closed_answer" for refusal in harvest.refused) == 30


def nested(rows):
    """What Decidim writes of the same rows in JSON."""
    objects = []
    for row in rows[1:]:
        found = {}
        for heading, cell in zip(rows[0], row, strict=True):
            *path, last = heading.split("/")
            place = found
            for key in path:
                place = place.setdefault(key, {})
            place[last] = cell
        objects.append(found)
    return objects


@pytest.mark.parametrize("rows", [golden.PROPOSALS_RECENT, golden.COMMENTS_OLDER, golden.DEBATES, golden.MEETINGS])
def test_json_gives_what_csv_gives(tmp_path, read, rows):
    harvest = accounted(read_file(write(tmp_path / "export.json", json.dumps(nested(rows), indent=1))))
    records = [replace(record, row=record.row + 1) for record in harvest.contributions]
    assert records == list(read(rows).contributions)


def test_a_language_that_comes_late_in_json_is_read():
    rows = [["id", "component", "title", "body"]]
    rows += [
        ["1", '{"id": 9}', '{"fr": "Un"}', '{"fr": "Bonjour"}'],
        ["2", '{"id": 9}', '{"en": "Two"}', '{"en": "Hi"}'],
    ]
    pieces = pieces_of(table_of(rows), size=1)
    harvests = [accounted(DecidimProposals().read(piece, ReadOptions())) for piece in pieces]
    assert [(record.text, record.language) for found in harvests for record in found.contributions] == [
        ("Bonjour", "fr"),
        ("Hi", "en"),
    ]


@pytest.mark.parametrize("name", [name for name in golden.FILES if name not in (*golden.NOTHING_TO_TAKE, "users")])
def test_pieces_give_what_the_whole_gives(name):
    table = table_of(golden.FILES[name][0])
    reader = max(
        (reader for reader in readers() if reader.recognizes(table)), key=lambda one: one.recognizes(table).confidence
    )
    whole = reader.read(table, ReadOptions())
    pieces = [accounted(reader.read(piece, ReadOptions())) for piece in pieces_of(table, size=1, n_head=100)]
    assert [record for piece in pieces for record in piece.contributions] == list(whole.contributions)


def test_json_of_results_is_known(tmp_path):
    found = recognize(write(tmp_path / "export.json", json.dumps(nested(golden.RESULTS_OLDER))))
    assert (found.tool, found.kind) == ("decidim", "results")


def test_an_identifier_and_a_body_are_not_decidim():
    near = table_of([["id", "title", "body"], ["1", "Un guichet", "Gardez un guichet."]])
    claims = [claim for reader in readers() if (claim := reader.recognizes(near))]
    assert "decidim" not in {claim.tool for claim in claims}


FULL = {
    "author/id": "4", "author/name": "Jeanne", "taxonomies/name/fr": "Agents", "participatory_space/id": "1",
    "state": "accepted", "votes": "3", "comments": "0", "published_at": "2026-04-03", "created_at": "2026-04-01",
    "url": "https://example.org/1", "withdrawn": "false", "is_amend": "false", "reference": "R", "answer/fr": "Oui",
}  # fmt: skip
OPTIONAL = st.lists(st.sampled_from(sorted(FULL)), unique=True)
TEXTS = st.lists(st.tuples(st.sampled_from(["", "1", "2", "3"]), st.text(max_size=9), st.text(max_size=9)), max_size=9)


def proposals(optional, texts):
    headings = ["id", "component/id", "title/fr", "body/fr", *optional]
    cells = [FULL[name] for name in optional]
    return [headings, *([key, "9", title, text, *cells] for key, title, text in texts)]


@given(optional=OPTIONAL, texts=TEXTS)
def test_any_proposals_are_accounted_for(optional, texts):
    harvest = accounted(DecidimProposals().read(table_of(proposals(optional, texts)), ReadOptions()))
    assert harvest.n_rows == len(texts)
    assert {record.row for record in harvest.contributions} | {refusal.row for refusal in harvest.refused} == set(
        range(2, len(texts) + 2)
    )


@given(optional=OPTIONAL, texts=TEXTS, order=st.randoms(use_true_random=False))
def test_the_order_of_columns_changes_nothing(optional, texts, order):
    rows = proposals(optional, texts)
    places = list(range(len(rows[0])))
    order.shuffle(places)
    shuffled = [[row[place] for place in places] for row in rows]
    reader = DecidimProposals()
    straight = reader.read(table_of(rows), ReadOptions())
    other = reader.read(table_of(shuffled), ReadOptions())
    assert other.contributions == straight.contributions
    assert other.refused == straight.refused
    assert set(other.personal_columns) == set(straight.personal_columns)


@pytest.mark.parametrize("name", golden.FILES)
def test_a_file_of_headings_alone_is_known_and_gives_nothing(tmp_path, name):
    path = write_csv(tmp_path / "export.csv", golden.FILES[name][0][:1])
    assert recognize(path).tool == "decidim"
    assert what_comes_of(path) in {"nothing", "not_contributions", "only_people", "no_answers_column"}
