"""
The form of the grid as data: blocks, and their typed fields.

A definition is edited, so it is checked when it is read; once read, it is frozen. Words are given in
several languages; a reader gets theirs, or the first that is there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeAlias

from polyphonie.info_grids.enums import FieldKind, Visibility

Words: TypeAlias = Mapping[str, str]
"""A text by language: {"fr": "Territoire", "en": "Territory"}."""


def said_in(words: Words, language: str) -> str:
    """Give a text in a language, or in the first in which it is written."""
    return words.get(language) or next((text for text in words.values() if text), "")


@dataclass(frozen=True)
class Choice:
    """One of the answers that a field offers; its key is what is kept."""

    key: str
    label: Words


@dataclass(frozen=True)
class Condition:
    """A field is asked only where another one, of the same grid, holds one of some choices."""

    field: str
    is_one_of: tuple[str, ...]


@dataclass(frozen=True)
class Formula:
    """How a computed field is made from rows: their number, or the sum of one column, written `field.column`."""

    operation: str
    of: str


@dataclass(frozen=True)
class Field:
    """
    One question of the grid.

    Attributes
    ----------
    key : str
        Stable from one version to the next, unique in the grid; letters, figures and underscores.
    source : str
        Name of what the software knows of it (`info_grids.knowledge`); empty where it knows nothing.
    columns : tuple of Field
        Of repeated rows: neither rows, files nor computed fields.
    counts_people : bool
        Whether the disclosure threshold holds for it, alone and in totals.
    minimum, maximum : float or None
        Bounds of a number.
    max_length : int
        Bound of a text, in characters; of repeated rows, their number.
    """

    key: str
    kind: FieldKind
    label: Words
    help: Words = field(default_factory=dict)
    is_required: bool = False
    visibility: Visibility = Visibility.PUBLIC
    choices: tuple[Choice, ...] = ()
    columns: tuple[Field, ...] = ()
    condition: Condition | None = None
    formula: Formula | None = None
    source: str = ""
    unit: str = ""
    minimum: float | None = None
    maximum: float | None = None
    max_length: int = 5000
    counts_people: bool = False

    @property
    def choice_keys(self) -> frozenset[str]:
        """Keys of what it offers."""
        return frozenset(choice.key for choice in self.choices)


@dataclass(frozen=True)
class Block:
    """A part of the grid: a letter or a word for key, a title, its fields."""

    key: str
    title: Words
    help: Words = field(default_factory=dict)
    fields: tuple[Field, ...] = ()


@dataclass(frozen=True)
class Definition:
    """A whole form."""

    blocks: tuple[Block, ...]

    @cached_property
    def fields(self) -> dict[str, Field]:
        """Every field by its key, in order."""
        return {one.key: one for block in self.blocks for one in block.fields}

    def __iter__(self) -> Iterator[Block]:
        return iter(self.blocks)

    def is_asked(self, one: Field, values: Mapping[str, Any]) -> bool:
        """Tell whether a field is asked, given the present values."""
        if one.condition is None:
            return True
        value = values.get(one.condition.field)
        given = set(value) if isinstance(value, list) else {value}
        return bool(given & set(one.condition.is_one_of))
