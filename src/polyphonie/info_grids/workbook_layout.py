"""How the offline workbook is laid out: what is written in it and found again, wherever people moved it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext, override

from polyphonie.info_grids.definition import Block, Choice, Field, said_in
from polyphonie.info_grids.enums import FieldKind

FORMAT: Final = "polyphonie-grid/1"
HIDDEN_SHEET: Final = "_polyphonie"
LISTS_SHEET: Final = "_lists"
KEY: Final = "polyphonie:key"
ANSWER: Final = "polyphonie:answer"
NOTE: Final = "polyphonie:note"
ROWS: Final = "polyphonie:rows:"
COLUMN: Final = "polyphonie:column:"
BELOW: Final = "polyphonie:below"
"""Stands in the line of headings of repeated rows: what is under it is rows."""

OF_A_CHOICE: Final = "/"
"""Between the key of a field and that of one of its choices, in the key of a line."""

SEPARATOR: Final = " ; "
"""Between several choices, in one cell of repeated rows."""

NOT_WRITTEN: Final = frozenset({FieldKind.COMPUTED, FieldKind.FILE})
"""What is shown in the workbook, and never read back from it."""

_YES: Final = frozenset({"oui", "yes", "o", "y", "x", "✓", "✔", "1", "true", "vrai"})
_NO: Final = frozenset({"", "non", "no", "n", "0", "false", "faux"})
_NOT_IN_NAMES: Final = re.compile(r"[\[\]:*?/\\'\x00-\x1f]")


def yes_in(language: str) -> str:
    """Give the word that ticks a choice."""
    with override(language):
        return gettext("yes")


def read_yes(written: str) -> bool | None:
    """Tell whether a choice is ticked; None where the cell says neither yes nor no."""
    plain = written.strip().casefold().removesuffix(".0")
    return True if plain in _YES else False if plain in _NO else None


def choice_shown(one: Field, choice: Choice, language: str) -> str:
    """Write a choice as its label; with its key where the label does not tell it from another."""
    label = said_in(choice.label, language).strip()
    alike = [other for other in one.choices if label.casefold() in {said.casefold() for said in _names(other)}]
    is_plain = len(alike) == 1 and ";" not in label and "\n" not in label
    return label if label and is_plain else choice.key


def _names(choice: Choice) -> set[str]:
    return {choice.key, *(label.strip() for label in choice.label.values())}


def choices_by_name(one: Field, language: str) -> dict[str, str]:
    """Give the key of each choice by what the workbook shows of it."""
    return {choice_shown(one, choice, language).casefold(): choice.key for choice in one.choices}


def shown_by_key(one: Field, language: str) -> Mapping[str, str]:
    """Give what the workbook shows of each choice, by key."""
    return {choice.key: choice_shown(one, choice, language) for choice in one.choices}


def block_title(block: Block, language: str) -> str:
    """Give the title of a block, led by its key where the title does not begin with it."""
    title, key = said_in(block.title, language), block.key.upper()
    return title if title.upper().startswith(f"{key}.") else f"{key} {title}"


def sheet_name(title: str, taken: set[str]) -> str:
    """Make a name that spreadsheets accept (31 characters, none of []:*?/\\), and that no other sheet bears."""
    plain = " ".join(_NOT_IN_NAMES.sub(" ", title).split())[:31].strip() or "–"
    name, number = plain, 2
    while name.casefold() in taken:
        suffix = f" ({number})"
        name, number = plain[: 31 - len(suffix)] + suffix, number + 1
    taken.add(name.casefold())
    return name
