"""Meetings of Decidim: what was reported of them."""

from collections.abc import Mapping
from dataclasses import dataclass

from polyphonie.formats.errors import FormatError
from polyphonie.formats.gathering import Gatherer, attributes, personal_columns
from polyphonie.formats.records import ContributionRecord, Harvest, ReadOptions, Recognition
from polyphonie.formats.tables.table import Table
from polyphonie.formats.tools.decidim_columns import (
    Translated,
    Withdrawals,
    fields_of,
    first_filled,
    generation_of,
    kept_columns,
    rows_of,
)
from polyphonie.formats.tools.decidim_objects import flattened
from polyphonie.formats.values import moment

MEETING_FIELDS = frozenset(
    {"attendees", "closing report", "closing visible", "attending organizations", "type of meeting", "private meeting",
     "registrations enabled", "registration form enabled", "online meeting url", "available slots", "location hints",
     "iframe access level", "registration terms"}
)  # fmt: skip
KEPT = ("start_time", "end_time", "attendees", "contributions", "reference", "type_of_meeting", "closing_visible",
        "taxonomies/name", "category/name", "scope/name")  # fmt: skip
KEPT_TREES = ("taxonomies/name", "category/name", "scope/name")
PREFIX = "meeting-"


@dataclass(frozen=True)
class DecidimMeetings:
    """
    Reader of meetings.

    The title and the description announce a meeting: nobody contributed by them. Its closing report tells what was
    said there: where it is filled, it is taken as one contribution of no known kind, under the title of the meeting.
    """

    tool: str = "decidim"
    brand: str = "Decidim"

    def recognizes(self, table: Table) -> Recognition | None:
        """Recognise a title and a beginning beside the columns of a meeting."""
        table = flattened(table)
        titles = Translated.of(table, "title")
        signs = MEETING_FIELDS & fields_of(table)
        if not (titles and signs and table.find("id") and table.find("start time", "end time")):
            return None
        why = (*titles.columns.values(), table.find("start time", "end time"), *sorted(signs))
        language = titles.language(table)
        confidence = 0.98 if len(signs) > 1 else 0.9
        return Recognition("decidim", "meetings", generation_of(table), confidence, why, language)

    def read(self, table: Table, options: ReadOptions) -> Harvest:
        """
        Read the closing report of each meeting; one without it is refused, as one that was withdrawn.

        Raises
        ------
        FormatError
            If the table holds no meetings.
        """
        table = flattened(table)
        recognition = self.recognizes(table)
        if recognition is None:
            raise FormatError("not_contributions", file=table.file, what=self.brand)
        meetings = _Meetings(table)
        gatherer = Gatherer(table, recognition)
        for row, cells in rows_of(table, meetings.known):
            meetings.add(gatherer, row, cells)
        personal = personal_columns(table.sample, apart_from=meetings.used.values())
        return gatherer.harvest(used=meetings.used, personal=personal, kept=meetings.known)


class _Meetings:
    """What each column of a table of meetings is for."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.titles, self.reports = Translated.of(table, "title"), Translated.of(table, "closing_report")
        self.dates = (table.find("closed at"), table.find("start time"), table.find("created at"))
        self.kept = kept_columns(table, KEPT, trees=KEPT_TREES)
        self.withdrawals = Withdrawals(table)
        used = {"id": table.find("id"), "date": next(filter(None, self.dates), ""), "url": table.find("url")}
        used |= {**self.titles.named("title"), **self.reports.named("text")}
        self.used = {field: heading for field, heading in used.items() if heading}
        self.known = (*self.used.values(), *self.kept, *self.dates, *self.withdrawals.columns)

    def add(self, gatherer: Gatherer, row: int, cells: Mapping[str, str]) -> None:
        key = cells[self.used["id"]].strip()
        if self.withdrawals.holds(cells):
            gatherer.refuse(row, "withdrawn", external_id=key)
            return
        text, language = self.reports.text(cells)
        if not text:
            gatherer.refuse(row, "no_report", external_id=key)
            return
        title, _ = self.titles.text(cells, language=language)
        gatherer.add(
            ContributionRecord(
                external_id=f"{PREFIX}{key}" if key else f"row-{row}",
                row=row,
                is_numbered=not key,
                sheet=self.table.sheet,
                text=text,
                title=title,
                language=language,
                created_at=moment(first_filled(cells, *self.dates)),
                url=cells[self.used["url"]].strip() if "url" in self.used else "",
                activity_label=title,
                attributes={**attributes(cells, self.kept), **self.reports.beside(cells, language=language)},
            )
        )


READERS = (DecidimMeetings(),)
