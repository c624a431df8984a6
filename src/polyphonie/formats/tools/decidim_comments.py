"""Comments of Decidim, under proposals, meetings, debates or results."""

from dataclasses import dataclass

from polyphonie.formats.errors import FormatError
from polyphonie.formats.gathering import Gatherer, personal_columns
from polyphonie.formats.records import Harvest, ReadOptions, Recognition
from polyphonie.formats.tables.table import Table
from polyphonie.formats.tools.decidim_columns import Translated, kept_columns
from polyphonie.formats.tools.decidim_objects import flattened
from polyphonie.formats.tools.decidim_texts import Layout, gather_translated

TARGETS = ("commentable id", "commentable type", "root commentable url")
STANCES = ("alignment", "depth")
KEPT = ("alignment", "depth", "commentable_id", "commentable_type")
# Decidim numbers each kind of thing from 1: without a word before them, a comment and a proposal would be one.
PREFIX = "comment-"


@dataclass(frozen=True)
class DecidimComments:
    """Reader of comments, all the files `*_comments` of Decidim being alike."""

    tool: str = "decidim"
    brand: str = "Decidim"

    def recognizes(self, table: Table) -> Recognition | None:
        """Recognise a body beside what it comments on, and its stance or depth."""
        table = flattened(table)
        bodies = Translated.of(table, "body")
        targets = tuple(table.find(name) for name in TARGETS if table.find(name))
        stances = tuple(table.find(name) for name in STANCES if table.find(name))
        if not (bodies and targets and stances and table.find("id")):
            return None
        generation = "older" if table.find("user group id", "user group name") else "recent"
        why = (*bodies.columns.values(), *targets, *stances)
        return Recognition("decidim", "comments", generation, 0.98, why, bodies.language(table))

    def read(self, table: Table, options: ReadOptions) -> Harvest:
        """
        Read each comment, with what it answers and whether it is for (1) or against (-1), or neither (0).

        Raises
        ------
        FormatError
            If the table holds no comments.
        """
        table = flattened(table)
        recognition = self.recognizes(table)
        if recognition is None:
            raise FormatError("not_contributions", file=table.file, what=self.brand)
        bodies = Translated.of(table, "body")
        layout = Layout(
            texts=bodies,
            key=table.find("id"),
            dates=(table.find("created at"),),
            kept=kept_columns(table, KEPT),
            url=table.find("root commentable url"),
            language=table.find("locale"),
            prefix=PREFIX,
        )
        gatherer = Gatherer(table, recognition)
        gather_translated(gatherer, layout)
        used = {"id": layout.key, "language": layout.language, "date": layout.dates[0], "url": layout.url}
        used = {field: name for field, name in used.items() if name} | bodies.named("text")
        personal = personal_columns(table.sample, apart_from=used.values())
        return gatherer.harvest(used=used, personal=personal, kept=layout.kept)


READERS = (DecidimComments(),)
