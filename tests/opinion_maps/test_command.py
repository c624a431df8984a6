import csv
import hashlib
import json
import re

import pytest
import typer
from typer.testing import CliRunner

from polyphonie.opinion_maps.commands import map_command
from tests.opinion_maps.made import write_texts, write_votes

STATEMENT_COLUMNS = [
    "statement",
    "text",
    "n_agree",
    "n_disagree",
    "n_pass",
    "consensus",
    "consensus_low",
    "divisiveness",
    "representative_of",
]


def run(*arguments):
    app = typer.Typer()
    app.command()(map_command)
    return CliRunner().invoke(app, [str(one) for one in arguments])


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    here = tmp_path_factory.mktemp("map")
    votes, texts = write_votes(here / "votes.csv"), write_texts(here / "texts.csv")
    result = run(votes, "--out", here / "out", "--statements", texts, "--seed", 3)
    assert result.exit_code == 0, result.output
    return here


def rows_of(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_four_files_are_written(folder):
    names = {path.name for path in (folder / "out").iterdir()}
    assert names == {"index.html", "map.json", "participants.csv", "statements.csv"}


def test_the_columns_of_participants_are_those_of_the_contract(folder):
    rows = rows_of(folder / "out" / "participants.csv")
    assert list(rows[0]) == ["participant", "x", "y", "group", "membership", "n_votes"]
    assert len(rows) == 120


def test_the_columns_of_statements_are_those_of_the_contract_then_three_for_each_group(folder):
    rows = rows_of(folder / "out" / "statements.csv")
    by_group = [f"group_{letter}_{answer}" for letter in "abc" for answer in ("n_agree", "n_disagree", "n_pass")]
    assert list(rows[0]) == STATEMENT_COLUMNS + by_group
    assert len(rows) == 24


def test_the_tables_recount_to_the_printed_numbers(folder):
    people, statements = (rows_of(folder / "out" / name) for name in ("participants.csv", "statements.csv"))
    counts = json.loads((folder / "out" / "map.json").read_text())["counts"]
    total = sum(int(row[name]) for row in statements for name in ("n_agree", "n_disagree", "n_pass"))
    assert total == counts["n_votes"] == sum(int(row["n_votes"]) for row in people)
    in_a = sum(int(row[f"group_a_{name}"]) for row in statements for name in ("n_agree", "n_disagree", "n_pass"))
    assert in_a == sum(int(row["n_votes"]) for row in people if row["group"] == "A")


def test_the_json_says_what_the_map_rests_on(folder):
    content = json.loads((folder / "out" / "map.json").read_text())
    assert content["verdict"] == "groups"
    assert [group["letter"] for group in content["groups"]] == ["A", "B", "C"]
    assert all(0.6 <= group["stability"] <= 1 and group["size"] > 0 for group in content["groups"])
    files = {one["name"]: one["sha256"] for one in content["input"]["files"]}
    assert files["votes.csv"] == hashlib.sha256((folder / "votes.csv").read_bytes()).hexdigest()
    assert (content["seed"], content["parameters"]["agree"]) == (3, 1)
    assert {"polyphonie", "numpy", "scipy"} <= set(content["versions"])


def test_a_text_that_looks_like_a_formula_is_made_harmless(folder):
    first = next(row for row in rows_of(folder / "out" / "statements.csv") if row["statement"] == "0")
    assert first["text"] == "'=HYPERLINK(1)"


def test_the_page_stands_alone_and_speaks_french(folder):
    page = (folder / "out" / "index.html").read_text(encoding="utf-8")
    assert '<html lang="fr"' in page
    assert "3 groupes de personnes votent chacun à leur manière." in page
    assert not re.search(r'(?:src|href)="(?!#)', page)
    assert "@import" not in page
    assert "url(http" not in page


def test_the_drawing_is_light_and_named(folder):
    page = (folder / "out" / "index.html").read_text(encoding="utf-8")
    drawing = re.search(r'<svg class="opinion-map".*?</svg>', page, re.DOTALL).group()
    assert len(drawing.encode()) <= 15_000
    assert 'role="img"' in drawing
    assert "<title" in drawing
    assert "<desc" in drawing


def test_the_same_files_and_seed_give_the_same_bytes(folder, tmp_path):
    run(folder / "votes.csv", "--out", tmp_path, "--statements", folder / "texts.csv", "--seed", 3)
    for path in (folder / "out").iterdir():
        assert (tmp_path / path.name).read_bytes() == path.read_bytes()


def test_the_page_speaks_english_where_asked(folder, tmp_path):
    run(folder / "votes.csv", "--out", tmp_path, "--lang", "en")
    assert "3 groups of people vote in their own way." in (tmp_path / "index.html").read_text(encoding="utf-8")


def test_a_file_that_does_not_declare_its_sign_is_refused_with_the_statements_it_would_favor(tmp_path):
    result = run(write_votes(tmp_path / "votes.csv", declared=False), "--out", tmp_path / "out")
    assert result.exit_code == 2
    assert "--agree -1" in result.stderr
    assert len(re.findall(r"^ {2}\d\. ", result.stderr, re.MULTILINE)) == 5
    assert not (tmp_path / "out").exists()


def test_the_sign_given_turns_the_counts(tmp_path):
    votes = write_votes(tmp_path / "votes.csv", declared=False)
    for agree in (1, -1):
        assert run(votes, "--out", tmp_path / str(agree), "--agree", agree).exit_code == 0
    one, other = (rows_of(tmp_path / name / "statements.csv") for name in ("1", "-1"))
    assert [row["n_agree"] for row in one] == [row["n_disagree"] for row in other]


def test_a_file_that_is_not_there_is_one_sentence(tmp_path):
    result = run(tmp_path / "absent.csv", "--out", tmp_path / "out", "--agree", 1)
    assert result.exit_code == 2
    assert len(result.stderr.strip().splitlines()) == 1


def test_a_wrong_sign_is_one_sentence(tmp_path):
    result = run(write_votes(tmp_path / "votes.csv"), "--out", tmp_path / "out", "--agree", 2)
    assert (result.exit_code, len(result.stderr.strip().splitlines())) == (2, 1)


def test_a_folder_that_cannot_be_written_is_one_sentence(tmp_path):
    (tmp_path / "file").write_text("")
    result = run(write_votes(tmp_path / "votes.csv"), "--out", tmp_path / "file" / "out")
    assert (result.exit_code, len(result.stderr.strip().splitlines())) == (2, 1)


def test_few_votes_give_a_report_without_map(tmp_path):
    votes = tmp_path / "votes.csv"
    votes.write_text("participant,statement,vote\na,s,1\nb,s,-1\n")
    assert run(votes, "--out", tmp_path / "out", "--agree", 1).exit_code == 0
    assert json.loads((tmp_path / "out" / "map.json").read_text())["verdict"] == "too_few"
    assert "Trop peu de personnes" in (tmp_path / "out" / "index.html").read_text(encoding="utf-8")


@pytest.mark.slow
def test_every_real_consultation_gives_a_report(shared_data, tmp_path):
    folders = [path for path in sorted((shared_data / "polis").iterdir()) if path.is_dir()]
    for path in folders:
        agree = -1 if path.name.startswith("yoronchizu") else 1
        result = run(path, "--out", tmp_path / path.name, "--agree", agree)
        assert result.exit_code == 0, (path.name, result.output)
        assert run(path, "--out", tmp_path / "undeclared").exit_code == 2, path.name
