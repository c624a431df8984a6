"""What a person who writes looks for: contributions, ideas and votes that a sentence may rest on."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from polyphonie.accounts.enums import Role
from polyphonie.accounts.models import Membership, User
from polyphonie.accounts.permissions import can_analyze_nationally
from polyphonie.campaigns.enums import CampaignStatus
from polyphonie.consultations.models import Consultation, Contribution, Statement
from polyphonie.ideas.models import Idea
from polyphonie.syntheses.enums import SentenceForm
from polyphonie.syntheses.models import Document, Evidence, Sentence
from polyphonie.syntheses.services.material import contributions_in_scope

_N_CONTRIBUTIONS = 12
_N_OTHERS = 5


@dataclass(frozen=True, slots=True)
class Found:
    """What a search over the scope of a document gives."""

    contributions: list[Contribution]
    ideas: list[Idea]
    statements: list[Statement]

    @property
    def is_empty(self) -> bool:
        return not (self.contributions or self.ideas or self.statements)


def find_evidence(document: Document, query: str, *, besides: Sentence | None = None) -> Found:
    """Find the contributions, ideas and votes whose words hold every word asked for, besides those of a sentence."""
    words = query.split()[:8]
    if not words:
        return Found([], [], [])
    contributions = scope_of(document).filter(_holding("text", words)).select_related("consultation__territory")
    ideas = ideas_of(document).filter(_holding("label", words)).annotate(n_readings=Count("readings"))
    statements = statements_of(document).filter(_holding("text", words)).select_related("consultation__territory")
    if besides is not None:
        contributions = contributions.exclude(evidence__sentence=besides)
        statements = statements.exclude(evidence__sentence=besides)
    return Found(
        list(contributions.order_by("id")[:_N_CONTRIBUTIONS]),
        list(ideas.order_by("-n_readings", "id")[:_N_OTHERS]),
        list(statements.order_by("id")[:_N_OTHERS]),
    )


def scope_of(document: Document) -> QuerySet[Contribution]:
    """The contributions that a document may rest on."""
    return contributions_in_scope(document.campaign, document.consultation)


def ideas_of(document: Document) -> QuerySet[Idea]:
    """The ideas of the run that a document was drafted from."""
    return Idea.objects.visible().filter(run_id=document.run_id)


def statements_of(document: Document) -> QuerySet[Statement]:
    """What was voted on within the scope of a document."""
    statements = Statement.objects.in_campaign(document.campaign).published()
    return statements.filter(consultation=document.consultation) if document.consultation else statements


def contributions_of_ideas(document: Document, ideas: QuerySet[Idea]) -> QuerySet[Contribution]:
    """All that some ideas hold, within the scope of a document."""
    return scope_of(document).filter(readings__run_id=document.run_id, readings__idea__in=ideas).distinct()


def sections_to_write(document: Document) -> list[dict[str, object]]:
    """The sections of a draft with their sentences, each with what it rests on, counted."""
    sentences = Sentence.objects.filter(section__document=document).annotate(
        n_contributions=Count("evidence__contribution", distinct=True),
        n_statements=Count("evidence__statement", distinct=True),
    )
    by_section: dict[int, list[Sentence]] = {}
    for sentence in sentences.order_by("position", "id"):
        by_section.setdefault(sentence.section_id, []).append(sentence)
    sections = document.sections.order_by("position", "id")
    return [{"section": section, "sentences": by_section.get(section.pk, [])} for section in sections]


def writable_documents(person: User | AnonymousUser) -> QuerySet[Document]:
    """The documents that a person may write, with what still rests on nothing."""
    unsupported = Sentence.objects.filter(section__document=OuterRef("pk")).exclude(form=SentenceForm.POSITION)
    unsupported = unsupported.exclude(Exists(Evidence.objects.filter(sentence=OuterRef("pk"))))
    documents = Document.objects.select_related("campaign", "consultation__territory").annotate(
        n_versions=Count("versions", distinct=True),
        has_gap=Exists(unsupported),
    )
    if can_analyze_nationally(person):
        return documents
    return documents.filter(consultation__territory__in=_territories_of(person))


def consultations_to_draft(person: User | AnonymousUser) -> QuerySet[Consultation]:
    """The consultations that a person may draft the synthesis of: none of a closed campaign."""
    is_closed = Q(campaign__status=CampaignStatus.CLOSED)
    consultations = Consultation.objects.exclude(is_closed).select_related("campaign", "territory")
    if can_analyze_nationally(person):
        return consultations
    return consultations.filter(territory__in=_territories_of(person))


def _territories_of(person: User | AnonymousUser) -> QuerySet[Membership, int | None]:
    roles = (Role.TERRITORY_LEAD, Role.ANALYST)
    mine = Membership.objects.filter(role__in=roles, territory__isnull=False)
    mine = mine.of(person) if isinstance(person, User) else mine.none()
    return mine.values_list("territory", flat=True)


def _holding(field: str, words: list[str]) -> Q:
    return reduce(lambda left, right: left & right, (Q(**{f"{field}__icontains": word}) for word in words))
