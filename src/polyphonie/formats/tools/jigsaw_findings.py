"""What Jigsaw's sensemaking tools find, and answers written for them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from polyphonie.formats.errors import FormatError
from polyphonie.formats.holdings import Holding, whole_text
from polyphonie.formats.records import Harvest, ReadOptions, Recognition
from polyphonie.formats.tables.table import Table
from polyphonie.formats.writing import write_table

BRAND = "Jigsaw Sensemaking"


@dataclass(frozen=True)
class Findings:
    """Reader of what the tools find: quotes, topics and opinions, and no whole answer."""

    tool: str = "jigsaw"
    brand: str = BRAND

    def recognizes(self, table: Table) -> Recognition | None:
        """Recognise a topic and an opinion beside a quote or a text that stands for them."""
        text = table.find("quote", "representative text")
        found = (table.find("topic"), table.find("opinion"), text, table.find("participant id"))
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


@dataclass(frozen=True)
class AnswersWriter:
    """Writer of `answers.csv`: title and text together, each contribution standing for a participant of its own."""

    name: str = "jigsaw"
    brand: str = BRAND

    def write(self, holding: Holding, folder: Path) -> list[Path]:
        """Write one answer per contribution."""
        rows = ((record.external_id, whole_text(record)) for record in holding.contributions())
        return [write_table(folder / "answers.csv", ("participant_id", "survey_text"), rows)]


READERS = (Findings(),)
WRITERS = (AnswersWriter(),)
