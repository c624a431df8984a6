"""The description that goes with the files, for programs: a Frictionless data package."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from polyphonie.api.open_data.catalogue import CARD, DATASETS, FORMATS, LICENCE, NEUTRALIZED
from polyphonie.api.open_data.tables import LANGUAGES, Column, Dataset, said
from polyphonie.api.open_data.writing import WrittenDataset
from polyphonie.campaigns.models import Campaign


def describe_package(campaign: Campaign, written: list[WrittenDataset], *, digest: str, at: datetime) -> dict[str, Any]:
    """Describe a release: its files with their digests and columns, its licence, its data card."""
    return {
        "profile": "data-package",
        "name": campaign.slug.lower(),
        "title": campaign.title,
        "description": campaign.summary,
        "version": f"{at:%Y-%m-%d}",
        "created": at.astimezone(UTC).isoformat(timespec="seconds"),
        "licenses": [LICENCE],
        "polyphonie:format": "polyphonie-open-data/1",
        "polyphonie:digest": digest,
        "polyphonie:is_fictitious": campaign.is_fictitious,
        "polyphonie:disclosure_threshold": campaign.disclosure_threshold,
        "polyphonie:card": {
            language: [{"title": said(title, language), "text": said(text, language)} for title, text in CARD]
            for language in LANGUAGES
        },
        "polyphonie:csv": {language: said(NEUTRALIZED, language) for language in LANGUAGES},
        "resources": [resource for one in written for resource in _resources(DATASETS[one.name], one)],
    }


def _resources(dataset: Dataset, written: WrittenDataset) -> list[dict[str, Any]]:
    found = []
    for file in written.files:
        suffix = file.name.rpartition(".")[2]
        found.append(
            {
                "profile": "tabular-data-resource" if suffix == "csv" else "data-resource",
                "name": dataset.name if suffix == "csv" else f"{dataset.name}-{suffix}",
                "path": file.name,
                "format": suffix,
                "mediatype": FORMATS[suffix],
                "encoding": "utf-8",
                "bytes": file.n_bytes,
                "hash": f"sha256:{file.digest}",
                "title": said(dataset.title, "en"),
                "description": said(dataset.description, "en"),
                "polyphonie:title": {language: said(dataset.title, language) for language in LANGUAGES},
                "polyphonie:n_rows": written.n_rows,
                "schema": {"fields": [_field(column) for column in dataset.columns], "missingValues": [""]},
            }
        )
    return found


def _field(column: Column) -> dict[str, Any]:
    described: dict[str, Any] = {
        "name": column.name,
        "type": column.type,
        "description": said(column.meaning, "en"),
        "polyphonie:meaning": {language: said(column.meaning, language) for language in LANGUAGES},
    }
    if column.missing is not None:
        described["polyphonie:missing"] = {language: said(column.missing, language) for language in LANGUAGES}
    if column.unit is not None:
        described["polyphonie:unit"] = {language: said(column.unit, language) for language in LANGUAGES}
    return described
