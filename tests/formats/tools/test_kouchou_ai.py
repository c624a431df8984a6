"""Files of kouchou-ai: comments that it is given, and what its analyses give."""

import json

import pytest

from polyphonie.formats import FormatError, read_file, recognize
from tests.formats.files import write, write_csv

COMMENTS = [
    ["comment-id", "comment-body", "source", "url", "attribute_public", "attribute_âge", "attribute_email"],
    ["1", "Que l’IA n’efface pas le guichet.", "site", "https://ville.example/1", "habitants", "30-44", "a@b.fr"],
    ["2", "Train the staff before the tools.", "", "", "staff", "", ""],
]


def test_comments_are_recognised_by_their_attributes(tmp_path):
    found = recognize(write_csv(tmp_path / "x.csv", COMMENTS))
    assert (found.tool, found.kind, found.generation) == ("kouchou-ai", "contributions", "input")


def test_comments_are_recognised_by_a_source_and_an_address(tmp_path):
    path = write_csv(tmp_path / "x.csv", [row[:4] for row in COMMENTS])
    assert recognize(path).tool == "kouchou-ai"


def test_comments_alone_are_the_least_that_the_tool_is_given(tmp_path):
    path = write_csv(tmp_path / "x.csv", [row[:2] for row in COMMENTS])
    assert recognize(path).tool == "kouchou-ai"


def test_comments_with_their_votes_stay_those_of_polis(tmp_path):
    headings = ["timestamp", "datetime", "comment-id", "author-id", "agrees", "disagrees", "moderated", "comment-body"]
    path = write_csv(tmp_path / "x.csv", [headings, ["1700000000", "", "1", "2", "3", "4", "1", "Un guichet humain."]])
    assert recognize(path).tool == "polis"


def test_each_comment_is_taken_with_its_attributes(tmp_path):
    first, second = read_file(write_csv(tmp_path / "x.csv", COMMENTS)).contributions
    assert (first.external_id, first.text, first.public) == ("1", COMMENTS[1][1], "habitants")
    assert first.url == "https://ville.example/1"
    assert first.attributes["attribute_âge"] == "30-44"
    assert second.public == "staff"


def test_an_attribute_that_names_a_person_is_never_taken(tmp_path):
    harvest = read_file(write_csv(tmp_path / "x.csv", COMMENTS))
    assert harvest.personal_columns == ("attribute_email",)
    assert "a@b.fr" not in str(harvest.contributions)


def test_comments_without_numbers_are_known_by_their_row(tmp_path):
    rows = [["comment", "attribute_age"], ["Un référent IA par commune.", "50"]]
    (record,) = read_file(write_csv(tmp_path / "x.csv", rows)).contributions
    assert (record.is_numbered, record.row) == (True, 2)


OUTPUTS = {
    "args": ["arg-id", "argument"],
    "relations": ["arg-id", "comment-id"],
    "hierarchical_clusters": ["arg-id", "argument", "x", "y", "cluster-level-1-id"],
    "hierarchical_merge_labels": ["level", "id", "label", "description", "value", "parent", "density",
                                  "density_rank", "density_rank_percentile"],
}  # fmt: skip


@pytest.mark.parametrize("generation", OUTPUTS)
def test_results_are_recognised_and_refused(tmp_path, generation):
    headings = OUTPUTS[generation]
    path = write_csv(tmp_path / "x.csv", [headings, [f"A{n}" for n in range(len(headings))]])
    found = recognize(path)
    assert (found.tool, found.kind, found.generation) == ("kouchou-ai", "results", generation)
    with pytest.raises(FormatError) as error:
        read_file(path)
    assert error.value.code == "not_contributions"


FINAL = [
    ["comment-id", "original-comment", "arg_id", "argument", "category_id", "category", "source", "url"],
    ["7", "Former les agents, et publier les règles.", "A7_0", "Former les agents", "1_0", "Métiers", "", ""],
    ["7", "Former les agents, et publier les règles.", "A7_1", "Publier les règles", "1_1", "Clarté", "", ""],
    ["8", "Garder un accueil humain.", "A8_0", "Accueil humain", "1_0", "Métiers", "", ""],
]


def test_the_comments_of_final_results_are_taken_once_each(tmp_path):
    harvest = read_file(write_csv(tmp_path / "x.csv", FINAL))
    assert [record.external_id for record in harvest.contributions] == ["7", "8"]
    assert (harvest.n_rows, harvest.n_rows_taken, harvest.n_rows_aside) == (3, 2, 1)
    assert harvest.recognition.kind == "contributions"


def test_a_result_in_one_object_is_recognised(tmp_path):
    content = {"arguments": [{"arg_id": "A1_0", "argument": "Former", "x": 1, "y": 2}], "clusters": [], "comments": {}}
    path = write(tmp_path / "x.json", json.dumps(content))
    assert (recognize(path).tool, recognize(path).kind) == ("kouchou-ai", "results")
