"""Answers that Jigsaw's sensemaking tools are given."""

from dataclasses import dataclass

from polyphonie.formats.errors import FormatError
from polyphonie.formats.plain_texts import read_texts
from polyphonie.formats.records import Harvest, ReadOptions, Recognition
from polyphonie.formats.tables.table import Table

PARTICIPANT, TEXT = "participant id", "survey text"
ADDED = frozenset({"quote", "topic", "opinion"})


@dataclass(frozen=True)
class Answers:
    """Reader of one answer per row; who answered is told by a number where it comes once, and else left aside."""

    tool: str = "jigsaw"
    brand: str = "Jigsaw Sensemaking"

    def recognizes(self, table: Table) -> Recognition | None:
        """Recognise a participant and an answer, without what the tools add to them."""
        found = (table.find(PARTICIPANT), table.find(TEXT))
        is_known = all(found) and ADDED.isdisjoint(table.by_plain_name)
        return Recognition(self.tool, "contributions", "input", 0.95, found) if is_known else None

    def read(self, table: Table, options: ReadOptions) -> Harvest:
        """Read each answer."""
        recognition = self.recognizes(table)
        if recognition is None:
            raise FormatError("not_contributions", file=table.file, what=self.brand)
        participant, text = recognition.why
        keys = table.sample.frame[participant].str.strip_chars()
        if keys.str.contains(r"^\d+$").all() and keys.n_unique() == len(keys):
            return read_texts(table, recognition, {"id": participant, "text": text})
        return read_texts(table, recognition, {"text": text}, personal=[participant])


READERS = (Answers(),)
