"""Proposals and questionnaires of Cap Collectif, in the shape that the French national debate published."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from polyphonie.formats.errors import FormatError
from polyphonie.formats.headings import plain
from polyphonie.formats.records import Harvest, ReadOptions, Recognition
from polyphonie.formats.surveys import Survey
from polyphonie.formats.tables.table import Table
from polyphonie.formats.values import is_yes

# `Q`, the identifier of the question in base64 ("Question:107"), a dash, what is asked.
QUESTION = re.compile(r"(?P<id>Q?UXVlc3Rpb246[A-Za-z0-9+/]*={0,2})\s*[-–]\s*(?P<asked>.*)", re.DOTALL)
PERSONAL = frozenset(
    {"authorid", "author id", "authorzipcode", "author zip code", "authorusername", "authoremail", "author username",
     "author email"}
)  # fmt: skip
ASIDE = frozenset({"updatedat", "trashed", "trashedstatus"})


@dataclass(frozen=True)
class CapCollectif:
    """
    Reader of proposals, and of answers to a questionnaire.

    The columns were read in the official generator of the open data of that debate. The back office of platforms
    writes other ones: see `cap_collectif_platform`.
    """

    tool: str = "cap-collectif"
    brand: str = "Cap Collectif"

    def recognizes(self, table: Table) -> Recognition | None:
        """Recognise the questions, which begin with their identifier, beside an author or a date."""
        questions = tuple(name for name in table.headings if QUESTION.fullmatch(name))
        if not questions or not table.find("id") or not table.find("authortype", "authorid", "createdat"):
            return None
        kind = "contributions" if table.find("title") else "answers"
        generation = "proposals" if kind == "contributions" else "replies"
        return Recognition(self.tool, kind, generation, 1.0, (table.find("id"), *questions[:3]))

    def read(self, table: Table, options: ReadOptions) -> Harvest:
        """
        Read one contribution per filled free answer; a proposal without any gives its title.

        What was put in the bin is refused. The type of author is the public; who it is, and its postcode, are never
        taken. Several choices, joined with "|", are closed answers.
        """
        recognition = self.recognizes(table)
        if recognition is None:
            raise FormatError("not_contributions", file=table.file, what=self.brand)
        columns = {
            "id": table.find("id"),
            "datestamp": table.find("publishedat", "published at"),
            "startdate": table.find("createdat", "created at"),
        }
        trashed = table.find("trashed")

        def refusal(cells: Mapping[str, str]) -> str:
            return "trashed" if trashed and is_yes(cells[trashed]) else ""

        matches = {name: match for name in table.headings if (match := QUESTION.fullmatch(name))}
        title, reference = table.find("title"), table.find("reference")
        return Survey(
            table=table,
            recognition=recognition,
            metadata={role: name for role, name in columns.items() if name},
            never_free=frozenset({reference, table.find("authortype")} - {""}),
            labels={name: match["asked"].strip() or name for name, match in matches.items()},
            keys={name: match["id"] for name, match in matches.items()},
            personal=frozenset(name for name in table.headings if plain(name) in PERSONAL),
            aside=frozenset(name for name in table.headings if plain(name) in ASIDE),
            title=title,
            public=table.find("authortype"),
            kind="proposal" if title else "",
            has_markup=True,
            may_be_closed=bool(title),
            refusal=refusal,
        ).read(options)


READER = CapCollectif()
READERS = (READER,)
