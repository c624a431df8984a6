"""EJ: votes under pseudonyms, and comments without their authors."""

import pytest

from polyphonie.formats import FormatError, ReadOptions, read_file, read_votes, recognize
from polyphonie.formats.pseudonyms import pseudonym
from polyphonie.formats.tools import readers
from polyphonie.formats.tools.ej import EjVotes
from tests.formats.files import write_csv
from tests.formats.tools import golden_ej as golden
from tests.formats.tools.golden_tables import accounted, pieces_of, table_of, what_comes_of
from tests.formats.tools.golden_variants import VARIANTS


@pytest.fixture
def read(tmp_path):
    def reading(rows, options=None):
        return accounted(read_file(write_csv(tmp_path / "export.csv", rows), options or ReadOptions()))

    return reading


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("name", golden.FILES)
def test_each_file_is_known_however_it_was_written(tmp_path, name, variant):
    rows, kind = golden.FILES[name]
    found = recognize(VARIANTS[variant](tmp_path, rows))
    assert (found.tool, found.kind) == ("ej", kind)


def test_no_other_tool_is_as_sure(read):
    for rows, _ in golden.FILES.values():
        claims = [claim for reader in readers() if (claim := reader.recognizes(table_of(rows)))]
        best = max(claim.confidence for claim in claims)
        assert [claim.tool for claim in claims if claim.confidence == best] == ["ej"]


def test_votes_are_read_under_pseudonyms_of_their_conversation(read):
    harvest = read(golden.VOTES)
    jeanne, paul = pseudonym("512", within="ej/9"), pseudonym("513", within="ej/9")
    votes = harvest.votes
    assert list(zip(votes.participant, votes.statement, votes.value.tolist(), strict=True)) == [
        (jeanne, "3", 1),
        (jeanne, "4", -1),
        (paul, "3", 0),
    ]
    assert votes.at.tolist()[0] == 1617383474000
    assert not harvest.sign_declared


def test_nobody_is_named(read):
    harvest = read(golden.VOTES)
    trackers = {"author__metadata__analytics_id", "author__metadata__mautic_id"}
    assert {"email", "author", *trackers} <= set(harvest.personal_columns)
    assert not {"512", "Jeanne"} & set(harvest.votes.participant_ids)


def test_words_declare_their_sign(read):
    harvest = read(golden.WORDS)
    assert (harvest.sign_declared, harvest.votes.value.tolist()) == (True, [1, -1, 0])


def test_a_later_export_names_the_same_people_alike(read):
    grown = [*golden.VOTES, [*golden.VOTES[3][:6], "4", "9", "1", "1617383480.0"]]
    assert set(read(golden.VOTES).votes.participant_ids) == set(read(grown).votes.participant_ids)


def test_votes_known_only_by_an_address_are_refused(read):
    rows = [["email", "comment_id", "conversation_id", "choice"], ["jeanne@example.org", "3", "9", "1"]]
    harvest = read(rows)
    assert [refusal.code for refusal in harvest.refused] == ["participant_named"]
    assert "jeanne" not in repr(harvest)


def test_two_conversations_are_not_mixed(read):
    other = [*golden.VOTES[1][:7], "10", *golden.VOTES[1][8:]]
    with pytest.raises(FormatError, match="2 conversations"):
        read([*golden.VOTES, other])


def test_pieces_give_what_the_whole_gives():
    table = table_of(golden.VOTES)
    whole = EjVotes().read(table, ReadOptions()).votes
    pieces = [EjVotes().read(piece, ReadOptions()).votes for piece in pieces_of(table, size=2)]
    assert [name for piece in pieces for name in piece.participant] == list(whole.participant)


def test_comments_are_statements_without_authors(read):
    harvest = read(golden.COMMENTS)
    assert [(record.external_id, record.text) for record in harvest.statements] == [
        ("3", "Un guichet, toujours."),
        ("4", "Aucune machine."),
    ]
    assert {"author", "author_id"} <= set(harvest.personal_columns)
    assert "jeanne" not in repr(harvest)


def test_a_folder_of_ej_is_read_under_pseudonyms_too(tmp_path):
    write_csv(tmp_path / "votes.csv", golden.VOTES)
    write_csv(tmp_path / "comments.csv", golden.COMMENTS)
    votes = read_votes(tmp_path)
    assert pseudonym("512", within="ej/9") in votes.participant
    assert votes.statement_texts["3"] == "Un guichet, toujours."


@pytest.mark.parametrize("name", golden.FILES)
def test_a_file_of_headings_alone_is_known_and_gives_nothing(tmp_path, name):
    path = write_csv(tmp_path / "export.csv", golden.FILES[name][0][:1])
    assert recognize(path).tool == "ej"
    assert what_comes_of(path) in {"nothing", "not_contributions", "only_people", "no_answers_column"}
