"""What the API gives: what is published, and nothing else."""

import pytest

from polyphonie.api.queries import documents
from polyphonie.campaigns.enums import CampaignStatus
from polyphonie.syntheses.enums import DocumentKind
from tests.factories import (
    CampaignFactory,
    ConsultationFactory,
    ContributionFactory,
    DocumentFactory,
    DocumentVersionFactory,
    EngagementFactory,
    IdeaFactory,
    IdeaRunFactory,
    OpinionMapFactory,
    ParticipantFactory,
    StatementFactory,
    VoteFactory,
)

pytestmark = pytest.mark.django_db


def items(client, path):
    response = client.get(f"/api/v1/{path}")
    assert response.status_code == 200, response.content
    return response.json()["items"]


def test_a_campaign_comes_with_its_counts(client):
    consultation = ConsultationFactory()
    EngagementFactory(campaign=consultation.campaign)
    ContributionFactory.create_batch(2, consultation=consultation)
    ContributionFactory(consultation=consultation, is_hidden=True)
    ConsultationFactory(campaign=consultation.campaign, draft=True)
    found = client.get(f"/api/v1/campaigns/{consultation.campaign.slug}").json()
    assert (found["n_territories"], found["n_consultations"], found["n_contributions"]) == (1, 1, 2)


def test_territories_of_a_campaign_are_listed_by_name(client):
    campaign = CampaignFactory()
    for name in ("Zuydcoote", "Abidjan"):
        EngagementFactory(campaign=campaign, territory__name=name)
    assert [row["name"] for row in items(client, f"campaigns/{campaign.slug}/territories")] == ["Abidjan", "Zuydcoote"]


def test_a_contribution_is_given_as_it_was_received(client):
    said = ContributionFactory(text="  Un guichet, « avec » quelqu’un.\n", external_id="D-12")
    found = client.get(f"/api/v1/contributions/{said.pk}").json()
    assert (found["text"], found["external_id"]) == (said.text, "D-12")
    assert found["territory"] == said.consultation.territory.slug


def test_contributions_are_filtered(client):
    wanted = ContributionFactory(kind="proposal", text="Open the code")
    ContributionFactory(kind="concern", consultation=wanted.consultation)
    ContributionFactory(kind="proposal")
    path = f"contributions?kind=proposal&consultation={wanted.consultation.slug}&q=code"
    assert [row["id"] for row in items(client, path)] == [wanted.pk]


def test_votes_are_counted(client):
    statement = StatementFactory()
    for value in (1, 1, 1, -1, 0):
        VoteFactory(statement=statement, value=value)
    (found,) = items(client, "statements")
    assert (found["n_agree"], found["n_disagree"], found["n_pass"]) == (3, 1, 1)


def test_an_identifier_that_is_an_e_mail_address_stays_out(client):
    said = ContributionFactory(external_id="someone@example.org")
    found = client.get(f"/api/v1/contributions/{said.pk}").json()
    assert found["external_id"] == ""
    assert "someone@example.org" not in client.get("/api/v1/contributions").content.decode()


def test_votes_of_too_few_people_are_withheld(client):
    statement = StatementFactory()
    VoteFactory.create_batch(statement.consultation.campaign.disclosure_threshold - 1, statement=statement)
    (found,) = items(client, "statements")
    assert (found["n_agree"], found["n_disagree"], found["n_pass"]) == (None, None, None)


def test_an_opinion_map_comes_with_what_it_rests_on_and_no_participant(client):
    ParticipantFactory(external_id="pseudonym")
    OpinionMapFactory(positions={"participant": ["pseudonym"]}, seed=7)
    response = client.get("/api/v1/opinion-maps")
    assert response.json()["items"][0]["seed"] == 7
    assert "pseudonym" not in response.content.decode()


def test_an_idea_is_read(client):
    idea = IdeaFactory(label="a person at the counter", n_contributions=9)
    found = client.get(f"/api/v1/ideas/{idea.pk}").json()
    assert (found["label"], found["n_contributions"]) == ("a person at the counter", 9)


def test_a_document_is_given_in_its_last_version(client):
    document = DocumentFactory()
    for number in (1, 2):
        DocumentVersionFactory(document=document, number=number, content={"sections": [number]})
    found = client.get(f"/api/v1/documents/{document.slug}").json()
    assert (found["number"], found["content"]) == (2, {"sections": [2]})
    assert [row["number"] for row in items(client, f"documents/{document.slug}/versions")] == [2, 1]
    assert client.get(f"/api/v1/documents/{document.slug}/versions/1").json()["content"] == {"sections": [1]}


def test_coverage_by_public_is_left_to_the_page_that_withholds_small_counts(client):
    strata = {"public": [{"label": "company", "n_contributions": 2}], "territory": [{"label": "Alès"}]}
    version = DocumentVersionFactory(coverage={"share": 0.9, "strata": strata})
    found = client.get(f"/api/v1/documents/{version.document.slug}").json()
    assert found["coverage"] == {"share": 0.9, "strata": {"territory": [{"label": "Alès"}]}}


def test_pages_of_a_list_hold_together(client):
    rows = ContributionFactory.create_batch(5, consultation=ConsultationFactory())
    pages = [items(client, f"contributions?limit=2&offset={offset}") for offset in (0, 2, 4)]
    assert [row["id"] for page in pages for row in page] == [row.pk for row in rows]
    assert client.get("/api/v1/contributions?limit=2").json()["count"] == 5


def test_a_list_costs_two_queries_however_long(client, django_assert_max_num_queries):
    DocumentVersionFactory.create_batch(6)
    StatementFactory.create_batch(6)
    with django_assert_max_num_queries(3):
        items(client, "documents")
    with django_assert_max_num_queries(2):
        items(client, "statements")


# --- What is not published does not exist -----------------------------------------------------------------------------


@pytest.fixture
def unpublished():
    """Make one of each thing, kept from the public in every way there is."""
    draft_campaign = CampaignFactory(draft=True)
    draft = ConsultationFactory(draft=True)
    in_draft_campaign = ConsultationFactory(campaign=draft_campaign)
    for consultation in (draft, in_draft_campaign):
        ContributionFactory(consultation=consultation)
        StatementFactory(consultation=consultation)
        OpinionMapFactory(consultation=consultation)
        IdeaFactory(run=IdeaRunFactory(campaign=consultation.campaign, consultation=consultation))
        local = DocumentFactory(campaign=consultation.campaign, local=True, consultation=consultation)
        DocumentVersionFactory(document=local)
    ContributionFactory(hidden=True)
    ContributionFactory(erased=True)
    StatementFactory(rejected=True)
    OpinionMapFactory(is_published=False)
    IdeaFactory(is_hidden=True)
    IdeaFactory(run__is_published=False)
    DocumentFactory()
    EngagementFactory(campaign=draft_campaign)
    return draft_campaign


@pytest.mark.parametrize("path", ["contributions", "statements", "opinion-maps", "ideas", "documents"])
def test_what_is_not_published_is_in_no_list(client, unpublished, path):
    assert items(client, path) == []


def test_what_is_not_published_is_at_no_address(client, unpublished):
    paths = [f"campaigns/{unpublished.slug}", f"campaigns/{unpublished.slug}/territories"]
    paths += [f"{path}/{number}" for path in ("contributions", "ideas") for number in range(1, 9)]
    paths += [f"documents/{document.slug}" for document in documents().model.objects.all()]
    assert {client.get(f"/api/v1/{path}").status_code for path in paths} == {404}


def test_what_is_withdrawn_disappears_at_once(client):
    said = ContributionFactory()
    assert len(items(client, "contributions")) == 1
    said.consultation.campaign.status = CampaignStatus.DRAFT
    said.consultation.campaign.save()
    assert items(client, "contributions") == []


def test_documents_are_filtered_by_kind(client):
    DocumentVersionFactory(document__kind=DocumentKind.MANIFESTO)
    DocumentVersionFactory()
    assert [row["kind"] for row in items(client, "documents?kind=manifesto")] == ["manifesto"]
