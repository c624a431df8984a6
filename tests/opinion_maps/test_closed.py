"""A closed campaign keeps its opinion maps as they are, for ever readable."""

import pytest
from django.urls import reverse

from polyphonie.campaigns.enums import CampaignStatus
from polyphonie.campaigns.errors import CampaignIsClosed
from polyphonie.opinion_maps.jobs import compute_opinion_map
from polyphonie.opinion_maps.models import OpinionMap
from polyphonie.opinion_maps.services import publish_map, withdraw_map
from tests.factories import MembershipFactory, OpinionMapFactory
from tests.opinion_maps.made import voted_consultation

pytestmark = pytest.mark.django_db

CLOSED = "Cette campagne est close"


def close(campaign):
    type(campaign).objects.filter(pk=campaign.pk).update(status=CampaignStatus.CLOSED)


@pytest.fixture
def consultation():
    consultation = voted_consultation()
    close(consultation.campaign)
    return consultation


def test_no_map_is_computed(consultation):
    with pytest.raises(CampaignIsClosed):
        compute_opinion_map.func(consultation.pk)
    assert not OpinionMap.objects.exists()


@pytest.mark.parametrize(("change", "was"), [(publish_map, False), (withdraw_map, True)])
def test_a_map_is_neither_published_nor_withdrawn(change, was):
    opinion_map = OpinionMapFactory(is_published=was)
    close(opinion_map.consultation.campaign)
    with pytest.raises(CampaignIsClosed):
        change(opinion_map=opinion_map)
    opinion_map.refresh_from_db()
    assert opinion_map.is_published is was


def test_who_asks_for_a_map_is_told_why_not(client, consultation):
    client.force_login(MembershipFactory(coordinator=True).user)
    page = client.post(reverse("opinion_maps:compute", args=[consultation.slug]), follow=True).content.decode()
    assert CLOSED in page
    assert reverse("opinion_maps:compute", args=[consultation.slug]) not in page
    assert not OpinionMap.objects.exists()


def test_who_withdraws_a_map_is_told_why_not_and_still_reads_it(client):
    opinion_map = OpinionMap.objects.get(pk=compute_opinion_map.call(voted_consultation().pk))
    publish_map(opinion_map=opinion_map)
    close(opinion_map.consultation.campaign)
    client.force_login(MembershipFactory(coordinator=True).user)
    address = reverse("opinion_maps:publication", args=[opinion_map.pk])
    page = client.post(address, {"publish": "no"}, follow=True).content.decode()
    assert CLOSED in page
    assert address not in page
    assert 'class="opinion-map"' in page
