"""The worst files, brought through the page: it says what is wrong, and shows nothing of them as it is."""

import unicodedata

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from polyphonie.imports.models import Import
from tests.factories import ConsultationFactory, MembershipFactory
from tests.formats.hostile import archives, disguises, documents, markup, objects, separated, workbook_cells, workbooks
from tests.formats.hostile.archives import TABLE
from tests.formats.hostile.making import HostileFile, zipped

pytestmark = pytest.mark.django_db
MODULES = (archives, disguises, documents, markup, objects, separated, workbook_cells, workbooks)
CORPUS = {file.id: file for module in MODULES for file in module.FILES}
NAME = '"><img src=x onerror=alert(1)>\u202e%(file)s'
REFUSED = {
    "one cell at XFD1048576": "il est refusé par sécurité",
    "a string of ten megabytes in five thousand cells": "demande trop de mémoire",
    "billion laughs in a workbook, sharedStrings.xml": "n’est pas un classeur lisible",
    "a flat bomb of a hundred megabytes": "grossit démesurément",
    "a member that climbs": "il est refusé par sécurité",
    "hundreds of thousands of names": "plus de 1000 fichiers",
    "protected by a password": "mot de passe",
    "macros": "macros",
    "a million columns": "colonnes",
    "a quotation mark opened in the middle": "jamais refermé",
    "an image (PNG) named as a table": "une image (PNG)",
}
READ = (
    "scripts in headings and cells",
    "escapes of terminals",
    "templates in headings and cells",
    "names of sheets that are programs",
    "a member that is a script",
    "scripts and signs of direction in a text",
)


@pytest.fixture
def bring(client):
    consultation = ConsultationFactory()
    client.force_login(MembershipFactory(territory=consultation.territory).user)

    def upload(file):
        brought = SimpleUploadedFile(f"{NAME}{file.name}", file.content())
        return client.post(reverse("imports:upload", args=[consultation.slug]), {"file": brought}, follow=True)

    return upload


def check_nothing_acts(answer):
    html = answer.content.decode()
    assert answer.status_code == 200
    for raw in ("<img src=x", "<script>alert", "onerror=alert(1)>", "{{ 7*7 }}49"):
        assert raw not in html
    shown = {character for character in html if unicodedata.category(character) in {"Cc", "Cs"}} - set("\n\r\t")
    assert shown == set()


@pytest.mark.parametrize("which", REFUSED)
def test_a_file_refused_by_the_limited_child_is_told_in_the_page(bring, which):
    answer = bring(CORPUS[which])
    check_nothing_acts(answer)
    assert REFUSED[which] in answer.content.decode()
    assert not Import.objects.exists()


def test_an_archive_whose_files_take_long_is_looked_into_for_a_while_only(bring, monkeypatch):
    monkeypatch.setattr("polyphonie.imports.services.bringing.SECONDS_OF_AN_ARCHIVE", -1)
    answer = bring(HostileFile("two tables", "export.zip", lambda: zipped({"a.csv": TABLE, "b.csv": TABLE})))
    assert "n’a pas été examiné" in answer.content.decode()
    assert not Import.objects.exists()


@pytest.mark.parametrize("which", READ)
def test_what_the_limited_child_reads_of_an_odd_file_is_only_ever_text(bring, which):
    check_nothing_acts(bring(CORPUS[which]))
    assert Import.objects.exists()
