"""A campaign with territories at several stages."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from polyphonie.campaigns.enums import Deadline, EvidenceKind
from tests.factories import (
    CampaignFactory,
    CharterFactory,
    CommitmentFactory,
    ConsultationFactory,
    EngagementFactory,
    MembershipFactory,
    MilestoneFactory,
    SignatureFactory,
    TerritoryFactory,
)


@pytest.fixture
def campaign():
    made = CampaignFactory(title="L’IA en commun", slug="ia")
    MilestoneFactory(
        campaign=made, date=timezone.localdate() - timedelta(days=3), label="Signature", deadline=Deadline.SIGN
    )
    return made


@pytest.fixture
def charter(campaign):
    """The charter in force, with one commitment of each kind of evidence."""
    made = CharterFactory(campaign=campaign, draft=True)
    for kind in EvidenceKind:
        CommitmentFactory(charter=made, code=kind.value.replace("_", "-"), title=f"Promesse {kind}", evidence=kind)
    made.published_at, made.digest = timezone.now() - timedelta(days=100), "4" * 64
    made.save()
    return made


@pytest.fixture
def engage(campaign, charter):
    """Make a territory join, and go as far as asked."""

    def engage_one(name, *, signs=True, declares=False, lead=True):
        territory = TerritoryFactory(name=name, slug=name.lower().replace(" ", "-"))
        engagement = EngagementFactory(campaign=campaign, territory=territory, accepted=not signs)
        if signs:
            engagement.status, engagement.charter_signed_on = "signed", date(2026, 2, 1)
            engagement.save()
            SignatureFactory(engagement=engagement, charter=charter)
        if declares:
            ConsultationFactory(
                campaign=campaign,
                territory=territory,
                opens_at=timezone.now() - timedelta(days=9),
                closes_at=timezone.now() + timedelta(days=9),
            )
        if lead:
            MembershipFactory(territory=territory)
        return engagement

    return engage_one


@pytest.fixture
def coordinator(client):
    person = MembershipFactory(coordinator=True).user
    client.force_login(person)
    return person
