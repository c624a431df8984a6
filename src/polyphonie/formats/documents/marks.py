"""Marks of lists that people type: dashes, points and numbers at the beginning of a line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from polyphonie.formats.documents.blocks import Block, Role, item, paragraph

BULLET = re.compile(
    r"^(\s*)(?:[-–—•*+◦▪‣·●○►➢✓]|[\u2190-\u21ff\u25a0-\u27bf\u2b00-\u2bff\U0001f300-\U0001faff]\ufe0f?"
    r"|\(?\d{1,3}[.)°]|[a-z][.)])\s+(?:\[[ xX]\]\s+)?(?=\S)(.*)$"
)


def marked(blocks: Iterable[Block]) -> Iterator[Block]:
    """Make items of the paragraphs, and of the lines of paragraphs, that begin with a mark."""
    for block in blocks:
        is_plain = block.role is Role.PARAGRAPH and not block.is_strong
        lines = block.text.split("\n")
        if not is_plain or not any(BULLET.match(line) for line in lines):
            yield block
        elif len(lines) == 1:
            yield replace(block, role=Role.ITEM, text=BULLET.sub(r"\2", block.text))
        else:
            yield from _of_lines(lines)


def _of_lines(lines: list[str]) -> Iterator[Block]:
    """A line without a mark goes on with the item above it; those before the first item are a paragraph."""
    held: list[str] = []
    is_item = False
    for line in lines:
        match = BULLET.match(line)
        if match and held:
            yield _block(held, is_item=is_item)
            held = []
        is_item = is_item or bool(match)
        held.append(match[2] if match else line)
    yield _block(held, is_item=is_item)


def _block(lines: list[str], *, is_item: bool) -> Block:
    text = "\n".join(lines).strip()
    return item(text) if is_item else paragraph(text)
