import re
from datetime import timedelta

import pytest
from django.utils import timezone

from polyphonie.campaigns.models import Campaign
from polyphonie.portal.services import rebuild_search_index
from polyphonie.syntheses.models import Citation, PublishedSentence
from tests.factories import (
    ActivityFactory,
    CampaignFactory,
    ConsultationFactory,
    ContributionFactory,
    DocumentVersionFactory,
    EngagementFactory,
    IdeaFactory,
    IdeaRunFactory,
    MembershipFactory,
    MilestoneFactory,
    QuestionFactory,
    ReadingFactory,
    StatementFactory,
    TerritoryFactory,
    TopicFactory,
    VoteFactory,
)

pytestmark = pytest.mark.django_db
MAX_QUERIES = 12


@pytest.fixture
def campaign():
    """A campaign with two territories, contributions, ideas and a calendar."""
    made = CampaignFactory(title="L’IA en commun", slug="ia")
    QuestionFactory(campaign=made)
    MilestoneFactory(campaign=made, date=timezone.localdate() + timedelta(days=9), label="Lecture croisée")
    run = IdeaRunFactory(campaign=made)
    topic = TopicFactory(codebook__campaign=made, label="Service public", code="service")
    for name in ("Arles", "Nancy"):
        territory = TerritoryFactory(name=name, slug=name.lower())
        EngagementFactory(campaign=made, territory=territory)
        consultation = ConsultationFactory(campaign=made, territory=territory)
        ActivityFactory(consultation=consultation)
        idea = IdeaFactory(run=run, n_territories=1, n_distinct=3, label=f"idée de {name}")
        for contribution in ContributionFactory.create_batch(10, consultation=consultation):
            ReadingFactory(run=run, idea=idea, contribution=contribution, topic=topic)
        idea.quote, idea.is_minority = contribution, name == "Nancy"
        idea.save()
    IdeaFactory(run=run, merged_into=idea, is_hidden=True)
    return made


def _title(page):
    return re.sub(r"[ \n]+", " ", re.search(r"<title>(.*?)</title>", page, re.DOTALL)[1]).strip()


def _text(client, address, status=200):
    answer = client.get(address)
    assert answer.status_code == status, address
    return answer.content.decode()


@pytest.mark.parametrize(
    ("address", "title"),
    [
        ("/", "Où en est le débat – L’IA en commun – Polyphonie"),
        ("/en/", "Where the debate stands – L’IA en commun – Polyphonie"),
        ("/campagnes/ia/", "Où en est le débat – L’IA en commun – Polyphonie"),
        ("/campagnes/ia/contributions/", "Contributions – L’IA en commun – Polyphonie"),
        ("/campagnes/ia/territoires/arles/", "Arles – L’IA en commun – Polyphonie"),
        ("/recherche/?q=personne", "Recherche\u00a0: personne – Polyphonie"),
        ("/a-propos/", "À propos – Polyphonie"),
        ("/methode/", "Comment nous comptons – Polyphonie"),
        ("/accessibilite/", "Accessibilité – Polyphonie"),
        ("/en/accessibilite/", "Accessibility – Polyphonie"),
    ],
)
def test_each_page_has_its_title_and_few_queries(client, campaign, django_assert_max_num_queries, address, title):
    rebuild_search_index()
    with django_assert_max_num_queries(MAX_QUERIES):
        page = _text(client, address)
    assert _title(page) == title
    assert page.count("<h1") == 1
    assert len(page) < 50_000


def test_the_number_of_queries_does_not_grow_with_the_territories(client, campaign, django_assert_max_num_queries):
    for _number in range(12):
        territory = TerritoryFactory()
        EngagementFactory(campaign=campaign, territory=territory)
        ContributionFactory(consultation=ConsultationFactory(campaign=campaign, territory=territory))
    with django_assert_max_num_queries(MAX_QUERIES):
        _text(client, "/campagnes/ia/")


def test_french_words_are_marked_on_the_english_home_and_not_on_the_french_one(client, campaign):
    assert re.search(r'<h1\s+lang="fr">', _text(client, "/en/campagnes/ia/"))
    assert '<q lang="fr">' in _text(client, "/en/campagnes/ia/")
    assert 'lang="fr"' not in _text(client, "/campagnes/ia/").split("<main")[1]


def test_the_home_gives_minority_ideas_the_same_place(client, campaign):
    page = _text(client, "/campagnes/ia/")
    assert page.index("Ce qui s’entend dans le plus de territoires") < page.index("Ce que peu de voix portent")
    assert page.count('<svg class="stave"') == 2


def test_the_quote_of_an_idea_leaves_the_home_with_its_contribution(client, campaign):
    quote = campaign.idea_runs.get().ideas.get(label="idée de Arles").quote
    assert quote.text in _text(client, "/campagnes/ia/")
    type(quote).objects.filter(pk=quote.pk).update(is_hidden=True)
    assert quote.text not in _text(client, "/campagnes/ia/")


def test_where_there_are_several_campaigns_the_home_lists_them(client, campaign):
    CampaignFactory(title="Une autre campagne")
    page = _text(client, "/")
    assert "L’IA en commun" in page
    assert "Une autre campagne" in page


def test_an_empty_site_says_what_will_be_there(client):
    assert "Aucune campagne n’est encore ouverte" in _text(client, "/")


def test_the_home_says_what_happens_next_and_its_figures_with_their_denominators(client, campaign):
    VoteFactory(statement=StatementFactory(consultation=campaign.consultations.first()))
    page = _text(client, "/campagnes/ia/")
    assert "Lecture croisée" in page
    assert "prochaine étape" in page
    assert "territoires engagés" in page
    assert "ce n’est pas un sondage" in page


def test_the_map_and_the_table_show_every_kind_of_territory(client, campaign, django_assert_max_num_queries):
    region = TerritoryFactory(name="Bretagne", kind="region", scheme="insee-reg", identifier="53")
    departement = TerritoryFactory(
        name="Finistère", slug="finistere", kind="departement", scheme="insee-dep", identifier="29", region=region
    )
    epci = TerritoryFactory(
        name="Quimperlé Communauté", slug="quimperle-communaute", epci_kind=True, departement=departement, region=region
    )
    abroad = TerritoryFactory(name="Dschang", foreign=True)
    for territory in (region, departement, epci, abroad):
        EngagementFactory(campaign=campaign, territory=territory)
    with django_assert_max_num_queries(MAX_QUERIES):
        page = _text(client, "/campagnes/ia/")
    for name in ("Bretagne", "Finistère", "Quimperlé Communauté", "Dschang"):
        assert f">{name}</a>" in page
    assert 'class="map-france"' in page


def test_territories_follow_the_alphabet(client, campaign):
    ContributionFactory.create_batch(5, consultation=campaign.consultations.last())
    page = _text(client, "/campagnes/ia/")
    assert page.index(">Arles</a>") < page.index(">Nancy</a>")


def test_the_alphabet_is_that_of_the_names_as_they_are_read(client, campaign):
    EngagementFactory(
        campaign=campaign,
        territory=TerritoryFactory(name="Communauté de communes de l’Étang", slug="etang", epci_kind=True),
    )
    page = _text(client, "/campagnes/ia/")
    assert page.index(">Arles</a>") < page.index(">Étang</a>") < page.index(">Nancy</a>")


def test_a_campaign_in_preparation_is_seen_by_the_coordination_only(client):
    campaign = CampaignFactory(draft=True)
    _text(client, f"/campagnes/{campaign.slug}/", status=404)
    client.force_login(MembershipFactory().user)
    _text(client, f"/campagnes/{campaign.slug}/", status=404)
    client.force_login(MembershipFactory(coordinator=True).user)
    _text(client, f"/campagnes/{campaign.slug}/")


def test_what_is_not_public_is_not_counted(client, campaign):
    ContributionFactory(consultation=campaign.consultations.first(), hidden=True)
    ContributionFactory(consultation=ConsultationFactory(campaign=campaign, draft=True))
    assert "<strong>20</strong>" in _text(client, "/campagnes/ia/")


def test_a_territory_that_is_not_engaged_has_no_page_in_the_campaign(client, campaign):
    other = TerritoryFactory()
    _text(client, f"/campagnes/ia/territoires/{other.slug}/", status=404)


def test_a_territory_shows_what_it_says_alone(client, campaign):
    page = _text(client, "/campagnes/ia/territoires/arles/")
    assert "idée de Arles" in page
    assert "idée de Nancy" not in page


def test_the_ideas_of_a_reading_that_is_not_published_stay_out(client, campaign):
    campaign.idea_runs.update(is_published=False)
    assert "idée de Arles" not in _text(client, "/campagnes/ia/territoires/arles/")


def test_an_unpublished_consultation_is_listed_for_its_own_territory_only(client, campaign):
    engagement = campaign.engagements.first()
    draft = ConsultationFactory(campaign=campaign, territory=engagement.territory, draft=True, title="Pas encore")
    address = f"/campagnes/ia/territoires/{draft.territory.slug}/"
    assert "Pas encore" not in _text(client, address)
    client.force_login(MembershipFactory().user)
    assert "Pas encore" not in _text(client, address)
    client.force_login(MembershipFactory(territory=draft.territory).user)
    assert "Pas encore" in _text(client, address)


def test_the_accent_of_a_territory_is_a_style_sheet_that_pages_link(client, campaign):
    territory = campaign.engagements.first().territory
    territory.accent = "#0b5d4f"
    territory.save()
    address = f"/territoires/{territory.slug}/accent.css"
    assert address in _text(client, f"/campagnes/ia/territoires/{territory.slug}/")
    answer = client.get(address)
    assert answer["Content-Type"].startswith("text/css")
    assert "--accent:#0b5d4f" in answer.content.decode()


@pytest.mark.parametrize("accent", ["", "#ffee99"])
def test_an_unreadable_accent_serves_nothing(client, accent):
    territory = TerritoryFactory(accent=accent)
    _text(client, f"/territoires/{territory.slug}/accent.css", status=404)


def test_a_published_citation_is_shown_on_the_contribution(client, campaign):
    contribution = ContributionFactory(consultation=campaign.consultations.first())
    version = DocumentVersionFactory(document__campaign=campaign, document__title="Synthèse nationale")
    sentence = PublishedSentence.objects.create(
        version=version, key=7, number=3, section_title="Accueil", form="written", text="Il faut quelqu’un à l’accueil."
    )
    Citation.objects.create(sentence=sentence, contribution=contribution, stance="dissents")
    page = _text(client, f"/contributions/{contribution.pk}/")
    assert "Il faut quelqu’un à l’accueil." in page
    assert "phrase 3" in page
    assert "elle s’y oppose" in page


def test_the_words_of_someone_else_are_not_shown_on_the_contribution(client, campaign):
    contribution = ContributionFactory(consultation=campaign.consultations.first())
    sentence = PublishedSentence.objects.create(
        version=DocumentVersionFactory(document__campaign=campaign),
        key=7,
        number=3,
        section_title="Accueil",
        form="quote",
        text="Les mots de quelqu’un d’autre",
    )
    Citation.objects.create(sentence=sentence, contribution=contribution)
    assert "Les mots de quelqu’un d’autre" not in _text(client, f"/contributions/{contribution.pk}/")


def test_the_search_page_marks_the_words_and_leads_to_the_contribution(client, campaign):
    contribution = ContributionFactory(consultation=campaign.consultations.first(), text="Pas de caméras à l’école.")
    rebuild_search_index()
    page = _text(client, "/recherche/?q=camera")
    assert "<mark>caméras</mark>" in page
    assert f"/contributions/{contribution.pk}/" in page


def test_a_query_is_shown_as_words_and_never_as_code(client):
    assert "<script>alert" not in _text(client, "/recherche/?q=%3Cscript%3Ealert(1)%3C/script%3E")


def test_a_search_that_finds_nothing_says_what_to_try(client, campaign):
    assert Campaign.objects.exists()
    assert "Essayez-en moins" in _text(client, "/recherche/?q=introuvable")


def test_many_territories_are_shown_by_pages(client):
    campaign = CampaignFactory()
    for number in range(25):
        EngagementFactory(campaign=campaign, territory__name=f"Commune-{number:02d}")
    first = client.get(f"/campagnes/{campaign.slug}/").content.decode()
    second = client.get(f"/campagnes/{campaign.slug}/?page=2").content.decode()
    assert "Commune-03" in first
    assert "Commune-24</a>" not in first
    assert "Commune-24</a>" in second
