"""Votes: three generations of Polis, its database, tables of votes, matrices, and their sign."""

import hashlib
import json

import numpy as np
import pytest

from polyphonie.formats import FormatError, bundle_of, most_agreed, read_votes, recognize
from tests.formats.files import POLIS_COMMENTS, POLIS_MATRIX, POLIS_VOTES, write, write_csv, write_xlsx


def triples(votes):
    return list(zip(votes.participant, votes.statement, votes.value.tolist(), strict=True))


def test_votes_come_in_the_order_of_time(tmp_path):
    votes = read_votes(write_csv(tmp_path / "votes.csv", POLIS_VOTES))
    assert triples(votes) == [("7", "0", 1), ("7", "1", 0), ("8", "1", 1), ("7", "0", -1)]
    assert votes.columns.at.tolist()[0] == 1403054214200
    assert votes.columns.row.tolist() == [3, 4, 5, 2]


def test_seconds_become_milliseconds(tmp_path):
    rows = [["timestamp", "comment-id", "voter-id", "vote"], ["1403054214", "0", "7", "1"]]
    assert read_votes(write_csv(tmp_path / "v.csv", rows)).columns.at.tolist() == [1403054214000]


def test_the_sign_of_an_export_is_kept_and_not_declared(tmp_path):
    votes = read_votes(write_csv(tmp_path / "votes.csv", POLIS_VOTES))
    assert (votes.sign_declared, votes.agree, votes.likely_agree) == (False, 1, 1)


@pytest.mark.parametrize(("agree", "expected"), [(1, 1), (-1, -1)])
def test_the_person_may_say_which_value_is_agree(tmp_path, agree, expected):
    votes = read_votes(write_csv(tmp_path / "votes.csv", POLIS_VOTES), agree=agree)
    assert votes.sign_declared
    assert votes.value.tolist()[0] == expected


def test_no_other_value_can_be_agree(tmp_path):
    with pytest.raises(FormatError, match="must be 1 or -1"):
        read_votes(write_csv(tmp_path / "votes.csv", POLIS_VOTES), agree=2)


@pytest.mark.parametrize("agree", ["+1", "-1"])
def test_a_first_line_may_declare_the_sign(tmp_path, agree):
    text = f"# vote-convention: agree={agree};disagree={-int(agree)};pass=0;format=polis-export/1\n"
    text += "vote_id,user_id,vote_value,timestamp,comment_id\n1,7,1,1403054214,0\n"
    votes = read_votes(write(tmp_path / "votes.csv", text))
    assert (votes.sign_declared, triples(votes)) == (True, [("7", "0", int(agree))])


def test_the_database_of_polis_probably_says_agree_with_minus_one(tmp_path):
    rows = [["zid", "pid", "tid", "vote", "weight_x_32767", "created"], ["28", "6", "10", "-1", "0", "1728978601476"]]
    votes = read_votes(write_csv(tmp_path / "votes.csv.gz", rows))
    assert (votes.recognition.generation, votes.likely_agree, triples(votes)) == ("database", -1, [("6", "10", -1)])
    assert not votes.sign_declared


def test_two_conversations_are_not_mixed(tmp_path):
    rows = [["zid", "pid", "tid", "vote"], ["28", "6", "10", "-1"], ["29", "6", "10", "1"]]
    with pytest.raises(FormatError, match="2 conversations"):
        read_votes(write_csv(tmp_path / "votes.csv", rows))


def test_words_declare_their_own_sign(tmp_path):
    rows = [
        ["participant", "statement", "vote"],
        ["a", "1", "D’accord"],
        ["a", "2", "pas d'accord"],
        ["b", "1", "Je passe"],
    ]
    votes = read_votes(write_csv(tmp_path / "v.csv", rows), agree=-1)
    assert (votes.sign_declared, votes.value.tolist()) == (True, [1, -1, 0])


def test_each_faulty_row_is_refused_with_its_reason(tmp_path):
    rows = [
        ["participant", "statement", "vote"],
        ["a", "1", "1"],
        ["", "1", "1"],
        ["a", "", "1"],
        ["a", "1", ""],
        ["a", "1", "2"],
    ]
    votes = read_votes(write_csv(tmp_path / "v.csv", rows))
    assert [(refusal.row, refusal.code) for refusal in votes.refused] == [
        (3, "missing_participant"), (4, "missing_statement"), (5, "empty_vote"), (6, "bad_vote"),
    ]  # fmt: skip
    assert (votes.n_rows, votes.n_rows_taken) == (5, 1)


def test_a_matrix_gives_the_same_votes_as_a_list(tmp_path):
    matrix = read_votes(write_csv(tmp_path / "participant-votes.csv", POLIS_MATRIX))
    assert triples(matrix) == [("7", "0", -1), ("7", "1", 0), ("8", "1", 1)]
    assert [(refusal.row, refusal.code) for refusal in matrix.refused] == [(4, "empty_ballot")]
    assert "xid" in matrix.harvests[0].personal_columns


def test_a_faulty_cell_of_a_matrix_does_not_cost_its_row(tmp_path):
    rows = [
        ["participant", "a b", "c d"],
        ["1", "1", "-1"],
        ["2", "x", "1"],
        *([str(n), "1", "0"] for n in range(3, 14)),
    ]
    votes = read_votes(write_csv(tmp_path / "m.csv", rows))
    assert [(refusal.row, refusal.column, refusal.is_whole_row) for refusal in votes.refused] == [(3, "a b", False)]
    assert votes.n_rows_taken == 13
    assert votes.statement_texts == {"a b": "a b", "c d": "c d"}


def test_a_workbook_may_hold_a_matrix_of_words(tmp_path):
    sheet = [["Identifiant", "Énoncé un", "Énoncé deux"], ["p1", "D'accord", "Contre"], ["p2", "Passe", ""]]
    votes = read_votes(write_xlsx(tmp_path / "m.xlsx", {"Votes": sheet}))
    assert triples(votes) == [("p1", "Énoncé un", 1), ("p1", "Énoncé deux", -1), ("p2", "Énoncé un", 0)]


@pytest.mark.parametrize("generation", list(POLIS_COMMENTS))
def test_each_generation_of_statements_is_read(tmp_path, generation):
    comments = write_csv(tmp_path / "comments.csv", POLIS_COMMENTS[generation])
    votes = read_votes(write_csv(tmp_path / "v.csv", POLIS_VOTES), statements=comments)
    assert recognize(comments).generation == generation
    assert votes.statement_texts["0"] == "Un guichet, toujours."
    assert votes.moderation["0"] == 1
    assert votes.seeds == (frozenset() if generation == "report" else {"0"})


def test_statements_that_were_not_quoted_are_put_together_again(tmp_path):
    text = (
        "timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body\n"
        "1403054214196,Wed,0,5,2,0,1,Un guichet, toujours\n"
        "1403054214197,Wed,1,6,0,2,0,Deux lignes\nici, et là\n"
        "1403054214198,Wed,2,6,0,2,0,Fin\n"
    )
    votes = read_votes(write_csv(tmp_path / "v.csv", POLIS_VOTES), statements=write(tmp_path / "comments.csv", text))
    assert votes.statement_texts == {"0": "Un guichet, toujours", "1": "Deux lignes\nici, et là", "2": "Fin"}
    texts = votes.harvests[1]
    assert (texts.n_rows, texts.n_rows_taken, texts.n_rows_aside, texts.refused) == (4, 3, 1, ())


def export(folder):
    folder.mkdir()
    write_csv(folder / "votes.csv", POLIS_VOTES)
    write_csv(folder / "comments.csv", POLIS_COMMENTS["report"])
    write_csv(folder / "participants-votes.csv", POLIS_MATRIX)
    write(
        folder / "summary.csv",
        'topic,"L’IA, ici"\nurl,https://example.org\nvote-convention,agree=+1;disagree=-1;pass=0\n',
    )
    write(folder / "README.md", "# nothing to read here")
    return folder


def test_a_folder_is_read_whole(tmp_path):
    votes = read_votes(export(tmp_path / "export"))
    assert votes.recognition.kind == "votes"
    assert (votes.sign_declared, votes.topic, len(votes.statement_texts)) == (True, "L’IA, ici", 2)
    assert [file.role for file in votes.files] == ["votes", "statements", "participants", "summary"]
    assert votes.participant_attributes["7"] == {"group-id": "0"}
    assert votes.files[0].digest == hashlib.sha256((tmp_path / "export" / "votes.csv").read_bytes()).hexdigest()


def test_the_digest_does_not_depend_on_names(tmp_path):
    folder = export(tmp_path / "export")
    digest = read_votes(folder).digest
    (folder / "votes.csv").rename(folder / "ballots.csv")
    assert read_votes(folder).digest == digest


def test_the_matrix_of_a_folder_serves_where_there_is_nothing_else(tmp_path):
    folder = export(tmp_path / "export")
    (folder / "votes.csv").unlink()
    assert read_votes(folder).recognition.kind == "participants"


def test_format_json_declares_the_sign(tmp_path):
    folder = export(tmp_path / "export")
    (folder / "summary.csv").unlink()
    assert not read_votes(folder).sign_declared
    write(folder / "format.json", json.dumps({"format": "polis-export/1", "vote": {"agree": -1}}))
    assert read_votes(folder).value.tolist()[0] == -1
    bundle = bundle_of(folder)
    assert ([member.name for member in bundle.to_import], bundle.agree) == (["comments.csv", "votes.csv"], -1)


def test_a_folder_without_votes_says_so(tmp_path):
    with pytest.raises(FormatError, match="holds no file of votes"):
        read_votes(tmp_path)


def test_a_file_without_votes_says_so(tmp_path):
    with pytest.raises(FormatError, match="holds no votes"):
        read_votes(write_csv(tmp_path / "a.csv", [["id", "texte"], ["1", "Bonjour à tous"]]))


def test_the_most_agreed_statements_count_the_last_vote_of_each(tmp_path):
    votes = read_votes(write_csv(tmp_path / "votes.csv", POLIS_VOTES))
    assert most_agreed(votes.columns) == [("1", 1, 2)]


def test_people_may_be_described(tmp_path):
    people = write_csv(tmp_path / "p.csv", [["participant", "name", "region"], ["7", "Jeanne", "Bretagne"]])
    votes = read_votes(write_csv(tmp_path / "votes.csv", POLIS_VOTES), participants=people)
    assert votes.participant_attributes == {"7": {"region": "Bretagne"}}


def test_every_real_folder_is_accounted_for(shared_data):
    for folder in sorted(path for path in (shared_data / "polis").iterdir() if path.is_dir()):
        votes = read_votes(folder)
        assert votes.n_rows == votes.n_rows_taken + sum(refusal.is_whole_row for refusal in votes.refused)
        assert set(np.unique(votes.value)) <= {-1, 0, 1}
        assert len(votes.columns) > 500
        assert votes.statement_texts
        assert votes.likely_agree == (-1 if folder.name.startswith("yoronchizu") else 1)
