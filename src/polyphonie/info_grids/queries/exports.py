"""What the exports of grids hold: what is published for anyone; all of it for the coordinator."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from typing import Any

from django.db.models import Count, Max

from polyphonie.campaigns.models import Campaign, Engagement
from polyphonie.info_grids.definition import Definition
from polyphonie.info_grids.exporting import Export, ExportedGrid
from polyphonie.info_grids.models import GridAnswer, GridForm, InfoGrid
from polyphonie.info_grids.published import last_versions, values_in
from polyphonie.info_grids.queries.filling import definition_of
from polyphonie.info_grids.values import with_computed

AT_ONCE = 100
"""Grids that are in memory at the same time."""


def public_export(campaign: Campaign, form: GridForm) -> Export:
    """Give what anyone may have: the last published versions, small counts withheld."""
    return Export(
        campaign=campaign.slug,
        title=campaign.title,
        form=definition_of(form),
        form_version=form.version,
        threshold=campaign.disclosure_threshold,
        missing=lambda: _without_grid(campaign, grid__versions__isnull=True),
        grids=lambda: _published(campaign),
    )


def whole_export(campaign: Campaign, form: GridForm) -> Export:
    """Give all that grids hold at present, restricted fields and drafts included."""
    return Export(
        campaign=campaign.slug,
        title=campaign.title,
        form=definition_of(form),
        form_version=form.version,
        threshold=campaign.disclosure_threshold,
        missing=lambda: _without_grid(campaign, grid__isnull=True),
        grids=lambda: _present(campaign),
        is_whole=True,
    )


def state_of(campaign: Campaign, form: GridForm) -> str:
    """Sum up what a public export depends on: while it stays the same, so does the export."""
    versions = last_versions(campaign).order_by().aggregate(n=Count("pk"), last=Max("pk"))
    engaged = Engagement.objects.in_campaign(campaign).active().aggregate(n=Count("pk"), last=Max("pk"))
    said = (form.pk, versions["n"], versions["last"], engaged["n"], engaged["last"], campaign.disclosure_threshold)
    return hashlib.sha256(repr(said).encode()).hexdigest()[:16]


def _without_grid(campaign: Campaign, **lacking: Any) -> Iterator[tuple[str, str]]:
    rows = Engagement.objects.in_campaign(campaign).active().filter(**lacking).order_by("territory__name_search", "id")
    return rows.values_list("territory__slug", "territory__name").iterator(chunk_size=2000)


def _definitions() -> Any:
    @cache
    def read(form_id: int) -> Definition:
        return definition_of(GridForm.objects.get(pk=form_id))

    return read


def _published(campaign: Campaign) -> Iterator[ExportedGrid]:
    definition = _definitions()
    rows = (
        last_versions(campaign)
        .order_by("grid__engagement__territory__name_search", "grid_id")
        .values_list(
            *("grid__engagement__territory__slug", "grid__engagement__territory__name", "number", "form_id", "content")
        )
    )
    for slug, name, number, form_id, content in rows.iterator(chunk_size=AT_ONCE):
        yield ExportedGrid(slug, name, number, "published", definition(form_id), values_in(content))


def _present(campaign: Campaign) -> Iterator[ExportedGrid]:
    definition = _definitions()
    rows = (
        InfoGrid.objects.in_campaign(campaign)
        .order_by("engagement__territory__name_search", "id")
        .values_list("pk", "engagement__territory__slug", "engagement__territory__name", "status", "form_id")
    )
    grids = list(rows)
    for start in range(0, len(grids), AT_ONCE):
        part = grids[start : start + AT_ONCE]
        values: dict[int, dict[str, Any]] = {}
        answers = GridAnswer.objects.filter(grid__in=[row[0] for row in part], value__isnull=False).order_by("id")
        for grid, key, value in answers.values_list("grid_id", "field_key", "value"):
            values.setdefault(grid, {})[key] = value
        for pk, slug, name, status, form_id in part:
            form = definition(form_id)
            yield ExportedGrid(slug, name, None, status, form, with_computed(form, values.get(pk, {})))
