"""Preparing, replacing and publishing the form of a campaign."""

from __future__ import annotations

import json
from collections.abc import Callable
from copy import deepcopy
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from polyphonie.accounts.models import User
from polyphonie.campaigns.models import Campaign
from polyphonie.campaigns.permissions import refuse_if_closed
from polyphonie.core import audit
from polyphonie.info_grids.digests import digest_of
from polyphonie.info_grids.errors import ChangeNoteIsNeeded, NoDraft, NothingHasChanged
from polyphonie.info_grids.models import GridForm
from polyphonie.info_grids.queries.forms import draft_of, form_in_force
from polyphonie.info_grids.reading import read_definition
from polyphonie.info_grids.shipped import shipped_form
from polyphonie.info_grids.writing import write_definition

MAX_FORM_BYTES = 2 * 1024 * 1024


@transaction.atomic
def prepare_form(*, campaign: Campaign, made_from: Campaign | None = None) -> GridForm:
    """Give the draft of the form, made where there is none: from the form in force here, there, or the shipped one."""
    locked = Campaign.objects.select_for_update().get(pk=campaign.pk)
    draft = draft_of(locked)
    if draft is not None:
        return draft
    refuse_if_closed(locked)
    source = form_in_force(locked) or (form_in_force(made_from) if made_from else None)
    last = GridForm.objects.in_campaign(locked).aggregate(last=Max("version"))["last"] or 0
    definition = source.definition if source else shipped_form()
    return GridForm.objects.create(campaign=locked, version=last + 1, definition=definition)


def lock_draft(campaign: Campaign) -> GridForm:
    """
    Lock the draft of the form until the end of the transaction.

    Raises
    ------
    NoDraft, CampaignIsClosed
    """
    refuse_if_closed(campaign)
    draft = GridForm.objects.select_for_update().filter(campaign=campaign, published_at__isnull=True).first()
    if draft is None:
        raise NoDraft
    return draft


@transaction.atomic
def replace_definition(*, campaign: Campaign, data: object) -> GridForm:
    """
    Put a whole form in the place of the draft.

    Raises
    ------
    DefinitionRefused
        With everything that is wrong in it.
    NoDraft, CampaignIsClosed
    """
    draft = lock_draft(campaign)
    return keep(draft, data)


def keep(draft: GridForm, data: object) -> GridForm:
    """Write checked data in a draft that is locked."""
    draft.definition = write_definition(read_definition(data))
    draft.save(update_fields=["definition", "updated_at"])
    return draft


@transaction.atomic
def drop_draft(*, campaign: Campaign) -> None:
    """Throw away the version being prepared; those that are published stay."""
    lock_draft(campaign).delete()


@transaction.atomic
def publish_form(*, campaign: Campaign, change_note: str, person: User, at: datetime) -> GridForm:
    """
    Publish the draft: it no longer changes, and new grids follow it. Grids already open stay on theirs.

    Raises
    ------
    ChangeNoteIsNeeded, NothingHasChanged, DefinitionRefused, NoDraft, CampaignIsClosed
    """
    draft = lock_draft(campaign)
    definition = write_definition(read_definition(draft.definition))
    before, note = form_in_force(campaign), change_note.strip()
    digest = digest_of(definition)
    if before is not None and before.digest == digest:
        raise NothingHasChanged
    if before is not None and not note:
        raise ChangeNoteIsNeeded
    draft.definition, draft.change_note, draft.digest, draft.published_at = definition, note, digest, at
    draft.save(update_fields=["definition", "change_note", "digest", "published_at", "updated_at"])
    audit.record(
        "grid_form_published",
        draft,
        at=at,
        actor_id=person.pk,
        campaign_id=campaign.pk,
        version=draft.version,
        digest=digest,
    )
    return draft


def form_as_json(form: GridForm) -> str:
    """Write a form as a file that a person may read, change and bring back."""
    return json.dumps(form.definition, ensure_ascii=False, indent=2) + "\n"


@transaction.atomic
def edit_form(*, campaign: Campaign, edit: Callable[[dict[str, Any]], None]) -> GridForm:
    """
    Change a part of the draft; what results is checked whole before it is kept.

    Raises
    ------
    DefinitionRefused, FormChangedMeanwhile, FormPartIsGone, NoDraft, CampaignIsClosed
    """
    draft = lock_draft(campaign)
    data = deepcopy(draft.definition)
    edit(data)
    return keep(draft, data)
