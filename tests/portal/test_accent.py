import pytest
from django.urls import reverse

from polyphonie.accounts.enums import Role
from tests.factories import MembershipFactory, TerritoryFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead(client):
    membership = MembershipFactory()
    client.force_login(membership.user)
    return membership


def address(territory):
    return reverse("portal:accent_edit", args=[territory.slug])


def test_a_lead_chooses_the_color_of_the_territory(client, lead):
    response = client.post(address(lead.territory), {"accent": "#1D5F40"})
    assert response.url == reverse("portal:desk")
    lead.territory.refresh_from_db()
    assert lead.territory.accent == "#1d5f40"
    assert "#1d5f40" in client.get(reverse("portal:accent", args=[lead.territory.slug])).content.decode()


@pytest.mark.parametrize("color", ["#ffff00", "green", "#12345", "#1d5f40;}"])
def test_a_color_that_could_not_be_read_is_refused_beside_the_field(client, lead, color):
    response = client.post(address(lead.territory), {"accent": color})
    assert response.status_code == 200
    assert response.context["form"].errors["accent"]
    lead.territory.refresh_from_db()
    assert lead.territory.accent == ""


def test_a_lead_may_go_back_to_the_color_of_the_site(client, lead):
    lead.territory.accent = "#1d5f40"
    lead.territory.save()
    client.post(address(lead.territory), {"accent": ""})
    lead.territory.refresh_from_db()
    assert lead.territory.accent == ""


def test_the_color_of_another_territory_is_out_of_reach(client, lead):
    assert client.post(address(TerritoryFactory()), {"accent": "#1d5f40"}).status_code == 404


def test_an_analyst_does_not_choose_the_color(client):
    membership = MembershipFactory(role=Role.ANALYST)
    client.force_login(membership.user)
    assert client.get(address(membership.territory)).status_code == 404


def test_the_desk_of_a_lead_leads_to_it(client, lead):
    assert address(lead.territory) in client.get(reverse("portal:desk")).content.decode()
