"""What becomes of an import whose task does not end by itself."""

import pytest
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from polyphonie.consultations.models import Contribution
from polyphonie.core.models import LEASE
from polyphonie.core.tasks import MAX_ATTEMPTS, put_back_abandoned_tasks
from polyphonie.imports.enums import ImportStatus
from polyphonie.imports.errors import NothingToResume
from polyphonie.imports.jobs import carry_out_import
from polyphonie.imports.services import confirm_import, receive_file, resume_import, run_import
from tests.factories import NOON, ConsultationFactory, ImportFactory, MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def confirmed():
    """An import of two contributions that waits for a worker."""
    content = "id;texte\n1;Un guichet\n2;Un médiateur\n".encode()
    brought = receive_file(consultation=ConsultationFactory(), name="a.csv", chunks=[content])
    return confirm_import(of_import=brought)


def give_up(of_import):
    """As when the last worker of a task has died."""
    DBTaskResult.objects.create(
        status="RUNNING",
        args_kwargs={"args": [of_import.pk], "kwargs": {}},
        task_path=carry_out_import.module_path,
        worker_ids=[str(number) for number in range(MAX_ATTEMPTS)],
        backend_name="default",
        run_after=NOON,
        started_at=NOON,
    )
    put_back_abandoned_tasks(at=NOON + 2 * LEASE)
    of_import.refresh_from_db()


def test_an_import_whose_workers_died_says_that_it_was_interrupted(confirmed):
    give_up(confirmed)
    assert (confirmed.status, confirmed.is_interrupted) == (ImportStatus.FAILED, True)


def test_an_import_that_failed_for_no_reason_of_the_file_says_so_too(confirmed, monkeypatch):
    def full_disk(**kwargs):
        raise OSError("no space left")

    monkeypatch.setattr("polyphonie.imports.jobs.run_import", full_disk)
    carry_out_import.enqueue(confirmed.pk)
    confirmed.refresh_from_db()
    assert confirmed.is_interrupted


def test_an_interrupted_import_is_gone_on_with(confirmed):
    give_up(confirmed)
    run_import(of_import=resume_import(of_import=confirmed), at=NOON)
    confirmed.refresh_from_db()
    assert (confirmed.status, Contribution.objects.count()) == (ImportStatus.DONE, 2)


def test_an_import_that_was_not_interrupted_cannot_be_gone_on_with():
    with pytest.raises(NothingToResume):
        resume_import(of_import=ImportFactory(status=ImportStatus.FAILED, error="Empty file."))


def test_a_lead_goes_on_with_it_from_its_page(client, confirmed, django_capture_on_commit_callbacks):
    give_up(confirmed)
    client.force_login(MembershipFactory(territory=confirmed.consultation.territory).user)
    resume = reverse("imports:resume", args=[confirmed.pk])
    assert resume in client.get(reverse("imports:detail", args=[confirmed.pk])).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(resume)
    assert Contribution.objects.count() == 2


def test_somebody_of_another_territory_cannot(client, confirmed):
    give_up(confirmed)
    client.force_login(MembershipFactory().user)
    assert client.post(reverse("imports:resume", args=[confirmed.pk])).status_code == 404
