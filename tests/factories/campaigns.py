"""A campaign, its charter, and the territories that engage."""

import hashlib
from datetime import timedelta

import factory
from factory.django import DjangoModelFactory

from polyphonie.campaigns.enums import CampaignStatus, EngagementStatus
from polyphonie.campaigns.models import (
    Campaign,
    Charter,
    Commitment,
    Engagement,
    JoinRequest,
    Milestone,
    Question,
    Signature,
)
from tests.factories.moment import NOON
from tests.factories.people import TerritoryFactory


class CampaignFactory(DjangoModelFactory):
    class Meta:
        model = Campaign

    class Params:
        draft = factory.Trait(status=CampaignStatus.DRAFT)
        fictitious = factory.Trait(is_fictitious=True)

    slug = factory.Sequence(lambda n: f"campaign-{n}")
    title = factory.Sequence(lambda n: f"Campaign {n}")
    status = CampaignStatus.OPEN
    opens_on = NOON.date() - timedelta(days=90)
    closes_on = NOON.date() + timedelta(days=90)


class QuestionFactory(DjangoModelFactory):
    class Meta:
        model = Question

    campaign = factory.SubFactory(CampaignFactory)
    position = factory.Sequence(lambda n: n)
    text = "What should AI never decide alone?"


class MilestoneFactory(DjangoModelFactory):
    class Meta:
        model = Milestone

    campaign = factory.SubFactory(CampaignFactory)
    date = NOON.date()
    label = "The syntheses are read together"


class EngagementFactory(DjangoModelFactory):
    class Meta:
        model = Engagement

    class Params:
        accepted = factory.Trait(status=EngagementStatus.ACCEPTED, charter_signed_on=None)
        withdrawn = factory.Trait(status=EngagementStatus.WITHDRAWN, withdrawn_at=NOON)

    campaign = factory.SubFactory(CampaignFactory)
    territory = factory.SubFactory(TerritoryFactory)
    status = EngagementStatus.SIGNED
    charter_signed_on = NOON.date()


class CharterFactory(DjangoModelFactory):
    class Meta:
        model = Charter

    class Params:
        draft = factory.Trait(published_at=None, digest="")

    campaign = factory.SubFactory(CampaignFactory)
    version = 1
    title = "Charter"
    preamble = "We ask before we decide."
    published_at = NOON
    digest = "4" * 64


class CommitmentFactory(DjangoModelFactory):
    class Meta:
        model = Commitment

    charter = factory.SubFactory(CharterFactory, draft=True)
    code = factory.Sequence(lambda n: f"commitment-{n}")
    position = factory.Sequence(lambda n: n)
    title = factory.Sequence(lambda n: f"Commitment {n}")


class JoinRequestFactory(DjangoModelFactory):
    class Meta:
        model = JoinRequest

    campaign = factory.SubFactory(CampaignFactory)
    territory = factory.SubFactory(TerritoryFactory)
    name = "Camille Exemple"
    function = "Head of participation"
    email = factory.Sequence(lambda n: f"asks-{n}@example.org")
    secret_digest = factory.Sequence(lambda n: hashlib.sha256(f"request {n}".encode()).hexdigest())
    expires_at = NOON + timedelta(days=3)


class SignatureFactory(DjangoModelFactory):
    class Meta:
        model = Signature

    engagement = factory.SubFactory(EngagementFactory)
    charter = factory.SubFactory(CharterFactory, campaign=factory.SelfAttribute("..engagement.campaign"))
    signatory_name = "Dominique Exemple"
    signatory_function = "Mayor"
    signed_on = NOON.date()
    charter_digest = factory.LazyAttribute(lambda row: row.charter.digest)
