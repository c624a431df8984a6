import pytest

from polyphonie.imports.enums import ImportStatus
from tests.factories import (
    ConsultationFactory,
    DocumentFactory,
    DocumentVersionFactory,
    IdeaRunFactory,
    ImportFactory,
    MembershipFactory,
    OpinionMapFactory,
    TerritoryFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def consultation():
    return ConsultationFactory(title="Arles débat")


@pytest.fixture
def lead(client, consultation):
    """The lead of the territory, logged in."""
    person = MembershipFactory(territory=consultation.territory).user
    client.force_login(person)
    return person


def _desk(client):
    return client.get("/bureau/").content.decode()


def test_a_stranger_is_asked_to_log_in(client):
    answer = client.get("/bureau/")
    assert answer.status_code == 302
    assert "login" in answer["Location"]


def test_a_person_without_a_role_has_no_desk(client):
    client.force_login(UserFactory())
    assert client.get("/bureau/").status_code == 403


def test_what_waits_is_shown_with_few_queries(client, lead, consultation, django_assert_max_num_queries):
    ImportFactory(consultation=consultation, file_name="a-confirmer.csv")
    ImportFactory(consultation=consultation, file_name="rate.csv", status=ImportStatus.FAILED)
    OpinionMapFactory(consultation=consultation, is_published=False)
    IdeaRunFactory(campaign=consultation.campaign, consultation=consultation, is_published=False)
    DocumentFactory(
        campaign=consultation.campaign, kind="local_synthesis", consultation=consultation, title="Brouillon"
    )
    with django_assert_max_num_queries(12):
        page = _desk(client)
    for words in ("a-confirmer.csv", "Lire cette carte", "Lire ces idées", "Brouillon"):
        assert words in page
    assert page.index("rate.csv") < page.index("a-confirmer.csv")


def test_what_is_done_waits_no_more(client, lead, consultation):
    ImportFactory(consultation=consultation, file_name="fini.csv", status=ImportStatus.DONE)
    document = DocumentFactory(
        campaign=consultation.campaign, kind="local_synthesis", consultation=consultation, title="Parue"
    )
    DocumentVersionFactory(document=document)
    page = _desk(client)
    assert "fini.csv" not in page
    assert "Rien ne vous attend" in page


def test_another_territory_stays_out(client, lead):
    other = ConsultationFactory(territory=TerritoryFactory(), title="Nancy débat", draft=True)
    ImportFactory(consultation=other, file_name="ailleurs.csv")
    DocumentFactory(campaign=other.campaign, kind="local_synthesis", consultation=other, title="Brouillon de Nancy")
    page = _desk(client)
    assert "Arles débat" in page
    for words in ("Nancy débat", "ailleurs.csv", "Brouillon de Nancy"):
        assert words not in page


def test_the_national_draft_waits_for_the_coordination_only(client, lead, consultation):
    DocumentFactory(campaign=consultation.campaign, title="Synthèse nationale")
    assert "Synthèse nationale" not in _desk(client)
    client.force_login(MembershipFactory(coordinator=True).user)
    assert "Synthèse nationale" in _desk(client)


def test_two_roles_in_a_territory_show_its_consultations_once(client, lead, consultation):
    MembershipFactory(user=lead, analyst=True, territory=consultation.territory)
    assert _desk(client).count(">Arles débat</a>") == 1


def test_nothing_waits_for_a_reader(client, consultation):
    ImportFactory(consultation=consultation, file_name="a-confirmer.csv")
    ConsultationFactory(territory=consultation.territory, draft=True)
    client.force_login(MembershipFactory(reader=True, territory=consultation.territory).user)
    page = _desk(client)
    assert "Arles débat" in page
    assert "a-confirmer.csv" not in page
    assert "Publier cette consultation" not in page
    assert "Importer un fichier" not in page


def test_publishing_a_consultation_waits_for_who_may_do_it(client, consultation):
    draft = ConsultationFactory(territory=consultation.territory, draft=True)
    client.force_login(MembershipFactory(analyst=True, territory=draft.territory).user)
    assert "Publier cette consultation" not in _desk(client)
    client.force_login(MembershipFactory(territory=draft.territory).user)
    assert "Publier cette consultation" in _desk(client)
