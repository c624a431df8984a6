"""Answers to the surveys of Decidim, one row per person."""

import re
from dataclasses import dataclass

from polyphonie.formats.errors import FormatError
from polyphonie.formats.records import Harvest, ReadOptions, Recognition
from polyphonie.formats.surveys import Survey
from polyphonie.formats.tables.table import Table

QUESTION = re.compile(r"^\d+\. (.+)$", re.DOTALL)
METADATA = {
    "id": ("id de reponse", "answer id", "response id"),
    "submitdate": ("repondu le", "answered on"),
    "ipaddr": ("hachage ip", "ip hash"),
    "user_status": ("statut de l utilisateur", "user status"),
}


@dataclass(frozen=True)
class DecidimSurvey:
    """Reader of the export for administrators."""

    tool: str = "decidim"
    brand: str = "Decidim"

    def recognizes(self, table: Table) -> Recognition | None:
        """Recognise numbered questions beside one of the four columns of Decidim."""
        questions = [heading for heading in table.headings if QUESTION.match(heading)]
        found = _metadata(table)
        if not questions or not found.keys() & {"ipaddr", "user_status"}:
            return None
        return Recognition("decidim", "answers", "", 0.95, tuple(found.values()))

    def read(self, table: Table, options: ReadOptions) -> Harvest:
        """Read one contribution per filled free answer; the token of the session is never kept."""
        recognition = self.recognizes(table)
        if recognition is None:
            raise FormatError("not_contributions", file=table.file, what="Decidim")
        metadata = _metadata(table)
        session = metadata.pop("id", "")
        if session:
            metadata["session"] = session
        labels = {heading: QUESTION.sub(r"\1", heading) for heading in table.headings}
        return Survey(table=table, recognition=recognition, metadata=metadata, labels=labels).read(options)


def _metadata(table: Table) -> dict[str, str]:
    found = {code: table.find(*names) for code, names in METADATA.items()}
    return {code: heading for code, heading in found.items() if heading}


READER = DecidimSurvey()
READERS = (READER,)
