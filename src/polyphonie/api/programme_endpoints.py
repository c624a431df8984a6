"""The read API, version 1: what is published of the programme."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Path, Query

from polyphonie.api import programme_queries as queries
from polyphonie.api import programme_schemas as schemas
from polyphonie.api.app import api
from polyphonie.api.parameters import PageQuery, Slug
from polyphonie.api.queries import page_of
from polyphonie.campaigns.models import Campaign, Charter
from polyphonie.core.policies import Policy, open_to


def _campaign(slug: str) -> Campaign:
    return get_object_or_404(Campaign.objects.public(), slug=slug)


@open_to(Policy.PUBLISHED)
@api.get("/campaigns/{campaign}/milestones", response=schemas.MilestonePage, operation_id="list_milestones")
def list_milestones(request: HttpRequest, campaign: Path[Slug], page: Query[PageQuery]) -> dict[str, Any]:
    """List the dates of a campaign."""
    return page_of(queries.milestones(_campaign(campaign)), page)


@open_to(Policy.PUBLISHED)
@api.get("/campaigns/{campaign}/charters", response=schemas.CharterPage, operation_id="list_charters")
def list_charters(request: HttpRequest, campaign: Path[Slug], page: Query[PageQuery]) -> dict[str, Any]:
    """List the published versions of the charter, the last first, with their commitments."""
    found = page_of(queries.charters(_campaign(campaign)), page)
    return {"count": found["count"], "items": [_shown(charter) for charter in found["items"]]}


def _shown(charter: Charter) -> dict[str, Any]:
    names = ("version", "title", "preamble", "change_note", "published_at", "digest")
    return {name: getattr(charter, name) for name in names} | {"commitments": list(charter.commitments.all())}


@open_to(Policy.PUBLISHED)
@api.get("/campaigns/{campaign}/signatures", response=schemas.SignaturePage, operation_id="list_signatures")
def list_signatures(request: HttpRequest, campaign: Path[Slug], page: Query[PageQuery]) -> dict[str, Any]:
    """List the signatures of the charter, by territory."""
    return page_of(queries.signatures(_campaign(campaign)), page)


@open_to(Policy.PUBLISHED)
@api.get("/campaigns/{campaign}/evidence", response=schemas.EvidencePage, operation_id="list_evidence")
def list_evidence(request: HttpRequest, campaign: Path[Slug], page: Query[PageQuery]) -> dict[str, Any]:
    """List what territories declare for the commitments of the charter."""
    return page_of(queries.evidence(_campaign(campaign)), page)


@open_to(Policy.PUBLISHED)
@api.get("/campaigns/{campaign}/grids", response=schemas.GridPage, operation_id="list_grids")
def list_grids(request: HttpRequest, campaign: Path[Slug], page: Query[PageQuery]) -> dict[str, Any]:
    """List the published grids, by territory, each in its last version."""
    return page_of(queries.grids(_campaign(campaign)), page)


@open_to(Policy.PUBLISHED)
@api.get("/campaigns/{campaign}/grids/{territory}", response=schemas.WholeGridOut, operation_id="read_grid")
def read_grid(request: HttpRequest, campaign: Path[Slug], territory: Path[Slug]) -> dict[str, Any]:
    """Read the grid that a territory published, value by value."""
    found = queries.whole_grid(_campaign(campaign), territory)
    if found is None:
        raise Http404
    return found


@open_to(Policy.PUBLISHED)
@api.get("/publics-sought", response=schemas.PublicPage, operation_id="list_publics")
def list_publics(
    request: HttpRequest, page: Query[PageQuery], campaign: Slug | None = None, consultation: Slug | None = None
) -> dict[str, Any]:
    """List the publics that consultations seek, and whether they came."""
    return page_of(queries.publics(campaign=campaign, consultation=consultation), page)


@open_to(Policy.PUBLISHED)
@api.get("/activities", response=schemas.ActivityPage, operation_id="list_activities")
def list_activities(
    request: HttpRequest, page: Query[PageQuery], campaign: Slug | None = None, consultation: Slug | None = None
) -> dict[str, Any]:
    """List the activities of published consultations."""
    found = page_of(queries.activities(campaign=campaign, consultation=consultation), page)
    return {"count": found["count"], "items": queries.withhold_participants(found["items"])}


@open_to(Policy.PUBLISHED)
@api.get("/attendance", response=schemas.AttendancePage, operation_id="list_attendance")
def list_attendance(
    request: HttpRequest, page: Query[PageQuery], campaign: Slug | None = None, consultation: Slug | None = None
) -> dict[str, Any]:
    """List how many people of each category came to each activity."""
    found = page_of(queries.attendance(campaign=campaign, consultation=consultation), page)
    return {"count": found["count"], "items": queries.withhold_attendance(found["items"])}
