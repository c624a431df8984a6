"""The files of a release as a page lists them."""

from __future__ import annotations

from dataclasses import dataclass

from polyphonie.api.open_data.catalogue import DATASETS
from polyphonie.api.open_data.releases import Release
from polyphonie.api.open_data.tables import said


@dataclass(frozen=True)
class File:
    """One file to download."""

    name: str
    suffix: str
    n_bytes: int


@dataclass(frozen=True)
class Listed:
    """One data set, in words, with its files."""

    name: str
    title: str
    description: str
    n_rows: int
    files: tuple[File, ...]


def list_datasets(release: Release, *, language: str) -> list[Listed]:
    """List the data sets of a release, in the order of the catalogue."""
    found = []
    for dataset in DATASETS.values():
        resources = [one for one in release.package["resources"] if one["path"].rpartition(".")[0] == dataset.name]
        if resources:
            found.append(
                Listed(
                    name=dataset.name,
                    title=said(dataset.title, language),
                    description=said(dataset.description, language),
                    n_rows=resources[0]["polyphonie:n_rows"],
                    files=tuple(File(one["path"], one["format"], one["bytes"]) for one in resources),
                )
            )
    return found
