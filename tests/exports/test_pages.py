"""Pages and files of exports: for anyone, and for those who analyze a territory."""

import io
import uuid
import zipfile
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from polyphonie.accounts.enums import Role
from polyphonie.core.models import AuditEvent
from polyphonie.exports import services
from polyphonie.exports.catalogue import FORMATS
from polyphonie.exports.enums import ExportStatus
from polyphonie.exports.models import Export
from polyphonie.exports.services import asking, path_of_export, sweep
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def consultation():
    found = make.ConsultationFactory()
    make.ContributionFactory(consultation=found, text="Un guichet humain doit rester.")
    make.ContributionFactory(consultation=found, text="Ce que la modération a masqué.", hidden=True)
    return found


@pytest.fixture
def analyst(consultation):
    return make.MembershipFactory(role=Role.ANALYST, territory=consultation.territory).user


@pytest.fixture
def always_large(monkeypatch):
    monkeypatch.setattr(asking, "LARGE", 1)


def content_of(response):
    with zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content))) as archive:
        return {name: archive.read(name).decode(errors="replace") for name in archive.namelist()}


def public_address(consultation, name="talk-to-the-city"):
    return reverse("exports:file", args=[consultation.slug, name])


def test_the_public_page_says_what_each_format_is_good_for(client, consultation):
    page = client.get(reverse("exports:public", args=[consultation.slug]))
    assert page.status_code == 200
    for form in FORMATS.values():
        assert public_address(consultation, form.name) in page.content.decode()


def test_anyone_takes_what_is_public(client, consultation):
    response = client.get(public_address(consultation))
    files = content_of(response)
    assert set(files) == {"comments.csv", "README.md"}
    assert "guichet humain" in files["comments.csv"]
    assert "masqué" not in files["comments.csv"]
    assert response["Access-Control-Allow-Origin"] == "*"


def test_the_same_state_is_not_sent_twice(client, consultation):
    first = client.get(public_address(consultation))
    assert content_of(first)
    etag = first["ETag"]
    assert client.get(public_address(consultation), headers={"If-None-Match": etag}).status_code == 304


def test_what_is_erased_leaves_the_public_files_at_once(client, consultation, settings):
    content_of(client.get(public_address(consultation)))
    consultation.contributions.filter(is_hidden=False).update(is_hidden=True)
    assert "guichet" not in content_of(client.get(public_address(consultation)))["comments.csv"]
    assert len(list(settings.MEDIA_ROOT.rglob("talk-to-the-city.*.zip"))) == 1


@pytest.mark.parametrize("name", ["public", "file"])
def test_a_draft_has_no_public_export(client, name, analyst, consultation):
    consultation.is_published = False
    consultation.save()
    arguments = [consultation.slug, "xlsx"] if name == "file" else [consultation.slug]
    client.force_login(analyst)
    assert client.get(reverse(f"exports:{name}", args=arguments)).status_code == 404


def test_a_format_that_does_not_exist_is_not_found(client, consultation):
    assert client.get(public_address(consultation, "no-such-format")).status_code == 404


def test_a_large_public_file_is_made_by_the_worker(client, consultation, always_large):
    first = client.get(public_address(consultation))
    assert (first.status_code, first["Retry-After"]) == (202, "60")
    assert "README.md" in content_of(client.get(public_address(consultation)))


def desk(consultation):
    return reverse("exports:desk", args=[consultation.slug])


@pytest.mark.parametrize(("options", "is_there"), [({}, False), ({"includes_hidden": "on"}, True)])
def test_an_analyst_takes_a_small_consultation_at_once(client, consultation, analyst, options, is_there):
    client.force_login(analyst)
    response = client.post(desk(consultation), {"format": "talk-to-the-city", **options})
    assert ("masqué" in content_of(response)["comments.csv"]) is is_there
    assert response["Cache-Control"] == "no-store"


def test_taking_all_is_written_in_the_audit_trail(client, consultation, analyst):
    client.force_login(analyst)
    content_of(client.post(desk(consultation), {"format": "xlsx"}))
    event = AuditEvent.objects.get(verb="consultation_exported")
    assert (event.actor_id, event.details) == (analyst.pk, {"format": "xlsx", "includes_hidden": False})


def test_a_format_must_be_chosen(client, consultation, analyst):
    client.force_login(analyst)
    page = client.post(desk(consultation), {"format": "no-such-format"})
    assert (page.status_code, page.context["form"].errors.keys()) == (200, {"format"})


def asked(client, consultation, person, django_capture_on_commit_callbacks):
    client.force_login(person)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(desk(consultation), {"format": "jigsaw"})
    return Export.objects.get()


@pytest.fixture
def export(client, consultation, analyst, always_large, django_capture_on_commit_callbacks):
    return asked(client, consultation, analyst, django_capture_on_commit_callbacks)


def address_of(export):
    return reverse("exports:asked", args=[export.key])


def test_a_large_file_waits_for_the_person_who_asked_for_it(client, consultation, export):
    assert export.status == ExportStatus.READY
    assert address_of(export) in client.get(desk(consultation)).content.decode()
    assert "guichet humain" in content_of(client.get(address_of(export)))["answers.csv"]


@pytest.mark.parametrize("role", [Role.ANALYST, Role.TERRITORY_LEAD])
def test_nobody_else_can_take_it(client, consultation, export, role):
    client.force_login(make.MembershipFactory(role=role, territory=consultation.territory).user)
    assert client.get(address_of(export)).status_code == 404
    assert address_of(export) not in client.get(desk(consultation)).content.decode()


def test_it_closes_with_the_role_of_the_person(client, export, analyst):
    analyst.memberships.all().delete()
    assert client.get(address_of(export)).status_code == 404


def test_it_expires_and_is_deleted(client, export):
    path = path_of_export(export)
    Export.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert client.get(address_of(export)).status_code == 404
    assert sweep(at=timezone.now()) == 1
    assert not path.exists()


def test_an_address_that_was_never_given_is_not_found(client, analyst):
    client.force_login(analyst)
    assert client.get(reverse("exports:asked", args=[uuid.uuid4()])).status_code == 404


def test_a_file_that_kills_its_workers_is_given_up(export):
    Export.objects.update(status=ExportStatus.WAITING)
    services.give_up(export_id=export.pk)
    assert Export.objects.get().status == ExportStatus.FAILED


def test_exports_of_another_territory_stay_out(export):
    assert not Export.objects.of(make.TerritoryFactory()).exists()
    assert Export.objects.of(export.consultation.territory).exists()
