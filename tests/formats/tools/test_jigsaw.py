"""Files of Jigsaw's sensemaking tools."""

import pytest

from polyphonie.formats import FormatError, read_file, recognize
from tests.formats.files import write_csv

ANSWERS = [
    ["participant_id", "survey_text"],
    ["1", "L’IA doit rester sous le contrôle d’un agent."],
    ["2", "Explain each decision in plain words."],
]


def test_answers_are_recognised_and_taken(tmp_path):
    path = write_csv(tmp_path / "x.csv", ANSWERS)
    assert (recognize(path).tool, recognize(path).kind) == ("jigsaw", "contributions")
    assert [record.text for record in read_file(path).contributions] == [row[1] for row in ANSWERS[1:]]


def test_a_number_that_comes_once_names_its_answer(tmp_path):
    assert [one.external_id for one in read_file(write_csv(tmp_path / "x.csv", ANSWERS)).contributions] == ["1", "2"]


@pytest.mark.parametrize("name", ["camille@ville.example", "camille"])
def test_what_may_name_a_person_is_left_aside(tmp_path, name):
    harvest = read_file(write_csv(tmp_path / "x.csv", [ANSWERS[0], [name, ANSWERS[1][1]]]))
    assert harvest.personal_columns == ("participant_id",)
    assert harvest.contributions[0].is_numbered
    assert name not in str(harvest.contributions)


def test_a_person_who_answers_twice_loses_no_answer(tmp_path):
    harvest = read_file(write_csv(tmp_path / "x.csv", [*ANSWERS, ["1", "Former les agents avant les outils."]]))
    assert (len(harvest.contributions), harvest.n_rows_refused) == (3, 0)


@pytest.mark.parametrize(
    "headings",
    [
        ["participant_id", "survey_text", "quote", "topic", "opinion"],
        ["topic", "opinion", "representative_text", "participant_id"],
    ],
)
def test_findings_are_recognised_and_refused(tmp_path, headings):
    path = write_csv(tmp_path / "x.csv", [headings, [f"{name} of a row" for name in headings]])
    assert (recognize(path).tool, recognize(path).kind) == ("jigsaw", "results")
    with pytest.raises(FormatError):
        read_file(path)
