import io
import re
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory

from polyphonie.consultations.models import ActivityDocument
from polyphonie.core.files import path_of
from polyphonie.core.models import AuditEvent, StoredFile
from tests.factories import ActivityFactory, MembershipFactory

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7 minutes of the evening"


def _archive():
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("run.exe", b"MZ")
    return content.getvalue()


@pytest.fixture
def activity():
    return ActivityFactory()


@pytest.fixture
def lead(client, activity):
    lead = MembershipFactory(territory=activity.consultation.territory).user
    client.force_login(lead)
    return lead


def _status(client, address):
    answer = client.get(address)
    if answer.streaming:
        b"".join(answer.streaming_content)  # the test client closes the file, and leaves the connection open
    return answer.status_code


def _attach(client, activity, content=PDF, name="Compte-rendu.pdf", **typed):
    file = SimpleUploadedFile(name, content)
    return client.post(f"/bureau/sequences/{activity.pk}/documents/", {"file": file, "kind": "minutes", **typed})


def test_a_document_is_attached_and_downloaded_as_a_file(client, activity, lead):
    assert _attach(client, activity, is_public="on").status_code == 302
    document = ActivityDocument.objects.get()
    assert document.title == "Compte-rendu.pdf"
    client.logout()
    assert f"/documents-de-sequences/{document.pk}/" in client.get(f"/sequences/{activity.pk}/").content.decode()
    answer = client.get(f"/documents-de-sequences/{document.pk}/")
    assert b"".join(answer.streaming_content) == PDF
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Type"] == "application/pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_a_document_that_is_not_public_stays_in_the_territory(client, activity, lead):
    _attach(client, activity)
    address = f"/documents-de-sequences/{ActivityDocument.objects.get().pk}/"
    assert _status(client, address) == 200
    client.force_login(MembershipFactory(reader=True, territory=activity.consultation.territory).user)
    assert _status(client, address) == 200
    client.force_login(MembershipFactory().user)
    assert _status(client, address) == 404
    client.logout()
    assert _status(client, address) == 404
    assert address not in client.get(f"/sequences/{activity.pk}/").content.decode()


def test_a_public_document_of_a_draft_stays_in_the_territory(client, lead, activity):
    _attach(client, activity, is_public="on")
    activity.consultation.is_published = False
    activity.consultation.save()
    client.logout()
    assert _status(client, f"/documents-de-sequences/{ActivityDocument.objects.get().pk}/") == 404


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("vide.pdf", b"", "vide"),
        ("page.html", b"<html><script>alert(1)</script>", "ne sont pas"),
        ("dessin.svg", b"<svg onload='alert(1)'/>", "ne sont pas"),
        ("outil.exe", b"MZ\x90", "ne sont pas"),
        ("archive.zip", _archive(), "ne sont pas"),
        ("page.pdf", b"<html><script>alert(1)</script>", "n’est pas ce que"),
        ("dessin.pdf", b"<svg onload='alert(1)'/>", "n’est pas ce que"),
        ("outil.pdf", b"MZ\x90", "n’est pas ce que"),
        ("archive.pdf", _archive(), "n’est pas ce que"),
        ("page.pdf.html", PDF, "ne sont pas"),
    ],
)
def test_what_is_not_a_document_is_refused_beside_its_field(client, activity, lead, name, content, sentence):
    answer = _attach(client, activity, content=content, name=name)
    assert answer.status_code == 200
    assert sentence in " ".join(answer.context["document_form"].errors["file"])
    assert sentence in answer.content.decode()
    assert not StoredFile.objects.exists()


def test_no_file_at_all_is_said_beside_its_field(client, activity, lead):
    answer = client.post(f"/bureau/sequences/{activity.pk}/documents/", {"kind": "minutes"})
    assert "obligatoire" in answer.content.decode()


def test_a_document_that_is_too_large_is_refused(client, activity, lead, settings):
    settings.ATTACHMENT_MAX_BYTES = 1024 * 1024
    answer = _attach(client, activity, content=PDF + b"0" * (1024 * 1024))
    assert "trop" in answer.content.decode()
    assert not StoredFile.objects.exists()


def test_two_hundred_megabytes_are_refused_before_they_are_read(client, activity, lead):
    answer = client.post(
        f"/bureau/sequences/{activity.pk}/documents/", {"kind": "minutes"}, CONTENT_LENGTH=str(200 * 1024 * 1024)
    )
    assert answer.status_code == 413
    assert not StoredFile.objects.exists()


@pytest.mark.parametrize("announced", ["10", "0", "-1", "none"])
def test_a_length_that_lies_brings_nothing_in(client, activity, lead, announced):
    request = RequestFactory().post("/", {"file": SimpleUploadedFile("a.pdf", PDF * 9000), "kind": "minutes"})
    body = request.read()
    client.generic(
        "POST",
        f"/bureau/sequences/{activity.pk}/documents/",
        body,
        content_type=request.META["CONTENT_TYPE"],
        CONTENT_LENGTH=announced,
    )
    assert not StoredFile.objects.exists()


def test_a_name_that_is_a_path_or_arabic_is_kept_as_a_name(client, activity, lead):
    _attach(client, activity, name="../../etc/محضر.pdf")
    file = StoredFile.objects.get()
    assert file.name == "محضر.pdf"
    assert _status(client, f"/documents-de-sequences/{ActivityDocument.objects.get().pk}/") == 200


def test_a_document_is_removed_with_its_content(client, activity, lead, django_capture_on_commit_callbacks):
    _attach(client, activity)
    document = ActivityDocument.objects.get()
    kept_at = path_of(document.file)
    assert kept_at.exists()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"/bureau/documents-de-sequences/{document.pk}/retrait/")
    assert not ActivityDocument.objects.exists()
    assert not kept_at.exists()
    verbs = AuditEvent.objects.order_by("number").values_list("verb", flat=True)
    assert list(verbs) == ["document_attached", "document_removed"]


def test_the_same_content_attached_twice_outlives_one_removal(
    client, activity, lead, django_capture_on_commit_callbacks
):
    _attach(client, activity)
    _attach(client, activity, name="Copie.pdf")
    first, second = ActivityDocument.objects.all()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"/bureau/documents-de-sequences/{first.pk}/retrait/")
    assert path_of(second.file).exists()


@pytest.mark.parametrize("trait", [{}, {"reader": True}])
def test_nobody_else_removes_a_document(client, activity, lead, trait):
    _attach(client, activity)
    document = ActivityDocument.objects.get()
    elsewhere = {} if not trait else {"territory": activity.consultation.territory}
    client.force_login(MembershipFactory(**trait, **elsewhere).user)
    assert client.post(f"/bureau/documents-de-sequences/{document.pk}/retrait/").status_code == 404
    assert ActivityDocument.objects.exists()


def test_an_activity_that_has_documents_is_not_removed(client, activity, lead):
    _attach(client, activity)
    answer = client.post(f"/bureau/sequences/{activity.pk}/retrait/", follow=True)
    assert "ne peut pas être supprimée" in answer.content.decode()


def test_a_document_whose_content_is_gone_is_said_to_be_gone(client, activity, lead):
    _attach(client, activity)
    document = ActivityDocument.objects.get()
    path_of(document.file).unlink()
    assert _status(client, f"/documents-de-sequences/{document.pk}/") == 404


def test_each_field_of_the_page_has_its_own_identifier(client, activity, lead):
    page = client.get(f"/bureau/sequences/{activity.pk}/").content.decode()
    identifiers = re.findall(r'\sid="([^"]+)"', page)
    assert len(identifiers) == len(set(identifiers))
