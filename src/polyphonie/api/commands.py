"""`polyphonie open-data`."""

from __future__ import annotations

from typing import Annotated

import typer
from django.utils import timezone
from django.utils.translation import gettext as _

from polyphonie.api.open_data.releases import make_release
from polyphonie.campaigns.models import Campaign

Slug = Annotated[str, typer.Option("--campaign", help="Short name of the campaign; all public ones by default.")]


def open_data_command(campaign: Slug = "") -> None:
    """Make the open data of the public campaigns now, as the worker does once a day."""
    rows = Campaign.objects.public().order_by("pk")
    if campaign:
        rows = rows.filter(slug=campaign)
        if not rows.exists():
            typer.echo(_("There is no public campaign named “%(name)s”.") % {"name": campaign}, err=True)
            raise typer.Exit(2)
    for row in rows:
        release = make_release(row, at=timezone.now())
        typer.echo(f"{row.slug}: {release.folder}")
