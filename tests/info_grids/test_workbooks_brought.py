"""A filled workbook brought back to its grid: looked at, confirmed, refused; nothing is ever lost."""

import io
import zipfile

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile

from polyphonie.accounts.enums import Role
from polyphonie.core.models import AuditEvent
from polyphonie.info_grids.enums import AnswerOrigin, GridStatus
from polyphonie.info_grids.errors import GridIsBeingReviewed
from polyphonie.info_grids.models import AnswerChange
from polyphonie.info_grids.queries.workbooks import contents_of
from polyphonie.info_grids.services import bringing_back
from polyphonie.info_grids.workbook_writing import GridContents, write_workbook
from tests.factories import NOON, GridAnswerFactory, GridFormFactory, InfoGridFactory, MembershipFactory, UserFactory
from tests.info_grids.workbook_worlds import FORM, VALUES

pytestmark = pytest.mark.django_db


@pytest.fixture
def grid():
    form = GridFormFactory(definition=FORM)
    grid = InfoGridFactory(engagement__campaign=form.campaign, form=form)
    for key, value in VALUES.items():
        GridAnswerFactory(grid=grid, field_key=key, value=value)
        AnswerChange.objects.create(
            grid=grid, field_key=key, value=value, revision=1, origin=AnswerOrigin.TYPED, changed_at=NOON
        )
    return grid


@pytest.fixture
def lead(grid):
    return MembershipFactory(role=Role.CONTRIBUTOR, territory=grid.engagement.territory).user


def downloaded(grid, path, **changes):
    """Write the workbook of a grid in which some cells were filled otherwise."""
    found = contents_of(grid)
    changed = GridContents(**{**found.__dict__, "values": {**found.values, **changes}})
    write_workbook(path, changed, language="fr", at=NOON)
    return path.read_bytes()


def bring(grid, lead, content, name="grille.xlsx"):
    return bringing_back.keep_workbook(chunks=[content], name=name, grid=grid, person=lead, at=NOON)


def preview(grid, lead, content, name="grille.xlsx"):
    ticket = bring(grid, lead, content, name)
    return bringing_back.preview_workbook(ticket=ticket, grid=grid, person=lead, at=NOON)


def confirm(grid, lead, content):
    return bringing_back.confirm_workbook(ticket=bring(grid, lead, content), grid=grid, person=lead, at=NOON)


def values(grid):
    return {answer.field_key: answer.value for answer in grid.answers.all()}


def test_a_workbook_that_nobody_filled_changes_nothing(grid, lead, tmp_path):
    report = preview(grid, lead, downloaded(grid, tmp_path / "g.xlsx"))
    assert (report.taken, report.conflicts, report.refused, report.unknown) == ([], [], [], [])
    assert report.n_unchanged == len(VALUES)


def test_looking_saves_nothing_and_confirming_saves(grid, lead, tmp_path):
    content = downloaded(grid, tmp_path / "g.xlsx", n_people=91, mode=None)
    assert [one.label for one in preview(grid, lead, content).taken] == ["Participants", "Mode"]
    assert values(grid) == VALUES
    confirm(grid, lead, content)
    assert values(grid) == {**VALUES, "n_people": 91, "mode": None}
    answer = grid.answers.get(field_key="n_people")
    assert (answer.origin, answer.revision, answer.changed_by) == (AnswerOrigin.WORKBOOK, 2, lead)
    assert AuditEvent.objects.get(verb="grid_workbook_taken").details["taken"] == 2


def test_a_workbook_brought_twice_changes_nothing_the_second_time(grid, lead, tmp_path):
    content = downloaded(grid, tmp_path / "g.xlsx", n_people=91)
    confirm(grid, lead, content)
    again = confirm(grid, lead, content)
    assert (again.taken, again.conflicts) == ([], [])
    assert grid.answers.get(field_key="n_people").revision == 2


def test_what_somebody_changed_meanwhile_is_never_overwritten(grid, lead, tmp_path):
    content = downloaded(grid, tmp_path / "g.xlsx", n_people=91)
    confirm(grid, UserFactory(), downloaded(grid, tmp_path / "h.xlsx", n_people=70))
    (clash,) = confirm(grid, lead, content).conflicts
    assert (clash.asked, clash.present) == ("91", "70")
    assert values(grid)["n_people"] == 70


def test_what_somebody_changed_meanwhile_and_the_file_did_not_stays_without_conflict(grid, lead, tmp_path):
    content = downloaded(grid, tmp_path / "g.xlsx", cost=10)
    confirm(grid, UserFactory(), downloaded(grid, tmp_path / "h.xlsx", n_people=70))
    report = confirm(grid, lead, content)
    assert (len(report.taken), report.conflicts) == (1, [])
    assert (values(grid)["n_people"], values(grid)["cost"]) == (70, 10)


def test_a_remark_is_kept(grid, lead, tmp_path):
    grid.answers.filter(field_key="name").update(note="Pourquoi")
    confirm(grid, lead, downloaded(grid, tmp_path / "g.xlsx", name="Autre"))
    assert grid.answers.get(field_key="name").note == "Pourquoi"


def test_a_grid_under_review_takes_nothing(grid, lead, tmp_path):
    content = downloaded(grid, tmp_path / "g.xlsx", n_people=91)
    type(grid).objects.filter(pk=grid.pk).update(status=GridStatus.SUBMITTED)
    with pytest.raises(GridIsBeingReviewed):
        preview(grid, lead, content)


def plain_workbook(rows=(("a", "b"),)):
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    sheet = book.add_worksheet()
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, row)
    book.close()
    return stream.getvalue()


def with_macros():
    stream = io.BytesIO(plain_workbook())
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"macro")
    return stream.getvalue()


HOSTILE = {
    "no hidden sheet": plain_workbook,
    "macros": with_macros,
    "many rows": lambda: plain_workbook([("x",)] * 100_000),
    "a csv": lambda: b"key,answer\nname,Tunis\n",
    "encrypted": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
    "old": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600,
    "a page": lambda: b"<html><script>alert(1)</script></html>",
    "cut": lambda: plain_workbook()[:800],
    "empty": lambda: b"   ",
}


@pytest.mark.parametrize("name", list(HOSTILE))
def test_what_is_no_workbook_of_ours_gets_a_sentence_and_loses_nothing(grid, lead, client, name):
    client.force_login(lead)
    engagement = grid.engagement
    address = f"/bureau/campagnes/{engagement.campaign.slug}/territoires/{engagement.territory.slug}/grille/classeur/"
    response = client.post(address, {"file": SimpleUploadedFile("grille.xlsx", HOSTILE[name]())})
    assert response.status_code == 200
    assert 'class="field-error"' in response.content.decode()
    assert values(grid) == VALUES
    assert (grid.answers.order_by("-revision").first()).revision == 1


def address_of(grid, page="classeur/"):
    engagement = grid.engagement
    return f"/bureau/campagnes/{engagement.campaign.slug}/territoires/{engagement.territory.slug}/grille/{page}"


def test_html_in_a_cell_is_shown_as_text(grid, lead, client, tmp_path):
    client.force_login(lead)
    content = downloaded(grid, tmp_path / "g.xlsx", name="<script>alert(1)</script>")
    page = client.post(address_of(grid), {"file": SimpleUploadedFile("<b>g</b>.xlsx", content)}).content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>alert(1)" not in page
    assert "<b>g</b>" not in page


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_from_the_download_to_the_final_report(grid, lead, client, prefix, django_assert_max_num_queries):
    client.force_login(lead)
    with django_assert_max_num_queries(12):
        response = client.get(prefix + address_of(grid, "classeur.xlsx"))
    content = b"".join(response.streaming_content)
    assert "attachment" in response["Content-Disposition"]
    with django_assert_max_num_queries(12):
        assert client.get(prefix + address_of(grid)).status_code == 200
    page = client.post(prefix + address_of(grid), {"file": SimpleUploadedFile("g.xlsx", content)})
    assert page.context["report"].n_unchanged == len(VALUES)
    done = client.post(prefix + address_of(grid, "classeur/confirmer/"), {"ticket": page.context["ticket"]})
    assert done.context["is_saved"]
    assert values(grid) == VALUES


def test_a_ticket_of_another_person_saves_nothing(grid, lead, client, tmp_path):
    ticket = bring(grid, lead, downloaded(grid, tmp_path / "g.xlsx", n_people=91))
    other = MembershipFactory(role=Role.CONTRIBUTOR, territory=grid.engagement.territory).user
    client.force_login(other)
    for written in (ticket.signed(), "", "forged:ticket"):
        response = client.post(address_of(grid, "classeur/confirmer/"), {"ticket": written})
        assert response.status_code == 302
    assert values(grid) == VALUES


def test_a_workbook_too_large_is_refused_without_being_read(grid, lead, monkeypatch):
    monkeypatch.setattr(bringing_back, "MOST_BYTES", 1000)
    with pytest.raises(bringing_back.WorkbookTooLarge):
        bring(grid, lead, b"PK" * 1000)


@pytest.mark.parametrize("page", ["classeur/", "classeur.xlsx"])
def test_a_stranger_learns_nothing(grid, client, page):
    assert client.get(address_of(grid, page)).status_code == 302
    client.force_login(MembershipFactory().user)
    assert client.get(address_of(grid, page)).status_code == 404
    client.force_login(MembershipFactory(role=Role.READER, territory=grid.engagement.territory).user)
    assert client.get(address_of(grid, page)).status_code == 404
