"""Rows for tests. Traits say what is particular: `ConsultationFactory(published=True)`."""

from tests.factories.campaigns import (
    CampaignFactory,
    CharterFactory,
    CommitmentFactory,
    EngagementFactory,
    JoinRequestFactory,
    MilestoneFactory,
    QuestionFactory,
    SignatureFactory,
)
from tests.factories.consultations import (
    ActivityFactory,
    ConsultationFactory,
    ContributionFactory,
    ImportFactory,
    OpinionMapFactory,
    ParticipantFactory,
    StatementFactory,
    VoteFactory,
)
from tests.factories.documents import (
    CodebookFactory,
    DocumentFactory,
    DocumentVersionFactory,
    EvidenceFactory,
    IdeaFactory,
    IdeaRunFactory,
    ReadingFactory,
    SectionFactory,
    SentenceFactory,
    TopicFactory,
)
from tests.factories.grids import GridAnswerFactory, GridFormFactory, InfoGridFactory
from tests.factories.moment import NOON
from tests.factories.people import MembershipFactory, TerritoryFactory, UserFactory

__all__ = [
    "NOON",
    "ActivityFactory",
    "CampaignFactory",
    "CharterFactory",
    "CodebookFactory",
    "CommitmentFactory",
    "ConsultationFactory",
    "ContributionFactory",
    "DocumentFactory",
    "DocumentVersionFactory",
    "EngagementFactory",
    "EvidenceFactory",
    "GridAnswerFactory",
    "GridFormFactory",
    "IdeaFactory",
    "IdeaRunFactory",
    "ImportFactory",
    "InfoGridFactory",
    "JoinRequestFactory",
    "MembershipFactory",
    "MilestoneFactory",
    "OpinionMapFactory",
    "ParticipantFactory",
    "QuestionFactory",
    "ReadingFactory",
    "SectionFactory",
    "SentenceFactory",
    "SignatureFactory",
    "StatementFactory",
    "TerritoryFactory",
    "TopicFactory",
    "UserFactory",
    "VoteFactory",
]
