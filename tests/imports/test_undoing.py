"""An import is undone as a whole, while nothing rests on it; its report stays."""

import pytest

from polyphonie.consultations.models import Contribution, Participant, Statement, Vote, VoteEvent
from polyphonie.core.models import AuditEvent
from polyphonie.formats import ReadOptions
from polyphonie.imports.enums import ImportStatus
from polyphonie.imports.errors import ImportCannotBeUndone, NothingToUndo
from polyphonie.imports.services import import_paths, obstacles_to_undoing, undo_import, undoing
from tests import factories
from tests.factories import NOON, ConsultationFactory, UserFactory
from tests.formats import files
from tests.formats.files import write_csv

pytestmark = pytest.mark.django_db

NOTES = [["id", "texte"], *([str(number), f"Idée {number}"] for number in range(7))]


@pytest.fixture
def consultation():
    return ConsultationFactory(is_published=True)


def bring(consultation, path, **options):
    [of_import] = import_paths(consultation=consultation, paths=[path], at=NOON, options=ReadOptions(**options))
    return of_import


def undo(of_import):
    return undo_import(of_import=of_import, by=UserFactory(), at=NOON)


def everything():
    return [sorted(model.objects.values_list()) for model in (Contribution, Statement, Participant, Vote, VoteEvent)]


def test_all_that_it_brought_goes_and_its_report_stays(consultation, tmp_path, monkeypatch):
    monkeypatch.setattr(undoing, "ROWS_AT_ONCE", 3)
    of_import = bring(consultation, write_csv(tmp_path / "a.csv", NOTES))
    undone = undo(of_import)
    assert (undone.status, undone.undone_at, Contribution.objects.count()) == (ImportStatus.UNDONE, NOON, 0)
    assert (undone.n_taken, undone.rows.count(), AuditEvent.objects.last().verb) == (7, 1, "import_undone")


def test_the_file_may_be_imported_again(consultation, tmp_path):
    path = write_csv(tmp_path / "a.csv", NOTES)
    undo(bring(consultation, path))
    assert bring(consultation, path).n_taken == 7


def test_what_others_brought_stays(consultation, tmp_path):
    bring(consultation, write_csv(tmp_path / "a.csv", NOTES[:4]))
    before = everything()
    undo(bring(consultation, write_csv(tmp_path / "b.csv", NOTES)))
    assert everything() == before


def test_the_text_that_was_replaced_counts_again(consultation, tmp_path):
    first = bring(consultation, write_csv(tmp_path / "a.csv", NOTES))
    second = bring(consultation, write_csv(tmp_path / "b.csv", [*NOTES[:7], ["6", "Idée reprise"]]))
    assert second.n_updated == 1
    with pytest.raises(ImportCannotBeUndone) as refused:
        undo(first)
    assert "b.csv" in refused.value.obstacles[0].sentence
    undo(second)
    assert sorted(Contribution.objects.current().values_list("text", flat=True))[-1] == "Idée 6"
    assert undo(first).status == ImportStatus.UNDONE


def test_present_votes_are_those_that_the_journal_still_tells(consultation, tmp_path, monkeypatch):
    monkeypatch.setattr(undoing, "ROWS_AT_ONCE", 1)
    statements = bring(consultation, write_csv(tmp_path / "comments.csv", files.POLIS_COMMENTS["report"]))
    bring(consultation, write_csv(tmp_path / "votes.csv", files.POLIS_VOTES), agree=1)
    before = everything()
    later = [*files.POLIS_VOTES, ["1403054219999", "Thu", "1", "8", "-1"], ["1403054219999", "Thu", "1", "99", "1"]]
    votes = bring(consultation, write_csv(tmp_path / "later.csv", later), agree=1)
    assert everything() != before
    with pytest.raises(ImportCannotBeUndone):
        undo(statements)
    undo(votes)
    assert everything() == before


def test_an_undoing_that_was_interrupted_is_gone_on_with(consultation, tmp_path, monkeypatch):
    monkeypatch.setattr(undoing, "ROWS_AT_ONCE", 2)
    of_import = bring(consultation, write_csv(tmp_path / "a.csv", NOTES))
    undoing.mark_as_undone(of_import=of_import, by=None, at=NOON)
    undoing._in_one_go(of_import, undoing._remove_contributions)
    assert Contribution.objects.count() == 5
    undo(of_import)
    assert (Contribution.objects.count(), AuditEvent.objects.filter(verb="import_undone").count()) == (0, 1)


def test_what_was_only_previewed_cannot_be_undone(consultation):
    with pytest.raises(NothingToUndo):
        undo(factories.ImportFactory(consultation=consultation, status=ImportStatus.PREVIEWED))


def test_a_document_that_rests_on_it_keeps_it(consultation, tmp_path):
    of_import = bring(consultation, write_csv(tmp_path / "a.csv", NOTES))
    factories.EvidenceFactory(
        sentence__section__document__campaign=consultation.campaign,
        contribution=Contribution.objects.first(),
    )
    [obstacle] = obstacles_to_undoing(of_import)
    assert (obstacle.is_published, "brouillon" in obstacle.sentence) == (False, True)
    assert obstacle.url.startswith("/bureau/documents/")


def test_published_ideas_keep_it_and_others_are_forgotten(consultation, tmp_path):
    of_import = bring(consultation, write_csv(tmp_path / "a.csv", NOTES))
    run = factories.IdeaRunFactory(campaign=consultation.campaign, is_published=True)
    factories.ReadingFactory(run=run, contribution=Contribution.objects.first())
    assert [obstacle.is_published for obstacle in obstacles_to_undoing(of_import)] == [True]
    type(run).objects.update(is_published=False)
    undo(of_import)
    assert not type(run).objects.filter(pk=run.pk).exists()
