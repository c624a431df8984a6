"""The file that was brought is kept until its date, then deleted; what was taken of it stays."""

from datetime import timedelta

import pytest
from django.utils import timezone

from polyphonie.consultations.models import Contribution
from polyphonie.imports.jobs import enqueue_deletion_of_files
from polyphonie.imports.services import confirm_import, import_paths, receive_file, run_import
from polyphonie.imports.services.keeping import kept_until, path_of
from polyphonie.imports.services.retention import delete_old_files
from tests.factories import NOON, ConsultationFactory
from tests.formats.files import write_csv

pytestmark = pytest.mark.django_db

NOTES = [["id", "texte"], ["1", "Un guichet"]]


@pytest.fixture
def brought(tmp_path):
    path = write_csv(tmp_path / "a.csv", NOTES)
    [of_import] = import_paths(consultation=ConsultationFactory(), paths=[path], at=NOON)
    return of_import


def bring_again(brought):
    content = path_of(brought.digest).read_bytes()
    return receive_file(consultation=ConsultationFactory(), name="b.csv", chunks=[content])


def in_days(number):
    return timezone.now() + timedelta(days=number)


def test_a_file_is_kept_two_years_unless_the_site_says_otherwise(brought, settings):
    assert brought.kept_until == timezone.localdate() + timedelta(days=730)
    settings.RAW_FILES_KEPT_DAYS = 0
    assert kept_until(timezone.localdate()) is None


def test_past_its_date_the_file_goes_and_the_rest_stays(brought):
    assert delete_old_files(at=in_days(700)) == 0
    assert delete_old_files(at=in_days(732)) == 1
    brought.refresh_from_db()
    assert (brought.file_deleted_at is not None, path_of(brought.digest).exists()) == (True, False)
    assert Contribution.objects.count() == 1
    assert delete_old_files(at=in_days(733)) == 0


def test_a_file_that_another_import_needs_stays(brought, tmp_path):
    other = receive_file(
        consultation=ConsultationFactory(), name="b.csv", chunks=[path_of(brought.digest).read_bytes()]
    )
    type(other).objects.filter(pk=other.pk).update(kept_until=None)
    assert delete_old_files(at=in_days(800)) == 0
    assert path_of(brought.digest).exists()


def test_an_import_whose_file_is_gone_says_so(brought):
    waiting = receive_file(
        consultation=ConsultationFactory(), name="b.csv", chunks=[path_of(brought.digest).read_bytes()]
    )
    type(waiting).objects.update(file_deleted_at=NOON)
    waiting = confirm_import(of_import=waiting)
    assert "conservé" in run_import(of_import=waiting, at=NOON).error


def test_the_worker_is_asked_only_where_something_is_due(brought):
    assert not enqueue_deletion_of_files(at=in_days(1))
    type(brought).objects.update(kept_until=timezone.localdate() - timedelta(days=1))
    assert enqueue_deletion_of_files(at=timezone.now())
    assert not path_of(brought.digest).exists()
