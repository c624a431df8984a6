"""The page that undoes an import."""

import pytest
from django.urls import reverse

from polyphonie.consultations.models import Contribution
from polyphonie.core.obstacles import Obstacle
from polyphonie.imports.enums import ImportStatus
from tests.factories import ConsultationFactory, ContributionFactory, ImportFactory, MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def done():
    of_import = ImportFactory(consultation=ConsultationFactory(), status=ImportStatus.DONE, n_rows=1, n_taken=1)
    ContributionFactory(consultation=of_import.consultation, batch=of_import.pk, source_row=2)
    return of_import


@pytest.fixture
def lead(client, done):
    client.force_login(MembershipFactory(territory=done.consultation.territory).user)
    return client


def test_it_asks_before_it_undoes(lead, done):
    url = reverse("imports:undo", args=[done.pk])
    assert url in lead.get(reverse("imports:detail", args=[done.pk])).content.decode()
    assert "button-danger" in lead.get(url).content.decode()
    assert Contribution.objects.filter(batch=done.pk).exists()


def test_what_it_brought_leaves_and_the_report_says_so(lead, done, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        lead.post(reverse("imports:undo", args=[done.pk]))
    done.refresh_from_db()
    assert done.status == ImportStatus.UNDONE
    assert not Contribution.objects.filter(batch=done.pk).exists()
    report = lead.get(reverse("imports:detail", args=[done.pk])).content.decode()
    assert "Cet import a été annulé le" in report


def test_what_rests_on_it_is_listed_and_nothing_is_removed(lead, done, monkeypatch):
    obstacle = Obstacle("La synthèse publiée le cite.", "/syntheses/a/", is_published=True)
    for module in ("views.undoing", "services.undoing"):
        monkeypatch.setattr(f"polyphonie.imports.{module}.obstacles_to_undoing", lambda of_import: [obstacle])
    for answer in (
        lead.get(reverse("imports:undo", args=[done.pk])),
        lead.post(reverse("imports:undo", args=[done.pk])),
    ):
        page = answer.content.decode()
        assert '<a href="/syntheses/a/">La synthèse publiée le cite.</a>' in page
        assert "button-danger" not in page
    assert Contribution.objects.filter(batch=done.pk).exists()


def test_a_removal_that_was_interrupted_can_be_gone_on_with(lead, done, django_capture_on_commit_callbacks):
    url = reverse("imports:undo", args=[done.pk])
    lead.post(url)
    assert "est en train de quitter" in lead.get(reverse("imports:detail", args=[done.pk])).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        lead.post(url)
    assert not Contribution.objects.filter(batch=done.pk).exists()


@pytest.mark.parametrize("status", ["previewed", "running", "undone"])
def test_what_did_not_end_cannot_be_undone(lead, done, status):
    type(done).objects.filter(pk=done.pk).update(status=status)
    Contribution.objects.filter(batch=done.pk).update(batch=None)
    assert lead.get(reverse("imports:undo", args=[done.pk]))["Location"] == reverse("imports:detail", args=[done.pk])
