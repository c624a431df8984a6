"""The coordinator edits, publishes and replaces the form; what is published is frozen."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.urls import reverse

from polyphonie.core.models import AuditEvent
from polyphonie.core.signals import campaign_created
from polyphonie.info_grids.errors import ChangeNoteIsNeeded, NothingHasChanged
from polyphonie.info_grids.models import GridForm
from polyphonie.info_grids.queries.filling import definition_of, values_of
from polyphonie.info_grids.queries.forms import draft_of, form_in_force
from polyphonie.info_grids.services.forms import prepare_form, publish_form, replace_definition
from polyphonie.info_grids.services.moving import pass_to_form_in_force
from polyphonie.info_grids.shipped import shipped_form
from tests.factories import NOON, CampaignFactory, GridFormFactory, MembershipFactory
from tests.info_grids.worlds import one_field, small_form, words, world

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinator(client):
    person = MembershipFactory(coordinator=True).user
    client.force_login(person)
    return person


def drafted():
    return GridFormFactory(draft=True, definition=small_form())


def form_url(name, form, *more):
    return reverse(f"info_grids:{name}", args=[form.campaign.slug, *more])


def sent_field(**more):
    return {"label_fr": "Nouveau champ", "label_en": "New field", "kind": "text", **more}


def test_a_new_campaign_gets_the_shipped_form_or_that_of_the_one_it_copies():
    campaign = CampaignFactory()
    campaign_created.send(sender=None, campaign=campaign, made_from=None, person=None, at=NOON)
    assert draft_of(campaign).definition == shipped_form()
    copy = CampaignFactory()
    earlier = GridFormFactory(definition=small_form()).campaign
    campaign_created.send(sender=None, campaign=copy, made_from=earlier, person=None, at=NOON)
    assert draft_of(copy).definition == small_form()


def test_a_form_is_published_once_and_frozen():
    form, person = drafted(), MembershipFactory(coordinator=True).user
    published = publish_form(campaign=form.campaign, change_note="", person=person, at=NOON)
    assert form_in_force(form.campaign) == published
    assert len(published.digest) == 64
    assert AuditEvent.objects.get().verb == "grid_form_published"
    with pytest.raises(DatabaseError), transaction.atomic():
        GridForm.objects.update(definition={})


def test_a_new_version_says_what_changes_and_does_change():
    form, person = drafted(), MembershipFactory(coordinator=True).user
    publish_form(campaign=form.campaign, change_note="", person=person, at=NOON)
    prepare_form(campaign=form.campaign)
    with pytest.raises(NothingHasChanged):
        publish_form(campaign=form.campaign, change_note="Nothing", person=person, at=NOON)
    data = small_form()
    data["blocks"][0]["fields"].append(one_field("more"))
    replace_definition(campaign=form.campaign, data=data)
    with pytest.raises(ChangeNoteIsNeeded):
        publish_form(campaign=form.campaign, change_note=" ", person=person, at=NOON)
    assert publish_form(campaign=form.campaign, change_note="One more", person=person, at=NOON).version == 2


def test_a_grid_passes_to_the_new_version_with_what_it_takes(client):
    here = world()
    here.save("summary", "We asked.")
    here.save("held_on", "2026-05-01")
    here.save("sessions", [{"title": "One", "n": 30}])
    data = small_form()
    data["blocks"][0]["fields"] = [one for one in data["blocks"][0]["fields"] if one["key"] != "held_on"]
    data["blocks"][1]["fields"][0]["columns"] = [one_field("title"), one_field("n", "number", counts_people=True)]
    GridFormFactory(campaign=here.campaign, version=2, definition=data)
    client.force_login(here.lead)
    page = client.get(reverse("info_grids:move", args=here.slugs)).content.decode()
    assert "Held_on" in page
    pass_to_form_in_force(grid=here.grid, person=here.lead, at=NOON)
    here.grid.refresh_from_db()
    assert here.grid.form.version == 2
    values = values_of(here.grid)
    assert values == {"summary": "We asked.", "sessions": [{"title": "One", "n": 30}], "total": 30}


def test_the_editor_adds_moves_and_removes(client, coordinator):
    form = drafted()
    client.post(form_url("form_field", form, "a", "nouveau"), sent_field(is_required="on"))
    form.refresh_from_db()
    assert definition_of(form).fields["nouveau_champ"].is_required
    client.post(form_url("form", form), {"do": "up:a/nouveau_champ"})
    form.refresh_from_db()
    assert definition_of(form).blocks[0].fields[-2].key == "nouveau_champ"
    client.post(form_url("form", form), {"do": "remove:a/nouveau_champ"})
    form.refresh_from_db()
    assert "nouveau_champ" not in definition_of(form).fields


def test_the_editor_adds_a_block_choices_conditions_and_columns(client, coordinator):
    form = drafted()
    client.post(form_url("form_block", form, "nouveau"), {"label_fr": "Été", "label_en": "Summer"})
    chosen = sent_field(kind="choice", choices="sun | Soleil | Sun\nrain | Pluie", condition=["uses_ai.yes"])
    client.post(form_url("form_field", form, "ete", "nouveau"), chosen)
    client.post(form_url("form_field", form, "ete", "nouveau"), sent_field(kind="rows", label_fr="Lignes"))
    client.post(form_url("form_column", form, "ete", "lignes", "nouveau"), sent_field(kind="number", label_fr="Nombre"))
    form.refresh_from_db()
    fields = definition_of(form).fields
    assert fields["nouveau_champ"].condition.is_one_of == ("yes",)
    assert [choice.label for choice in fields["nouveau_champ"].choices][1] == {"fr": "Pluie"}
    assert [column.key for column in fields["lignes"].columns] == ["title", "nombre"]


def test_a_part_is_edited_from_its_page_and_keeps_its_key_and_its_columns(client, coordinator):
    form = drafted()
    address = form_url("form_field", form, "b", "sessions")
    page = client.get(address)
    data = sent_field(kind="rows", label_fr="Rencontres", base=page.context["base"])
    assert client.post(address, data).status_code == 302
    form.refresh_from_db()
    sessions = definition_of(form).fields["sessions"]
    assert sessions.label["fr"] == "Rencontres"
    assert len(sessions.columns) == 3


def test_two_coordinators_on_one_field_do_not_overwrite_each_other(client, coordinator):
    form = drafted()
    address = form_url("form_field", form, "a", "summary")
    base = client.get(address).context["base"]
    client.post(address, sent_field(label_fr="Theirs", base=base))
    page = client.post(address, sent_field(label_fr="Mine", base=base))
    assert page.status_code == 200
    form.refresh_from_db()
    assert definition_of(form).fields["summary"].label["fr"] == "Theirs"


def test_an_edit_that_would_break_the_form_is_refused_with_its_place(client, coordinator):
    form = drafted()
    page = client.post(form_url("form", form), {"do": "remove:a/uses_ai"}, follow=True).content.decode()
    assert "a / which_ai" in page
    form.refresh_from_db()
    assert "uses_ai" in definition_of(form).fields


def test_a_form_is_taken_away_and_brought_back(client, coordinator):
    form = drafted()
    taken = client.get(form_url("form_download", form, 1)).content
    data = json.loads(taken)
    data["blocks"][0]["title"]["fr"] = "Autre titre"
    file = SimpleUploadedFile("form.json", json.dumps(data).encode())
    client.post(form_url("form_upload", form), {"file": file})
    form.refresh_from_db()
    assert definition_of(form).blocks[0].title["fr"] == "Autre titre"


@pytest.mark.parametrize(
    "content", [b"\xff\xfe not JSON", b'{"blocks": []}', b"[" * 100_000, b'{"blocks": [{"key": 3}]}']
)
def test_a_file_that_is_no_form_is_refused_and_nothing_changes(client, coordinator, content):
    form = drafted()
    page = client.post(form_url("form_upload", form), {"file": SimpleUploadedFile("form.json", content)})
    assert "error-summary" in page.content.decode()
    form.refresh_from_db()
    assert form.definition == small_form()


def test_each_block_is_previewed_as_a_territory_sees_it(client, coordinator):
    form = drafted()
    page = client.get(form_url("form_preview", form, 1, "b")).content.decode()
    assert 'name="v-sessions-1-title"' in page


def test_html_in_the_form_is_shown_as_text(client, coordinator):
    data = {
        "blocks": [
            {"key": "a", "title": words("<b>A</b>"), "fields": [one_field("x", help=words("<script>x</script>"))]}
        ]
    }
    form = GridFormFactory(draft=True, definition=data)
    for address in (
        form_url("form", form),
        form_url("form_preview", form, 1, "a"),
        form_url("form_field", form, "a", "x"),
    ):
        page = client.get(address).content.decode()
        assert "<b>A</b>" not in page
        assert "<script>x" not in page


def test_only_the_coordinator_edits_the_form(client):
    form = drafted()
    client.force_login(MembershipFactory().user)
    for name, more in (("form", ()), ("form_block", ("a",)), ("form_field", ("a", "summary")), ("form_download", (1,))):
        assert client.get(form_url(name, form, *more)).status_code == 403
    assert client.post(form_url("form_publish", form)).status_code == 403


def test_the_editor_asks_little_of_the_database(client, coordinator, django_assert_max_num_queries):
    form = GridFormFactory(draft=True, definition=shipped_form())
    for address in (form_url("form", form), form_url("form_field", form, "c", "activities")):
        with django_assert_max_num_queries(12):
            assert client.get(address).status_code == 200
