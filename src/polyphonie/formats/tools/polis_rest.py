"""
Files of Polis beside statements and votes: figures that are computed again here, and personal data.

The groups and clusters of statements, the counts through time and the summary are results of Polis: they are known, so
that nobody takes them for contributions, and nothing is taken from them. The summary and `format.json` also say which
value means "agree": that is read with the files that they come with (see `sign.py`). The importance that people gave
to statements is no vote. The file of `xid` says who each participant is elsewhere.
"""

from dataclasses import dataclass
from typing import NoReturn

from polyphonie.formats.errors import FormatError
from polyphonie.formats.records import ReadOptions, Recognition
from polyphonie.formats.tables.table import Table
from polyphonie.formats.tools.polis_comments import CLUSTER_SIGN

GROUP_SIGNS = frozenset({"comment id", "total votes", "total agrees", "total disagrees"})
HISTORY_SIGNS = frozenset({"n votes", "n comments", "n visitors", "n voters", "n commenters"})
SUMMARY_NAMES = frozenset(
    {"topic", "url", "views", "voters", "voters-in-conv", "commenters", "comments", "groups",
     "conversation-description", "vote-convention"}
)  # fmt: skip
FEWEST_SUMMARY_NAMES = 4
SUMMARY_COLUMNS = 2
LONGEST_SUMMARY = 100


@dataclass(frozen=True)
class PolisRest:
    """Reader of what Polis exports beside statements and votes: it recognises, and takes nothing."""

    tool: str = "polis"
    brand: str = "Polis"

    def recognizes(self, table: Table) -> Recognition | None:
        """Recognise figures, declarations and lists of people."""
        return _figures(table) or _summary(table) or _declaration(table) or _people(table)

    def read(self, table: Table, options: ReadOptions) -> NoReturn:
        """
        Take nothing.

        Raises
        ------
        FormatError
            Always, with a sentence that names the tool, or says that the file holds personal data.
        """
        recognition = self.recognizes(table)
        if recognition is not None and recognition.generation == "xid":
            raise FormatError("only_people", file=table.file)
        raise FormatError("not_contributions", file=table.file, what=self.brand)


def _figures(table: Table) -> Recognition | None:
    names = table.by_plain_name.keys()
    for generation, signs in (
        ("comment-groups", GROUP_SIGNS),
        ("stats-history", HISTORY_SIGNS),
        ("comment-clusters", frozenset({"comment id", CLUSTER_SIGN})),
    ):
        if signs <= names:
            why = tuple(table.by_plain_name[sign] for sign in sorted(signs))
            return Recognition("polis", "results", generation, 1.0, why)
    return None


def _summary(table: Table) -> Recognition | None:
    """Recognise a summary, which has no headings: its first row, or a line above, stands for them."""
    sample = table.sample
    if len(table.headings) != SUMMARY_COLUMNS or sample.frame.height > LONGEST_SUMMARY:
        return None
    names = {table.headings[0], *sample.frame.to_series(0).str.strip_chars(), *(note.strip() for note in table.notes)}
    found = SUMMARY_NAMES & names
    if len(found) < FEWEST_SUMMARY_NAMES or not {"topic", "url"} & found:
        return None
    generation = "current" if "vote-convention" in found else "legacy" if "views" in found else "report"
    return Recognition("polis", "results", f"summary, {generation}", 1.0, tuple(sorted(found)))


def _declaration(table: Table) -> Recognition | None:
    names = table.by_plain_name
    if {"format", "vote convention"} <= names.keys() and "vote" in names:
        return Recognition("polis", "unknown", "format.json", 1.0, (names["format"], names["vote convention"]))
    return None


def _people(table: Table) -> Recognition | None:
    names = table.by_plain_name
    if {"participant", "n important"} <= names.keys() and "n agree" not in names:
        why = (names["participant"], names["n important"])
        return Recognition("polis", "participants", "participant-importance", 1.0, why)
    if {"participant", "xid"} <= names.keys() and "n votes" not in names:
        return Recognition("polis", "participants", "xid", 1.0, (names["participant"], names["xid"]))
    return None


READERS = (PolisRest(),)
