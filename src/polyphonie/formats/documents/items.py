"""What was said in a document, item by item, with the place it came from; and all that is left aside."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from polyphonie.formats.documents.blocks import TITLE_LEVEL, Block, Role
from polyphonie.formats.documents.grids import Said, framed, is_frame, read_grid
from polyphonie.formats.documents.places import Words
from polyphonie.formats.documents.structure import Rank, structured
from polyphonie.formats.documents.words import (
    activity_of_heading,
    is_closing,
    is_theme,
    kind_of_heading,
    public_of_heading,
    reason_of_section,
    reason_of_text,
)
from polyphonie.formats.headings import plain

DOCUMENT_LEVEL = -1
LONG_PARAGRAPH = 80
DIGEST_LENGTH = 20
MOST_SIGNATURE_WORDS = 6
LONGEST_LABEL = 3


@dataclass(frozen=True)
class Item:
    """One thing that somebody said."""

    row: int
    place: str
    heading: str
    text: str
    kind: str
    public: str
    activity: str
    id: str


@dataclass(frozen=True)
class Numbered:
    """A block with its number, and what is said in it where it is a table: each has the next number."""

    row: int
    block: Block
    said: tuple[Said, ...] = ()


@dataclass
class Heading:
    """A heading that is open, and what was found below it."""

    row: int
    text: str
    level: int
    code: str = ""
    is_used: bool = False
    n_items: int = 0
    has_items: bool = False


@dataclass
class Section:
    """The blocks that stand between two headings; the first of the path is the document itself."""

    path: list[Heading]
    blocks: list[Numbered] = field(default_factory=list)

    @property
    def has_items(self) -> bool:
        return any(one.block.role in {Role.ITEM, Role.GRID} for one in self.blocks)

    @property
    def owner(self) -> Heading:
        """The innermost heading that does more than announce a list."""
        return next(one for one in reversed(self.path) if one.level < Rank.LEAD_IN)


@dataclass
class Account:
    """All that a document gave: items, and the blocks left aside with the reason."""

    items: list[Item] = field(default_factory=list)
    refused: list[tuple[int, str, str]] = field(default_factory=list)
    seen: Counter[str] = field(default_factory=Counter)
    n_tables: int = 0


def read_items(blocks: list[Block], words: Words) -> Account:
    """
    Account for each block of a document.

    An item is an item of a list, a cell of a table, or a paragraph where neither stands under the same heading.
    Headings count with what stands below them; one below which nothing stands is left aside.

    Parameters
    ----------
    blocks : list of Block
        In the order of the document.
    words : Words
        How places are said in the language of the document.
    """
    account = Account()
    opened: list[Heading] = []
    sections = list(_sections(_unframed(structured(blocks)), opened))
    first_below_title = next((place for place, one in enumerate(sections) if _is_below_title(one)), 0)
    for place, section in enumerate(sections):
        _Reading(account, section, words, is_front=place < first_below_title).read()
    account.refused += [(one.row, "not_an_item", one.text) for one in opened if not one.is_used]
    account.refused.sort(key=lambda one: one[0])
    return account


def _unframed(blocks: list[Block]) -> list[Block]:
    """Put what stands in a frame where the frame is."""
    found: list[Block] = []
    for block in blocks:
        found += structured(framed(block)) if block.role is Role.GRID and is_frame(block) else [block]
    return found


def _sections(blocks: list[Block], opened: list[Heading]) -> Iterator[Section]:
    path = [Heading(0, "", DOCUMENT_LEVEL)]
    section = Section(path=list(path))
    for one in _numbered(blocks):
        block = one.block
        if block.role is Role.HEADING:
            yield section
            path = [above for above in path if above.level < block.level]
            code = next((above.code for above in path if above.code), "")
            path.append(Heading(one.row, block.text, block.level, code or reason_of_section(block.text)))
            opened.append(path[-1])
            section = Section(path=list(path))
        elif _ends_announcement(block, path, section):
            yield section
            path = [above for above in path if above.level < _least_level(block)]
            section = Section(path=list(path))
        if block.role is not Role.HEADING:
            section.blocks.append(one)
            section.owner.has_items |= block.role in {Role.ITEM, Role.GRID}
    yield section


def _numbered(blocks: list[Block]) -> Iterator[Numbered]:
    """Number the blocks from 1; a table takes as many numbers as it says things."""
    row = 1
    for block in blocks:
        said = tuple(read_grid(block)) if block.role is Role.GRID else ()
        yield Numbered(row, block, said)
        row += max(1, len(said))


def _least_level(block: Block) -> int:
    """Give the level from which headings that only announced a list end before this block."""
    return Rank.ANNOUNCING_ITEM + block.level if block.role is Role.ITEM else Rank.LEAD_IN


def _ends_announcement(block: Block, path: list[Heading], section: Section) -> bool:
    """Tell whether a block stands after the list that "…:" announced, and so does not belong to it."""
    return path[-1].level >= _least_level(block) and section.has_items


def _innermost(said: Iterable[str]) -> str:
    """Give the last that says something."""
    return next((one for one in reversed(list(said)) if one), "")


def _is_below_title(section: Section) -> bool:
    return any(one.level > TITLE_LEVEL and not one.code for one in section.path)


@dataclass
class _Reading:
    account: Account
    section: Section
    words: Words
    is_front: bool
    is_signed: bool = False

    def read(self) -> None:
        code = next((one.code for one in self.section.path if one.code), "")
        for one in self.section.blocks:
            if one.block.role is Role.GRID:
                self._read_table(one, code)
            elif reason := code or self._reason(one.block):
                self._leave(one.row, reason)
            else:
                self._take(one.row, one.block)

    def _reason(self, block: Block) -> str:
        """Give why a block is left aside, or ""."""
        if block.role is Role.ASIDE:
            return block.code
        if self.is_signed and len(plain(block.text).split()) <= MOST_SIGNATURE_WORDS:
            return "list_of_people"
        if reason := reason_of_text(block.text):
            self.is_signed = is_closing(block.text)
            return reason
        return "not_an_item" if block.role is Role.PARAGRAPH and self._only_surrounds(block) else ""

    def _only_surrounds(self, block: Block) -> bool:
        """Tell whether a paragraph only frames the list or the table under the same heading."""
        owner = self.section.owner
        is_letter = owner.level == DOCUMENT_LEVEL and len(block.text) >= LONG_PARAGRAPH
        return self.is_front or (owner.has_items and not is_letter)

    def _leave(self, row: int, code: str) -> None:
        self.account.refused.append((row, code, self.words.path(self._path())))
        for one in self.section.path:
            one.is_used |= bool(one.code)

    def _path(self) -> list[str]:
        return [one.text for one in self.section.path if one.text]

    def _take(self, row: int, block: Block) -> None:
        above = self.section.path[-1]
        above.n_items += 1
        path = self._path()
        place = self.words.item(path, above.n_items, is_paragraph=block.role is Role.PARAGRAPH)
        label = block.text.partition(":")[0] if ":" in block.text else ""
        is_label = 0 < len(plain(label).split()) <= LONGEST_LABEL
        said = Said(
            text=block.text,
            row=row,
            kind=kind_of_heading(label) if is_label else "",
            public=public_of_heading(label) if is_label else "",
        )
        self._add(row, place, said, path)

    def _read_table(self, one: Numbered, code: str) -> None:
        self.account.n_tables += 1
        for row, said in enumerate(one.said, start=one.row):
            if reason := code or said.code:
                self._leave(row, reason)
                continue
            place = self.words.cell(self._path(), self.account.n_tables, said.row, said.column)
            path = [*self._path(), *(name for name in (said.group, said.theme, said.column) if name)]
            self._add(row, place, said, path)

    def _add(self, row: int, place: str, said: Said, path: list[str]) -> None:
        above = self._path()
        self.account.items.append(
            Item(
                row=row,
                place=place,
                heading=said.theme or _innermost(one for one in above if is_theme(one)),
                text=said.text,
                kind=said.kind or _innermost(map(kind_of_heading, [said.column, *above])),
                public=said.public or _innermost(map(public_of_heading, above)),
                activity=said.activity or _innermost(map(activity_of_heading, above)),
                id=self._identifier(path, said.text),
            )
        )
        for one in self.section.path:
            one.is_used = True

    def _identifier(self, path: list[str], text: str) -> str:
        """Name an item by what stands above it and what it says, so that it keeps its name when another is added."""
        key = "\x1e".join([*map(plain, path), text])
        digest = hashlib.sha256(key.encode()).hexdigest()[:DIGEST_LENGTH]
        self.account.seen[digest] += 1
        again = self.account.seen[digest]
        return digest if again == 1 else f"{digest}-{again}"
