"""Polis: three generations of statements, votes by row and by participant, their sign, and what holds none."""

import json
import time

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from polyphonie.formats import FormatError, ReadOptions, read_contributions, read_file, read_votes, recognize
from polyphonie.formats.sign import declared_agree
from polyphonie.formats.tools import readers
from polyphonie.formats.tools.polis_comments import PolisComments
from polyphonie.formats.tools.votes_by_participant import VoteMatrix
from polyphonie.formats.tools.votes_by_row import LongVotes
from tests.formats.files import csv_text, write, write_csv
from tests.formats.tools import golden_polis as golden
from tests.formats.tools.golden_tables import accounted, pieces_of, table_of, what_comes_of
from tests.formats.tools.golden_variants import VARIANTS


@pytest.fixture
def read(tmp_path):
    def reading(rows, options=None, *, first_line=""):
        path = write(tmp_path / "export.csv", first_line + csv_text(rows))
        return accounted(read_file(path, options or ReadOptions()))

    return reading


def triples(votes):
    return list(zip(votes.participant, votes.statement, votes.value.tolist(), strict=True))


def last_votes(votes):
    return {(who, what): value for who, what, value in triples(votes)}


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("name", golden.FILES)
def test_each_file_is_known_however_it_was_written(tmp_path, name, variant):
    rows, kind, generation = golden.FILES[name]
    found = recognize(VARIANTS[variant](tmp_path, rows))
    assert (found.tool, found.kind, found.generation, found.confidence) == ("polis", kind, generation, 1.0)
    assert found.why


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("generation", golden.SUMMARIES)
def test_a_summary_is_known_though_it_has_no_headings(tmp_path, generation, separator):
    found = recognize(write_csv(tmp_path / "s.csv", golden.SUMMARIES[generation], separator=separator))
    assert (found.tool, found.kind, found.generation) == ("polis", "results", generation)


def test_a_summary_without_topic_is_known(tmp_path):
    found = recognize(write_csv(tmp_path / "s.csv", [["topic", ""], *golden.SUMMARY[1:]]))
    assert (found.tool, found.kind) == ("polis", "results")


@pytest.mark.parametrize("indent", [None, 2])
def test_the_declaration_of_the_format_is_known(tmp_path, indent):
    found = recognize(write(tmp_path / "format.json", json.dumps(golden.FORMAT, indent=indent) + "\n"))
    assert (found.tool, found.kind, found.generation) == ("polis", "unknown", "format.json")


@pytest.mark.parametrize("name", golden.NOTHING_TO_TAKE)
def test_figures_of_polis_are_not_taken(read, name):
    with pytest.raises(FormatError, match="Polis"):
        read(golden.FILES[name][0])


def test_the_file_that_says_who_is_who_is_refused(read):
    with pytest.raises(FormatError, match="personal data"):
        read(golden.XIDS)


@pytest.mark.parametrize("name", [name for name, file in golden.FILES.items() if file[1] == "comments"])
def test_each_generation_of_statements_is_read(read, name):
    harvest = read(golden.FILES[name][0])
    statement = harvest.statements[0]
    assert statement.external_id == "0"
    assert statement.text in {"Un guichet, toujours.", "A desk, always."}
    assert (statement.moderation, statement.created_at.year) == (1, 2024 if "database" in name else 2014)
    assert statement.is_seed == (name in {"an archive's comments", "the database's comments"})
    assert [record.text for record in harvest.contributions] == [record.text for record in harvest.statements]


def test_the_author_of_a_statement_is_never_taken(read):
    assert "author-id" in read(golden.COMMENTS_REPORT).personal_columns
    assert {"uid"} <= set(read(golden.COMMENTS_DATABASE).personal_columns)


def test_statements_that_were_not_quoted_are_put_together_again(tmp_path):
    harvest = accounted(read_file(write(tmp_path / "comments.csv", golden.UNQUOTED)))
    assert {record.external_id: record.text for record in harvest.statements} == {
        "0": "Un guichet, toujours",
        "1": "Deux lignes\nici, et là",
        "2": "Une liste : a, b,\nc, d, e, f, g, h, i\nj, k, l, m, n, o, p, q",
        "3": "Fin",
    }
    assert (harvest.n_rows_taken, harvest.n_rows_aside, harvest.refused) == (4, 3, ())


def test_a_row_without_moment_stands_alone_if_it_has_a_number(read):
    rows = [*golden.COMMENTS_REPORT, ["", "", "2", "6", "0", "0", "0", "Sans date"]]
    assert [record.external_id for record in read(rows).statements] == ["0", "1", "2"]


def test_faulty_statements_are_refused_with_their_reason(read):
    head, first, _ = golden.COMMENTS_REPORT
    rows = [head, first, [*first[:2], "", *first[3:]], [*first[:2], "4", *first[3:-1], ""], first]
    assert [(refusal.row, refusal.code) for refusal in read(rows).refused] == [
        (3, "missing_id"),
        (4, "empty_text"),
        (5, "duplicate_id"),
    ]


def test_votes_come_in_the_order_of_time_and_the_last_one_counts(read):
    harvest = read(golden.VOTES)
    assert triples(harvest.votes) == [("7", "0", 1), ("7", "1", 0), ("8", "1", 1), ("7", "0", -1)]
    assert last_votes(harvest.votes)["7", "0"] == -1
    assert harvest.votes.row.tolist() == [3, 4, 5, 2]


def test_seconds_and_milliseconds_are_told_apart(read):
    assert read(golden.VOTES).votes.at.tolist()[0] == 1403054214200
    assert read(golden.VOTES_IMPORTANT).votes.at.tolist()[0] == 1403054214000


def test_dates_tell_the_moment_too(read):
    rows = [["voter-id", "comment-id", "vote", "created"], ["1", "2", "1", "2026-03-01T10:00:00Z"]]
    assert read(rows).votes.at.tolist() == [1772359200000]


def test_a_vote_without_value_in_the_database_is_a_pass(read):
    assert triples(read(golden.VOTES_IMPORTANT).votes) == [("7", "0", 1), ("7", "1", 0)]


@pytest.mark.parametrize("rows", [golden.VOTES, golden.VOTES_IMPORT, golden.MATRIX, golden.VOTES_DATABASE])
def test_a_file_that_declares_no_sign_asks_for_one(read, rows):
    harvest = read(rows)
    assert (harvest.sign_declared, harvest.agree) == (False, 1)
    for agree in (1, -1):
        said = read(rows, ReadOptions(agree=agree))
        assert (said.sign_declared, said.votes.value.tolist()) == (True, (agree * harvest.votes.value).tolist())


@pytest.mark.parametrize("line", ["agree=+1;disagree=-1;pass=0", "disagree=-1;pass=0;agree=1;format=polis-export/1"])
@pytest.mark.parametrize("rows", [golden.VOTES, golden.VOTES_IMPORT, golden.MATRIX])
def test_a_first_line_may_declare_the_sign(read, rows, line):
    harvest = read(rows, first_line=f"# vote-convention: {line}\n")
    assert (harvest.sign_declared, harvest.agree) == (True, 1)
    assert triples(harvest.votes) == triples(read(rows).votes)


def test_the_sign_of_the_database_may_be_declared(read):
    line = "# vote-convention: agree=-1;disagree=+1;pass=0\n"
    harvest = read(golden.VOTES_IMPORT, first_line=line)
    assert (harvest.agree, harvest.votes.value.tolist()) == (-1, [-1, 1])


@pytest.mark.parametrize(
    ("note", "agree"),
    [
        ("vote-convention,agree=+1;disagree=-1;pass=0", 1),
        ("# vote-convention: disagree=1; agree=-1", -1),
        ("# vote-convention: agree=1; disagree=1", None),
        ("# vote-convention: disagree=-1", None),
        ("agree=1", None),
        ("# vote-convention: agree=12", None),
    ],
)
def test_only_a_whole_declaration_tells_the_sign(note, agree):
    assert declared_agree([note]) == agree


def test_words_declare_their_own_sign(read):
    rows = [
        ["participant", "statement", "vote"],
        ["a", "1", "D’accord"],
        ["a", "2", "pas d'accord"],
        ["b", "1", "skip"],
    ]
    harvest = read(rows, ReadOptions(agree=-1))
    assert (harvest.sign_declared, harvest.votes.value.tolist()) == (True, [1, -1, 0])


def test_words_beside_numbers_declare_nothing(read):
    rows = [["participant", "statement", "vote"], ["a", "1", "agree"], ["a", "2", "1"], ["b", "1", "-1"]]
    harvest = read(rows, ReadOptions(agree=-1))
    assert harvest.votes.value.tolist() == [1, -1, 1]
    assert not read(rows).sign_declared


def test_a_matrix_gives_the_same_votes_as_the_journal(read):
    harvest = read(golden.MATRIX_OLD)
    assert last_votes(harvest.votes) == last_votes(read(golden.VOTES).votes)
    assert [(refusal.row, refusal.code) for refusal in harvest.refused] == [(4, "empty_ballot")]
    assert harvest.personal_columns == ("xid",)


@pytest.mark.parametrize("rows", [golden.VOTES_IMPORT, golden.MATRIX])
def test_a_participant_known_by_an_address_is_refused(read, rows):
    place = rows[0].index("user_id") if "user_id" in rows[0] else 0
    named = [[*row[:place], "jeanne@example.org", *row[place + 1 :]] for row in rows[1:2]]
    harvest = read([rows[0], *named, *rows[2:]])
    assert [(refusal.row, refusal.code) for refusal in harvest.refused] == [(2, "participant_named")]
    assert harvest.votes.participant_ids == ("8",)


def test_texts_under_a_heading_of_votes_are_not_votes():
    rows = [["participant", "proposition id", "avis"], ["1", "4", "Je voudrais un guichet"], ["2", "4", "Moi aussi"]]
    assert LongVotes().recognizes(table_of(rows)) is None


@pytest.mark.parametrize("heading", ["count", "proportion", "value", "literal", "index"])
def test_a_statement_may_have_any_name(heading):
    rows = [["participant", heading, "other"], ["1", "1", "-1"], ["2", "0", ""]]
    votes = VoteMatrix().read(table_of(rows), ReadOptions()).votes
    assert triples(votes) == [("1", heading, 1), ("1", "other", -1), ("2", heading, 0)]


CELLS = st.sampled_from(["", "1", "-1", "0", "agree", "x", "NULL", "2.5", "a@b.fr", "-5", "1e400", "0001-01-01", "é"])


@given(st.lists(st.tuples(CELLS, CELLS, CELLS, CELLS), max_size=8), st.sampled_from([None, 1, -1]))
def test_any_votes_are_accounted_for(ballots, agree):
    table = table_of([["comment-id", "voter-id", "vote", "timestamp"], *ballots])
    harvest = accounted(LongVotes().read(table, ReadOptions(agree=agree)))
    assert harvest.n_rows_taken == len(harvest.votes)
    assert set(harvest.votes.value.tolist()) <= {-1, 0, 1}


def test_an_identifier_and_a_body_are_left_to_who_knows_better():
    near = table_of([["id", "body"], ["1", "Gardez un guichet."]])
    claims = [claim for reader in readers() if (claim := reader.recognizes(near))]
    assert "polis" not in {claim.tool for claim in claims}
    bare = table_of([["comment-id", "comment-body"], ["1", "Gardez un guichet."]])
    assert PolisComments().recognizes(bare).confidence < 0.5


@pytest.mark.parametrize("rows", [golden.VOTES, golden.MATRIX_OLD, golden.COMMENTS_REPORT])
@pytest.mark.parametrize("size", [1, 2, 100])
def test_pieces_give_what_the_whole_gives(rows, size):
    table = table_of(rows)
    reader = next(reader for reader in (LongVotes(), VoteMatrix(), PolisComments()) if reader.recognizes(table))
    whole = accounted(reader.read(table, ReadOptions()))
    pieces = [accounted(reader.read(piece, ReadOptions())) for piece in pieces_of(table, size=size)]
    assert sum(piece.n_rows_taken for piece in pieces) == whole.n_rows_taken
    assert [record for piece in pieces for record in piece.statements] == list(whole.statements)
    if whole.votes is not None:
        together = sorted(pair for piece in pieces for pair in triples(piece.votes))
        assert together == sorted(triples(whole.votes))


def test_conversations_are_not_mixed_from_piece_to_piece():
    rows = [["zid", "pid", "tid", "vote"], ["28", "6", "10", "-1"], ["29", "6", "10", "1"]]
    first, second = pieces_of(table_of(rows), size=1)
    assert LongVotes().read(first, ReadOptions()).n_rows_taken == 1
    with pytest.raises(FormatError, match="2 conversations"):
        LongVotes().read(second, ReadOptions())


def test_in_a_folder_what_people_found_important_is_no_attribute(tmp_path):
    write_csv(tmp_path / "participant-importance.csv", golden.IMPORTANCE)
    write_csv(tmp_path / "votes.csv", golden.VOTES)
    assert read_votes(tmp_path).participant_attributes == {"7": {"group-id": "0"}}


@pytest.mark.slow
def test_a_million_votes_are_read_in_a_few_seconds():
    rng = np.random.default_rng(4)
    n = 1_000_000
    columns = {
        "timestamp": rng.integers(1_400_000_000, 1_500_000_000, n),
        "comment-id": rng.integers(0, 900, n),
        "voter-id": rng.integers(0, 20_000, n),
        "vote": rng.integers(-1, 2, n),
    }
    frame = pl.DataFrame(columns).cast(pl.String)
    small = table_of([list(columns), ["1", "2", "3", "1"]])
    table = type(small)(small.file, small.digest, small.headings, frame, np.arange(2, n + 2))
    begun = time.monotonic()
    harvest = LongVotes().read(table, ReadOptions())
    assert len(harvest.votes) == n
    assert time.monotonic() - begun < 10


REAL = {
    "comments": ("polis", "comments"),
    "participants-votes": ("polis", "participants"),
    "summary": ("polis", "results"),
    "votes": ("polis", "votes"),
}


def test_every_real_file_is_known_for_what_it_is(shared_data):
    for path in sorted((shared_data / "polis").glob("*/*.csv*")):
        found = recognize(path)
        if path.parent.name.startswith("fr."):
            assert found is None or found.tool == "table"
            continue
        assert (found.tool, found.kind) == REAL[path.name.split(".")[0]], path
        if found.kind != "results":
            assert accounted(read_file(path)).n_rows_taken > 0


def test_statements_are_contributions_for_who_wants_texts(tmp_path):
    harvest = read_contributions(write_csv(tmp_path / "c.csv", golden.COMMENTS_REPORT))
    assert [record.text for record in harvest.contributions] == [
        "Un guichet, toujours.",
        "Aucune machine\nà l’accueil.",
    ]


@pytest.mark.parametrize("name", golden.FILES)
def test_a_file_of_headings_alone_is_known_and_gives_nothing(tmp_path, name):
    path = write_csv(tmp_path / "export.csv", golden.FILES[name][0][:1])
    assert recognize(path).tool == "polis"
    assert what_comes_of(path) in {"nothing", "not_contributions", "only_people", "no_answers_column"}
