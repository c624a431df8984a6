"""Decidim, given proposals in the shape of its own recent open data: `;`, and one column per language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from polyphonie.formats.holdings import Holding, utc_text
from polyphonie.formats.records import ContributionRecord
from polyphonie.formats.writing import write_table

LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z]{2,4})?")


@dataclass(frozen=True)
class DecidimProposals:
    """
    Writer of one proposal per contribution.

    A text that declares no language, or one that cannot name a column, stands in the column of the campaign's.
    Who wrote it and what the platform counts are not known here: those columns are left out or empty.
    """

    name: str = "decidim"
    brand: str = "Decidim"

    def write(self, holding: Holding, folder: Path) -> list[Path]:
        """Write `proposals.csv`."""
        languages = list(dict.fromkeys([holding.language, *filter(LANGUAGE.fullmatch, holding.languages)]))
        columns = (
            *("id", "participatory_space/url", "component/id"),
            *(f"title/{language}" for language in languages),
            *(f"body/{language}" for language in languages),
            *("state", "reference", "published_at", "url", "is_amend", "withdrawn", "created_at"),
        )
        rows = (_row(record, holding, languages) for record in holding.contributions())
        return [write_table(folder / "proposals.csv", columns, rows, separator=";")]


def _row(record: ContributionRecord, holding: Holding, languages: list[str]) -> Iterator[object]:
    own = record.language if record.language in languages else holding.language
    at = utc_text(record.created_at)
    yield from (record.external_id, holding.url, "")
    yield from (record.title if language == own else "" for language in languages)
    yield from (record.text if language == own else "" for language in languages)
    yield from ("", "", at, record.url, "false", "false", at)


WRITERS = (DecidimProposals(),)
