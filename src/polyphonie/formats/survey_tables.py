"""The table of a survey as its tool describes it: which columns are metadata, and what the questions are."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from polyphonie.formats.records import Recognition
from polyphonie.formats.tables.table import Table
from polyphonie.formats.values import moment

PERSONAL_METADATA = frozenset({"token", "ipaddr", "refurl", "session", "user_status", "user", "username"})


@dataclass(frozen=True)
class SurveyTable:
    """
    A table of answers: which columns are metadata, and what the questions are.

    What a column is, is decided on the first rows of the file (`table.sample`), so that each piece is read alike.
    """

    table: Table
    recognition: Recognition
    metadata: Mapping[str, str]
    """Columns by role: `id`, `submitdate` (empty where the answer was not submitted), `draft` (yes where it was not),
    `datestamp`, `startdate`, `startlanguage`, `url`; those of `PERSONAL_METADATA` are never taken."""
    always_free: frozenset[str] = frozenset()
    never_free: frozenset[str] = frozenset()
    labels: Mapping[str, str] = field(default_factory=dict)
    """The question that each heading asks; the heading itself where it is not here."""
    keys: Mapping[str, str] = field(default_factory=dict)
    """What stands for a heading in identifiers; "" for a text that answers no question."""
    groups: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """The columns and options of each question that has one column per option."""
    personal: frozenset[str] = frozenset()
    """Columns that name somebody, beside those that are known by their headings or by what they hold."""
    aside: frozenset[str] = frozenset()
    """Columns of which nothing is kept."""
    blanks: frozenset[str] = frozenset()
    """Cells that say that there is no answer, in small letters."""
    title: str = ""
    public: str = ""
    kind: str = ""
    prefix: str = ""
    """What stands before identifiers, where the tool numbers things of another kind alike."""
    has_markup: bool = False
    """Whether texts were written in a web editor, whose tags are taken off."""
    may_be_closed: bool = False
    """Whether a table without free questions is read all the same, its rows being refused one by one."""
    read_moment: Callable[[str], datetime | None] = moment
    refusal: Callable[[Mapping[str, str]], str] = lambda _: ""
    """Why a row is refused, a key of `SENTENCES`; "" where it is not."""

    def label(self, name: str) -> str:
        """Give the question that a heading asks."""
        return self.labels.get(name, name)
