"""Agora: comments, free answers of its survey, and the figures that are left aside."""

import pytest

from polyphonie.formats import FormatError, ReadOptions, read_file, recognize
from polyphonie.formats.tools import readers
from tests.formats.files import write_csv
from tests.formats.tools import golden_agora as golden
from tests.formats.tools.golden_tables import accounted, table_of, what_comes_of
from tests.formats.tools.golden_variants import VARIANTS


@pytest.fixture
def read(tmp_path):
    def reading(rows, options=None):
        return accounted(read_file(write_csv(tmp_path / "export.csv", rows), options or ReadOptions()))

    return reading


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("name", golden.FILES)
def test_each_file_is_known_however_it_was_written(tmp_path, name, variant):
    rows, kind, generation = golden.FILES[name]
    found = recognize(VARIANTS[variant](tmp_path, rows))
    assert (found.tool, found.kind, found.generation) == ("agora", kind, generation)


def test_no_other_tool_is_as_sure():
    for rows, _, _ in golden.FILES.values():
        claims = [claim for reader in readers() if (claim := reader.recognizes(table_of(rows)))]
        best = max(claim.confidence for claim in claims)
        assert [claim.tool for claim in claims if claim.confidence == best] == ["agora"]


def test_comments_are_statements(read):
    harvest = read(golden.COMMENTS)
    assert [(record.external_id, record.text, record.moderation) for record in harvest.statements] == [
        ("0", "Un guichet, toujours.", 1),
        ("1", "Aucune machine\nà l’accueil.", -1),
    ]
    assert "author-id" in harvest.personal_columns


def test_free_answers_are_contributions_and_the_others_are_refused(read):
    harvest = read(golden.RESPONSES)
    (record,) = harvest.contributions
    assert (record.external_id, record.text, record.question) == ("answer-0:0", "Pour les agents", "Question 0")
    assert [(refusal.row, refusal.code) for refusal in harvest.refused] == [
        (3, "closed_answer"),
        (4, "withdrawn"),
        (5, "incomplete_answer"),
        (6, "empty_text"),
    ]


def test_an_answer_that_is_not_counted_may_be_kept(read):
    harvest = read(golden.RESPONSES, ReadOptions(keep_incomplete=True))
    assert [record.text for record in harvest.contributions] == ["Pour les agents", "Oui"]


@pytest.mark.parametrize("name", ["questions", "options", "aggregates"])
def test_figures_and_definitions_are_not_taken(read, name):
    with pytest.raises(FormatError, match="Agora"):
        read(golden.FILES[name][0])


@pytest.mark.parametrize("name", golden.FILES)
def test_a_file_of_headings_alone_is_known_and_gives_nothing(tmp_path, name):
    path = write_csv(tmp_path / "export.csv", golden.FILES[name][0][:1])
    assert recognize(path).tool == "agora"
    assert what_comes_of(path) in {"nothing", "not_contributions", "only_people", "no_answers_column"}
