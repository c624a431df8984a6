"""The programme of the example: its charter, who signed it, and the grids, by the services that pages call."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from polyphonie.accounts.enums import Role
from polyphonie.accounts.models import User
from polyphonie.campaigns.models import Campaign, Charter, Commitment, Engagement
from polyphonie.campaigns.services import publish_charter
from polyphonie.campaigns.services.signing import Signing, sign_charter
from polyphonie.campaigns.shipped import shipped_campaign
from polyphonie.example.building import find_territory
from polyphonie.example.description import FILES, Example
from polyphonie.example.progress import step
from polyphonie.info_grids.models import InfoGrid
from polyphonie.info_grids.queries.forms import form_in_force
from polyphonie.info_grids.records import AnswerChangeAsked
from polyphonie.info_grids.services.forms import prepare_form, publish_form
from polyphonie.info_grids.services.opening import open_grid
from polyphonie.info_grids.services.reviewing import comment_on, publish_grid, return_grid
from polyphonie.info_grids.services.saving import save_answers
from polyphonie.info_grids.services.submitting import submit_grid


def sign_the_charter(campaign: Campaign, example: Example) -> None:
    """Publish the charter that is shipped, and have the territories sign it, on their dates."""
    charter = _build_charter(campaign)
    for entry in example.territories:
        engagement = Engagement.objects.get(campaign=campaign, territory=find_territory(entry.key))
        if engagement.signatures.exists():
            continue
        signing = Signing(charter_digest=charter.digest, **entry.signature)
        sign_charter(engagement=engagement, signing=signing, person=None, at=_noon(signing.signed_on))


def fill_the_grids(campaign: Campaign) -> None:
    """Open the grids, fill them with what is known and what each territory writes, and take them where they stand."""
    with step(_("Grids of the territories")):
        person = User.objects.filter(memberships__role=Role.COORDINATOR).earliest("pk")
        if form_in_force(campaign) is None:
            prepare_form(campaign=campaign)
            publish_form(campaign=campaign, change_note="", person=person, at=timezone.now())
        entries = tomllib.loads((FILES / "grids.toml").read_text(encoding="utf-8"))["grids"]
        for entry in entries:
            engagement = campaign.engagements.get(territory__consultations__slug=entry["consultation"])
            if not InfoGrid.objects.filter(engagement=engagement).exists():
                _fill(engagement, entry, person)


def _build_charter(campaign: Campaign) -> Charter:
    there = campaign.charters.first()
    if there is not None:
        return there
    shipped = shipped_campaign(campaign.language)
    charter = Charter.objects.create(
        campaign=campaign, version=1, title=shipped.charter_title, preamble=_without_remark(shipped.charter_preamble)
    )
    Commitment.objects.bulk_create(
        Commitment(
            charter=charter,
            position=position,
            code=entry.code,
            title=entry.title,
            text=entry.text,
            evidence=entry.evidence,
        )
        for position, entry in enumerate(shipped.commitments, start=1)
    )
    opened_on = campaign.opens_on or timezone.localdate()
    return publish_charter(charter=charter, person=None, at=_noon(opened_on))


def _fill(engagement: Engagement, entry: Mapping[str, Any], person: User) -> None:
    at = timezone.now()
    grid = open_grid(engagement=engagement, person=person, at=at)
    changes = [AnswerChangeAsked(key, value, 0) for key, value in entry["answers"].items()]
    save_answers(grid=grid, changes=changes, person=person, at=at)
    if entry["state"] == "draft":
        return
    submit_grid(grid=grid, person=person, at=at)
    for comment in entry.get("comments", []):
        comment_on(grid=grid, field_key=comment["field"], text=comment["text"], person=person)
    if entry["state"] == "returned":
        return_grid(grid=grid, person=person, at=at)
    if entry["state"] == "published":
        publish_grid(grid=grid, person=person, at=at)


def _without_remark(preamble: str) -> str:
    """Drop the first paragraph, which asks whoever adapts the charter to remove it."""
    return preamble.strip().partition("\n\n")[2]


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), tzinfo=UTC)
