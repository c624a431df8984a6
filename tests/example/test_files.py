"""The files of the example hold what their README says."""

import csv
import json
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from polyphonie.accounts.enums import Role
from polyphonie.example.description import FILES, Example, digest_of_files, read_example
from polyphonie.formats import Harvest, ReadOptions, read_file, read_votes
from polyphonie.territories.reference import read_rows

POLIS = FILES / "polis"
N_CONTRIBUTIONS = {
    "clermont-decidim-proposals.csv": 120,
    "mulhouse-decidim-proposals.csv": 80,
    "bretagne-decidim-proposals.csv": 37,
    "thierache-ateliers.xlsx": 83,
    "dordogne-limesurvey-results.csv": 206,
    "ales-avis.csv": 52,
    "barcelonnette-cahier.csv": 23,
    "namur-contributions.jsonl": 33,
    "clermont-soirees.csv": 10,
}


@pytest.fixture(scope="module")
def example() -> Example:
    return read_example()


@pytest.fixture(scope="module")
def harvests(example: Example) -> dict[str, list[Harvest]]:
    files = [item for territory in example.territories for item in territory.imports if item.path.is_file()]
    return {item.path.name: _read(item.path, item.columns) for item in files}


def _read(path: Path, columns: dict[str, str]) -> list[Harvest]:
    fields = {field: name for field, name in columns.items() if field != "text"}
    texts = (columns["text"],) if "text" in columns else ()
    read = read_file(path, ReadOptions(columns=fields, texts=texts))
    return list(read) if isinstance(read, list | tuple) else [read]


def _rows(name: str) -> list[dict[str, str]]:
    with (POLIS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_eight_territories_of_different_kinds_take_part(example):
    schemes = Counter(territory.key.scheme for territory in example.territories)
    assert schemes == {"siren": 3, "insee": 2, "insee-dep": 1, "insee-reg": 1, "geonames": 1}


def test_every_territory_is_in_the_reference(example):
    known = {(row["country"], row["scheme"], row["identifier"]) for row in read_rows()}
    wanted = {(one.key.country, one.key.scheme, one.key.identifier) for one in example.territories}
    assert wanted <= known


def test_the_campaign_says_that_it_is_fictitious(example):
    assert example.campaign["is_fictitious"] is True


def test_every_file_belongs_to_a_territory(example):
    named = {item.path.name for territory in example.territories for item in territory.imports}
    others = {
        "README.md",
        "campaign.toml",
        "territories.toml",
        "idea-decisions.toml",
        "grids.toml",
        "documents",
        ".gitattributes",
    }
    assert {path.name for path in FILES.iterdir()} - others == named


def test_every_import_names_an_activity_of_its_consultation(example):
    for territory in example.territories:
        titles = {activity["title"] for activity in territory.activities}
        assert {item.activity for item in territory.imports if item.activity} <= titles


def test_a_login_holds_no_password(example):
    content = (FILES / "campaign.toml").read_text(encoding="utf-8")
    assert "password" not in content.lower()
    assert {user.role for user in example.users} == set(Role.values)


@pytest.mark.parametrize(("name", "expected"), N_CONTRIBUTIONS.items())
def test_each_file_gives_its_contributions(harvests, name, expected):
    assert sum(len(harvest.contributions) for harvest in harvests[name]) == expected


@pytest.mark.parametrize("name", N_CONTRIBUTIONS)
def test_each_row_is_taken_or_refused(harvests, name):
    for harvest in harvests[name]:
        assert harvest.n_rows == harvest.n_rows_taken + harvest.n_rows_refused + harvest.n_rows_aside


def test_every_contribution_has_a_public(harvests):
    silent = [record for each in harvests.values() for one in each for record in one.contributions if not record.public]
    assert silent == []


def test_about_six_hundred_texts_are_mostly_distinct(harvests):
    texts = [record.text for each in harvests.values() for one in each for record in one.contributions]
    assert 550 <= len(texts) <= 650
    assert len(set(texts)) >= 550


def test_a_letter_was_sent_thirty_times(harvests):
    letters = [
        record.text
        for harvest in harvests["clermont-decidim-proposals.csv"]
        for record in harvest.contributions
        if "moratoire" in record.text and "signé avant" in record.text
    ]
    assert len(letters) == 30
    assert len(set(letters)) == 30


def test_the_survey_is_written_as_its_tool_writes():
    raw = (FILES / "dordogne-limesurvey-results.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    assert raw.count(b"\r\n") == raw.count(b"\n") == 184


def test_the_opinion_vote_is_read_with_its_sign():
    votes = read_votes(POLIS)
    assert votes.sign_declared
    assert len(votes.columns) == 6420
    assert len(votes.columns.participant_ids) == 304
    assert len(votes.columns.statement_ids) == 40


def test_the_counts_of_the_opinion_vote_agree_with_its_votes():
    last = {(row["voter-id"], row["comment-id"]): int(row["vote"]) for row in _rows("votes.csv")}
    for row in _rows("comments.csv"):
        values = Counter(value for (_, statement), value in last.items() if statement == row["comment-id"])
        assert (int(row["agrees"]), int(row["disagrees"])) == (values[1], values[-1])


def test_the_matrix_of_the_opinion_vote_agrees_with_its_votes():
    last = {(row["voter-id"], row["comment-id"]): row["vote"] for row in _rows("votes.csv")}
    statements = [str(number) for number in range(40)]
    rows = _rows("participants-votes.csv")
    matrix = {(row["participant"], name): row[name] for row in rows for name in statements if row[name]}
    assert matrix == last


def test_the_summary_of_the_opinion_vote_agrees_with_its_votes():
    with (POLIS / "summary.csv").open(encoding="utf-8", newline="") as file:
        summary = dict(csv.reader(file))
    assert (summary["voters"], summary["comments"]) == ("304", "40")
    assert summary["vote-convention"] == json.loads((POLIS / "format.json").read_text())["vote-convention"]


def test_the_digest_changes_with_any_file(tmp_path):
    (tmp_path / "a.csv").write_text("a", encoding="utf-8")
    before = digest_of_files(tmp_path)
    (tmp_path / "a.csv").write_text("b", encoding="utf-8")
    assert digest_of_files(tmp_path) != before


def test_every_anchor_of_a_decision_is_one_contribution(harvests):
    texts = [record.text for each in harvests.values() for one in each for record in one.contributions]
    decisions = tomllib.loads((FILES / "idea-decisions.toml").read_text(encoding="utf-8"))
    anchors = [anchor for kind in decisions.values() for entry in kind for anchor in entry["anchors"]]
    assert {anchor: sum(anchor in text for text in texts) for anchor in anchors} == dict.fromkeys(anchors, 1)
