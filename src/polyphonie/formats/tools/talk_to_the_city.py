"""Talk to the City: the comments that it is given, its report, and comments written for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from polyphonie.formats.errors import FormatError
from polyphonie.formats.holdings import Holding, whole_text
from polyphonie.formats.plain_texts import read_texts
from polyphonie.formats.records import Harvest, ReadOptions, Recognition
from polyphonie.formats.tables.reports import QUOTE_HEADINGS
from polyphonie.formats.tables.table import Table
from polyphonie.formats.writing import write_table

BRAND = "Talk to the City"
# The first of these that a file has is the one that the tool reads, whatever the case.
ID_NAMES = ("id", "comment id", "row id", "i")
TEXT_NAMES = ("comment", "comment body", "response", "answer", "text")
SPEAKER_NAMES = ("interview", "name", "extraquestion1", "speaker name", "author", "speaker id")
# Of which these are said by no other tool.
TELLING_NAMES = ("interview", "extraquestion1", "speaker name", "speaker id")
LONGEST_COMMENT = 10_000


@dataclass(frozen=True)
class Interviews:
    """Reader of comments beside who speaks, which is never taken."""

    tool: str = "talk-to-the-city"
    brand: str = BRAND

    def recognizes(self, table: Table) -> Recognition | None:
        """Recognise an identifier, a comment, and a speaker under a name that only this tool has."""
        found = (table.find(*ID_NAMES), table.find(*TEXT_NAMES), table.find(*TELLING_NAMES))
        return Recognition("talk-to-the-city", "contributions", "input", 0.9, found) if all(found) else None

    def read(self, table: Table, options: ReadOptions) -> Harvest:
        """Read each comment."""
        recognition = self.recognizes(table)
        if recognition is None:
            raise FormatError("not_contributions", file=table.file, what=BRAND)
        used = {"id": table.find(*ID_NAMES), "text": table.find(*TEXT_NAMES), "url": table.find("video")}
        speakers = [table.by_plain_name[name] for name in SPEAKER_NAMES if name in table.by_plain_name]
        return read_texts(table, recognition, used, personal=speakers)


@dataclass(frozen=True)
class Report:
    """Reader of a report: topics, subtopics, claims and the quotes under them, which the tool cut out."""

    tool: str = "talk-to-the-city"
    brand: str = BRAND

    def recognizes(self, table: Table) -> Recognition | None:
        """Recognise the four levels of a report."""
        if table.headings != QUOTE_HEADINGS:
            return None
        return Recognition("talk-to-the-city", "results", "report", 0.95, QUOTE_HEADINGS)

    def read(self, table: Table, options: ReadOptions) -> Harvest:
        """
        Refuse a report: it quotes people, but does not hold what they said.

        Raises
        ------
        FormatError
            Always.
        """
        raise FormatError("not_contributions", file=table.file, what=BRAND)


@dataclass(frozen=True)
class InterviewsWriter:
    """
    Writer of `comments.csv`: title and text together.

    Who speaks is not known: each contribution stands for a speaker of its own. The tool refuses comments of more than
    10,000 characters: those are listed in `left-out.csv`.
    """

    name: str = "talk-to-the-city"
    brand: str = BRAND

    def write(self, holding: Holding, folder: Path) -> list[Path]:
        """Write one comment per contribution, and the list of those that are too long."""
        long = [
            (record.external_id, len(whole_text(record)))
            for record in holding.contributions()
            if len(whole_text(record)) > LONGEST_COMMENT
        ]
        files = [write_table(folder / "comments.csv", ("id", "interview", "comment"), _rows(holding))]
        return [*files, write_table(folder / "left-out.csv", ("id", "n_characters"), long)] if long else files


def _rows(holding: Holding) -> Iterator[tuple[str, str, str]]:
    for record in holding.contributions():
        text = whole_text(record)
        if len(text) <= LONGEST_COMMENT:
            yield record.external_id, f"speaker-{record.external_id}", text


READERS = (Interviews(), Report())
WRITERS = (InterviewsWriter(),)
