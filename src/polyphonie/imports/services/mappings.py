"""What a territory said of the columns of a table, kept for the next file of the same shape."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import replace

from polyphonie.accounts.models import User
from polyphonie.core.errors import DomainError
from polyphonie.formats import FormatError, ReadOptions
from polyphonie.imports.models import Import, SavedMapping
from polyphonie.imports.services.bringing import choose_options, saved_options
from polyphonie.territories.models import Territory

LONGEST_NAME = 120


def shape_of(headings: Sequence[str]) -> str:
    """SHA-256 of the headings, in order: what two files of the same shape share."""
    return hashlib.sha256(json.dumps(list(headings), ensure_ascii=False).encode()).hexdigest()


def remember_mapping(*, of_import: Import, by: User | None) -> SavedMapping:
    """Keep what was said of the columns of a file, in place of what was said before of the same shape."""
    options = saved_options(of_import)
    headings = of_import.preview.get("headings", [])
    mapping, _ = SavedMapping.objects.update_or_create(
        territory=of_import.consultation.territory,
        shape=shape_of(headings),
        defaults={
            "name": of_import.file_name[:LONGEST_NAME],
            "headings": headings,
            "options": {
                "texts": list(options.texts),
                "columns": dict(options.columns),
                "aside": list(options.aside),
                "keep_incomplete": options.keep_incomplete,
            },
            "saved_by": by,
        },
    )
    return mapping


def mapping_for(territory: Territory, headings: Sequence[str]) -> SavedMapping | None:
    """Give what the territory said of files of this shape."""
    if not headings:
        return None
    return SavedMapping.objects.filter(territory=territory, shape=shape_of(headings)).first()


def apply_saved_mapping(*, of_import: Import) -> bool:
    """
    Read a file as another of the same shape was said to be, unless its own columns refuse it.

    The sign of votes is never remembered: it is confirmed for each file.
    """
    mapping = mapping_for(of_import.consultation.territory, of_import.preview.get("headings", []))
    before = saved_options(of_import)
    if mapping is None or before.is_complete or before.texts or before.columns:
        return False
    try:
        choose_options(of_import=of_import, options=_with(before, mapping), activity=of_import.activity)
        if of_import.preview.get("error"):
            choose_options(of_import=of_import, options=before, activity=of_import.activity)
    except (FormatError, DomainError):
        return False
    return not of_import.preview.get("error")


def is_applied(mapping: SavedMapping | None, of_import: Import) -> bool:
    """Tell whether a file is read as was said of an earlier one."""
    if mapping is None or mapping.updated_at > of_import.created_at:
        return False
    options = saved_options(of_import)
    return options.is_complete and _with(options, mapping) == options


def _with(options: ReadOptions, mapping: SavedMapping) -> ReadOptions:
    said = mapping.options
    return replace(
        options,
        texts=tuple(said.get("texts", ())),
        columns=dict(said.get("columns", {})),
        aside=tuple(said.get("aside", ())),
        keep_incomplete=bool(said.get("keep_incomplete")),
        is_complete=True,
    )


def forget_mapping(*, mapping: SavedMapping) -> None:
    """Forget a mapping; files already read with it stay as they are."""
    mapping.delete()
