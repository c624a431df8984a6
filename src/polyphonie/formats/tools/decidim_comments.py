"""Comments of Decidim, under proposals, meetings, debates or results."""

from dataclasses import dataclass

from polyphonie.formats.errors import FormatError
from polyphonie.formats.gathering import Gatherer, attributes, personal_columns
from polyphonie.formats.records import ContributionRecord, Harvest, ReadOptions, Recognition
from polyphonie.formats.tables.table import Table
from polyphonie.formats.tools.decidim_columns import Translated, kept_columns, rows_of
from polyphonie.formats.tools.decidim_objects import flattened
from polyphonie.formats.values import moment

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
        columns = {
            "id": table.find("id"),
            "language": table.find("locale"),
            "date": table.find("created at"),
            "url": table.find("root commentable url"),
        }
        used = {field: name for field, name in columns.items() if name} | bodies.named("text")
        gatherer = Gatherer(table, recognition)
        kept = kept_columns(table, KEPT)
        for row, cells in rows_of(table, (*used.values(), *kept)):
            said = {field: cells[name].strip() if name else "" for field, name in columns.items()}
            text, language = bodies.text(cells)
            gatherer.add(
                ContributionRecord(
                    external_id=f"{PREFIX}{said['id']}" if said["id"] else f"row-{row}",
                    row=row,
                    is_numbered=not said["id"],
                    sheet=table.sheet,
                    text=text,
                    language=said["language"] or language,
                    created_at=moment(said["date"]),
                    url=said["url"],
                    attributes={**attributes(cells, kept), **bodies.beside(cells, language=language)},
                )
            )
        personal = personal_columns(table.sample, apart_from=used.values())
        return gatherer.harvest(used=used, personal=personal, kept=kept)


READERS = (DecidimComments(),)
