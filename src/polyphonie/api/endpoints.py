"""The read API, version 1: published objects, by pages of at most a hundred."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Path, Query

from polyphonie.api import export_endpoints, programme_endpoints, queries, schemas
from polyphonie.api.app import api
from polyphonie.api.parameters import Code, Key, Number, PageQuery, Slug, Words
from polyphonie.campaigns.models import Campaign
from polyphonie.core.policies import Policy, open_to
from polyphonie.syntheses.models import Document, DocumentVersion

__all__ = ["api", "export_endpoints", "programme_endpoints"]


def first_or_404(rows: QuerySet[Any, Any]) -> dict[str, Any]:
    found: dict[str, Any] | None = rows.first()
    if found is None:
        raise Http404
    return dict(queries.named(found))


@open_to(Policy.PUBLISHED)
@api.get("/campaigns", response=schemas.CampaignPage, operation_id="list_campaigns")
def list_campaigns(request: HttpRequest, page: Query[PageQuery]) -> dict[str, Any]:
    """List the campaigns."""
    return queries.page_of(queries.campaigns(), page)


@open_to(Policy.PUBLISHED)
@api.get("/campaigns/{campaign}", response=schemas.CampaignOut, operation_id="read_campaign")
def read_campaign(request: HttpRequest, campaign: Path[Slug]) -> dict[str, Any]:
    """Read one campaign."""
    return first_or_404(queries.campaigns().filter(slug=campaign))


@open_to(Policy.PUBLISHED)
@api.get("/campaigns/{campaign}/territories", response=schemas.TerritoryPage, operation_id="list_territories")
def list_territories(request: HttpRequest, campaign: Path[Slug], page: Query[PageQuery]) -> dict[str, Any]:
    """List the territories engaged in a campaign, by name."""
    row = get_object_or_404(Campaign.objects.public(), slug=campaign)
    return queries.page_of(queries.territories(row), page)


@open_to(Policy.PUBLISHED)
@api.get("/consultations", response=schemas.ConsultationPage, operation_id="list_consultations")
def list_consultations(
    request: HttpRequest, page: Query[PageQuery], campaign: Slug | None = None, territory: Slug | None = None
) -> dict[str, Any]:
    """List the consultations."""
    return queries.page_of(queries.consultations(campaign=campaign, territory=territory), page)


@open_to(Policy.PUBLISHED)
@api.get("/consultations/{consultation}", response=schemas.ConsultationOut, operation_id="read_consultation")
def read_consultation(request: HttpRequest, consultation: Path[Slug]) -> dict[str, Any]:
    """Read one consultation."""
    return first_or_404(queries.consultations().filter(slug=consultation))


@open_to(Policy.PUBLISHED)
@api.get("/contributions", response=schemas.ContributionPage, operation_id="list_contributions")
def list_contributions(
    request: HttpRequest,
    page: Query[PageQuery],
    campaign: Slug | None = None,
    consultation: Slug | None = None,
    kind: Code | None = None,
    public: Code | None = None,
    q: Words | None = None,
) -> dict[str, Any]:
    """List the contributions, as they were received."""
    rows = queries.contributions(campaign=campaign, consultation=consultation, words=q, kind=kind, public=public)
    return queries.page_of(rows, page)


@open_to(Policy.PUBLISHED)
@api.get("/contributions/{contribution}", response=schemas.ContributionOut, operation_id="read_contribution")
def read_contribution(request: HttpRequest, contribution: Path[Key]) -> dict[str, Any]:
    """Read one contribution."""
    return first_or_404(queries.contribution(contribution))


@open_to(Policy.PUBLISHED)
@api.get("/statements", response=schemas.StatementPage, operation_id="list_statements")
def list_statements(
    request: HttpRequest, page: Query[PageQuery], campaign: Slug | None = None, consultation: Slug | None = None
) -> dict[str, Any]:
    """List the statements that people voted on, with their votes."""
    found = queries.page_of(queries.statements(campaign=campaign, consultation=consultation), page)
    return {"count": found["count"], "items": queries.withhold_small_counts(found["items"])}


@open_to(Policy.PUBLISHED)
@api.get("/opinion-maps", response=schemas.OpinionMapPage, operation_id="list_opinion_maps")
def list_opinion_maps(
    request: HttpRequest, page: Query[PageQuery], campaign: Slug | None = None, consultation: Slug | None = None
) -> dict[str, Any]:
    """List the opinion maps, with what each rests on."""
    return queries.page_of(queries.opinion_maps(campaign=campaign, consultation=consultation), page)


@open_to(Policy.PUBLISHED)
@api.get("/ideas", response=schemas.IdeaPage, operation_id="list_ideas")
def list_ideas(request: HttpRequest, page: Query[PageQuery], campaign: Slug | None = None) -> dict[str, Any]:
    """List the ideas: contributions that say the same."""
    return queries.page_of(queries.ideas(campaign=campaign), page)


@open_to(Policy.PUBLISHED)
@api.get("/ideas/{idea}", response=schemas.IdeaOut, operation_id="read_idea")
def read_idea(request: HttpRequest, idea: Path[Key]) -> dict[str, Any]:
    """Read one idea."""
    return first_or_404(queries.ideas().filter(pk=idea))


@open_to(Policy.PUBLISHED)
@api.get("/documents", response=schemas.DocumentPage, operation_id="list_documents")
def list_documents(
    request: HttpRequest, page: Query[PageQuery], campaign: Slug | None = None, kind: Code | None = None
) -> dict[str, Any]:
    """List the documents that have been published, each with its last version."""
    found = queries.page_of(queries.documents(campaign=campaign, kind=kind), page)
    return {"count": found["count"], "items": [shown(document) for document in found["items"]]}


@open_to(Policy.PUBLISHED)
@api.get("/documents/{document}", response=schemas.WholeVersionOut, operation_id="read_document")
def read_document(request: HttpRequest, document: Path[Slug]) -> dict[str, Any]:
    """Read the last version of a document: sections, sentences and the evidence of each."""
    return whole(last_version(get_object_or_404(queries.documents(), slug=document)))


@open_to(Policy.PUBLISHED)
@api.get("/documents/{document}/versions", response=schemas.VersionPage, operation_id="list_versions")
def list_versions(request: HttpRequest, document: Path[Slug], page: Query[PageQuery]) -> dict[str, Any]:
    """List the versions of a document, the last first."""
    row = get_object_or_404(queries.documents(), slug=document)
    return queries.page_of(row.versions.order_by("-number"), page)


@open_to(Policy.PUBLISHED)
@api.get("/documents/{document}/versions/{number}", response=schemas.WholeVersionOut, operation_id="read_version")
def read_version(request: HttpRequest, document: Path[Slug], number: Path[Number]) -> dict[str, Any]:
    """Read one version of a document, as it was published."""
    row = get_object_or_404(queries.documents(), slug=document)
    return whole(get_object_or_404(row.versions.all(), number=number))


def shown(document: Document) -> dict[str, Any]:
    return {
        "slug": document.slug,
        "title": document.title,
        "kind": document.kind,
        "language": document.language,
        "campaign": document.campaign.slug,
        "territory": document.territory.slug if document.territory else None,
        "version": last_version(document),
    }


def last_version(document: Document) -> DocumentVersion:
    return max(document.versions.all(), key=lambda version: version.number)


def whole(version: DocumentVersion) -> dict[str, Any]:
    """Give all of a version but its coverage by public: small counts of people are withheld, which the page does."""
    strata = {name: rows for name, rows in version.coverage.get("strata", {}).items() if name == "territory"}
    return {
        "number": version.number,
        "published_at": version.published_at,
        "digest": version.digest,
        "content": version.content,
        "coverage": {**version.coverage, "strata": strata} if version.coverage else {},
    }
