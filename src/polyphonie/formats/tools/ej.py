"""EJ (Empurrando Juntas): votes and comments of a conversation."""

from dataclasses import dataclass

import polars as pl

from polyphonie.formats.errors import FormatError
from polyphonie.formats.records import Harvest, ReadOptions, Recognition
from polyphonie.formats.tables.table import Table
from polyphonie.formats.tools.polis_comments import read_statements
from polyphonie.formats.tools.votes_by_row import Places, read_ballots

TRACKERS = ("author metadata analytics id", "author metadata mautic id")
COUNTS = frozenset({"agree", "disagree", "skipped"})


@dataclass(frozen=True)
class EjVotes:
    """Reader of one vote per row."""

    tool: str = "ej"
    brand: str = "EJ"

    def recognizes(self, table: Table) -> Recognition | None:
        """Recognise a choice on a comment, beside the conversation or what follows the author."""
        choice, comment = table.find("choice"), table.find("comment id")
        author = table.find("author id", "email")
        signs = tuple(table.find(name) for name in ("conversation id", *TRACKERS) if table.find(name))
        if not (choice and comment and author and signs):
            return None
        return Recognition("ej", "votes", "", 0.98, (choice, comment, author, *signs))

    def read(self, table: Table, options: ReadOptions) -> Harvest:
        """
        Read one vote per row: 1 agree, -1 disagree, 0 skip, or those words.

        The number of an author follows a person through all the conversations of the site: votes are read under a
        pseudonym made of it and of the conversation. Addresses, names and trackers are never taken; votes that are
        only known by an address are refused.

        Raises
        ------
        FormatError
            If the table holds no votes, or those of several conversations.
        """
        recognition = self.recognizes(table)
        if recognition is None:
            raise FormatError("not_votes", file=table.file, columns=", ".join(table.headings))
        choice, comment, author = recognition.why[:3]
        places = Places(author, comment, choice, moment=table.find("created"))
        conversation = table.find("conversation id")
        number = table.frame[conversation].str.strip_chars() if conversation else pl.Series([""] * table.frame.height)
        within = pl.Series("within", "ej/" + number, dtype=pl.String)
        return read_ballots(table, options, recognition, places, within=within)


@dataclass(frozen=True)
class EjComments:
    """Reader of the comments of a conversation, which are its statements."""

    tool: str = "ej"
    brand: str = "EJ"

    def recognizes(self, table: Table) -> Recognition | None:
        """Recognise a comment and its counts under the names of EJ."""
        names = table.by_plain_name
        if not {"comment", "comment id"} | COUNTS <= names.keys():
            return None
        why = (names["comment"], names["comment id"], *(names[sign] for sign in sorted(COUNTS)))
        return Recognition("ej", "comments", "", 0.98, why)

    def read(self, table: Table, options: ReadOptions) -> Harvest:
        """
        Read each comment; its author, who stands there by an e-mail address, is never taken.

        Raises
        ------
        FormatError
            If the table holds no comments.
        """
        recognition = self.recognizes(table)
        if recognition is None:
            raise FormatError("no_statement_texts", file=table.file)
        return read_statements(table, recognition, identifier=recognition.why[1], text=recognition.why[0])


VOTES = EjVotes()
READERS = (VOTES, EjComments())
