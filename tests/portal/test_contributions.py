import pytest

from polyphonie.portal.services import rebuild_search_index
from tests.factories import (
    NOON,
    CampaignFactory,
    ConsultationFactory,
    ContributionFactory,
    IdeaFactory,
    MembershipFactory,
    ReadingFactory,
    TopicFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign():
    return CampaignFactory(slug="ia")


def _page(client, query=""):
    return client.get(f"/campagnes/ia/contributions/{query}").content.decode()


def _contribution(campaign, text, **fields):
    territory = fields.pop("territory", None)
    more = {"territory": territory} if territory else {}
    return ContributionFactory(text=text, consultation=ConsultationFactory(campaign=campaign, **more), **fields)


def test_the_list_filters_by_territory_public_and_kind(client, campaign):
    kept = _contribution(campaign, "Gardée", public="staff_member", kind="concern")
    _contribution(campaign, "Autre territoire", public="staff_member", kind="concern")
    _contribution(campaign, "Autre public", territory=kept.consultation.territory, kind="concern")
    page = _page(client, f"?territory={kept.consultation.territory.slug}&public=staff_member&kind=concern")
    assert "Gardée" in page
    assert "Autre" not in page
    assert "1 contribution trouvée" in page


def test_the_list_filters_by_idea_and_theme(client, campaign):
    topic = TopicFactory(codebook__campaign=campaign, code="eau")
    idea = IdeaFactory(run__campaign=campaign)
    kept = ReadingFactory(idea=idea, topic=topic, contribution=_contribution(campaign, "Gardée")).contribution
    _contribution(campaign, "Laissée")
    for query in (f"?idea={idea.pk}", "?topic=eau"):
        page = _page(client, query)
        assert kept.text in page
        assert "Laissée" not in page


def test_an_idea_that_is_not_published_filters_nothing_in(client, campaign):
    idea = IdeaFactory(run__campaign=campaign, run__is_published=False)
    ReadingFactory(idea=idea, contribution=_contribution(campaign, "Gardée"))
    page = _page(client, f"?idea={idea.pk}")
    assert "Gardée" not in page
    assert idea.label not in page


def test_the_list_searches_words_whatever_their_ending(client, campaign):
    _contribution(campaign, "Pas de caméras")
    _contribution(campaign, "De l’eau")
    rebuild_search_index()
    page = _page(client, "?q=camera")
    assert "Pas de caméras" in page
    assert "De l’eau" not in page


@pytest.mark.parametrize(
    "query", ["?kind=nothing", "?idea=abc", "?idea=٣", "?page=999", "?public=%00", "?idea=" + "9" * 40]
)
def test_an_odd_filter_never_breaks_the_page(client, campaign, query):
    _contribution(campaign, "Gardée")
    assert client.get(f"/campagnes/ia/contributions/{query}").status_code == 200


def test_pages_keep_the_filters(client, campaign):
    consultation = ConsultationFactory(campaign=campaign)
    ContributionFactory.create_batch(16, consultation=consultation, kind="concern")
    page = _page(client, "?kind=concern")
    assert "Page 1 sur 2" in page
    assert "kind=concern&amp;page=2" in page


def test_another_campaign_stays_out(client, campaign):
    ContributionFactory(text="Ailleurs")
    assert "Ailleurs" not in _page(client)


@pytest.mark.parametrize("trait", [{"hidden": True}, {"consultation__draft": True}, {"erased": True}])
def test_what_is_not_public_is_seen_by_its_own_territory_only(client, trait):
    contribution = ContributionFactory(**trait)
    address = f"/contributions/{contribution.pk}/"
    assert client.get(address).status_code == 404
    client.force_login(MembershipFactory().user)
    assert client.get(address).status_code == 404
    client.force_login(MembershipFactory(reader=True, territory=contribution.consultation.territory).user)
    assert client.get(address).status_code == 200


def test_a_contribution_shows_its_words_and_where_they_come_from(client, django_assert_max_num_queries):
    contribution = ContributionFactory(text="Mes mots.\nSur deux lignes.", source_name="atelier.xlsx", source_row=12)
    with django_assert_max_num_queries(12):
        page = client.get(f"/contributions/{contribution.pk}/").content.decode()
    assert "Mes mots.\nSur deux lignes." in page
    assert "atelier.xlsx" in page
    assert "<dd>12</dd>" in page
    assert contribution.text_digest[:16] in page


def test_words_in_another_language_are_marked_as_such(client):
    contribution = ContributionFactory(text="More water", language="en")
    page = client.get(f"/contributions/{contribution.pk}/").content.decode()
    assert '<blockquote class="verbatim" lang="en">' in page


def test_a_contribution_is_shown_as_text_and_never_as_code(client):
    contribution = ContributionFactory(text="<script>alert(1)</script>", title="<b>gras</b>")
    page = client.get(f"/contributions/{contribution.pk}/").content.decode()
    assert "<script>alert" not in page
    assert "<b>gras" not in page


def test_an_erased_contribution_says_so_to_its_territory(client):
    contribution = ContributionFactory(erased_at=NOON, text="")
    client.force_login(MembershipFactory(territory=contribution.consultation.territory).user)
    assert "effacé à la demande" in client.get(f"/contributions/{contribution.pk}/").content.decode()


def test_the_way_says_which_idea_a_contribution_joins_once_it_is_published(client):
    reading = ReadingFactory()
    address = f"/contributions/{reading.contribution.pk}/"
    assert reading.idea.label in client.get(address).content.decode()
    reading.run.is_published = False
    reading.run.save()
    assert reading.idea.label not in client.get(address).content.decode()
