"""What tests of consultations share: a territory that has signed, and its people."""

from dataclasses import dataclass
from types import SimpleNamespace

import pytest

from polyphonie.accounts.enums import Role
from polyphonie.accounts.models import User
from polyphonie.campaigns.models import Campaign
from polyphonie.territories.models import Territory
from tests.factories import EngagementFactory, MembershipFactory


@dataclass(frozen=True)
class Place:
    """A territory that signed the charter of a campaign, with its lead."""

    campaign: Campaign
    territory: Territory
    lead: User

    @property
    def new(self) -> str:
        return f"/bureau/campagnes/{self.campaign.slug}/territoires/{self.territory.slug}/consultations/nouvelle/"


@pytest.fixture
def place(db):
    engagement = EngagementFactory()
    lead = MembershipFactory(territory=engagement.territory).user
    return Place(engagement.campaign, engagement.territory, lead)


@pytest.fixture
def people(place):
    """Give one person of each role, in the territory, elsewhere and nationally."""
    here = {
        role: MembershipFactory(territory=place.territory, role=role).user for role in Role if role != "coordinator"
    }
    return SimpleNamespace(
        **here,
        coordinator=MembershipFactory(coordinator=True).user,
        national_analyst=MembershipFactory(analyst=True, national=True).user,
        lead_elsewhere=MembershipFactory().user,
        contributor_elsewhere=MembershipFactory(role=Role.CONTRIBUTOR).user,
    )
