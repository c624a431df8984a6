"""Themes that a territory adds for itself, merged or promoted by the coordination, and given back."""

import pytest
from django.urls import reverse

from polyphonie.accounts.enums import Role
from polyphonie.campaigns.enums import CampaignStatus
from polyphonie.campaigns.errors import CampaignIsClosed
from polyphonie.core.models import AuditEvent
from polyphonie.ideas.errors import (
    CodebookIsMissing,
    TerritoryTakesNoPart,
    ThemeCannotStandThere,
    ThemeIsOfEveryone,
    TooManyLocalThemes,
)
from polyphonie.ideas.models import Topic
from polyphonie.ideas.queries.codebooks import codebook_draft
from polyphonie.ideas.queries.texts import texts_of_scope
from polyphonie.ideas.services.codebooks import draft_codebook, publish_codebook
from polyphonie.ideas.services.local_themes import (
    add_local_theme,
    change_local_theme,
    merge_local_theme,
    promote_local_theme,
    remove_local_theme,
    undo_promotion,
)
from polyphonie.ideas.theme_records import WrittenTheme
from tests.factories import (
    NOON,
    CodebookFactory,
    ConsultationFactory,
    EngagementFactory,
    MembershipFactory,
    TerritoryFactory,
    TopicFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def codebook():
    """A published version with one theme, water."""
    made = CodebookFactory()
    TopicFactory(codebook=made, code="water", label="Water", keywords="water")
    return publish_codebook(codebook=made, change_note="", person=None, at=NOON)


@pytest.fixture
def territory(codebook):
    """A territory that takes part."""
    return EngagementFactory(campaign=codebook.campaign).territory


def add(codebook, territory, label="Wells", **written):
    theme = WrittenTheme(**({"code": "", "label": label, "keywords": "well", "parent": "water"} | written))
    return add_local_theme(campaign=codebook.campaign, territory=territory, written=theme, person=None, at=NOON)


def merge(topic, into):
    return merge_local_theme(topic=topic, into=into, person=None, at=NOON)


def test_a_theme_of_a_territory_joins_a_published_version(codebook, territory):
    topic = add(codebook, territory)
    assert (topic.codebook, topic.parent.code, topic.territory) == (codebook, "water", territory)
    assert AuditEvent.objects.get(verb="local_theme_added").territory_id == territory.pk


def test_a_theme_of_a_territory_stands_under_one_of_everyone(codebook, territory):
    with pytest.raises(ThemeCannotStandThere):
        add(codebook, territory, parent="")
    with pytest.raises(ThemeCannotStandThere):
        add(codebook, territory, parent=add(codebook, territory).code)


def test_only_a_territory_that_takes_part_adds_themes(codebook):
    with pytest.raises(TerritoryTakesNoPart):
        add(codebook, TerritoryFactory())
    gone = EngagementFactory(campaign=codebook.campaign, withdrawn=True)
    with pytest.raises(TerritoryTakesNoPart):
        add(codebook, gone.territory)


def test_a_campaign_without_themes_takes_none():
    engagement = EngagementFactory()
    written = WrittenTheme("", "Wells", parent="water")
    with pytest.raises(CodebookIsMissing):
        add_local_theme(
            campaign=engagement.campaign, territory=engagement.territory, written=written, person=None, at=NOON
        )


def test_a_closed_campaign_takes_no_local_theme(codebook, territory):
    topic = add(codebook, territory)
    type(codebook.campaign).objects.update(status=CampaignStatus.CLOSED)
    for act in (lambda: add(codebook, territory), lambda: merge(topic, None)):
        with pytest.raises(CampaignIsClosed):
            act()


def test_a_territory_adds_thirty_themes_at_most(codebook, territory):
    for n in range(30):
        TopicFactory(codebook=codebook, code=f"t{n}", territory=territory)
    with pytest.raises(TooManyLocalThemes):
        add(codebook, territory)


def test_two_territories_may_use_the_same_words(codebook, territory):
    other = EngagementFactory(campaign=codebook.campaign).territory
    assert add(codebook, territory).code != add(codebook, other).code
    assert add(codebook, territory).code != add(codebook, territory).code


def test_the_texts_of_a_territory_are_sorted_under_its_own_themes_too(codebook, territory):
    topic = add(codebook, territory)
    ours = ConsultationFactory(campaign=codebook.campaign, territory=territory)
    theirs = ConsultationFactory(campaign=codebook.campaign)
    assert set(texts_of_scope(codebook.campaign, ours).topics) == {"water", topic.code}
    assert set(texts_of_scope(codebook.campaign, theirs).topics) == {"water"}
    assert set(texts_of_scope(codebook.campaign, None).topics) == {"water"}


def test_a_merged_theme_lends_its_words_to_the_theme_of_everyone(codebook, territory):
    merge(add(codebook, territory), codebook.topics.get(code="water"))
    gathered = texts_of_scope(codebook.campaign, None)
    assert set(gathered.topics) == {"water"}
    assert gathered.codebook[0].keywords == ("water", "Wells", "well")
    assert codebook.topics.get(code="water").keywords == "water"


def test_a_merge_is_undone_and_both_are_in_the_audit_trail(codebook, territory):
    topic = merge(add(codebook, territory), codebook.topics.get(code="water"))
    assert topic.merged_into.code == "water"
    assert merge(topic, None).merged_into is None
    verbs = AuditEvent.objects.filter(verb__startswith="theme_merge").order_by("number").values_list("verb", flat=True)
    assert list(verbs) == ["theme_merged", "theme_merge_undone"]


def test_a_theme_is_merged_into_one_of_everyone_of_the_same_version_only(codebook, territory):
    topic = add(codebook, territory)
    with pytest.raises(ThemeCannotStandThere):
        merge(topic, add(codebook, territory, "Springs"))
    with pytest.raises(ThemeCannotStandThere):
        merge(topic, TopicFactory(code="elsewhere"))
    with pytest.raises(ThemeIsOfEveryone):
        merge(codebook.topics.get(code="water"), topic)


def test_what_is_done_now_is_done_in_the_next_version_too(codebook, territory):
    draft = draft_codebook(campaign=codebook.campaign, person=None, at=NOON)
    topic = merge(add(codebook, territory), codebook.topics.get(code="water"))
    twin = draft.topics.get(code=topic.code)
    assert twin.merged_into == draft.topics.get(code="water")
    written = WrittenTheme("", "Old wells", parent="water")
    change_local_theme(topic=topic, written=written, person=None, at=NOON)
    twin.refresh_from_db()
    assert twin.label == "Old wells"
    remove_local_theme(topic=topic, person=None, at=NOON)
    assert not Topic.objects.local().exists()


def test_a_promoted_theme_is_of_everyone_in_the_next_version(codebook, territory):
    topic = add(codebook, territory)
    promoted = promote_local_theme(topic=topic, person=None, at=NOON)
    assert (promoted.codebook.version, promoted.territory, promoted.proposed_by) == (2, None, territory)
    topic.refresh_from_db()
    assert topic.territory == territory
    with pytest.raises(ThemeIsOfEveryone):
        promote_local_theme(topic=topic, person=None, at=NOON)


def test_a_promotion_is_undone_while_the_version_is_being_prepared(codebook, territory):
    promoted = promote_local_theme(topic=add(codebook, territory), person=None, at=NOON)
    given_back = undo_promotion(topic=promoted, person=None, at=NOON)
    assert (given_back.territory, given_back.proposed_by) == (territory, None)
    verbs = AuditEvent.objects.filter(verb__startswith="theme_promo").order_by("number").values_list("verb", flat=True)
    assert list(verbs) == ["theme_promoted", "theme_promotion_undone"]


def test_a_theme_that_was_always_of_everyone_is_given_to_nobody(codebook):
    draft = draft_codebook(campaign=codebook.campaign, person=None, at=NOON)
    with pytest.raises(ThemeCannotStandThere):
        undo_promotion(topic=draft.topics.get(code="water"), person=None, at=NOON)


def list_of(codebook, territory):
    return reverse("ideas:local_themes", args=[codebook.campaign.slug, territory.slug])


@pytest.mark.parametrize("role", [Role.TERRITORY_LEAD, Role.ANALYST])
def test_a_lead_or_an_analyst_adds_changes_and_removes_in_the_browser(client, codebook, territory, role):
    client.force_login(MembershipFactory(role=role, territory=territory).user)
    address = list_of(codebook, territory)
    assert client.get(address).status_code == 200
    client.post(address, {"label": "Wells", "parent": "water"})
    topic = codebook.topics.of(territory).get()
    client.post(reverse("ideas:local_theme_edit", args=[topic.pk]), {"label": "Springs", "parent": "water"})
    topic.refresh_from_db()
    assert topic.label == "Springs"
    client.post(reverse("ideas:local_theme_remove", args=[topic.pk]))
    assert not codebook.topics.of(territory).exists()


@pytest.mark.parametrize("role", [Role.READER, Role.CONTRIBUTOR, Role.ETHICS_MEMBER])
def test_others_of_the_territory_do_not(client, codebook, territory, role):
    topic = add(codebook, territory)
    client.force_login(MembershipFactory(role=role, territory=territory).user)
    assert client.get(list_of(codebook, territory)).status_code == 404
    assert client.get(reverse("ideas:local_theme_edit", args=[topic.pk])).status_code == 404
    assert client.post(reverse("ideas:local_theme_remove", args=[topic.pk])).status_code == 404


def test_the_lead_of_another_territory_does_not_see_them(client, codebook, territory):
    topic = add(codebook, territory)
    client.force_login(MembershipFactory().user)
    assert client.get(list_of(codebook, territory)).status_code == 404
    assert client.post(reverse("ideas:local_theme_remove", args=[topic.pk])).status_code == 404
    assert codebook.topics.of(territory).exists()


def test_a_stranger_is_asked_to_log_in(client, codebook, territory):
    topic = add(codebook, territory)
    assert client.get(list_of(codebook, territory)).status_code == 302
    assert client.get(reverse("ideas:theme_place", args=[topic.pk])).status_code == 302


def test_a_lead_does_not_merge_themes(client, codebook, territory):
    topic = add(codebook, territory)
    client.force_login(MembershipFactory(territory=territory).user)
    assert client.post(reverse("ideas:theme_place", args=[topic.pk]), {"promote": "1"}).status_code == 403


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_coordinator_merges_and_promotes_in_the_browser(
    client, codebook, territory, prefix, django_assert_max_num_queries
):
    topic = add(codebook, territory)
    client.force_login(MembershipFactory(coordinator=True).user)
    address = prefix + reverse("ideas:theme_place", args=[topic.pk])
    with django_assert_max_num_queries(12):
        assert client.get(address).status_code == 200
    assert client.post(address, {"merge": "1", "into": ""}).status_code == 200
    client.post(address, {"merge": "1", "into": "water"})
    topic.refresh_from_db()
    assert topic.merged_into.code == "water"
    client.post(address, {"undo_merge": "1"})
    client.post(address, {"promote": "1"})
    promoted = codebook_draft(codebook.campaign).topics.get(code=topic.code)
    client.post(reverse("ideas:theme_place", args=[promoted.pk]), {"undo_promotion": "1"})
    promoted.refresh_from_db()
    assert promoted.territory == territory


def test_a_theme_of_everyone_has_no_such_page(client, codebook):
    client.force_login(MembershipFactory(coordinator=True).user)
    topic = codebook.topics.get(code="water")
    assert client.get(reverse("ideas:theme_place", args=[topic.pk])).status_code == 404


def test_many_local_themes_are_listed_by_pages(client, codebook, territory, django_assert_max_num_queries):
    for n in range(50):
        TopicFactory(codebook=codebook, code=f"t{n}", territory=territory)
    with django_assert_max_num_queries(12):
        response = client.get(reverse("ideas:themes", args=[codebook.campaign.slug]))
    assert len(response.context["page"]) == 20
