"""A closed campaign keeps its manifesto as it is."""

import pytest
from django.urls import reverse

from polyphonie.campaigns.enums import CampaignStatus
from polyphonie.campaigns.errors import CampaignIsClosed
from polyphonie.manifesto.services import draft_manifesto
from polyphonie.syntheses.models import Document
from polyphonie.syntheses.services import publish_document
from tests.factories import NOON, MembershipFactory


def close(campaign):
    type(campaign).objects.filter(pk=campaign.pk).update(status=CampaignStatus.CLOSED)


def test_no_manifesto_is_drafted(client, world):
    close(world.campaign)
    with pytest.raises(CampaignIsClosed):
        draft_manifesto(world.campaign)
    client.force_login(MembershipFactory(coordinator=True).user)
    page = client.post(reverse("manifesto:draft", args=[world.campaign.slug]), follow=True).content.decode()
    assert "Cette campagne est close" in page
    assert not Document.objects.exists()


def test_a_published_manifesto_stays_readable(client, world):
    publish_document(document=draft_manifesto(world.campaign), at=NOON)
    close(world.campaign)
    assert client.get(reverse("manifesto:detail", args=[world.campaign.slug])).status_code == 200
