"""Files that leave: what each tool is given, and that what comes back is what left."""

import csv
import json
from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from polyphonie.formats import Holding, ReadOptions, VoteColumns, read_file, read_votes, writers
from polyphonie.formats.holdings import OpinionGroup, Phase, Summary
from polyphonie.formats.records import ContributionRecord, StatementRecord

MORNING = datetime(2026, 3, 4, 9, 30, 15, tzinfo=UTC)
HARD = [
    "=1+1",
    "+33 1 23 45",
    "-un",
    "@tous",
    "\ttab",
    "\rretour",
    "'=1",
    "''",
    "'tis",
    "＝1",
    "＋1",
    "－1",
    "＠x",
    "-12",
]
TEXTS = ["Un guichet humain,\nvraiment « humain » ; partout.", *HARD]
TABULAR = ["decidim", "kouchou-ai", "talk-to-the-city", "jigsaw", "parquet", "xlsx", "deliberation"]
WHOLE = ["parquet", "xlsx", "deliberation"]


def record(place, text, **more):
    values = {
        "kind": "concern",
        "public": "resident",
        "language": "fr",
        "created_at": MORNING,
        "question": "=Quelle IA ?",
        "activity_label": "Atelier",
        "url": "https://ville.example/1",
    }
    return ContributionRecord(external_id=str(place), row=0, text=text, **(values | more))


def holding_of(records, **more):
    records = list(records)
    values = {"contributions": lambda: iter(records), "n_contributions": len(records), "languages": ("fr",)}
    return Holding(name="L’IA et nous", question="Qu’attendez-vous ?", **(values | more))


STATEMENTS = tuple(
    StatementRecord(str(place), 0, text, moderation=moderation, kind="proposal", language="fr", is_seed=place == 0)
    for place, (text, moderation) in enumerate([("Garder un accueil, partout.", 1), ("=Former", 0), ("'-Publier", -1)])
)
VOTES = VoteColumns(
    participant_ids=("7", "9"),
    statement_ids=("0", "1", "2"),
    participant_index=np.array([0, 0, 1, 1], np.int32),
    statement_index=np.array([0, 2, 0, 1], np.int32),
    value=np.array([1, -1, 0, 1], np.int8),
    at=np.array([1_772_616_615_000, -1, 1_772_616_616_000, 1_772_616_617_000]),
    row=np.arange(1, 5),
)
VOTED = holding_of([], statements=STATEMENTS, votes=VOTES)


def written(name, holding, folder):
    return {path.name: path for path in writers()[name].write(holding, folder)}


def read_back(name, holding, folder, *, sheet=None):
    files = written(name, holding, folder)
    return read_file(next(path for path in files.values() if path.suffix != ".md"), ReadOptions(sheet=sheet))


def votes_in(columns):
    return sorted(zip(columns.participant, columns.statement, columns.value.tolist(), strict=True))


@pytest.mark.parametrize("name", TABULAR)
def test_texts_come_back_exactly(tmp_path, name):
    holding = holding_of(record(place, text) for place, text in enumerate(TEXTS))
    back = read_back(name, holding, tmp_path, sheet="Contributions" if name == "xlsx" else None)
    assert [one.text for one in back.contributions] == TEXTS
    assert [one.external_id for one in back.contributions] == [str(place) for place in range(len(TEXTS))]


CELL = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\t\n'=+-@"), max_size=12)


@settings(max_examples=25, deadline=None)
@given(st.lists(CELL.filter(lambda text: text.strip()), min_size=1, max_size=8))
@pytest.mark.parametrize("name", ["decidim", "kouchou-ai", "parquet", "deliberation"])
def test_any_text_comes_back_exactly(tmp_path_factory, name, texts):
    holding = holding_of(record(place, text) for place, text in enumerate(texts))
    back = read_back(name, holding, tmp_path_factory.mktemp("any"))
    assert [one.text for one in back.contributions] == texts


@pytest.mark.parametrize("name", WHOLE)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_all_that_is_said_of_a_contribution_comes_back(tmp_path, name, language):
    holding = holding_of([record(1, "Texte", title="Titre")], reader_language=language)
    (back,) = read_back(name, holding, tmp_path, sheet="Contributions" if name == "xlsx" else None).contributions
    assert (back.title, back.question, back.activity_label) == ("Titre", "=Quelle IA ?", "Atelier")
    assert (back.language, back.created_at, back.url) == ("fr", MORNING, "https://ville.example/1")
    words = {"fr": ("point de vigilance", "habitants"), "en": ("concern", "residents")}
    assert (back.kind, back.public) == (words[language] if name == "xlsx" else ("concern", "resident"))


def test_what_kouchou_ai_cannot_say_stands_in_attributes(tmp_path):
    (back,) = read_back("kouchou-ai", holding_of([record(1, "Texte", title="Titre")]), tmp_path).contributions
    assert (back.text, back.title) == ("Titre\nTexte", "")
    assert (back.kind, back.public, back.question, back.created_at) == ("concern", "resident", "=Quelle IA ?", MORNING)


def test_decidim_has_a_column_for_each_language(tmp_path):
    records = [record(1, "Texte"), record(2, "Text", language="en"), record(3, "?", language="not a language")]
    path = written("decidim", holding_of(records, languages=("en", "fr", "not a language")), tmp_path)["proposals.csv"]
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    assert [(row["body/fr"], row["body/en"]) for row in rows] == [("Texte", ""), ("", "Text"), ("?", "")]


def test_polis_is_given_the_files_of_its_export(tmp_path):
    files = written("polis", VOTED, tmp_path)
    assert set(files) == {"summary.csv", "comments.csv", "votes.csv", "participant-votes.csv", "format.json"}
    headings = {name: path.read_text().partition("\n")[0] for name, path in files.items() if name != "format.json"}
    assert headings == {
        "summary.csv": "topic,L’IA et nous",
        "comments.csv": "timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body",
        "votes.csv": "timestamp,datetime,comment-id,voter-id,vote",
        "participant-votes.csv": "participant,group-id,n-comments,n-votes,n-agree,n-disagree,0,1,2",
    }
    declared = json.loads(files["format.json"].read_text())
    assert (declared["format"], declared["vote"]) == ("polis-export/1", {"agree": 1, "disagree": -1, "pass": 0})
    assert "vote-convention,agree=+1;disagree=-1;pass=0;format=polis-export/1" in files["summary.csv"].read_text()


def test_counts_given_to_polis_are_those_of_the_votes(tmp_path):
    path = written("polis", VOTED, tmp_path)["comments.csv"]
    with path.open(encoding="utf-8", newline="") as file:
        counts = [(row["agrees"], row["disagrees"], row["moderated"]) for row in csv.DictReader(file)]
    assert counts == [("1", "0", "1"), ("1", "0", "0"), ("0", "1", "-1")]


def test_votes_given_to_polis_come_back_with_their_sign(tmp_path):
    written("polis", VOTED, tmp_path)
    back = read_votes(tmp_path)
    assert back.sign_declared
    assert back.statement_texts == {one.external_id: one.text for one in STATEMENTS}
    assert votes_in(back.columns) == votes_in(VOTES)


def test_votes_by_participant_are_the_same_votes(tmp_path):
    back = read_file(written("polis", VOTED, tmp_path)["participant-votes.csv"]).votes
    assert votes_in(back) == votes_in(VOTES)


def test_votes_and_statements_of_a_workbook_come_back(tmp_path):
    path = written("xlsx", VOTED, tmp_path)["consultation.xlsx"]
    statements = read_file(path, ReadOptions(sheet="Énoncés")).statements
    assert [replace(one, row=0) for one in statements] == list(STATEMENTS)
    votes = read_file(path, ReadOptions(sheet="Votes"))
    assert votes.sign_declared
    assert votes_in(votes.votes) == votes_in(VOTES)
    assert sorted(votes.votes.at.tolist()) == sorted(VOTES.at.tolist())


def test_votes_and_statements_of_parquet_come_back(tmp_path):
    files = written("parquet", VOTED, tmp_path)
    statements = read_file(files["statements.parquet"]).statements
    assert [(one.text, one.moderation, one.is_seed) for one in statements] == [
        (one.text, one.moderation, one.is_seed) for one in STATEMENTS
    ]
    votes = read_file(files["votes.parquet"])
    assert votes.sign_declared
    assert votes_in(votes.votes) == votes_in(VOTES)


def test_parquet_columns_have_types(tmp_path):
    schema = pl.read_parquet_schema(written("parquet", holding_of([record(1, "x")]), tmp_path)["contributions.parquet"])
    assert schema["date"] == pl.Datetime("us", "UTC")


def test_a_workbook_says_what_it_is_and_holds_no_formula(tmp_path):
    path = written("xlsx", holding_of([record(1, "=1+1")], card={"Qui": "La ville"}), tmp_path)["consultation.xlsx"]
    frame = pl.read_excel(path, sheet_name="À lire d’abord", engine="calamine")
    assert ("Qui", "La ville") in frame.rows()
    assert b"<f>" not in path.read_bytes()
    assert pl.read_excel(path, sheet_name="Contributions", engine="calamine")["Texte"].to_list() == ["'=1+1"]


def test_a_text_too_long_for_a_cell_is_cut_and_says_so(tmp_path):
    back = read_back("xlsx", holding_of([record(1, "a" * 40_000)]), tmp_path, sheet="Contributions")
    assert len(back.contributions[0].text) == 32_767
    assert back.contributions[0].text.endswith(" […]")


def test_comments_too_long_for_the_tool_are_listed_apart(tmp_path):
    files = written("talk-to-the-city", holding_of([record(1, "a" * 10_001), record(2, "b")]), tmp_path)
    assert files["left-out.csv"].read_text() == "id,n_characters\n1,10001\n"
    assert [one.external_id for one in read_file(files["comments.csv"]).contributions] == ["2"]


DELIBERATION = replace(
    VOTED,
    territory="Bretagne",
    place={"name": "Bretagne", "identifier": "53"},
    contributions=lambda: [record(1, "Texte", attributes={"source": "table", "moderation": "Names somebody"})],
    phases=(Phase("Atelier", method="workshop", recruitment="lot", n_participants=12),),
    groups=(OpinionGroup("A", 40, ("0",), {"name": "polyphonie-opinion-map", "seed": 0}),),
    summaries=(Summary("Synthèse", coverage={"share": 0.9}),),
    card={"Qui": "La ville"},
    licence="etalab-2.0",
)


def deliberation(folder):
    return json.loads(written("deliberation", DELIBERATION, folder)["deliberation.json"].read_text())


def test_a_deliberation_has_what_other_tools_know_and_what_they_lack(tmp_path):
    found = deliberation(tmp_path)
    assert found["project"]["territory"]["identifier"] == "53"
    phase = found["project"]["phases"][0]
    assert (phase["method"], phase["participation"]["mode"], phase["order"]) == ("workshop", "sortition", 0)
    assert found["statements"][0]["moderation"]["reason"] == "Names somebody"
    assert found["summaries"][0]["coverage"] == {"share": 0.9}
    assert (found["licence"], found["dataCard"]) == ("etalab-2.0", {"Qui": "La ville"})
    assert found["votes"][0]["value"] == {"type": "ordinal", "value": 1}


def test_each_object_of_a_deliberation_says_what_made_it(tmp_path):
    found = deliberation(tmp_path)
    objects = [found["project"], *found["project"]["phases"]]
    objects += [one for name in ("algorithms", "statements", "votes", "groups", "summaries") for one in found[name]]
    assert {one["madeBy"]["type"] for one in objects} == {"participant", "host", "algorithm"}


@pytest.mark.parametrize("name", sorted(writers()))
def test_the_same_content_gives_the_same_bytes(tmp_path, name):
    made = []
    for folder in (tmp_path / "a", tmp_path / "b"):
        folder.mkdir()
        files = written(name, replace(DELIBERATION, languages=("fr",)), folder)
        made.append({file: path.read_bytes() for file, path in files.items()})
    assert made[0] == made[1]


@pytest.mark.parametrize("name", sorted(writers()))
def test_a_consultation_that_holds_nothing_gives_files_without_rows(tmp_path, name):
    assert all(path.is_file() for path in written(name, holding_of([]), tmp_path).values())
    assert not list(tmp_path.glob("*.part"))


def test_a_workbook_brought_back_whole_gives_its_contributions_and_says_what_it_leaves(tmp_path):
    holding = replace(VOTED, contributions=lambda: [record(1, "Texte")])
    back = read_file(written("xlsx", holding, tmp_path)["consultation.xlsx"])
    assert [one.text for one in back.contributions] == ["Texte"]
    assert set(back.ignored_sheets) == {"À lire d’abord", "Énoncés", "Votes"}
