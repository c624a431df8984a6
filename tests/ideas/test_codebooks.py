"""The themes of a campaign by versions, and the file that carries them."""

import csv
import io
from contextlib import suppress

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from polyphonie.campaigns.enums import CampaignStatus
from polyphonie.campaigns.errors import CampaignIsClosed
from polyphonie.campaigns.services.creating import NewCampaign, create_campaign
from polyphonie.ideas.errors import (
    CodebookChangeNoteIsMissing,
    CodebookIsEmpty,
    CodebookIsPublished,
    CodebookRefused,
    ThemeCannotStandThere,
    ThemeHasOthersUnderIt,
    ThemeIsUsed,
)
from polyphonie.ideas.models import Codebook, Topic
from polyphonie.ideas.queries.codebooks import codebook_in_use
from polyphonie.ideas.queries.texts import texts_of_scope
from polyphonie.ideas.services.codebooks import (
    bring_themes,
    draft_codebook,
    publish_codebook,
    remove_theme,
    save_theme,
)
from polyphonie.ideas.shipped import shipped_themes
from polyphonie.ideas.theme_files import cells_of, read_themes, themes_in
from polyphonie.ideas.theme_records import WrittenTheme
from tests.factories import (
    NOON,
    CampaignFactory,
    CodebookFactory,
    ContributionFactory,
    IdeaFactory,
    IdeaRunFactory,
    MembershipFactory,
    TerritoryFactory,
    TopicFactory,
)

pytestmark = pytest.mark.django_db
HOSTILE = '<script>alert(1)</script><img src=x onerror="alert(2)">'


@pytest.fixture
def codebook():
    """A version being prepared, with a theme and one under it."""
    made = CodebookFactory()
    water = TopicFactory(codebook=made, code="water", label="Water", position=1)
    TopicFactory(codebook=made, code="rain", label="Rain", parent=water, position=1)
    return made


@pytest.fixture
def coordinator(client):
    """A coordinator who is logged in."""
    person = MembershipFactory(coordinator=True).user
    client.force_login(person)
    return person


def publish(codebook, note="We added rain."):
    return publish_codebook(codebook=codebook, change_note=note, person=None, at=NOON)


def save(codebook, topic=None, *, place=None, **written):
    written = WrittenTheme(**({"code": "", "label": "Fire"} | written))
    return save_theme(codebook=codebook, topic=topic, written=written, place=place, person=None, at=NOON)


def refused(sql, *values):
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)


def test_both_languages_ship_the_same_themes():
    fr, en = shipped_themes("fr"), shipped_themes("en")
    assert [theme.code for theme in fr] == [theme.code for theme in en]
    assert all(theme.label and theme.definition and theme.keywords for theme in (*fr, *en))


def test_a_new_campaign_has_themes_of_its_language():
    asked = NewCampaign(title="New", language="en", opens_on=NOON.date())
    campaign = create_campaign(asked=asked, person=None, at=NOON)
    assert campaign.codebooks.get().topics.filter(label="Data and privacy").exists()


def test_a_campaign_made_from_another_takes_its_themes_and_leaves_those_of_territories(codebook):
    TopicFactory(codebook=codebook, code="ours", territory=TerritoryFactory())
    asked = NewCampaign(title="New", language="fr", opens_on=NOON.date(), made_from=codebook.campaign)
    made = create_campaign(asked=asked, person=None, at=NOON).codebooks.get()
    assert {(topic.code, topic.parent and topic.parent.code) for topic in made.topics.all()} == {
        ("water", None),
        ("rain", "water"),
    }


def test_the_codebook_in_use_is_the_last_published(codebook):
    publish(codebook)
    draft_codebook(campaign=codebook.campaign, person=None, at=NOON)
    assert codebook_in_use(codebook.campaign) == codebook


def test_the_only_codebook_is_in_use_though_it_is_not_published(codebook):
    assert codebook_in_use(codebook.campaign) == codebook
    assert set(texts_of_scope(codebook.campaign, None).topics) == {"water", "rain"}


def test_a_new_version_copies_themes_with_who_stands_under_whom(codebook):
    publish(codebook)
    draft = draft_codebook(campaign=codebook.campaign, person=None, at=NOON)
    assert draft.version == 2
    assert draft.topics.get(code="rain").parent == draft.topics.get(code="water")


def test_a_run_stays_bound_to_the_version_it_was_made_with(codebook):
    publish(codebook)
    idea = IdeaFactory(run=IdeaRunFactory(campaign=codebook.campaign), topic=codebook.topics.get(code="water"))
    publish(draft_codebook(campaign=codebook.campaign, person=None, at=NOON))
    idea.refresh_from_db()
    assert idea.topic.codebook == codebook


def test_a_second_version_says_what_changed(codebook):
    publish(codebook, note="")
    with pytest.raises(CodebookChangeNoteIsMissing):
        publish(draft_codebook(campaign=codebook.campaign, person=None, at=NOON), note=" ")


def test_a_codebook_without_themes_is_not_published():
    with pytest.raises(CodebookIsEmpty):
        publish(CodebookFactory())


def test_a_published_codebook_is_not_published_again(codebook):
    publish(codebook)
    with pytest.raises(CodebookIsPublished):
        publish(codebook)


@pytest.mark.parametrize("column", ["label", "keywords", "code", "definition"])
def test_a_published_theme_cannot_be_updated_by_sql(codebook, column):
    publish(codebook)
    refused(f"UPDATE ideas_topic SET {column} = 'other' WHERE codebook_id = %s AND code = 'rain'", codebook.pk)


def test_a_published_theme_cannot_be_deleted_nor_added_by_sql(codebook):
    publish(codebook)
    refused("DELETE FROM ideas_topic WHERE codebook_id = %s AND code = 'rain'", codebook.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        TopicFactory(codebook=codebook, code="fire")


def test_a_published_codebook_cannot_become_a_draft_again(codebook):
    publish(codebook)
    refused("UPDATE ideas_codebook SET published_at = NULL WHERE id = %s", codebook.pk)


def test_a_theme_of_everyone_cannot_be_given_to_a_territory_once_published(codebook):
    publish(codebook)
    with pytest.raises(IntegrityError), transaction.atomic():
        codebook.topics.filter(code="rain").update(territory=TerritoryFactory())


def test_a_theme_of_a_territory_still_comes_changes_and_leaves(codebook):
    publish(codebook)
    ours = TopicFactory(codebook=codebook, code="ours", territory=TerritoryFactory())
    Topic.objects.filter(pk=ours.pk).update(label="Ours, better")
    ours.delete()
    assert not codebook.topics.local().exists()


def test_a_theme_is_added_in_its_place(codebook):
    save(codebook, place=1)
    first_level = codebook.topics.filter(parent=None)
    assert [topic.code for topic in first_level.order_by("position")] == ["fire", "water"]


def test_themes_have_two_levels_at_most(codebook):
    with pytest.raises(ThemeCannotStandThere):
        save(codebook, parent="rain")
    save(codebook)
    with pytest.raises(ThemeHasOthersUnderIt):
        save(codebook, codebook.topics.get(code="water"), label="Water", parent="fire")


def test_a_theme_does_not_stand_under_itself(codebook):
    with pytest.raises(ThemeCannotStandThere):
        save(codebook, codebook.topics.get(code="water"), label="Water", parent="water")


def test_a_theme_with_others_under_it_is_not_removed(codebook):
    with pytest.raises(ThemeHasOthersUnderIt):
        remove_theme(topic=codebook.topics.get(code="water"), person=None, at=NOON)


def test_a_theme_that_holds_ideas_is_not_removed(codebook):
    rain = codebook.topics.get(code="rain")
    IdeaFactory(run=IdeaRunFactory(campaign=codebook.campaign), topic=rain)
    with pytest.raises(ThemeIsUsed):
        remove_theme(topic=rain, person=None, at=NOON)


def test_a_theme_is_removed_and_those_of_territories_under_it_stay(codebook):
    rain = codebook.topics.get(code="rain")
    rain.parent = None
    rain.save()
    ours = TopicFactory(codebook=codebook, code="ours", territory=TerritoryFactory(), parent=rain)
    remove_theme(topic=rain, person=None, at=NOON)
    ours.refresh_from_db()
    assert ours.parent is None


def test_a_closed_campaign_takes_no_theme(codebook):
    type(codebook.campaign).objects.update(status=CampaignStatus.CLOSED)
    with pytest.raises(CampaignIsClosed):
        save(codebook)


# Files


def file_of(tmp_path, text, name="themes.csv"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_file_is_read_in_a_limited_process(tmp_path):
    text = 'theme,label,keywords,parent,definition\nwater,Eau,"eau, pluie",,Ce qui coule\nrain,Pluie,,water,\n'
    themes = read_themes(file_of(tmp_path, text), name="themes.csv")
    assert themes == (
        WrittenTheme("water", "Eau", "eau, pluie", "Ce qui coule"),
        WrittenTheme("rain", "Pluie", parent="water"),
    )


def test_a_file_that_is_no_table_is_refused_in_words(tmp_path):
    path = tmp_path / "themes.xlsx"
    path.write_bytes(b"\x00" * 100)
    with pytest.raises(CodebookRefused) as refusal:
        read_themes(path, name="themes.xlsx")
    assert "themes.xlsx" in str(refusal.value)


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([["a", "A", ""], ["a", "B", ""]], "deux fois"),
        ([["a", "A", "b"]], "pas dans le fichier"),
        ([["a", "A", ""], ["b", "B", "a"], ["c", "C", "b"]], "troisième niveau"),
        ([["a", "A", "a"]], "troisième niveau"),
        ([["a", "A" * 201, ""]], "trop long"),
        ([["", "", ""]], "aucun thème"),
        ([[f"t{n}", "A", ""] for n in range(301)], "trop de thèmes"),
    ],
)
def test_a_file_that_does_not_hold_together_says_why(rows, words):
    with pytest.raises(CodebookRefused) as refusal:
        themes_in(["theme", "label", "parent"], rows, name="x.csv")
    assert words in str(refusal.value)


def test_a_file_without_the_column_says_which_it_has():
    with pytest.raises(CodebookRefused) as refusal:
        themes_in(["name", "words"], [["a", "b"]], name="x.csv")
    assert "name, words" in str(refusal.value)


@given(st.lists(st.tuples(st.text(max_size=40), st.text(max_size=40), st.text(max_size=20)), max_size=8))
def test_whatever_is_in_a_file_it_is_taken_or_refused_in_words(rows):
    with suppress(CodebookRefused):
        themes = themes_in(["theme", "label", "parent"], rows, name="x.csv")
        assert len({theme.code for theme in themes}) == len(themes) > 0


def test_what_is_taken_away_can_be_brought_back(codebook):
    codebook.topics.filter(code="rain").update(label="=1+1", keywords="-a, @b", definition="+x")
    cells = cells_of(codebook.topics.select_related("parent").order_by("pk"))
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in cells for cell in row)
    themes = themes_in(cells[0], cells[1:], name="x.csv")
    assert bring_themes(codebook=codebook, themes=themes, person=None, at=NOON) == (0, 0)


def test_bringing_themes_adds_changes_and_removes_none(codebook):
    themes = (WrittenTheme("snow", "Snow", parent="water"), WrittenTheme("water", "The water"))
    assert bring_themes(codebook=codebook, themes=themes, person=None, at=NOON) == (1, 1)
    assert set(codebook.topics.values_list("code", flat=True)) == {"water", "rain", "snow"}


# Pages


def pages_of(codebook):
    names = ("codebook", "codebook_publish", "codebook_bring", "codebook_take_away", "theme_create")
    slug = codebook.campaign.slug
    edit = reverse("ideas:theme_edit", args=[codebook.topics.get(code="water").pk])
    return [*(reverse(f"ideas:{name}", args=[slug]) for name in names), edit]


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_pages_of_the_coordinator_answer_with_few_queries(
    client, coordinator, codebook, prefix, django_assert_max_num_queries
):
    for address in [prefix + page for page in pages_of(codebook)]:
        with django_assert_max_num_queries(12):
            assert client.get(address).status_code == 200


def test_a_stranger_is_asked_to_log_in(client, codebook):
    assert {client.get(address).status_code for address in pages_of(codebook)} == {302}


@pytest.mark.parametrize("traits", [{}, {"analyst": True, "territory": None}])
def test_only_the_coordinator_prepares_themes(client, codebook, traits):
    client.force_login(MembershipFactory(**traits).user)
    assert {client.get(address).status_code for address in pages_of(codebook)} == {403}


def test_themes_are_prepared_in_the_browser(client, coordinator, codebook):
    slug = codebook.campaign.slug
    client.post(reverse("ideas:theme_create", args=[slug]), {"label": "Fire", "parent": "water", "keywords": "flame"})
    fire = codebook.topics.get(code="fire")
    assert fire.parent.code == "water"
    client.post(reverse("ideas:theme_edit", args=[fire.pk]), {"label": "Great fire", "parent": ""})
    fire.refresh_from_db()
    assert (fire.label, fire.parent) == ("Great fire", None)
    client.post(reverse("ideas:theme_remove", args=[fire.pk]))
    client.post(reverse("ideas:codebook_publish", args=[slug]), {"change_note": ""})
    codebook.refresh_from_db()
    assert codebook.is_published
    client.post(reverse("ideas:codebook_draft", args=[slug]))
    assert Codebook.objects.filter(campaign=codebook.campaign, published_at=None).get().version == 2


def test_a_file_of_themes_is_brought_in_the_browser(client, coordinator, codebook):
    address = reverse("ideas:codebook_bring", args=[codebook.campaign.slug])
    file = SimpleUploadedFile("mine.csv", b"theme,label,keywords\nfire,Fire,flame\n")
    assert client.post(address, {"file": file}).status_code == 302
    assert codebook.topics.get(code="fire").keywords == "flame"
    bad = client.post(address, {"file": SimpleUploadedFile("mine.csv", b"name\nfire\n")})
    assert "mine.csv" in bad.content.decode()


def test_themes_are_taken_away_as_a_table(client, coordinator, codebook):
    response = client.get(reverse("ideas:codebook_take_away", args=[codebook.campaign.slug]))
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert rows[0] == ["theme", "label", "keywords", "parent", "definition"]
    assert rows[2][:2] == ["rain", "Rain"] or rows[1][:2] == ["rain", "Rain"]


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_anyone_reads_the_themes_and_what_they_cover(client, codebook, prefix, django_assert_max_num_queries):
    codebook.topics.filter(code="water").update(definition=HOSTILE, label=HOSTILE)
    with django_assert_max_num_queries(12):
        page = client.get(prefix + reverse("ideas:themes", args=[codebook.campaign.slug])).content.decode()
    assert "Rain" in page
    assert "&lt;script&gt;alert" in page
    assert "<script>alert" not in page


def test_themes_of_a_campaign_in_preparation_are_hidden_from_strangers(client):
    address = reverse("ideas:themes", args=[CampaignFactory(draft=True).slug])
    assert client.get(address).status_code == 404
    client.force_login(MembershipFactory(coordinator=True).user)
    assert client.get(address).status_code == 200


def test_a_closed_campaign_keeps_its_ideas_as_they_are(client):
    run = IdeaRunFactory(is_published=False)
    idea = IdeaFactory(run=run, label="As it was", quote=ContributionFactory(consultation__campaign=run.campaign))
    type(run.campaign).objects.update(status=CampaignStatus.CLOSED)
    client.force_login(MembershipFactory(coordinator=True).user)
    client.post(reverse("ideas:rename", args=[idea.pk]), {"label": "Other"})
    client.post(reverse("ideas:publication", args=[run.pk]), {"publish": "yes"})
    idea.refresh_from_db()
    run.refresh_from_db()
    assert (idea.label, run.is_published) == ("As it was", False)
