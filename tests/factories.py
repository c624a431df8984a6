"""Rows for tests. Traits say what is particular: `ConsultationFactory(published=True)`."""

import hashlib
from datetime import UTC, datetime, timedelta

import factory
from factory.django import DjangoModelFactory

from polyphonie.accounts.enums import Role
from polyphonie.accounts.models import Membership, User
from polyphonie.campaigns.enums import CampaignStatus
from polyphonie.campaigns.models import Campaign, Engagement, Milestone, Question
from polyphonie.consultations.enums import ActivityFormat, Kind, Moderation, Public
from polyphonie.consultations.models import Activity, Consultation, Contribution, Participant, Statement, Vote
from polyphonie.ideas.enums import ReadingStatus
from polyphonie.ideas.models import Codebook, Idea, IdeaRun, Reading, Topic
from polyphonie.imports.models import Import
from polyphonie.opinion_maps.models import OpinionMap
from polyphonie.syntheses.enums import DocumentKind, SectionKind, SentenceForm
from polyphonie.syntheses.models import Document, DocumentVersion, Evidence, Section, Sentence
from polyphonie.territories.enums import Scheme, TerritoryKind
from polyphonie.territories.models import Territory

NOON = datetime(2026, 6, 15, 12, 0, tzinfo=UTC)


class TerritoryFactory(DjangoModelFactory):
    class Meta:
        model = Territory

    class Params:
        epci_kind = factory.Trait(kind=TerritoryKind.EPCI, scheme=Scheme.SIREN, category="CA")
        foreign = factory.Trait(kind=TerritoryKind.FOREIGN_CITY, scheme=Scheme.GEONAMES, country="CM")

    scheme = Scheme.INSEE_COMMUNE
    identifier = factory.Sequence(lambda n: f"{n:05d}")
    kind = TerritoryKind.COMMUNE
    name = factory.Sequence(lambda n: f"Sainte-Voix-{n}")
    name_search = factory.LazyAttribute(lambda row: row.name.lower())
    slug = factory.LazyAttribute(lambda row: f"{row.name.lower()}-{row.identifier}")
    population = 12_000


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person-{n}@example.org")
    name = factory.Sequence(lambda n: f"Person {n}")
    password = factory.django.Password("a long enough sentence")


class MembershipFactory(DjangoModelFactory):
    class Meta:
        model = Membership

    class Params:
        national = factory.Trait(territory=None)
        coordinator = factory.Trait(role=Role.COORDINATOR, territory=None)
        analyst = factory.Trait(role=Role.ANALYST)
        reader = factory.Trait(role=Role.READER)

    user = factory.SubFactory(UserFactory)
    role = Role.TERRITORY_LEAD
    territory = factory.SubFactory(TerritoryFactory)


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

    campaign = factory.SubFactory(CampaignFactory)
    territory = factory.SubFactory(TerritoryFactory)
    charter_signed_on = NOON.date()


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


class OpinionMapFactory(DjangoModelFactory):
    class Meta:
        model = OpinionMap

    consultation = factory.SubFactory(ConsultationFactory)
    votes_digest = "1" * 64
    verdict = "continuum"
    is_published = True


class CodebookFactory(DjangoModelFactory):
    class Meta:
        model = Codebook

    campaign = factory.SubFactory(CampaignFactory)


class TopicFactory(DjangoModelFactory):
    class Meta:
        model = Topic

    codebook = factory.SubFactory(CodebookFactory)
    code = factory.Sequence(lambda n: f"topic-{n}")
    label = factory.Sequence(lambda n: f"Topic {n}")


class IdeaRunFactory(DjangoModelFactory):
    class Meta:
        model = IdeaRun

    campaign = factory.SubFactory(CampaignFactory)
    texts_digest = "2" * 64
    is_published = True


class IdeaFactory(DjangoModelFactory):
    class Meta:
        model = Idea

    run = factory.SubFactory(IdeaRunFactory)
    key = factory.Sequence(lambda n: f"idea-{n}")
    label = factory.Sequence(lambda n: f"a person at the counter {n}")


class ReadingFactory(DjangoModelFactory):
    class Meta:
        model = Reading

    run = factory.SelfAttribute("idea.run")
    idea = factory.SubFactory(IdeaFactory)
    contribution = factory.SubFactory(ContributionFactory)
    status = ReadingStatus.IDEA
    language = "fr"


class DocumentFactory(DjangoModelFactory):
    class Meta:
        model = Document

    class Params:
        local = factory.Trait(
            kind=DocumentKind.LOCAL_SYNTHESIS,
            consultation=factory.SubFactory(ConsultationFactory, campaign=factory.SelfAttribute("..campaign")),
        )
        manifesto = factory.Trait(kind=DocumentKind.MANIFESTO)

    campaign = factory.SubFactory(CampaignFactory)
    kind = DocumentKind.NATIONAL_SYNTHESIS
    slug = factory.Sequence(lambda n: f"document-{n}")
    title = factory.Sequence(lambda n: f"Synthesis {n}")


class SectionFactory(DjangoModelFactory):
    class Meta:
        model = Section

    document = factory.SubFactory(DocumentFactory)
    position = factory.Sequence(lambda n: n)
    title = "Public services"
    kind = SectionKind.FREE


class SentenceFactory(DjangoModelFactory):
    class Meta:
        model = Sentence

    section = factory.SubFactory(SectionFactory)
    position = factory.Sequence(lambda n: n)
    text = "People want someone to talk to."
    form = SentenceForm.WRITTEN


class EvidenceFactory(DjangoModelFactory):
    class Meta:
        model = Evidence

    sentence = factory.SubFactory(SentenceFactory)
    contribution = factory.SubFactory(ContributionFactory)


class DocumentVersionFactory(DjangoModelFactory):
    class Meta:
        model = DocumentVersion

    document = factory.SubFactory(DocumentFactory)
    number = 1
    published_at = NOON
    content = factory.LazyFunction(lambda: {"sections": []})
    digest = "3" * 64
