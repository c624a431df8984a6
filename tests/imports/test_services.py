"""Imports: every row accounted for, twice changes nothing, and a death in the middle costs nothing."""

import pytest
from django.db import IntegrityError

from polyphonie.consultations.models import Contribution, Participant, Statement, Vote, VoteEvent
from polyphonie.core.signals import contributions_received
from polyphonie.formats import FormatError, ReadOptions
from polyphonie.imports.enums import ImportStatus, RowOutcome
from polyphonie.imports.errors import ImportAlreadyConfirmed, ImportCannotBeConfirmed, SignIsUnknown
from polyphonie.imports.models import Import
from polyphonie.imports.services import (
    applying,
    choose_options,
    confirm_import,
    import_paths,
    receive_file,
    run_import,
    slices,
)
from polyphonie.imports.services.keeping import path_of
from tests.factories import NOON, ActivityFactory, ConsultationFactory, ContributionFactory
from tests.formats import files
from tests.formats.files import write, write_csv, write_xlsx

pytestmark = pytest.mark.django_db

NOTES = [["id", "texte", "Public", "Type"], ["1", "Un guichet", "Habitante", "Attente"], ["2", "", "", ""]]


@pytest.fixture
def consultation():
    return ConsultationFactory()


def bring(consultation, path, **more):
    return import_paths(consultation=consultation, paths=[path], at=NOON, **more)


def counts(of_import):
    return of_import.n_rows, of_import.n_taken, of_import.n_already_there, of_import.n_refused


def accounted(of_import):
    """How many rows the report tells of: a line may stand for several."""
    return sum((row.last_row or row.row) - row.row + 1 for row in of_import.rows.all())


def everything():
    tables = (Contribution, Statement, Participant, Vote, VoteEvent)
    return [sorted(model.objects.values_list()) for model in tables]


FILES = {
    "decidim": (files.DECIDIM_RECENT, (4, 2, 0, 2)),
    "limesurvey": (files.limesurvey("codetext"), (4, 2, 0, 2)),
    "statements": (files.POLIS_COMMENTS["report"], (2, 2, 0, 0)),
    "notes": (NOTES, (2, 1, 0, 1)),
}


@pytest.mark.parametrize("name", FILES)
def test_every_row_is_accounted_for_and_twice_changes_nothing(consultation, tmp_path, name):
    rows, expected = FILES[name]
    path = write_csv(tmp_path / "a.csv", rows)
    [first] = bring(consultation, path)
    assert (first.status, counts(first)) == (ImportStatus.DONE, expected)
    assert accounted(first) == first.n_rows
    before = everything()
    [again] = bring(consultation, path)
    n_rows, n_taken, _, n_refused = expected
    assert counts(again) == (n_rows, 0, n_taken, n_refused)
    assert everything() == before


def test_a_contribution_keeps_its_text_and_where_it_comes_from(consultation, tmp_path):
    activity = ActivityFactory(consultation=consultation)
    path = write_xlsx(tmp_path / "notes.xlsx", {"Mardi": NOTES})
    [of_import] = bring(consultation, path, activity=activity)
    kept = Contribution.objects.get()
    assert (kept.text, kept.public, kept.kind) == ("Un guichet", "resident", "expectation")
    assert (kept.source_name, kept.source_sheet, kept.source_row) == ("notes.xlsx", "Mardi", 2)
    assert (kept.source_digest, kept.activity) == (of_import.digest, activity)
    assert path_of(of_import.digest).read_bytes() == path.read_bytes()


def test_an_answer_keeps_the_question_that_was_asked(consultation, tmp_path):
    bring(consultation, write_csv(tmp_path / "a.csv", files.limesurvey("codetext")))
    questions = set(Contribution.objects.values_list("question", flat=True))
    assert questions
    assert questions <= {heading.partition(". ")[2] for heading in files.LIME_QUESTIONS["codetext"]}


def test_a_row_may_name_its_activity(consultation, tmp_path):
    activity = ActivityFactory(consultation=consultation, title="Atelier du mardi")
    bring(
        consultation, write_csv(tmp_path / "a.csv", [["texte", "Atelier"], ["oui", "atelier du Mardi"], ["non", "?"]])
    )
    assert list(Contribution.objects.values_list("activity", flat=True)) == [activity.pk, None]


def test_two_tables_that_number_from_one_do_not_hide_each_other(consultation, tmp_path):
    bring(consultation, write_csv(tmp_path / "a.csv", [["id", "texte"], ["1", "oui"]]))
    bring(consultation, write_csv(tmp_path / "b.csv", [["id", "texte"], ["1", "non"]]))
    before = everything()
    [again] = bring(consultation, write_csv(tmp_path / "b.csv", [["id", "texte"], ["1", "non"]]))
    assert (sorted(Contribution.objects.values_list("text", flat=True)), counts(again)) == (
        ["non", "oui"],
        (1, 0, 1, 0),
    )
    assert everything() == before


def test_what_was_erased_does_not_come_back(consultation, tmp_path):
    ContributionFactory(consultation=consultation, source="table", external_id="1", erased=True)
    [of_import] = bring(consultation, write_csv(tmp_path / "a.csv", [["id", "texte"], ["1", "oui"]]))
    assert of_import.rows.get().reason == "erased"
    assert not Contribution.objects.filter(text="oui").exists()


def polis(folder):
    folder.mkdir(exist_ok=True)
    write_csv(folder / "comments.csv", files.POLIS_COMMENTS["report"])
    write_csv(folder / "votes.csv", files.POLIS_VOTES)
    write(folder / "summary.csv", "topic,IA\nvote-convention,agree=+1;disagree=-1;pass=0\n")
    return folder


def test_votes_keep_one_present_value_and_the_journal_of_all(consultation, tmp_path):
    statements, votes = bring(consultation, polis(tmp_path / "export"))
    assert (counts(statements), counts(votes)) == ((2, 2, 0, 0), (4, 4, 0, 0))
    changed = Vote.objects.get(participant__external_id="7", statement__external_id="0")
    assert changed.value == -1
    assert list(changed.statement.vote_events.order_by("id").values_list("value", flat=True)) == [1, -1]
    before = everything()
    bring(consultation, tmp_path / "export")
    assert everything() == before


def test_the_matrix_of_the_same_votes_adds_nothing(consultation, tmp_path):
    bring(consultation, polis(tmp_path / "export"))
    before = everything()
    [matrix] = bring(consultation, write_csv(tmp_path / "matrix.csv", files.POLIS_MATRIX), options=ReadOptions(agree=1))
    assert counts(matrix) == (3, 0, 2, 1)
    assert everything() == before


def test_a_later_export_changes_the_present_value_only(consultation, tmp_path):
    folder = polis(tmp_path / "export")
    bring(consultation, folder)
    write_csv(folder / "votes.csv", [*files.POLIS_VOTES, ["1403054219999", "Thu", "1", "8", "-1"]])
    _, votes = bring(consultation, folder)
    assert counts(votes) == (5, 1, 4, 0)
    assert Vote.objects.get(participant__external_id="8").value == -1
    assert VoteEvent.objects.filter(participant__external_id="8").count() == 2


def test_votes_whose_sign_is_not_known_wait_for_an_answer(consultation, tmp_path):
    with pytest.raises(SignIsUnknown):
        bring(consultation, write_csv(tmp_path / "votes.csv", files.POLIS_VOTES))
    assert not Vote.objects.exists()


def test_votes_on_nothing_fail_with_a_sentence(consultation, tmp_path):
    [of_import] = bring(consultation, write_csv(tmp_path / "v.csv", files.POLIS_VOTES), options=ReadOptions(agree=1))
    assert (of_import.status, Vote.objects.count()) == (ImportStatus.FAILED, 0)
    assert "énoncés" in of_import.error


def test_the_statements_of_another_conversation_are_refused_as_a_whole(consultation, tmp_path):
    bring(consultation, write_csv(tmp_path / "a.csv", files.POLIS_COMMENTS["report"]))
    other = [[*row[:-1], f"{row[-1]} !"] for row in files.POLIS_COMMENTS["report"]]
    other[0] = files.POLIS_COMMENTS["report"][0]
    path = write_csv(tmp_path / "b.csv", other)
    assert bring(consultation, path)[0].status == ImportStatus.FAILED
    activity = ActivityFactory(consultation=consultation)
    assert bring(consultation, path, activity=activity)[0].status == ImportStatus.DONE
    assert Statement.objects.count() == 4


class Killed(BaseException):
    """As a worker that is killed: nobody catches it."""


@pytest.mark.parametrize("deadly_slice", [0, 1, 2])
@pytest.mark.parametrize("kind", ["contributions", "votes"])
def test_an_import_goes_on_where_its_worker_died(consultation, tmp_path, monkeypatch, kind, deadly_slice):
    monkeypatch.setattr(slices, "ROWS_AT_ONCE", 4)
    if kind == "votes":
        bring(consultation, write_csv(tmp_path / "comments.csv", files.POLIS_COMMENTS["report"]))
        header = files.POLIS_VOTES[0]
        rows = [[f"14030542{n:05d}", "x", str(n % 3), str(n // 3), str(n % 2)] for n in range(12)]
        path = write_csv(tmp_path / "votes.csv", [header, *rows])
    else:
        path = write_csv(tmp_path / "a.csv", [["id", "texte"], *([str(n), f"Idée {n}"] for n in range(11))])
    of_import = receive_file(
        consultation=consultation, name=path.name, chunks=[path.read_bytes()], options=ReadOptions(agree=1)
    )
    confirm_import(of_import=of_import)
    insert_rows, n_slices = applying.insert_rows, []

    def deadly(*args):
        n_slices.append(1)
        if len(n_slices) == deadly_slice + 1:
            raise Killed
        return insert_rows(*args)

    monkeypatch.setattr(applying, "insert_rows", deadly)
    with pytest.raises(Killed):
        run_import(of_import=of_import, at=NOON)
    monkeypatch.setattr(applying, "insert_rows", insert_rows)
    done = run_import(of_import=of_import, at=NOON)
    expected = (11, 11, 0, 0) if kind == "contributions" else (12, 8, 0, 4)
    assert (done.status, counts(done)) == (ImportStatus.DONE, expected)
    assert accounted(done) == done.n_rows
    assert Contribution.objects.count() + VoteEvent.objects.count() == expected[1]


def test_an_import_that_is_done_is_not_done_again(consultation, tmp_path):
    [of_import] = bring(consultation, write_csv(tmp_path / "a.csv", NOTES))
    assert run_import(of_import=of_import, at=NOON).ended_at == of_import.ended_at
    with pytest.raises(ImportAlreadyConfirmed):
        confirm_import(of_import=of_import)


def test_a_table_that_nobody_knows_waits_for_its_columns_to_be_named(consultation, tmp_path):
    path = write_csv(tmp_path / "a.csv", [["a", "b"], ["1", "oui"]])
    of_import = receive_file(consultation=consultation, name="a.csv", chunks=[path.read_bytes()])
    with pytest.raises(ImportCannotBeConfirmed):
        confirm_import(of_import=of_import)
    choose_options(of_import=of_import, options=ReadOptions(texts=("b",), columns={"id": "a"}), activity=None)
    run_import(of_import=confirm_import(of_import=of_import), at=NOON)
    assert Contribution.objects.get().external_id == "1"


def test_a_wrong_file_leaves_no_import(consultation, tmp_path):
    with pytest.raises(FormatError):
        receive_file(consultation=consultation, name="a.csv", chunks=[b"\x89PNG\r\n"])
    assert not Import.objects.exists()


def test_the_database_refuses_an_import_that_does_not_account_for_each_row(consultation, tmp_path):
    [of_import] = bring(consultation, write_csv(tmp_path / "a.csv", NOTES))
    with pytest.raises(IntegrityError):
        Import.objects.filter(pk=of_import.pk).update(n_taken=0)


def test_a_row_with_a_taken_and_a_refused_answer_is_taken_and_says_what_was_refused(consultation, tmp_path):
    rows = [["id", "Attentes", "Craintes"], ["1", "oui", "x" * 100_001]]
    options = ReadOptions(texts=("Attentes", "Craintes"))
    [of_import] = bring(consultation, write_csv(tmp_path / "a.csv", rows), options=options)
    row = of_import.rows.get()
    assert (row.outcome, row.reason, row.column) == (RowOutcome.TAKEN, "text_too_long", "Craintes")


def test_others_are_told_once_contributions_are_there(consultation, tmp_path, django_capture_on_commit_callbacks):
    told = []
    contributions_received.connect(lambda consultation, **more: told.append(consultation), weak=False, dispatch_uid="t")
    try:
        with django_capture_on_commit_callbacks(execute=True):
            bring(consultation, write_csv(tmp_path / "a.csv", NOTES))
    finally:
        contributions_received.disconnect(dispatch_uid="t")
    assert told == [consultation]


def test_the_imports_of_another_territory_stay_out(consultation, tmp_path):
    [ours] = bring(consultation, write_csv(tmp_path / "a.csv", NOTES))
    other = ConsultationFactory()
    bring(other, write_csv(tmp_path / "a.csv", NOTES))
    assert list(Import.objects.of(consultation.territory)) == [ours]
    assert Contribution.objects.of(other.territory).count() == 1


def test_a_file_is_read_by_the_limited_child(consultation, tmp_path):
    [of_import] = bring(consultation, write_csv(tmp_path / "a.csv", NOTES))
    assert of_import.status == ImportStatus.DONE
