"""Plain text and Markdown: headings, lists, tables and paragraphs, by the marks that people put."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from polyphonie.formats.documents.blocks import Block, Cell, aside, grid, heading, item, paragraph
from polyphonie.formats.documents.marks import BULLET

HASHES = re.compile(r"^\s{0,3}(#{1,6})\s+(.*?)\s*#*\s*$")
UNDERLINE = re.compile(r"^\s{0,3}(=+|-+|_+|~+|\*+)\s*$")
RULE = re.compile(r"^\s*(?:[-*_=~–—•]\s*){3,}$")
FENCE = re.compile(r"^\s{0,3}(```|~~~)")
QUOTE = re.compile(r"^\s{0,3}>\s?")
TABLE_RULE = re.compile(r"^\s*+\|?\s*+:?-{2,}+:?\s*+(?:\|\s*+:?-{2,}+:?\s*+)*+\|?\s*+$")
COMMENT, END_OF_COMMENT = "<!--", "-->"
MATTER = re.compile(r"\A---[ \t]*\n(?:\w[\w-]*+[ \t]*+:.*\n|[ \t]++.*\n|- .*\n|\n)++(?:---|\.\.\.)[ \t]*\n")
STRONG = re.compile(r"^(\*\*|__)(?=\S)(.{1,300}?)(?<=\S)\1\s*:?$")
EMPHASIS = re.compile(r"(\*\*|__)(?=\S)(.{1,300}?)(?<=\S)\1")
INDENT = 2
DEEPEST_LIST = 6
# A line that is as long as a page is wide was cut by the program: the next one goes on.
CUT_LENGTH = 55
LONGEST_UNDERLINED = 120
SENTENCE_ENDS = (".", "!", "?", "…", ":", ";", "»", "”", '"')


def text_blocks(text: str) -> list[Block]:
    """Give the blocks of a plain or Markdown text, in order."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n")
    n_matter = 1 if MATTER.match(text) else 0
    text = MATTER.sub("", text)
    said, n_comments = _without_comments(text)
    return [aside() for _ in range(n_matter + n_comments)] + list(_Lines(said.split("\n")).blocks())


def _without_comments(text: str) -> tuple[str, int]:
    """Take off what stands between the marks of comments; a mark that nothing closes is text."""
    kept: list[str] = []
    start = 0
    while (opened := text.find(COMMENT, start)) >= 0 and (closed := text.find(END_OF_COMMENT, opened)) >= 0:
        kept.append(text[start:opened])
        start = closed + len(END_OF_COMMENT)
    return "".join([*kept, text[start:]]), len(kept)


@dataclass
class _Lines:
    """The lines of a text, and what is being gathered of a paragraph or of an item."""

    lines: list[str]
    place: int = 0
    held: list[str] = field(default_factory=list)
    depth: int | None = None
    indents: list[int] = field(default_factory=list)

    def blocks(self) -> Iterator[Block]:
        while self.place < len(self.lines):
            line = self.lines[self.place]
            found = self._structure(line)
            if found is not None:
                yield from self._release()
                yield from found
                continue
            self.place += 1
            if not line.strip():
                yield from self._release()
            elif match := BULLET.match(line):
                yield from self._release()
                self._begin_item(match)
            else:
                self._go_on(line)
                if not self._holds_on():
                    yield from self._release()
        yield from self._release()

    def _structure(self, line: str) -> list[Block] | None:
        """Give the blocks of a heading, a table or code that begins on this line; None where none does."""
        if match := HASHES.match(line):
            self._leave_list()
            self.place += 1
            return [heading(_bare(match[2]), len(match[1]))] if match[2] else []
        if FENCE.match(line):
            return self._fenced(FENCE.match(line)[1])  # type: ignore[index]  # it matched
        if self._is_table_here():
            return [self._table()]
        if self._is_underlined(line):
            self.place += 2
            self._leave_list()
            level = 1 if self.lines[self.place - 1].strip().startswith("=") else 2
            return [heading(_bare(line), level)]
        if RULE.match(line):
            self._leave_list()
            self.place += 1
            return []
        return None

    def _is_underlined(self, line: str) -> bool:
        following = self.lines[self.place + 1] if self.place + 1 < len(self.lines) else ""
        is_alone = not self.held and bool(line.strip()) and not BULLET.match(line) and len(line) < LONGEST_UNDERLINED
        return is_alone and len(following.strip()) >= 3 and bool(UNDERLINE.match(following))

    def _fenced(self, mark: str) -> list[Block]:
        self.place += 1
        while self.place < len(self.lines) and not self.lines[self.place].lstrip().startswith(mark):
            self.place += 1
        self.place += 1
        return [aside()]

    def _is_table_here(self) -> bool:
        line = self.lines[self.place]
        following = self.lines[self.place + 1] if self.place + 1 < len(self.lines) else ""
        return "|" in line and "|" in following and bool(TABLE_RULE.match(following))

    def _table(self) -> Block:
        self._leave_list()
        rows = [_cells(self.lines[self.place])]
        self.place += 2
        while self.place < len(self.lines) and "|" in self.lines[self.place]:
            rows.append(_cells(self.lines[self.place]))
            self.place += 1
        return grid(rows, n_heading_rows=1)

    def _begin_item(self, match: re.Match[str]) -> None:
        indent = len(match[1].expandtabs(4))
        while self.indents and self.indents[-1] > indent:
            self.indents.pop()
        if not self.indents or indent >= self.indents[-1] + INDENT:
            self.indents.append(indent)
        self.depth = min(len(self.indents) - 1, DEEPEST_LIST)
        self.held = [match[2]]

    def _go_on(self, line: str) -> None:
        bare = QUOTE.sub("", line)
        is_indented = line[:1].isspace()
        if self.depth is None and not self.held and self.indents and not is_indented:
            self._leave_list()
        self.held.append(bare.strip())

    def _holds_on(self) -> bool:
        """Tell whether the next line belongs with this one: it was cut, or goes on in small letters."""
        if self.place >= len(self.lines):
            return True
        line, following = self.held[-1], self.lines[self.place]
        bare = QUOTE.sub("", following).strip()
        if not bare or (self.depth is not None and following[:1].isspace()):
            return True
        is_long = len(line) >= CUT_LENGTH
        is_cut = is_long and not line.endswith(SENTENCE_ENDS)
        is_full = is_long and self.depth is None and not line.endswith((":", ";"))
        is_same_sentence = bare[:1].islower() and (self.depth is not None or is_long or line.endswith(","))
        return is_cut or is_full or is_same_sentence

    def _release(self) -> Iterator[Block]:
        text = " ".join(line for line in self.held if line).strip()
        depth, self.held, self.depth = self.depth, [], None
        if not text:
            return
        if depth is not None:
            yield item(_bare(text), depth)
        else:
            yield paragraph(_bare(text), is_strong=bool(STRONG.match(text)))

    def _leave_list(self) -> None:
        self.indents = []


def _cells(line: str) -> list[Cell]:
    inner = line.strip().removeprefix("|")
    inner = inner[:-1] if inner.endswith("|") and not inner.endswith("\\|") else inner
    texts = [cell.replace("\\|", "|").strip() for cell in re.split(r"(?<!\\)\|", inner)]
    return [Cell(tuple(_cell_blocks(text))) for text in texts]


def _cell_blocks(text: str) -> Iterator[Block]:
    for line in re.split(r"<br\s*/?>", text):
        if match := BULLET.match(line.strip()):
            yield item(_bare(match[2]))
        elif line.strip():
            yield paragraph(_bare(line.strip()), is_strong=bool(STRONG.match(line.strip())))


def _bare(text: str) -> str:
    """Without the marks of bold letters."""
    return EMPHASIS.sub(r"\2", text).strip()
