"""Jigsaw's sensemaking tools: the answers that they are given, what they find, and answers written for them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import polars as pl

from polyphonie.formats.errors import FormatError
from polyphonie.formats.holdings import Holding, whole_text
from polyphonie.formats.plain_texts import read_texts
from polyphonie.formats.records import Harvest, ReadOptions, Recognition
from polyphonie.formats.tables.table import Table
from polyphonie.formats.writing import write_table

BRAND = "Jigsaw Sensemaking"
PARTICIPANT, TEXT = "participant id", "survey text"


@dataclass(frozen=True)
class Answers:
    """
    Reader of one answer per row.

    `participant_id` names the row where it is a number that comes once; otherwise it follows a person, and is left
    aside.
    """

    tool: str = "jigsaw"
    brand: str = BRAND

    def recognizes(self, table: Table) -> Recognition | None:
        """Recognise a participant and an answer, without what the tools add to them."""
        found = (table.find(PARTICIPANT), table.find(TEXT))
        if not all(found) or not {"quote", "topic", "opinion"}.isdisjoint(table.by_plain_name):
            return None
        return Recognition("jigsaw", "contributions", "input", 0.95, found)

    def read(self, table: Table, options: ReadOptions) -> Harvest:
        """Read each answer."""
        recognition = self.recognizes(table)
        if recognition is None:
            raise FormatError("not_contributions", file=table.file, what=BRAND)
        participant, text = recognition.why
        if _names_rows(table.sample.frame[participant]):
            return read_texts(table, recognition, {"id": participant, "text": text})
        return read_texts(table, recognition, {"text": text}, personal=[participant])


@dataclass(frozen=True)
class Findings:
    """Reader of what the tools find: quotes, topics and opinions, and no whole answer."""

    tool: str = "jigsaw"
    brand: str = BRAND

    def recognizes(self, table: Table) -> Recognition | None:
        """Recognise a topic and an opinion beside a quote or a text that stands for them."""
        text = table.find("quote", "representative text")
        found = (table.find("topic"), table.find("opinion"), text, table.find(PARTICIPANT))
        return Recognition("jigsaw", "results", "output", 0.95, found) if all(found) else None

    def read(self, table: Table, options: ReadOptions) -> Harvest:
        """
        Refuse findings: the answers they were made from are another file.

        Raises
        ------
        FormatError
            Always.
        """
        raise FormatError("not_contributions", file=table.file, what=BRAND)


def _names_rows(column: pl.Series) -> bool:
    keys = column.str.strip_chars()
    return bool(keys.str.contains(r"^\d+$").all()) and keys.n_unique() == len(keys)


@dataclass(frozen=True)
class AnswersWriter:
    """Writer of `answers.csv`: title and text together, each contribution standing for a participant of its own."""

    name: str = "jigsaw"
    brand: str = BRAND

    def write(self, holding: Holding, folder: Path) -> list[Path]:
        """Write one answer per contribution."""
        rows = ((record.external_id, whole_text(record)) for record in holding.contributions())
        return [write_table(folder / "answers.csv", ("participant_id", "survey_text"), rows)]


READERS = (Answers(), Findings())
WRITERS = (AnswersWriter(),)
