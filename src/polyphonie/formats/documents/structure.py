"""Headings and lists that people marked by hand: bold lines, "Attentes :", dashes typed at the beginning."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import IntEnum

from polyphonie.formats.documents.blocks import LOWEST_LEVEL, TITLE_LEVEL, Block, Role
from polyphonie.formats.documents.marks import marked
from polyphonie.formats.documents.words import (
    LONGEST_SAYING,
    activity_of_heading,
    is_subgroup,
    kind_of_heading,
    public_of_heading,
    reason_of_section,
    reason_of_text,
)
from polyphonie.formats.headings import plain

LONGEST_HEADING = 200
LONGEST_LABEL_WORDS = 6
MOST_TITLE_WORDS = 14
SENTENCE_ENDS = (".", "!", ";", ",")
NUMBER = re.compile(r"^(?:(?:\d{1,2}\.)+\d{0,2}|[IVX]{1,5}[.)]|[A-Z][.)]|\d{1,2}[)°]|\d{1,2}\s*[-–—])\s+")


class Rank(IntEnum):
    """How deep a heading that has no level of its own stands, by what it says."""

    ACTIVITY = LOWEST_LEVEL + 1
    SUBGROUP = LOWEST_LEVEL + 2
    OTHER = LOWEST_LEVEL + 3
    PUBLIC = LOWEST_LEVEL + 4
    KIND = LOWEST_LEVEL + 5
    LEAD_IN = LOWEST_LEVEL + 6
    ANNOUNCING_ITEM = LOWEST_LEVEL + 7


def structured(blocks: list[Block]) -> list[Block]:
    """Give the same blocks, those that are headings or items by their looks made so."""
    known = list(marked(blocks))
    first = next((place for place, block in enumerate(known) if block.role is not Role.ASIDE), 0)
    found = [
        _with_role(block, _Around(known, place, place == first)) if block.role in {Role.PARAGRAPH, Role.ITEM} else block
        for place, block in enumerate(known)
    ]
    return [replace(block, role=Role.PARAGRAPH) if _is_too_long(block) else block for block in found]


def _is_too_long(block: Block) -> bool:
    return block.role is Role.HEADING and len(block.text) > LONGEST_HEADING


@dataclass(frozen=True)
class _Around:
    """What stands before and after a block."""

    blocks: list[Block]
    place: int
    is_first: bool

    @property
    def following(self) -> Block | None:
        places = range(self.place + 1, len(self.blocks))
        return next((self.blocks[place] for place in places if self.blocks[place].role is not Role.ASIDE), None)

    @property
    def holds_something(self) -> bool:
        """Tell whether something stands below, before the next heading."""
        following = self.following
        return following is not None and following.role is not Role.HEADING

    @property
    def is_structured(self) -> bool:
        """Tell whether other lines than sentences stand somewhere below."""
        return any(
            block.role is not Role.PARAGRAPH
            or block.is_strong
            or block.text.endswith(":")
            or reason_of_text(block.text)
            for block in self.blocks[self.place + 1 :]
        )


def _is_no_sentence(block: Block) -> bool:
    is_label = block.is_strong or block.text.endswith(":") or bool(reason_of_text(block.text))
    return block.role is not Role.PARAGRAPH or is_label


def _with_role(block: Block, around: _Around) -> Block:
    if block.role is Role.ITEM:
        return _of_item(block, around)
    text = NUMBER.sub("", block.text).rstrip(" :\u00a0\u202f")
    following = around.following
    if not around.holds_something or following is None or len(block.text) > LONGEST_HEADING or not text:
        return block
    if around.is_first and _is_title(block.text, around):
        return replace(block, role=Role.HEADING, level=TITLE_LEVEL)
    if reason_of_text(block.text):
        return _of_label(block, text)
    is_label = _is_label(block.text, text)
    is_bold = block.is_strong or _is_in_capitals(text)
    if is_label or (is_bold and not block.text.endswith(SENTENCE_ENDS) and not _is_one_of_many(around)):
        return replace(block, role=Role.HEADING, text=text, level=rank_of(text))
    if block.text.endswith(":") and following.role in {Role.ITEM, Role.GRID}:
        return replace(block, role=Role.HEADING, text=text, level=Rank.LEAD_IN)
    return block


def _of_label(block: Block, text: str) -> Block:
    """Make a heading of "Présents :" when nothing follows on the same line."""
    is_alone = block.text.rstrip().endswith(":") and bool(reason_of_section(text))
    return replace(block, role=Role.HEADING, text=text, level=Rank.OTHER) if is_alone else block


def _of_item(block: Block, around: _Around) -> Block:
    """An item that only announces those inside it is a heading for them."""
    following = around.following
    is_announcing = (
        following is not None
        and following.role is Role.ITEM
        and following.level > block.level
        and (block.text.endswith(":") or (len(plain(block.text).split()) <= 3 and not block.text.endswith(".")))
    )
    if is_announcing:
        text = block.text.rstrip(" :\u00a0\u202f")
        return replace(block, role=Role.HEADING, text=text, level=Rank.ANNOUNCING_ITEM + block.level)
    return block


def rank_of(text: str) -> int:
    """Give the depth of a heading that has no level of its own."""
    if activity_of_heading(text):
        return Rank.ACTIVITY
    if is_subgroup(text):
        return Rank.SUBGROUP
    if kind_of_heading(text):
        return Rank.KIND
    return Rank.PUBLIC if public_of_heading(text) else Rank.OTHER


def _is_title(text: str, around: _Around) -> bool:
    """A first line that is no sentence gives its title to a document that has other marks, or that names itself."""
    is_short = len(plain(text).split()) <= MOST_TITLE_WORDS and not text.endswith((*SENTENCE_ENDS, ":", "?"))
    is_known = is_subgroup(text) or bool(kind_of_heading(text) or public_of_heading(text) or reason_of_text(text))
    return is_short and not is_known and (bool(activity_of_heading(text)) or around.is_structured)


def _is_label(text: str, bare: str) -> bool:
    """Tell whether a line on its own only says a kind, a public, a workshop or a table."""
    if text.endswith(SENTENCE_ENDS) or len(plain(bare).split()) > LONGEST_SAYING:
        return False
    is_short = len(plain(bare).split()) <= LONGEST_LABEL_WORDS and "," not in bare
    said = kind_of_heading(bare) or public_of_heading(bare) or reason_of_section(bare)
    is_said = bool(said) and ":" not in bare and (is_short or text.rstrip().endswith((":", "?")))
    return is_said or is_subgroup(bare) or bool(activity_of_heading(bare))


def _is_in_capitals(text: str) -> bool:
    return text.isupper() and sum(char.isalpha() for char in text) >= 4


def _is_one_of_many(around: _Around) -> bool:
    """Three bold lines in a row are not headings: they are what was said, in bold."""
    near = around.blocks[max(0, around.place - 2) : around.place + 3]
    run = best = 0
    for block in near:
        run = run + 1 if block.role is Role.PARAGRAPH and block.is_strong else 0
        best = max(best, run)
    return best >= 3
