import pytest

from tests.factories import (
    ActivityFactory,
    ConsultationFactory,
    ContributionFactory,
    DocumentFactory,
    DocumentVersionFactory,
    MembershipFactory,
    OpinionMapFactory,
)

pytestmark = pytest.mark.django_db


def _page(client, consultation, prefix="", status=200):
    answer = client.get(f"{prefix}/consultations/{consultation.slug}/")
    assert answer.status_code == status
    return answer.content.decode()


def test_the_page_says_what_is_at_stake_and_who_was_missed(client, django_assert_max_num_queries):
    consultation = ConsultationFactory(
        title="Arles débat",
        negotiable="Le calendrier",
        decision="La délibération de janvier",
        publics_sought="Les agents",
        publics_absent="Les jeunes",
    )
    ActivityFactory(consultation=consultation, title="Atelier du soir", place="Médiathèque")
    ContributionFactory.create_batch(3, consultation=consultation)
    with django_assert_max_num_queries(12):
        page = _page(client, consultation)
    assert "<title>Arles débat – " in page
    for words in (
        "Le calendrier",
        "janvier",
        "Les agents",
        "Les jeunes",
        "Atelier du soir",
        "Médiathèque",
        "Habitants",
    ):
        assert words in page


def test_what_the_territory_does_not_say_is_said_to_be_missing(client):
    assert "Le territoire ne l’a pas dit." in _page(client, ConsultationFactory())


def test_the_page_speaks_english(client):
    assert "What is at stake" in _page(client, ConsultationFactory(), prefix="/en")


def test_an_unpublished_consultation_is_seen_by_its_own_territory_only(client):
    consultation = ConsultationFactory(draft=True)
    _page(client, consultation, status=404)
    client.force_login(MembershipFactory().user)
    _page(client, consultation, status=404)
    client.force_login(MembershipFactory(territory=consultation.territory).user)
    assert "non publiée" in _page(client, consultation)


def test_the_consultation_of_a_campaign_in_preparation_is_not_public(client):
    _page(client, ConsultationFactory(campaign__draft=True), status=404)


def test_what_came_out_lists_what_is_published_only(client):
    consultation = ConsultationFactory()
    OpinionMapFactory(consultation=consultation, n_participants=302, n_statements=40)
    OpinionMapFactory(consultation=consultation, n_participants=77, is_published=False)
    for title in ("Parue", "Brouillon"):
        DocumentFactory(campaign=consultation.campaign, kind="local_synthesis", consultation=consultation, title=title)
    DocumentVersionFactory(document=consultation.documents.get(title="Parue"))
    page = _page(client, consultation)
    assert "302 personnes, 40 énoncés" in page
    assert "Parue" in page
    assert "77 personnes" not in page
    assert "Brouillon" not in page


def test_hidden_contributions_are_not_counted_among_the_publics(client):
    consultation = ConsultationFactory()
    ContributionFactory(consultation=consultation, public="company", hidden=True)
    assert "Entreprises" not in _page(client, consultation)


def test_only_who_may_analyze_is_offered_to_import(client):
    consultation = ConsultationFactory()
    assert "Importer un fichier" not in _page(client, consultation)
    client.force_login(MembershipFactory(reader=True, territory=consultation.territory).user)
    assert "Importer un fichier" not in _page(client, consultation)


def test_the_lead_publishes_and_withdraws_a_consultation(client):
    consultation = ConsultationFactory(draft=True)
    address = f"/bureau/consultations/{consultation.slug}/publication/"
    client.force_login(MembershipFactory(territory=consultation.territory).user)
    assert "Publier la consultation" in _page(client, consultation)
    answer = client.post(address, {"action": "publish"}, follow=True)
    assert "tout le monde peut la lire" in answer.content.decode()
    consultation.refresh_from_db()
    assert consultation.is_published
    client.post(address, {"action": "withdraw"})
    consultation.refresh_from_db()
    assert not consultation.is_published


@pytest.mark.parametrize("trait", [{"analyst": True}, {"reader": True}])
def test_an_analyst_or_a_reader_does_not_publish_a_consultation(client, trait):
    consultation = ConsultationFactory(draft=True)
    client.force_login(MembershipFactory(territory=consultation.territory, **trait).user)
    answer = client.post(f"/bureau/consultations/{consultation.slug}/publication/", {"action": "publish"})
    assert answer.status_code == 404
    consultation.refresh_from_db()
    assert not consultation.is_published


def test_the_lead_of_another_territory_does_not_publish_a_consultation(client):
    consultation = ConsultationFactory(draft=True)
    client.force_login(MembershipFactory().user)
    assert client.post(f"/bureau/consultations/{consultation.slug}/publication/").status_code == 404


def test_a_stranger_who_publishes_is_asked_to_log_in(client):
    consultation = ConsultationFactory(draft=True)
    assert client.post(f"/bureau/consultations/{consultation.slug}/publication/").status_code == 302


def test_publishing_is_never_a_link(client):
    consultation = ConsultationFactory(draft=True)
    client.force_login(MembershipFactory(territory=consultation.territory).user)
    assert client.get(f"/bureau/consultations/{consultation.slug}/publication/").status_code == 405


def test_small_counts_by_public_are_withheld(client):
    consultation = ConsultationFactory()
    ContributionFactory.create_batch(2, consultation=consultation, public="elected_official")
    ContributionFactory.create_batch(5, consultation=consultation, public="researcher")
    page = _page(client, consultation)
    assert page.count("moins de 5") == 1
