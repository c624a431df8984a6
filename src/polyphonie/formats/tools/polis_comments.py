"""Statements of Polis: the three generations of comments.csv, its database, and its summary."""

from dataclasses import dataclass

from polyphonie.formats.errors import FormatError
from polyphonie.formats.gathering import unescaped
from polyphonie.formats.headings import personal
from polyphonie.formats.records import (
    ContributionRecord,
    Harvest,
    ReadOptions,
    Recognition,
    Refusal,
    StatementRecord,
    refuse,
)
from polyphonie.formats.tables.table import Table
from polyphonie.formats.values import is_yes, moment

TEXT_NAMES = ("comment body", "comment text", "txt")
ID_NAMES = ("comment id", "tid")


@dataclass(frozen=True)
class PolisComments:
    """Reader of statements, which are contributions too: people wrote them."""

    tool: str = "polis"
    brand: str = "Polis"

    def recognizes(self, table: Table) -> Recognition | None:
        """Recognise an identifier and a text under the names of one of the generations."""
        identifier, text = table.find(*ID_NAMES), table.find(*TEXT_NAMES)
        if not identifier or not text:
            return None
        names = table.by_plain_name.keys()
        if {"tid", "txt"} <= names:
            return Recognition("polis", "comments", "database", 1.0, (identifier, text))
        if "is seed" in names or "group informed consensus" in names:
            return Recognition("polis", "comments", "archive-2023", 1.0, (identifier, text))
        if {"agrees", "disagrees"} <= names:
            return Recognition("polis", "comments", "report", 1.0, (identifier, text))
        return Recognition("polis", "comments", "", 0.7, (identifier, text))

    def read(self, table: Table, options: ReadOptions) -> Harvest:
        """Read each statement; those that were moderated out are kept, and marked."""
        recognition = self.recognizes(table)
        if recognition is None:
            raise FormatError("no_statement_texts", file=table.file)
        rows = _Rows(table, text=recognition.why[1])
        used = {"id": recognition.why[0], "text": recognition.why[1]}
        for place, name in {"date": ("timestamp", "created"), "moderation": ("moderated", "mod")}.items():
            if table.find(*name):
                used[place] = table.find(*name)
        taken, refused = _statements(table, rows, identifier=used["id"])
        known = {*used.values(), *personal(table.headings), table.find("is seed"), table.find("is meta")}
        return Harvest(
            file=table.file,
            digest=table.digest,
            recognition=recognition,
            sheet=table.sheet,
            n_rows=table.n_rows,
            n_rows_taken=len(taken),
            n_rows_aside=rows.n_aside,
            n_blank=table.n_blank,
            statements=tuple(taken),
            contributions=tuple(_contribution(statement) for statement in taken),
            refused=(*rows.refused, *refused),
            used_columns=used,
            personal_columns=personal(table.headings),
            ignored_columns=tuple(name for name in table.headings if name not in known),
        )


def _contribution(statement: StatementRecord) -> ContributionRecord:
    return ContributionRecord(
        external_id=statement.external_id,
        row=statement.row,
        text=statement.text,
        created_at=statement.created_at,
        attributes={"moderation": str(statement.moderation)},
    )


class _Rows:
    """
    Rows put together again.

    A version of 2024 did not quote the text, the last column: its commas then make longer rows,
    and its line breaks rows that do not begin with a moment.
    """

    def __init__(self, table: Table, *, text: str) -> None:
        self.text_by_row: dict[int, str] = {}
        self.refused: list[Refusal] = list(table.refused)
        self.n_aside = 0
        self.cells_by_row = {
            row: list(cells) for row, cells in zip(table.rows.tolist(), table.frame.iter_rows(), strict=True)
        }
        self.place = table.headings.index(text)
        if self.place == len(table.headings) - 1 and table.headings[0].casefold() == "timestamp":
            self._mend(table)

    def _mend(self, table: Table) -> None:
        long_rows = {row: self._joined(cells, table) for row, cells in table.long_rows if cells[0].strip().isdecimal()}
        self.cells_by_row.update(long_rows)
        self.refused = [refusal for refusal in self.refused if refusal.row not in long_rows]
        last: list[str] | None = None
        for row in sorted(self.cells_by_row):
            cells = self.cells_by_row[row]
            if cells[0].strip().isdecimal():
                last = cells
            elif last is not None and row in table.short_rows:
                continuation = table.separator.join(cells).rstrip(table.separator)
                last[self.place] += f"\n{continuation}"
                del self.cells_by_row[row]
                self.n_aside += 1

    def _joined(self, cells: tuple[str, ...], table: Table) -> list[str]:
        return [*cells[: self.place], table.separator.join(cells[self.place :])]


def _statements(table: Table, rows: _Rows, *, identifier: str) -> tuple[list[StatementRecord], list[Refusal]]:
    places = {heading: place for place, heading in enumerate(table.headings)}

    def cell(cells: list[str], *names: str) -> str:
        heading = table.find(*names)
        return cells[places[heading]].strip() if heading else ""

    taken: list[StatementRecord] = []
    refused: list[Refusal] = []
    first_row: dict[str, int] = {}
    for row, cells in sorted(rows.cells_by_row.items()):
        key, text = cells[places[identifier]].strip(), cells[rows.place]
        if not key:
            refused.append(refuse(row, "missing_id"))
        elif not text.strip():
            refused.append(refuse(row, "empty_text", external_id=key))
        elif key in first_row:
            refused.append(refuse(row, "duplicate_id", external_id=key, id=key, first=first_row[key]))
        else:
            first_row[key] = row
            taken.append(
                StatementRecord(
                    external_id=key,
                    row=row,
                    text=unescaped(text),
                    created_at=moment(cell(cells, "timestamp", "created")),
                    is_seed=is_yes(cell(cells, "is seed")),
                    is_meta=is_yes(cell(cells, "is meta")),
                    moderation=_moderation(cell(cells, "moderated", "mod")),
                )
            )
    return taken, refused


def _moderation(cell: str) -> int:
    return {"1": 1, "-1": -1, "1.0": 1, "-1.0": -1}.get(cell, 0)


READER = PolisComments()
READERS = (READER,)
