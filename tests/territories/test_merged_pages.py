"""What a territory did before it merged stays at its address, and says what the territory is part of now."""

import pytest
from django.urls import reverse

from polyphonie.territories.services import merge_territory, rename_territory
from tests.factories import NOON, ConsultationFactory, EngagementFactory, TerritoryFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def consultation():
    """A consultation of a territory that merged since."""
    held = ConsultationFactory()
    EngagementFactory(campaign=held.campaign, territory=held.territory)
    into = TerritoryFactory(name="Bourg-Neuf")
    merge_territory(former=held.territory, into=into, on=NOON.date(), person=None, at=NOON)
    return held


def test_the_page_of_a_merged_territory_stays_and_says_so(client, consultation):
    address = reverse("portal:territory", args=[consultation.campaign.slug, consultation.territory.slug])
    page = client.get(address)
    assert page.status_code == 200
    assert "fait désormais partie de Bourg-Neuf, depuis le 15 juin 2026" in page.content.decode()


def test_the_consultation_of_a_merged_territory_stays_and_says_so(client, consultation):
    page = client.get(reverse("consultations:detail", args=[consultation.slug]))
    assert page.status_code == 200
    assert "fait désormais partie de Bourg-Neuf" in page.content.decode()


def test_a_renamed_territory_keeps_its_page(client):
    engagement = EngagementFactory()
    address = reverse("portal:territory", args=[engagement.campaign.slug, engagement.territory.slug])
    rename_territory(territory=engagement.territory, name="Ville Nouvelle", person=None, at=NOON)
    assert "Ville Nouvelle" in client.get(address).content.decode()
