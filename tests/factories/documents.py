"""Themes, ideas, and documents that rest on them."""

import factory
from factory.django import DjangoModelFactory

from polyphonie.ideas.enums import ReadingStatus
from polyphonie.ideas.models import Codebook, Idea, IdeaRun, Reading, Topic
from polyphonie.syntheses.enums import DocumentKind, SectionKind, SentenceForm
from polyphonie.syntheses.models import Document, DocumentVersion, Evidence, Section, Sentence
from tests.factories.campaigns import CampaignFactory
from tests.factories.consultations import ConsultationFactory, ContributionFactory
from tests.factories.moment import NOON


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
