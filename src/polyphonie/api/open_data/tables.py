"""What a data set is: its name, its columns and where its rows come from."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final, Literal, TypeAlias

from django.utils.functional import Promise
from django.utils.translation import override

from polyphonie.campaigns.models import Campaign

Type: TypeAlias = Literal["string", "integer", "number", "boolean", "date", "datetime"]
Rows: TypeAlias = Iterator[tuple[Any, ...]]

LANGUAGES: Final = ("fr", "en")
CHUNK: Final = 2000
"""How many rows are asked of the database at a time."""


@dataclass(frozen=True)
class Column:
    """One column: its name, the type of its values, what they mean, and what an empty cell says."""

    name: str
    type: Type
    meaning: Promise
    missing: Promise | None = None
    unit: Promise | None = None


@dataclass(frozen=True)
class Dataset:
    """One table of a campaign's open data. Its name is part of an address and never changes."""

    name: str
    title: Promise
    description: Promise
    columns: tuple[Column, ...]
    rows: Callable[[Campaign], Rows]


def said(sentence: Promise | None, language: str) -> str:
    """Say a sentence in a language; nothing where there is none."""
    if sentence is None:
        return ""
    with override(language):
        return str(sentence)
