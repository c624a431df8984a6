"""Debates of Decidim: what somebody put up for discussion."""

from dataclasses import dataclass

from polyphonie.formats.errors import FormatError
from polyphonie.formats.gathering import Gatherer, attributes, personal_columns
from polyphonie.formats.records import ContributionRecord, Harvest, ReadOptions, Recognition
from polyphonie.formats.tables.table import Table
from polyphonie.formats.tools.decidim_columns import (
    Translated,
    fields_of,
    first_filled,
    generation_of,
    kept_columns,
    rows_of,
)
from polyphonie.formats.tools.decidim_meetings import MEETING_FIELDS
from polyphonie.formats.tools.decidim_objects import flattened
from polyphonie.formats.tools.decidim_rest import PROJECT_FIELDS, RESULT_FIELDS
from polyphonie.formats.values import moment

DEBATE_FIELDS = frozenset(
    {"instructions", "information updates", "conclusions", "comments enabled", "last comment at", "last comment by"}
)
KEPT = ("comments", "likes_count", "endorsements_count", "reference", "start_time", "end_time", "closed_at",
        "participatory_space/url", "taxonomies/name", "category/name", "scope/name")  # fmt: skip
KEPT_TREES = ("taxonomies/name", "category/name", "scope/name", "conclusions")
PREFIX = "debate-"


@dataclass(frozen=True)
class DecidimDebates:
    """Reader of debates: a title and a description, by a person or by the organizers."""

    tool: str = "decidim"
    brand: str = "Decidim"

    def recognizes(self, table: Table) -> Recognition | None:
        """Recognise a title and a description beside the columns of a debate, and none of a meeting or a result."""
        table = flattened(table)
        titles, descriptions = Translated.of(table, "title"), Translated.of(table, "description")
        fields = fields_of(table)
        signs = DEBATE_FIELDS & fields
        is_bare = bool({"component id", "feature id"} & table.by_plain_name.keys()) and "comments" in fields
        is_other = bool((MEETING_FIELDS | RESULT_FIELDS | PROJECT_FIELDS) & fields)
        if not (titles and descriptions and table.find("id") and (signs or is_bare)) or is_other:
            return None
        why = (*titles.columns.values(), *descriptions.columns.values(), *sorted(signs or {"component/id"}))
        confidence = 0.95 if len(signs) > 1 else 0.85
        language = descriptions.language(table)
        return Recognition("decidim", "contributions", generation_of(table), confidence, why, language)

    def read(self, table: Table, options: ReadOptions) -> Harvest:
        """
        Read the description of each debate under its title; the conclusions of a closed one stay beside it.

        Raises
        ------
        FormatError
            If the table holds no debates.
        """
        table = flattened(table)
        recognition = self.recognizes(table)
        if recognition is None:
            raise FormatError("not_contributions", file=table.file, what=self.brand)
        titles, descriptions = Translated.of(table, "title"), Translated.of(table, "description")
        dates = (table.find("created at"), table.find("start time"))
        columns = {"id": table.find("id"), "date": first_of(dates), "url": table.find("url")}
        used = {field: name for field, name in columns.items() if name}
        used |= {**titles.named("title"), **descriptions.named("text")}
        kept = kept_columns(table, KEPT, trees=KEPT_TREES)
        gatherer = Gatherer(table, recognition)
        for row, cells in rows_of(table, (*used.values(), *kept, *dates)):
            key = cells[used["id"]].strip()
            text, language = descriptions.text(cells)
            title, title_language = titles.text(cells, language=language)
            gatherer.add(
                ContributionRecord(
                    external_id=f"{PREFIX}{key}" if key else f"row-{row}",
                    row=row,
                    is_numbered=not key,
                    sheet=table.sheet,
                    text=text or title,
                    title=title if text else "",
                    language=language or title_language,
                    created_at=moment(first_filled(cells, *dates)),
                    url=cells[used["url"]].strip() if "url" in used else "",
                    attributes={**attributes(cells, kept), **descriptions.beside(cells, language=language)},
                )
            )
        personal = personal_columns(table.sample, apart_from=used.values())
        return gatherer.harvest(used=used, personal=personal, kept=(*kept, *dates))


def first_of(headings: tuple[str, ...]) -> str:
    """Give the first of these columns that is there."""
    return next(filter(None, headings), "")


READERS = (DecidimDebates(),)
