"""Files of Talk to the City: comments that it is given, and its report."""

import json

import pytest

from polyphonie.formats import FormatError, read_file, recognize
from tests.formats.files import write, write_csv

COMMENTS = [
    ["id", "interview", "comment", "video", "timestamp"],
    ["1", "Camille Martin", "Un guichet humain doit rester.", "https://ville.example/v", "00:01:20"],
    ["2", "Sam Lee", "Publish the list of the systems.", "", ""],
]


@pytest.mark.parametrize(
    "headings",
    [
        ["id", "interview", "comment"],
        ["Comment-ID", "Interview", "Comment-Body"],
        ["row-id", "speaker name", "response"],
        ["i", "extraquestion1", "answer"],
        ["ID", "Speaker_ID", "TEXT"],
    ],
)
def test_each_spelling_of_the_headings_is_recognised(tmp_path, headings):
    path = write_csv(tmp_path / "x.csv", [headings, ["1", "Camille Martin", "Un guichet humain doit rester."]])
    assert (recognize(path).tool, recognize(path).kind) == ("talk-to-the-city", "contributions")
    (record,) = read_file(path).contributions
    assert (record.external_id, record.text) == ("1", "Un guichet humain doit rester.")


def test_who_speaks_is_never_taken(tmp_path):
    harvest = read_file(write_csv(tmp_path / "x.csv", COMMENTS))
    assert harvest.personal_columns == ("interview",)
    assert "Camille" not in str(harvest.contributions)


def test_the_first_heading_that_is_known_wins(tmp_path):
    rows = [["text", "comment", "id", "interview"], ["second", "first", "1", "x"]]
    (record,) = read_file(write_csv(tmp_path / "x.csv", rows)).contributions
    assert record.text == "first"


def test_any_table_with_an_author_is_not_taken_for_it(tmp_path):
    path = write_csv(tmp_path / "x.csv", [["id", "author", "text"], ["1", "x", "Garder un accueil humain."]])
    assert recognize(path).tool == "table"


QUOTES = [{"id": "q1", "text": "Un guichet doit rester."}, {"id": "q2", "text": "Keep a counter."}]
TOPICS = [{"title": "Accueil", "subtopics": [{"title": "Guichets", "claims": [{"title": "Rester", "quotes": QUOTES}]}]}]


@pytest.mark.parametrize("report", [{"topics": TOPICS}, {"data": ["v0.2", {"title": "IA", "topics": TOPICS}]}])
def test_a_report_is_recognised_and_refused(tmp_path, report):
    path = write(tmp_path / "x.json", json.dumps(report))
    assert (recognize(path).tool, recognize(path).kind) == ("talk-to-the-city", "results")
    with pytest.raises(FormatError) as error:
        read_file(path)
    assert error.value.code == "not_contributions"


def test_an_object_that_is_no_report_is_refused(tmp_path):
    with pytest.raises(FormatError):
        read_file(write(tmp_path / "x.json", json.dumps({"topics": [{"subtopics": "none"}]}, indent=1)))
