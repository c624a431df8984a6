"""Posts of Your Priorities, and the points for and against them: two sheets of one workbook."""

from dataclasses import dataclass
from itertools import takewhile

from polyphonie.formats.errors import FormatError
from polyphonie.formats.headings import plain
from polyphonie.formats.records import Harvest, ReadOptions, Recognition
from polyphonie.formats.surveys import Survey
from polyphonie.formats.tables.table import Table
from polyphonie.formats.written_dates import written_moment

PERSONAL = frozenset({"user name", "email", "contact name", "contact email", "contact telephone", "contact address"})
ASIDE = frozenset({"media urls", "attachment url", "attachment filename", "images"})
POST_SIGNS = ("post id", "post name", "up votes", "down votes")
POINT_SIGNS = ("post id", "content", "helpful count", "unhelpful count")


@dataclass(frozen=True)
class Posts:
    """
    Reader of the sheet of posts.

    The columns and their order were read in the source of the tool (its export to XLSX), whose headings are English.
    """

    tool: str = "your-priorities"
    brand: str = "Your Priorities"

    def recognizes(self, table: Table) -> Recognition | None:
        """Recognise a post beside the votes for and against it."""
        if not all(sign in table.by_plain_name for sign in POST_SIGNS):
            return None
        return Recognition(self.tool, "contributions", "posts", 0.98, POST_SIGNS, "en")

    def read(self, table: Table, options: ReadOptions) -> Harvest:
        """
        Read the text of each post, or one contribution per question where its form has several.

        What stands between the name of the post and its language are the answers to that form. The points, which
        are gathered in two cells with the names of those who made them, have their own sheet.
        """
        recognition = self.recognizes(table)
        if recognition is None:
            raise FormatError("not_contributions", file=table.file, what=self.brand)
        title, transcript = table.find("post name"), table.find("post transcript")
        names = list(table.headings)
        asked = list(takewhile(lambda name: plain(name) != "locale", names[names.index(title) + 1 :]))
        is_one = len(asked) == 1
        free = frozenset({transcript, *(asked if is_one else ())} - {""})
        return Survey(
            table=table,
            recognition=recognition,
            metadata=_metadata(table, id="post id", datestamp="created", startlanguage="locale", url="url"),
            always_free=free,
            never_free=frozenset(names) - free - set(asked),
            keys={asked[0]: ""} if is_one else {},
            title=title,
            personal=_personal(table) | _between(names, table.find("points count"), table.find("images")),
            aside=_aside(table),
            may_be_closed=True,
            read_moment=written_moment,
        ).read(options)


@dataclass(frozen=True)
class Points:
    """Reader of the sheet of points, for (1) and against (-1) posts."""

    tool: str = "your-priorities"
    brand: str = "Your Priorities"

    def recognizes(self, table: Table) -> Recognition | None:
        """Recognise a text about a post, and who found it helpful or not."""
        if not all(sign in table.by_plain_name for sign in POINT_SIGNS):
            return None
        return Recognition(self.tool, "comments", "points", 0.98, POINT_SIGNS, "en")

    def read(self, table: Table, options: ReadOptions) -> Harvest:
        """Read the text of each point, or what was transcribed of it; points have no identifier, only their row."""
        recognition = self.recognizes(table)
        if recognition is None:
            raise FormatError("not_contributions", file=table.file, what=self.brand)
        content, transcript = table.find("content"), table.find("point transcripts", "point transcript")
        free = frozenset({content, transcript} - {""})
        return Survey(
            table=table,
            recognition=recognition,
            metadata=_metadata(table, datestamp="created", startlanguage="language"),
            always_free=free,
            never_free=frozenset(table.headings) - free,
            keys={content: ""},
            personal=_personal(table),
            aside=_aside(table),
            may_be_closed=True,
            read_moment=written_moment,
        ).read(options)


def _metadata(table: Table, **names: str) -> dict[str, str]:
    found = {role: table.find(name) for role, name in names.items()}
    return {role: heading for role, heading in found.items() if heading}


def _personal(table: Table) -> frozenset[str]:
    return frozenset(name for name in table.headings if plain(name) in PERSONAL)


def _aside(table: Table) -> frozenset[str]:
    return frozenset(name for name in table.headings if plain(name) in ASIDE)


def _between(names: list[str], before: str, after: str) -> frozenset[str]:
    if not before or not after:
        return frozenset()
    return frozenset(names[names.index(before) + 1 : names.index(after)])


READERS = (Posts(), Points())
