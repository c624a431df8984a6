"""Files of all published grids, made once for each state of them; and the whole of them, for the coordinator."""

from __future__ import annotations

import os
import tempfile
from datetime import datetime
from pathlib import Path

from django.conf import settings

from polyphonie.accounts.models import User
from polyphonie.campaigns.models import Campaign
from polyphonie.core import audit
from polyphonie.info_grids.exporting import FORMATS, write_export
from polyphonie.info_grids.models import GridForm
from polyphonie.info_grids.queries.exports import public_export, state_of, whole_export


def public_file(campaign: Campaign, form: GridForm, *, name: str, language: str) -> Path:
    """Give the file of all published grids; it is made where no one asked for it since a grid was published."""
    folder = Path(settings.MEDIA_ROOT) / "grid-exports" / campaign.slug
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    suffix = FORMATS[name][0]
    kind = f"{language}.{suffix}"
    place = folder / f"{state_of(campaign, form)}.{kind}"
    if place.is_file():
        return place
    handle, beside = tempfile.mkstemp(dir=folder, prefix="making-")
    os.close(handle)
    try:
        write_export(Path(beside), public_export(campaign, form), name=name, language=language)
        former = [path for path in folder.glob(f"*.{kind}") if path != place]
        Path(beside).replace(place)
    finally:
        Path(beside).unlink(missing_ok=True)
    for path in former:
        path.unlink(missing_ok=True)
    return place


def write_whole_file(
    path: Path, campaign: Campaign, form: GridForm, *, name: str, language: str, person: User, at: datetime
) -> None:
    """
    Record who takes everything, then write it: unpublished and restricted answers included.

    The record comes first, by itself: nobody waits to write while a large file is made.
    """
    audit.record("grid_exported", campaign, at=at, actor_id=person.pk, campaign_id=campaign.pk, format=name)
    write_export(path, whole_export(campaign, form), name=name, language=language)
