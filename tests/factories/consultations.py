"""Consultations, and what was said and voted in them."""

import hashlib
from datetime import timedelta

import factory
from factory.django import DjangoModelFactory

from polyphonie.consultations.enums import ActivityFormat, Kind, Moderation, Public
from polyphonie.consultations.models import Activity, Consultation, Contribution, Participant, Statement, Vote
from polyphonie.imports.models import Import, SavedMapping
from polyphonie.opinion_maps.models import OpinionMap
from tests.factories.campaigns import CampaignFactory
from tests.factories.moment import NOON
from tests.factories.people import TerritoryFactory


class ConsultationFactory(DjangoModelFactory):
    class Meta:
        model = Consultation

    class Params:
        draft = factory.Trait(is_published=False)
        closed = factory.Trait(closes_at=NOON - timedelta(days=1))

    campaign = factory.SubFactory(CampaignFactory)
    territory = factory.SubFactory(TerritoryFactory)
    slug = factory.Sequence(lambda n: f"consultation-{n}")
    title = factory.Sequence(lambda n: f"Consultation {n}")
    opens_at = NOON - timedelta(days=30)
    closes_at = NOON + timedelta(days=30)
    is_published = True


class ActivityFactory(DjangoModelFactory):
    class Meta:
        model = Activity

    consultation = factory.SubFactory(ConsultationFactory)
    title = factory.Sequence(lambda n: f"Workshop {n}")
    format = ActivityFormat.WORKSHOP


class ContributionFactory(DjangoModelFactory):
    class Meta:
        model = Contribution

    class Params:
        hidden = factory.Trait(is_hidden=True)
        erased = factory.Trait(text="", erased_at=NOON)

    consultation = factory.SubFactory(ConsultationFactory)
    source = "table"
    external_id = factory.Sequence(str)
    text = factory.Sequence(lambda n: f"I want a person to answer me, number {n}.")
    text_digest = factory.LazyAttribute(lambda row: hashlib.sha256(row.text.encode()).hexdigest())
    public = Public.RESIDENT
    kind = Kind.EXPECTATION
    source_digest = "0" * 64
    source_name = "contributions.csv"
    source_row = factory.Sequence(lambda n: n + 2)


class StatementFactory(DjangoModelFactory):
    class Meta:
        model = Statement

    class Params:
        rejected = factory.Trait(moderation=Moderation.REJECTED)

    consultation = factory.SubFactory(ConsultationFactory)
    source = "polis"
    external_id = factory.Sequence(str)
    text = factory.Sequence(lambda n: f"Town halls must keep a counter, number {n}.")


class ParticipantFactory(DjangoModelFactory):
    class Meta:
        model = Participant

    consultation = factory.SubFactory(ConsultationFactory)
    source = "polis"
    external_id = factory.Sequence(str)


class VoteFactory(DjangoModelFactory):
    class Meta:
        model = Vote

    statement = factory.SubFactory(StatementFactory)
    participant = factory.SubFactory(ParticipantFactory, consultation=factory.SelfAttribute("..statement.consultation"))
    value = 1


class ImportFactory(DjangoModelFactory):
    class Meta:
        model = Import

    consultation = factory.SubFactory(ConsultationFactory)
    file_name = "contributions.csv"
    digest = factory.Sequence(lambda n: hashlib.sha256(str(n).encode()).hexdigest())
    size = 1000


class SavedMappingFactory(DjangoModelFactory):
    class Meta:
        model = SavedMapping

    territory = factory.SubFactory(TerritoryFactory)
    name = "atelier.csv"
    shape = factory.Sequence(lambda n: hashlib.sha256(str(n).encode()).hexdigest())


class OpinionMapFactory(DjangoModelFactory):
    class Meta:
        model = OpinionMap

    consultation = factory.SubFactory(ConsultationFactory)
    votes_digest = "1" * 64
    verdict = "continuum"
    is_published = True
