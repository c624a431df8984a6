"""The pages of an import: who sees them, what they say, and that nothing of a file is believed."""

import io
import re
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.translation import override

from polyphonie.accounts.enums import Role
from polyphonie.consultations.models import Contribution, Vote
from polyphonie.imports.enums import ImportStatus
from polyphonie.imports.models import Import
from tests.factories import ConsultationFactory, ImportFactory, MembershipFactory
from tests.formats import files
from tests.formats.files import csv_text, hostile_xlsx

pytestmark = pytest.mark.django_db
SCRIPT = "<script>alert(1)</script>"
PREVIEW = {
    "n_rows": 2,
    "n_rows_taken": 2,
    "headings": ["a"],
    "columns": [["a", "text", "heading", ["x"]]],
    "contributions": [{"row": 2, "title": "", "text": "x", "public": "", "kind": "", "question": ""}],
    "keys": [["1", False, "0" * 64]],
    "most_agreed": [["1", 2, 3]],
}
DETAILS = {"column_0": "detail", "column_1": "detail"}


@pytest.fixture
def consultation():
    return ConsultationFactory()


@pytest.fixture
def lead(client, consultation):
    membership = MembershipFactory(territory=consultation.territory)
    client.force_login(membership.user)
    return client


def upload(client, consultation, content, name="a.csv", **data):
    content = content.encode() if isinstance(content, str) else content
    url = reverse("imports:upload", args=[consultation.slug])
    return client.post(url, {"file": SimpleUploadedFile(name, content), **data}, follow=True)


def page(response):
    return re.sub(r"\s+", " ", response.content.decode())


def test_a_lead_brings_a_file_looks_and_confirms(lead, consultation, django_capture_on_commit_callbacks):
    seen = upload(lead, consultation, csv_text(files.DECIDIM_RECENT, separator=";"), name="propositions.csv")
    assert "Decidim : contributions" in page(seen)
    assert "author/name" in page(seen)
    assert not Contribution.objects.exists()
    of_import = Import.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        lead.post(reverse("imports:confirm", args=[of_import.pk]))
    of_import.refresh_from_db()
    assert (of_import.status, Contribution.objects.count()) == (ImportStatus.DONE, 2)
    report = page(lead.get(reverse("imports:detail", args=[of_import.pk])))
    assert "La personne qui l’avait écrite l’a retirée." in report


def test_the_votes_wait_until_the_person_says_which_value_is_agree(lead, consultation):
    upload(lead, consultation, csv_text(files.POLIS_COMMENTS["report"]), name="comments.csv")
    lead.post(reverse("imports:confirm", args=[Import.objects.get().pk]))
    seen = page(upload(lead, consultation, csv_text(files.POLIS_VOTES), name="votes.csv"))
    of_import = Import.objects.first()
    assert "Quelle valeur veut dire" in seen
    assert reverse("imports:confirm", args=[of_import.pk]) not in seen
    options = reverse("imports:options", args=[of_import.pk])
    again = page(lead.post(options, {"agree": "-1"}, follow=True))
    assert reverse("imports:confirm", args=[of_import.pk]) in again
    assert not Vote.objects.exists()


def test_an_unknown_table_asks_which_column_is_what(lead, consultation):
    seen = page(upload(lead, consultation, "a,b\n1,oui\n"))
    of_import = Import.objects.get()
    columns = reverse("imports:columns", args=[of_import.pk])
    assert "aucune colonne n’a pu être reconnue" in seen
    assert columns in seen
    assert "quelle colonne contient ce que les gens ont dit" in page(lead.post(columns, {**DETAILS}))
    said = {"column_0": "id", "column_1": "text"}
    assert "Importer 1 ligne" in page(lead.post(columns, said, follow=True))


def test_two_columns_cannot_be_the_same_thing(lead, consultation):
    upload(lead, consultation, "a,b,c\n1,2,oui\n")
    said = {"column_0": "id", "column_1": "id", "column_2": "text"}
    answer = page(lead.post(reverse("imports:columns", args=[Import.objects.get().pk]), said))
    assert answer.count("Une autre colonne est déjà « Identifiant »") >= 2


def test_a_column_that_names_a_person_cannot_be_said_to_be_anything(lead, consultation):
    upload(lead, consultation, "E-mail,avis\na@b.example,Une phrase.\n")
    of_import = Import.objects.get()
    columns = reverse("imports:columns", args=[of_import.pk])
    shown = page(lead.get(columns))
    assert "n’est jamais prise, pas même pour distinguer les lignes" in shown
    assert 'name="column_0"' not in shown
    lead.post(columns, {"column_0": "id", "column_1": "text"})
    of_import.refresh_from_db()
    assert of_import.options["columns"] == {}
    assert of_import.preview["contributions"][0]["text"] == "Une phrase."


def test_a_long_table_is_described_thirty_columns_at_a_time(lead, consultation):
    upload(lead, consultation, ",".join(f"c{n}" for n in range(40)) + "\n" + ",".join("x" * 40) + "\n")
    of_import = Import.objects.get()
    columns = reverse("imports:columns", args=[of_import.pk])
    assert page(lead.get(columns)).count("<select") == 30 + page(lead.get(columns)).count('<select name="language')
    first = {f"column_{n}": "detail" for n in range(30)} | {"column_0": "text", "next": ""}
    answer = lead.post(columns, first)
    assert answer["Location"] == f"{columns}?page=2"
    second = {f"column_{n}": "aside" for n in range(30, 40)}
    lead.post(f"{columns}?page=2", second)
    of_import.refresh_from_db()
    assert of_import.options["texts"] == ["c0"]
    assert len(of_import.options["aside"]) == 10


def test_what_was_said_of_columns_can_be_taken_back(lead, consultation):
    upload(lead, consultation, csv_text(files.DECIDIM_RECENT, separator=";"), name="p.csv")
    of_import = Import.objects.get()
    columns = reverse("imports:columns", args=[of_import.pk])
    headings = of_import.preview["headings"]
    roles = {f"column_{place}": "detail" for place, _ in enumerate(headings)}
    lead.post(columns, roles | {f"column_{headings.index('body/fr')}": "text"})
    of_import.refresh_from_db()
    assert of_import.tool == "table"
    lead.post(columns, {"reset": ""})
    of_import.refresh_from_db()
    assert of_import.tool == "decidim"


def test_several_files_are_each_told_apart_with_their_sentence(lead, consultation):
    contents = {"propositions.csv": csv_text(files.DECIDIM_RECENT, separator=";").encode(), "photo.csv": b"\x89PNG\r\n"}
    contents["vide.csv"] = b""
    given = [SimpleUploadedFile(name, content) for name, content in contents.items()]
    url = reverse("imports:upload", args=[consultation.slug])
    seen = page(lead.post(url, {"file": given}, follow=True))
    assert "Decidim : contributions" in seen
    assert "n’est pas un tableau, mais une image (PNG)" in seen
    assert "vide.csv » est vide" in seen
    assert "Importer le fichier qui est prêt" in seen


def test_the_files_that_are_ready_are_imported_together(lead, consultation, django_capture_on_commit_callbacks):
    given = [
        SimpleUploadedFile(
            "votes.csv", csv_text([files.POLIS_VOTES[0], ["1403054214196", "Wed", "1", "7", "agree"]]).encode()
        ),
        SimpleUploadedFile("comments.csv", csv_text(files.POLIS_COMMENTS["report"]).encode()),
        SimpleUploadedFile("p.csv", csv_text(files.DECIDIM_RECENT, separator=";").encode()),
    ]
    seen = lead.post(reverse("imports:upload", args=[consultation.slug]), {"file": given}, follow=True)
    ready = re.findall(r'name="import" value="(\d+)"', seen.content.decode())
    with django_capture_on_commit_callbacks(execute=True):
        lead.post(reverse("imports:confirm_all", args=[consultation.slug]), {"import": ready})
    assert set(Import.objects.filter(pk__in=ready).values_list("status", flat=True)) == {ImportStatus.DONE}


def test_pressing_the_button_twice_gives_one_preview(lead, consultation):
    for _ in range(2):
        upload(lead, consultation, "id,texte\n1,oui\n")
    assert Import.objects.count() == 1


def test_confirming_twice_imports_once(lead, consultation, django_capture_on_commit_callbacks):
    upload(lead, consultation, "id,texte\n1,oui\n")
    confirm = reverse("imports:confirm", args=[Import.objects.get().pk])
    with django_capture_on_commit_callbacks(execute=True):
        lead.post(confirm)
    assert lead.post(confirm).status_code == 302
    assert Contribution.objects.count() == 1


def test_the_preview_says_what_is_already_here(lead, consultation, django_capture_on_commit_callbacks):
    upload(lead, consultation, "id,texte\n1,oui\n2,non\n")
    with django_capture_on_commit_callbacks(execute=True):
        lead.post(reverse("imports:confirm", args=[Import.objects.get().pk]))
    again = page(upload(lead, consultation, "id,texte\n1,oui\n2,non\n"))
    assert "2 sur les 2 premières" in again
    assert "a déjà été importé ici" in again
    changed = page(upload(lead, consultation, "id,texte\n1,oui\n2,non merci\n", name="b.csv"))
    assert "1 sur les 2 premières" in changed
    assert "1 avec un autre texte" in changed


def test_what_changed_at_the_source_is_compared_with_its_last_version(
    lead, consultation, django_capture_on_commit_callbacks
):
    rows = [list(row) for row in files.DECIDIM_RECENT]
    place = rows[0].index("body/fr")
    for text in ("Gardez un guichet.", "Gardez deux guichets."):
        rows[1][place] = text
        upload(lead, consultation, csv_text(rows, separator=";"))
        with django_capture_on_commit_callbacks(execute=True):
            lead.post(reverse("imports:confirm", args=[Import.objects.first().pk]))
    assert "2 sur les 2 premières" in page(upload(lead, consultation, csv_text(rows, separator=";"), name="b.csv"))


def test_texts_that_seem_to_hold_personal_data_are_counted_and_masked(lead, consultation):
    told = "Écrivez-moi à marie.dupont@exemple.org pour en parler."
    seen = page(upload(lead, consultation, f"id,texte\n1,{told}\n2,Un guichet ouvert le samedi.\n"))
    assert "1 texte semble contenir des données personnelles" in seen
    notice = seen.split("semble contenir")[1].split("Importer 2 lignes")[0]
    assert "marie.dupont@exemple.org" not in notice


def test_an_archive_is_told_member_by_member(lead, consultation):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("votes.csv", csv_text(files.POLIS_VOTES))
        archive.writestr("comments.csv", csv_text(files.POLIS_COMMENTS["report"]))
        archive.writestr("README.md", "# Read me\n")
    seen = page(upload(lead, consultation, content.getvalue(), name="polis.zip"))
    assert "Polis : votes, un par ligne" in seen
    assert "Polis : commentaires" in seen
    assert "« README.md » accompagne" in seen
    comments = Import.objects.get(member="comments.csv")
    assert "Il est venu avec" in page(lead.get(reverse("imports:detail", args=[comments.pk])))


def test_the_page_of_progress_reloads_until_told_to_stay(lead, consultation):
    of_import = ImportFactory(consultation=consultation, status="running", n_rows=3)
    url = reverse("imports:detail", args=[of_import.pk])
    assert lead.get(url)["Refresh"] == "5"
    assert "Refresh" not in lead.get(url, {"still": "1"})


def test_a_run_of_rows_is_one_line_of_the_page_and_a_line_each_in_the_download(lead, consultation):
    of_import = ImportFactory(consultation=consultation, status=ImportStatus.DONE, n_rows=500, n_taken=500)
    of_import.rows.create(row=2, last_row=501, outcome="taken")
    assert "2 à 501" in page(lead.get(reverse("imports:detail", args=[of_import.pk])))
    sheet = b"".join(lead.get(reverse("imports:report", args=[of_import.pk])).streaming_content).decode()
    assert len(sheet.splitlines()) == 501
    assert "contributions.csv;;501;" in sheet


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("photo.csv", b"\x89PNG\r\n", "n’est pas un tableau, mais une image (PNG)"),
        ("vide.csv", b"\n\n", "est vide"),
        ("a.csv", b'id,texte\n1,"oui\n', "jamais refermé"),
    ],
)
def test_a_wrong_file_gets_one_sentence_beside_the_field(lead, consultation, name, content, sentence):
    assert sentence in page(upload(lead, consultation, content, name=name))
    assert not Import.objects.exists()


def test_a_hostile_workbook_gets_a_sentence(lead, consultation, tmp_path):
    sheet = '<worksheet><sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'
    content = hostile_xlsx(tmp_path / "a.xlsx", sheet).read_bytes()
    assert "refusé par sécurité" in page(upload(lead, consultation, content, name="a.xlsx"))


def test_a_file_that_is_too_big_is_refused(lead, consultation, settings):
    settings.UPLOAD_MAX_BYTES = 10
    assert "trop gros" in page(upload(lead, consultation, "id,texte\n1,oui\n"))


def test_what_a_file_says_is_never_markup(lead, consultation):
    content = csv_text([[SCRIPT, "b"], [SCRIPT, "1"]])
    assert SCRIPT not in page(upload(lead, consultation, content, name="<img src=x>.csv"))
    content = csv_text([["texte", "Public", SCRIPT], [SCRIPT, SCRIPT, SCRIPT]])
    assert SCRIPT not in page(upload(lead, consultation, content))
    content = csv_text([["participant", "statement", "vote"], ["1", "2", SCRIPT], ["1", SCRIPT, "1"]])
    assert SCRIPT not in page(upload(lead, consultation, content))


def test_the_report_says_refusals_without_markup_and_downloads_without_formula(lead, consultation):
    of_import = ImportFactory(consultation=consultation, status=ImportStatus.DONE, n_rows=1, n_refused=1)
    of_import.rows.create(
        row=2, outcome="refused", external_id="=cmd()", reason="bad_vote", details={"params": {"value": SCRIPT}}
    )
    report = page(lead.get(reverse("imports:detail", args=[of_import.pk])))
    assert SCRIPT not in report
    assert "n’est pas un vote" in report
    response = lead.get(reverse("imports:report", args=[of_import.pk]))
    sheet = b"".join(response.streaming_content).decode()
    assert "'=cmd()" in sheet
    assert response["Content-Disposition"].startswith("attachment")


def test_the_report_is_paginated_and_filtered(lead, consultation):
    of_import = ImportFactory(consultation=consultation, status=ImportStatus.DONE, n_rows=30, n_taken=29, n_refused=1)
    for row in range(29):
        of_import.rows.create(row=row + 2, outcome="taken", external_id=f"number-{row}")
    of_import.rows.create(row=40, outcome="refused", reason="empty_text")
    url = reverse("imports:detail", args=[of_import.pk])
    assert page(lead.get(url)).count("number-") == 20
    assert page(lead.get(url, {"page": 2})).count("number-") == 9
    assert page(lead.get(url, {"outcome": "refused"})).count("number-") == 0


def every_page(of_import):
    yield "get", reverse("imports:upload", args=[of_import.consultation.slug])
    yield "post", reverse("imports:upload", args=[of_import.consultation.slug])
    yield "get", reverse("imports:brought", args=[of_import.consultation.slug])
    yield "post", reverse("imports:confirm_all", args=[of_import.consultation.slug])
    yield "get", reverse("imports:mappings", args=[of_import.consultation.territory.slug])
    pages = (("detail", "get"), ("options", "post"), ("columns", "get"), ("confirm", "post"), ("report", "get"))
    for name, method in pages:
        yield method, reverse(f"imports:{name}", args=[of_import.pk])


@pytest.mark.parametrize("who", ["lead of another territory", "reader here", "analyst of another territory"])
def test_nobody_else_sees_that_an_import_exists(client, consultation, who):
    of_import = ImportFactory(consultation=consultation)
    role = {"lead": Role.TERRITORY_LEAD, "reader": Role.READER, "analyst": Role.ANALYST}[who.split()[0]]
    here = {"territory": consultation.territory} if "here" in who else {}
    client.force_login(MembershipFactory(role=role, **here).user)
    for method, url in every_page(of_import):
        assert getattr(client, method)(url).status_code == 404, url


@pytest.mark.parametrize("traits", [{"analyst": True}, {"coordinator": True}, {"analyst": True, "national": True}])
def test_analysts_and_the_coordinator_may_import(client, consultation, traits):
    here = {} if "coordinator" in traits or "national" in traits else {"territory": consultation.territory}
    client.force_login(MembershipFactory(**traits, **here).user)
    assert client.get(reverse("imports:upload", args=[consultation.slug])).status_code == 200


def test_a_stranger_is_asked_to_log_in(client, consultation):
    for _, url in every_page(ImportFactory(consultation=consultation)):
        assert "login" in client.get(url)["Location"]


@pytest.mark.parametrize("status", ["queued", "running", "failed", "previewed"])
def test_each_state_has_its_page_in_both_languages(lead, consultation, status):
    of_import = ImportFactory(consultation=consultation, status=status, error="Une phrase.", n_rows=3)
    for language in ("fr", "en"):
        with override(language):
            assert lead.get(reverse("imports:detail", args=[of_import.pk])).status_code == 200


@pytest.mark.parametrize("status", ["previewed", "running", "done"])
def test_a_page_of_an_import_asks_few_questions_of_the_database(
    lead, consultation, status, django_assert_max_num_queries
):
    of_import = ImportFactory(consultation=consultation, status=status, n_rows=0, preview=PREVIEW, tool="polis")
    with django_assert_max_num_queries(12):
        lead.get(reverse("imports:detail", args=[of_import.pk]))


@pytest.mark.parametrize("name", ["upload", "brought"])
def test_a_list_of_imports_asks_as_few_whatever_its_length(lead, consultation, name, django_assert_max_num_queries):
    ImportFactory.create_batch(25, consultation=consultation)
    with django_assert_max_num_queries(12):
        lead.get(reverse(f"imports:{name}", args=[consultation.slug]))
