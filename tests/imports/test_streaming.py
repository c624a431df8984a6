"""A long file comes in pieces, is written in slices, and leaves the rows and the report of a short one."""

import pytest
from django.db import OperationalError

from polyphonie.consultations.models import Contribution, Vote, VoteEvent
from polyphonie.formats import FormatError, ReadOptions
from polyphonie.formats.streaming import stream_columns
from polyphonie.formats.tables.streams import TableStream
from polyphonie.imports.enums import ImportStatus, RowOutcome
from polyphonie.imports.services import applying, import_paths, resume_import, run_import, slices
from tests.factories import NOON, ConsultationFactory
from tests.formats import files
from tests.formats.files import write, write_csv

pytestmark = pytest.mark.django_db

NOTES = [["id", "texte"], *([str(number), f"Idée {number}"] for number in range(50))]


@pytest.fixture
def consultation():
    return ConsultationFactory()


@pytest.fixture
def small_pieces(monkeypatch):
    """Pieces of 7 rows and slices of 3, so that a file of fifty rows is a long one."""
    monkeypatch.setattr(slices, "ROWS_AT_ONCE", 3)
    pieces = TableStream.pieces
    monkeypatch.setattr(TableStream, "pieces", lambda stream: pieces(stream, 7))


def bring(consultation, path, **options):
    [of_import] = import_paths(consultation=consultation, paths=[path], at=NOON, options=ReadOptions(**options))
    return of_import


def counts(of_import):
    return of_import.n_rows, of_import.n_taken, of_import.n_already_there, of_import.n_refused


def report(of_import):
    rows = []
    for line in of_import.rows.order_by("sheet", "row"):
        rows += [
            (line.sheet, row, line.outcome, line.reason) for row in range(line.row, (line.last_row or line.row) + 1)
        ]
    return rows


def texts(consultation):
    rows = Contribution.objects.filter(consultation=consultation).order_by("source_row")
    return list(rows.values_list("source_row", "external_id", "text", "public", "said_at"))


def test_a_file_in_pieces_gives_what_it_gives_whole(consultation, tmp_path, monkeypatch, small_pieces):
    rows = [["id", "texte", "date"], *([str(n), f"Idée {n}" * (n % 5 > 0), f"2026-03-{n:02} 10:00"] for n in range(30))]
    path = write_csv(tmp_path / "a.csv", rows)
    in_pieces = bring(consultation, path)
    monkeypatch.undo()
    other = ConsultationFactory()
    whole = bring(other, path)
    assert (counts(in_pieces), report(in_pieces)) == (counts(whole), report(whole))
    assert texts(consultation) == texts(other)
    assert in_pieces.n_refused == 6


def test_rows_alike_that_follow_each_other_are_one_line(consultation, tmp_path):
    of_import = bring(consultation, write_csv(tmp_path / "a.csv", NOTES))
    line = of_import.rows.get()
    assert (line.row, line.last_row, line.outcome) == (2, 51, RowOutcome.TAKEN)


def test_an_identifier_that_comes_back_in_a_later_piece_is_refused(consultation, tmp_path, small_pieces):
    rows = [["id", "texte"], *([str(number), f"Idée {number}"] for number in range(150))]
    path = write_csv(tmp_path / "a.csv", [*rows, ["0", "Autre idée"], ["149", "Idée 149"]])
    for expected in ((152, 150, 0, 2), (152, 0, 150, 2)):
        of_import = bring(consultation, path)
        refused = of_import.rows.filter(outcome=RowOutcome.REFUSED).order_by("row")
        assert counts(of_import) == expected
        assert [(row.row, row.details["params"]["first"]) for row in refused] == [(152, "2"), (153, "151")]


def test_votes_come_in_pieces_too(consultation, tmp_path, small_pieces):
    bring(consultation, write_csv(tmp_path / "comments.csv", files.POLIS_COMMENTS["report"]))
    header = files.POLIS_VOTES[0]
    rows = [[f"14030542{n:05d}", "x", str(n % 2), str(n // 4), str(n % 2)] for n in range(40)]
    path = write_csv(tmp_path / "votes.csv", [header, *rows])
    assert counts(bring(consultation, path, agree=1)) == (40, 40, 0, 0)
    assert (Vote.objects.count(), VoteEvent.objects.count()) == (20, 40)
    assert counts(bring(consultation, path, agree=1)) == (40, 0, 40, 0)


def test_a_file_that_breaks_off_says_so_and_keeps_what_came_before(consultation, tmp_path, monkeypatch, small_pieces):
    def breaks_off(*args, **limits):
        for number, piece in enumerate(stream_columns(*args[1:])):
            if number == 3:
                raise FormatError("unclosed_quote", file="a.csv", row=22)
            yield piece

    monkeypatch.setattr("polyphonie.imports.services.reading.stream_limited", breaks_off)
    of_import = bring(consultation, write_csv(tmp_path / "a.csv", NOTES))
    assert (of_import.status, of_import.is_interrupted) == (ImportStatus.FAILED, False)
    assert Contribution.objects.count() == of_import.n_done == 21


def test_a_full_disk_is_said_and_the_import_is_gone_on_with(consultation, tmp_path, monkeypatch, small_pieces):
    insert, n_slices = applying.insert_rows, []

    def full(*args):
        n_slices.append(1)
        if len(n_slices) == 4:
            raise OperationalError("database or disk is full")
        insert(*args)

    monkeypatch.setattr(applying, "insert_rows", full)
    of_import = bring(consultation, write_csv(tmp_path / "a.csv", NOTES))
    assert (of_import.status, of_import.is_interrupted, "place" in of_import.error) == (ImportStatus.FAILED, True, True)
    assert Contribution.objects.count() == of_import.n_done
    done = run_import(of_import=resume_import(of_import=of_import), at=NOON)
    assert (done.status, counts(done), done.error) == (ImportStatus.DONE, (50, 50, 0, 0), "")


def test_the_same_file_is_not_read_again_where_all_of_it_is_there(consultation, tmp_path, monkeypatch):
    path = write_csv(tmp_path / "a.csv", [*NOTES, ["50", ""]])
    bring(consultation, path)
    monkeypatch.setattr(applying, "harvests_of", None)
    again = bring(consultation, path)
    assert (again.status, counts(again)) == (ImportStatus.DONE, (51, 0, 50, 1))
    assert [(line.row, line.last_row, line.outcome) for line in again.rows.order_by("row")] == [
        (2, 51, RowOutcome.ALREADY_THERE),
        (52, None, RowOutcome.REFUSED),
    ]


def test_the_same_file_is_read_again_where_something_is_missing(consultation, tmp_path):
    path = write_csv(tmp_path / "a.csv", NOTES)
    bring(consultation, path)
    Contribution.objects.filter(external_id="7").delete()
    assert counts(bring(consultation, path)) == (50, 1, 49, 0)


def test_the_same_file_is_read_again_where_its_columns_mean_something_else(consultation, tmp_path):
    path = write_csv(tmp_path / "a.csv", [["A", "B"], ["un texte", "un autre texte"]])
    bring(consultation, path, texts=("A",))
    assert counts(bring(consultation, path, texts=("A", "B"))) == (1, 1, 0, 0)


def test_two_same_files_at_once_take_each_row_once(consultation, tmp_path, monkeypatch, small_pieces):
    path = write_csv(tmp_path / "a.csv", NOTES)
    write_slice, others = applying._write_slice, []

    def and_another(of_import, piece, *args, **more):
        if not others:
            others.append(None)
            others.append(bring(consultation, path))
        write_slice(of_import, piece, *args, **more)

    monkeypatch.setattr(applying, "_write_slice", and_another)
    first = bring(consultation, path)
    assert counts(others[1]) == (50, 50, 0, 0)
    assert counts(first) == (50, 0, 50, 0)


def test_a_moment_of_the_file_is_read_on_the_clock_of_the_installation(consultation, tmp_path, settings):
    content = "id,texte,date\n1,été,2026-07-01 10:00\n2,sautée,2026-03-29 02:30\n3,sûre,2026-07-01T10:00:00Z\n"
    bring(consultation, write(tmp_path / "a.csv", content))
    told = {key: at.isoformat() for key, at in Contribution.objects.values_list("external_id", "said_at")}
    assert told == {
        "1": "2026-07-01T08:00:00+00:00",
        "2": "2026-03-29T01:30:00+00:00",
        "3": "2026-07-01T10:00:00+00:00",
    }
