"""A closed campaign keeps its ideas as they are, for ever readable."""

import pytest
from django.urls import reverse

from polyphonie.campaigns.enums import CampaignStatus
from polyphonie.campaigns.errors import CampaignIsClosed
from polyphonie.ideas.jobs import gather_ideas_of_campaign, gather_ideas_of_consultation
from polyphonie.ideas.models import IdeaRun, IdeaStatement
from polyphonie.ideas.services.linking import link_statements
from tests.factories import ConsultationFactory, ContributionFactory, IdeaRunFactory, MembershipFactory

pytestmark = pytest.mark.django_db

CLOSED = "Cette campagne est close"


def close(campaign):
    type(campaign).objects.filter(pk=campaign.pk).update(status=CampaignStatus.CLOSED)


@pytest.fixture
def consultation():
    consultation = ConsultationFactory()
    ContributionFactory.create_batch(3, consultation=consultation)
    close(consultation.campaign)
    return consultation


def test_nothing_is_gathered(consultation):
    with pytest.raises(CampaignIsClosed):
        gather_ideas_of_campaign.func(consultation.campaign.pk)
    with pytest.raises(CampaignIsClosed):
        gather_ideas_of_consultation.func(consultation.pk)
    assert not IdeaRun.objects.exists()


def test_no_statement_is_linked():
    run = IdeaRunFactory()
    close(run.campaign)
    with pytest.raises(CampaignIsClosed):
        link_statements(run=run)
    assert not IdeaStatement.objects.exists()


@pytest.mark.parametrize("name", ["gather", "gather_locally"])
def test_who_asks_to_gather_is_told_why_not(client, consultation, name):
    client.force_login(MembershipFactory(coordinator=True).user)
    slug = consultation.campaign.slug if name == "gather" else consultation.slug
    page = client.post(reverse(f"ideas:{name}", args=[slug]), follow=True).content.decode()
    assert CLOSED in page
    assert not IdeaRun.objects.exists()


def test_the_desk_shows_no_button(client, consultation):
    client.force_login(MembershipFactory(coordinator=True).user)
    page = client.get(reverse("ideas:desk", args=[consultation.campaign.slug])).content.decode()
    assert CLOSED in page
    assert reverse("ideas:gather", args=[consultation.campaign.slug]) not in page
    assert reverse("ideas:gather_locally", args=[consultation.slug]) not in page


def test_the_ideas_stay_readable_and_nothing_is_offered_to_change_them(client):
    run = IdeaRunFactory()
    close(run.campaign)
    client.force_login(MembershipFactory(coordinator=True).user)
    response = client.get(reverse("ideas:run", args=[run.pk]))
    assert response.status_code == 200
    assert reverse("ideas:publication", args=[run.pk]) not in response.content.decode()
