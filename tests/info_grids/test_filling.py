"""Filling a grid page by page, without any script; and with one."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation

from polyphonie.info_grids.models import GridAnswer, GridComment, GridFile, InfoGrid
from polyphonie.info_grids.queries.filling import values_of
from polyphonie.info_grids.shipped import shipped_form
from tests.factories import EngagementFactory, GridFormFactory, MembershipFactory
from tests.info_grids.worlds import one_field, words, world

pytestmark = pytest.mark.django_db


def block_url(here, block="a"):
    return reverse("info_grids:block", args=[*here.slugs, block])


def sent(*keys, do="save", **values):
    return {"fields": list(keys), "do": do, **{name.replace("__", "-"): value for name, value in values.items()}}


def test_the_grid_is_opened_from_its_page(client):
    form = GridFormFactory(definition=shipped_form())
    lead = MembershipFactory().user
    engagement = EngagementFactory(campaign=form.campaign, territory=lead.memberships.get().territory)
    slugs = [form.campaign.slug, engagement.territory.slug]
    client.force_login(lead)
    assert "Ouvrir la grille" in client.get(reverse("info_grids:fill", args=slugs)).content.decode()
    client.post(reverse("info_grids:open", args=slugs))
    page = client.get(reverse("info_grids:fill", args=slugs)).content.decode()
    assert "A. Territoire" in page
    assert InfoGrid.objects.get().answers.get(field_key="name").value == engagement.territory.name


@pytest.mark.parametrize("block", "abcdefghi")
def test_each_block_of_the_shipped_form_is_shown_in_both_languages(client, block):
    here = world(shipped_form())
    client.force_login(here.lead)
    french = client.get(block_url(here, block))
    with translation.override("en"):
        english = client.get(block_url(here, block))
    titles = next(one["title"] for one in shipped_form()["blocks"] if one["key"] == block)
    assert titles["fr"] in french.content.decode().replace("&#x27;", "'")
    assert titles["en"] in english.content.decode()


def test_a_block_is_saved_without_script(client):
    here = world()
    client.force_login(here.contributor)
    data = sent("summary", "uses_ai", "n_people", v__summary="We asked.", v__uses_ai="yes", v__n_people="1 200")
    assert client.post(block_url(here), data).status_code == 302
    assert values_of(here.grid) == {"summary": "We asked.", "uses_ai": "yes", "n_people": 1200}


def test_what_could_not_be_saved_stays_on_the_page_and_the_rest_is_saved(client):
    here = world()
    client.force_login(here.lead)
    data = sent("summary", "n_people", v__summary="We asked.", v__n_people="a crowd")
    page = client.post(block_url(here), data).content.decode()
    assert 'value="a crowd"' in page
    assert "error-summary" in page
    assert values_of(here.grid) == {"summary": "We asked."}


def test_a_conflict_shows_both_and_the_second_save_chooses(client):
    here = world()
    here.save("summary", "Theirs", person=here.contributor)
    client.force_login(here.lead)
    page = client.post(block_url(here), sent("summary", v__summary="Mine", b__summary="0")).content.decode()
    assert all(shown in page for shown in ("Theirs", "Mine", here.contributor.name))
    assert 'name="b-summary" value="1"' in " ".join(page.split())
    client.post(block_url(here), sent("summary", v__summary="Mine", b__summary="1"))
    assert values_of(here.grid)["summary"] == "Mine"


def test_keeping_theirs_changes_nothing(client):
    here = world()
    here.save("summary", "Theirs", person=here.contributor)
    client.force_login(here.lead)
    client.post(block_url(here), sent("summary", do="theirs:summary", v__summary="Mine", b__summary="1"))
    assert values_of(here.grid)["summary"] == "Theirs"


def test_rows_are_added_and_removed_without_script(client):
    here = world()
    client.force_login(here.lead)
    first = {"v-sessions-1-title": "One", "v-sessions-1-n": "12", "w-sessions": "0-0", "b-sessions": "0"}
    answer = client.post(block_url(here, "b"), sent("sessions", do="add:sessions", **first))
    page = client.get(answer["Location"]).content.decode()
    assert 'name="v-sessions-2-title"' in page
    both = {**first, "v-sessions-2-title": "Two", "w-sessions": "0-1", "b-sessions": "1"}
    client.post(block_url(here, "b"), sent("sessions", **both))
    assert [row["title"] for row in values_of(here.grid)["sessions"]] == ["One", "Two"]
    both |= {"w-sessions": "0-2", "b-sessions": "2"}
    client.post(block_url(here, "b"), sent("sessions", do="remove:sessions,1", **both))
    assert [row["title"] for row in values_of(here.grid)["sessions"]] == ["Two"]


def test_rows_of_other_pages_are_kept(client):
    here = world()
    here.save("sessions", [{"title": f"T{number}"} for number in range(1, 46)])
    client.force_login(here.lead)
    page = client.get(block_url(here, "b"), {"lignes": "2"}).content.decode()
    assert 'value="T21"' in page
    assert 'value="T20"' not in page
    window = {f"v-sessions-{number}-title": f"T{number}" for number in range(21, 41)} | {"v-sessions-30-title": "New"}
    client.post(block_url(here, "b"), sent("sessions", **window, **{"w-sessions": "20-40", "b-sessions": "1"}))
    titles = [row["title"] for row in values_of(here.grid)["sessions"]]
    assert len(titles) == 45
    assert (titles[29], titles[44]) == ("New", "T45")


def test_bad_cells_come_back_with_every_row(client):
    here = world()
    here.save("sessions", [{"title": f"T{number}"} for number in range(1, 4)])
    client.force_login(here.lead)
    rows = {
        "v-sessions-1-title": "T1",
        "v-sessions-1-n": "many",
        "v-sessions-2-title": "T2",
        "v-sessions-3-title": "T3",
    }
    data = sent("sessions", do="remove:sessions,2", **rows, **{"w-sessions": "0-3", "b-sessions": "1"})
    page = client.post(block_url(here, "b"), data).content.decode()
    assert 'value="many"' in page
    assert 'value="0-9999"' in page
    fixed = {"v-sessions-1-title": "T1", "v-sessions-1-n": "7", "v-sessions-2-title": "T3"}
    client.post(block_url(here, "b"), sent("sessions", **fixed, **{"w-sessions": "0-9999", "b-sessions": "1"}))
    assert values_of(here.grid)["sessions"] == [{"title": "T1", "n": 7}, {"title": "T3"}]


def test_a_script_saves_a_field_and_is_told_in_sentences(client):
    here = world()
    here.save("n_people", 4, person=here.contributor)
    client.force_login(here.lead)
    data = sent("summary", "n_people", "held_on", v__summary="Ours", v__n_people="9", v__held_on="soon")
    report = client.post(block_url(here), data, headers={"accept": "application/json"}).json()
    assert report["revisions"] == {"summary": 1}
    assert here.contributor.name in report["conflicts"]["n_people"]
    assert report["refused"]["held_on"]
    assert "Enregistré à" in report["said"]


def test_a_script_is_told_that_the_grid_no_longer_takes_answers(client):
    here = world()
    InfoGrid.objects.update(status="submitted")
    client.force_login(here.lead)
    answer = client.post(block_url(here), sent("summary", v__summary="x"), headers={"accept": "application/json"})
    assert answer.status_code == 409
    assert answer.json()["error"]


def test_a_field_that_is_not_asked_is_folded(client):
    here = world()
    client.force_login(here.lead)
    assert "not-asked" in client.get(block_url(here)).content.decode()
    here.save("uses_ai", "yes")
    assert "not-asked" not in client.get(block_url(here)).content.decode()


def test_a_file_is_sent_kept_and_fetched_by_the_territory_only(client):
    here = world()
    client.force_login(here.lead)
    pdf = SimpleUploadedFile("minutes.pdf", b"%PDF-1.7 minutes")
    client.post(block_url(here, "b"), sent("minutes", **{"u-minutes": pdf}))
    file = GridFile.objects.get()
    assert values_of(here.grid)["minutes"] == file.pk
    url = reverse("info_grids:file", args=[file.pk])
    answer = client.get(url)
    assert answer["Content-Disposition"].startswith("attachment")
    assert b"".join(answer.streaming_content).startswith(b"%PDF")
    client.force_login(here.stranger)
    assert client.get(url).status_code == 404


def test_a_file_that_is_refused_keeps_nothing_else_back(client):
    here = world()
    client.force_login(here.lead)
    page = SimpleUploadedFile("minutes.html", b"<html>")
    answer = client.post(block_url(here, "b"), sent("minutes", "themes", v__themes=["yes"], **{"u-minutes": page}))
    assert "error-summary" in answer.content.decode()
    assert values_of(here.grid) == {"themes": ["yes"]}


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "كيف نقرر معا؟"])
def test_any_words_are_shown_as_words(client, text):
    here = world()
    client.force_login(here.lead)
    client.post(block_url(here), sent("summary", v__summary=text, n__summary=text))
    assert GridAnswer.objects.get().value == text
    page = client.get(block_url(here)).content.decode()
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert text in page or "&lt;" in page


def test_a_comment_is_settled_beside_its_field_and_what_was_written_is_saved(client):
    here = world()
    comment = GridComment.objects.create(grid=here.grid, field_key="summary", text="Say more.")
    client.force_login(here.lead)
    assert "Say more." in client.get(block_url(here)).content.decode()
    client.post(block_url(here), sent("summary", do=f"settle:{comment.pk}", v__summary="More."))
    comment.refresh_from_db()
    assert comment.settled_at is not None
    assert values_of(here.grid)["summary"] == "More."


def test_what_is_known_is_taken_when_it_changes(client):
    here = world()
    client.force_login(here.lead)
    client.post(block_url(here), sent("name", do="take:name"))
    here.territory.name = "Nouveau nom"
    here.territory.save()
    assert "Nouveau nom" in client.get(block_url(here)).content.decode()
    client.post(block_url(here), sent("name", do="take:name", v__name="Old", b__name="1"))
    assert values_of(here.grid)["name"] == "Nouveau nom"


@pytest.mark.parametrize("who", ["lead", "contributor", "coordinator"])
def test_those_of_the_territory_fill_its_grid(client, who):
    here = world()
    client.force_login(getattr(here, who))
    assert client.get(reverse("info_grids:fill", args=here.slugs)).status_code == 200
    assert client.get(block_url(here)).status_code == 200


def test_others_do_not_learn_that_there_is_a_grid(client):
    here = world()
    assert client.get(block_url(here)).status_code == 302
    for person in (here.stranger, MembershipFactory().user, MembershipFactory(reader=True).user):
        client.force_login(person)
        assert client.get(reverse("info_grids:fill", args=here.slugs)).status_code == 404
        assert client.post(block_url(here), sent("summary", v__summary="x")).status_code == 404
    assert not GridAnswer.objects.exists()


def test_a_page_of_a_hundred_and_fifty_fields_asks_little_of_the_database(client, django_assert_max_num_queries):
    fields = [one_field(f"field_{number}", is_required=True) for number in range(150)]
    here = world({"blocks": [{"key": "a", "title": words("A"), "fields": fields}]})
    client.force_login(here.contributor)
    for page in (block_url(here), reverse("info_grids:fill", args=here.slugs)):
        with django_assert_max_num_queries(12):
            assert client.get(page).status_code == 200


@pytest.mark.parametrize("block", "abcdefghi")
def test_each_block_asks_little_of_the_database(client, django_assert_max_num_queries, block):
    here = world(shipped_form())
    client.force_login(here.contributor)
    with django_assert_max_num_queries(12):
        client.get(block_url(here, block))
