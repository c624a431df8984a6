"""What a document is made of, whatever program wrote it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

TITLE_LEVEL = 0
LOWEST_LEVEL = 9


class Role(Enum):
    """What a block is in the document."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    GRID = "grid"
    ASIDE = "aside"


@dataclass(frozen=True)
class Cell:
    """One cell of a table: its blocks, how many columns it spans, and whether it goes on from the row above."""

    blocks: tuple[Block, ...] = ()
    width: int = 1
    is_continued: bool = False

    @property
    def text(self) -> str:
        """The texts of the cell, one per line."""
        return "\n".join(block.text for block in self.blocks if block.text)


@dataclass(frozen=True)
class Block:
    """
    One heading, paragraph, item of a list, or table, in the order of the document.

    `level` is that of a heading (0 for the title of the document) or the depth of an item (from 0); `is_strong` says
    that the whole paragraph is bold or underlined; `code` says why a block is left aside, its text not being kept.
    """

    role: Role
    text: str = ""
    level: int = 0
    is_strong: bool = False
    code: str = ""
    rows: tuple[tuple[Cell, ...], ...] = ()
    n_heading_rows: int = 0


def heading(text: str, level: int) -> Block:
    """Make a heading."""
    return Block(Role.HEADING, text, level)


def paragraph(text: str, *, is_strong: bool = False) -> Block:
    """Make a paragraph."""
    return Block(Role.PARAGRAPH, text, is_strong=is_strong)


def item(text: str, depth: int = 0) -> Block:
    """Make an item of a list."""
    return Block(Role.ITEM, text, depth)


def aside(code: str = "not_an_item") -> Block:
    """Make a block that is left aside, without its text."""
    return Block(Role.ASIDE, code=code)


def grid(rows: Sequence[Sequence[Cell]], *, n_heading_rows: int = 0) -> Block:
    """Make a table."""
    return Block(Role.GRID, rows=tuple(map(tuple, rows)), n_heading_rows=n_heading_rows)
