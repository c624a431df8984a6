"""The shapes of what the API gives, in the words of the code."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from ninja import Schema


class CampaignOut(Schema):
    slug: str
    title: str
    summary: str
    status: str
    is_fictitious: bool
    language: str
    opens_on: date | None
    closes_on: date | None
    n_territories: int
    n_consultations: int
    n_contributions: int


class TerritoryOut(Schema):
    slug: str
    name: str
    kind: str
    country: str
    scheme: str
    identifier: str
    population: int | None
    status: str
    charter_signed_on: date | None


class ConsultationOut(Schema):
    slug: str
    title: str
    question: str
    mandate: str
    campaign: str
    territory: str
    opens_at: datetime | None
    closes_at: datetime | None
    n_contributions: int
    n_statements: int


class ContributionOut(Schema):
    id: int
    consultation: str
    territory: str
    title: str
    text: str
    kind: str
    public: str
    language: str
    said_at: datetime | None
    source: str
    external_id: str


class StatementOut(Schema):
    """A statement and its votes; counts are null where fewer people voted than the campaign's threshold."""

    id: int
    consultation: str
    territory: str
    text: str
    kind: str
    language: str
    is_seed: bool
    n_agree: int | None
    n_disagree: int | None
    n_pass: int | None


class OpinionMapOut(Schema):
    id: int
    consultation: str
    territory: str
    verdict: str
    n_participants: int
    n_statements: int
    n_votes: int
    votes_digest: str
    seed: int
    parameters: dict[str, Any]
    versions: dict[str, Any]
    computed_at: datetime


class IdeaOut(Schema):
    id: int
    campaign: str
    label: str
    theme: str | None
    n_contributions: int
    n_distinct: int
    n_territories: int
    stability: float | None
    is_fragile: bool
    is_minority: bool
    quote: int | None


class VersionOut(Schema):
    number: int
    published_at: datetime
    digest: str


class DocumentOut(Schema):
    slug: str
    title: str
    kind: str
    language: str
    campaign: str
    territory: str | None
    version: VersionOut


class WholeVersionOut(VersionOut):
    """A version as it was published, with the evidence of each sentence and its coverage."""

    content: dict[str, Any]
    coverage: dict[str, Any]


class CampaignPage(Schema):
    count: int
    items: list[CampaignOut]


class TerritoryPage(Schema):
    count: int
    items: list[TerritoryOut]


class ConsultationPage(Schema):
    count: int
    items: list[ConsultationOut]


class ContributionPage(Schema):
    count: int
    items: list[ContributionOut]


class StatementPage(Schema):
    count: int
    items: list[StatementOut]


class OpinionMapPage(Schema):
    count: int
    items: list[OpinionMapOut]


class IdeaPage(Schema):
    count: int
    items: list[IdeaOut]


class DocumentPage(Schema):
    count: int
    items: list[DocumentOut]


class VersionPage(Schema):
    count: int
    items: list[VersionOut]
