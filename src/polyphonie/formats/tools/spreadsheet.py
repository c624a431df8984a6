"""The workbook that is written for people: a sheet for each thing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain, islice
from pathlib import Path
from typing import Any

import numpy as np
import xlsxwriter

from polyphonie.formats.holdings import Holding, tally, utc_text
from polyphonie.formats.records import ContributionRecord, StatementRecord
from polyphonie.formats.workbook_words import ENGLISH, MODERATIONS, VOTES, WORDS, Words
from polyphonie.formats.writing import safe_cell

LONGEST_CELL = 32_767
CUT = " […]"
MOST_ROWS = 1_048_575
WIDE, NARROW = 70, 18
WIDE_FIELDS = frozenset({"text", "title", "question", "said"})
OLDEST = datetime(1980, 1, 1, tzinfo=UTC)
Row = Iterable[object]


@dataclass(frozen=True)
class WorkbookWriter:
    """
    Writer of one workbook: what it is, contributions, statements, votes.

    Every text is written as a text, never as a formula. A text longer than a cell can hold is cut, and says so; a
    table longer than a sheet goes on in another one.
    """

    name: str = "xlsx"
    brand: str = "XLSX"

    def write(self, holding: Holding, folder: Path) -> list[Path]:
        """Write `consultation.xlsx`."""
        path = folder / "consultation.xlsx"
        words = WORDS.get(holding.reader_language or holding.language, ENGLISH)
        options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "tmpdir": folder}
        workbook = xlsxwriter.Workbook(path, options)
        workbook.set_properties({"title": holding.name, "created": (holding.written_at or OLDEST).replace(tzinfo=None)})
        sheets = _Sheets(workbook, words)
        sheets.write("about", _about(holding, words))
        sheets.write("contributions", (_contribution(record, words) for record in holding.contributions()))
        sheets.write("statements", _statements(holding, words))
        sheets.write("votes", _votes(holding, words))
        workbook.close()
        return [path]


class _Sheets:
    """The sheets of a workbook: headings that stay in view, columns as wide as they need, texts that wrap."""

    def __init__(self, workbook: Any, words: Words) -> None:
        self.workbook = workbook
        self.words = words
        self.heading = workbook.add_format({"bold": True, "bottom": 1, "valign": "top", "text_wrap": True})
        self.cell = workbook.add_format({"valign": "top", "text_wrap": True})

    def write(self, name: str, rows: Iterable[Row]) -> None:
        """Write a table, in as many sheets as it needs."""
        left, number = iter(rows), 1
        first = list(islice(left, 1))
        while first or number == 1:
            sheet = self._sheet(name, number)
            for place, row in enumerate(islice(chain(first, left), MOST_ROWS), start=1):
                self._write_row(sheet, place, row)
            first, number = list(islice(left, 1)), number + 1

    def _sheet(self, name: str, number: int) -> Any:
        title = self.words.titles[name]
        sheet = self.workbook.add_worksheet(title if number == 1 else f"{title} {number}")
        sheet.freeze_panes(1, 0)
        for place, (field, heading) in enumerate(self.words.of(name).items()):
            sheet.set_column(place, place, WIDE if field in WIDE_FIELDS else NARROW)
            sheet.write_string(0, place, heading, self.heading)
        return sheet

    def _write_row(self, sheet: Any, place: int, row: Row) -> None:
        for column, value in enumerate(row):
            if isinstance(value, int):
                sheet.write_number(place, column, value, self.cell)
            elif value:
                sheet.write_string(place, column, _fitted(safe_cell(str(value))), self.cell)


def _fitted(text: str) -> str:
    return text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - len(CUT)] + CUT


def _day(at: datetime | None) -> str:
    return utc_text(at).replace("T", " ")


def _about(holding: Holding, words: Words) -> Iterator[Row]:
    said: Mapping[str, object] = {
        "name": holding.name,
        "question": holding.question,
        "territory": holding.territory,
        "campaign": holding.campaign,
        "url": holding.url,
        "licence": holding.licence,
        "written_at": _day(holding.written_at),
        **holding.card,
    }
    for name, value in said.items():
        if value:
            yield words.facts.get(name, name), str(value)


def _contribution(record: ContributionRecord, words: Words) -> Row:
    return (
        *(record.external_id, record.title, record.text),
        *(words.labels.get(record.kind, record.kind), words.labels.get(record.public, record.public)),
        *(record.language, _day(record.created_at), record.question, record.activity_label, record.url),
        *(record.attributes.get("source", ""), record.attributes.get("moderation", "")),
    )


def _statements(holding: Holding, words: Words) -> Iterator[Row]:
    counts = tally(holding.votes)
    for statement in holding.statements:
        yield *_statement(statement, words), *counts.get(statement.external_id, (0, 0, 0))


def _statement(statement: StatementRecord, words: Words) -> Row:
    return (
        *(statement.external_id, statement.text, words.labels.get(statement.kind, statement.kind), statement.language),
        *(words.labels["yes" if statement.is_seed else "no"], words.labels[MODERATIONS[statement.moderation]]),
    )


def _votes(holding: Holding, words: Words) -> Iterator[Row]:
    votes = holding.votes
    if votes is None:
        return
    said = {value: words.labels[code] for value, code in VOTES.items()}
    for place in np.arange(len(votes)):
        at = int(votes.at[place])
        yield (
            votes.participant_ids[votes.participant_index[place]],
            votes.statement_ids[votes.statement_index[place]],
            said[int(votes.value[place])],
            _day(datetime.fromtimestamp(at // 1000, tz=UTC)) if at >= 0 else "",
        )


WRITERS = (WorkbookWriter(),)
