"""Statements of Polis: the generations of comments.csv, and its database."""

from dataclasses import dataclass

from polyphonie.formats.errors import FormatError
from polyphonie.formats.gathering import LONGEST_TEXT, unescaped
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
from polyphonie.formats.tools.unquoted_texts import MendedRows
from polyphonie.formats.values import is_yes, moment

TEXT_NAMES = ("comment body", "txt", "comment text")
ID_NAMES = ("comment id", "tid")
DATE_NAMES = ("timestamp", "created", "datetime")
MODERATION_NAMES = ("moderated", "mod")
CLUSTER_SIGN = "layer0 cluster id"
# An identifier and a text alone are what many tools are given: another reader may know better.
BARE_CONFIDENCE = 0.4


@dataclass(frozen=True)
class PolisComments:
    """Reader of statements, which are contributions too: people wrote them."""

    tool: str = "polis"
    brand: str = "Polis"

    def recognizes(self, table: Table) -> Recognition | None:
        """Recognise an identifier and a text under the names of one of the generations."""
        identifier, text = table.find(*ID_NAMES), table.find(*TEXT_NAMES)
        names = table.by_plain_name.keys()
        if not identifier or not text or CLUSTER_SIGN in names:
            return None
        if {"tid", "txt"} <= names:
            return Recognition("polis", "comments", "database", 1.0, (identifier, text))
        signs = {"is seed", "group informed consensus", "is meta"} & names
        if "comment text" in names:
            return Recognition("polis", "comments", "", BARE_CONFIDENCE, (identifier, text))
        if signs:
            return _known(table, "archive-2023", identifier, text, signs=signs)
        if {"agrees", "disagrees"} <= names:
            generation = "current" if "importance" in names else "report"
            return _known(table, generation, identifier, text, signs={"agrees", "disagrees"})
        return Recognition("polis", "comments", "", BARE_CONFIDENCE, (identifier, text))

    def read(self, table: Table, options: ReadOptions) -> Harvest:
        """
        Read each statement; those that were moderated out are kept, and marked.

        The counts of the file are left aside: one version counted the votes of other conversations too, so that
        they are always counted again from the votes.

        Raises
        ------
        FormatError
            If the table holds no statements.
        """
        recognition = self.recognizes(table)
        if recognition is None:
            raise FormatError("no_statement_texts", file=table.file)
        return read_statements(table, recognition, identifier=table.find(*ID_NAMES), text=table.find(*TEXT_NAMES))


def read_statements(table: Table, recognition: Recognition, *, identifier: str, text: str) -> Harvest:
    """Read one statement per row, each of which is a contribution too, whatever tool of this family wrote it."""
    rows = MendedRows(table, identifier=identifier, text=text)
    columns = _Columns(table, identifier=identifier, text=text)
    refused: list[Refusal] = list(rows.refused)
    taken: dict[str, StatementRecord] = {}
    for row, cells in sorted(rows.cells_by_row.items()):
        record = columns.statement(row, cells)
        fault = _fault_of(record, taken)
        if fault is not None:
            refused.append(fault)
        else:
            taken[record.external_id] = record
    hidden = tuple(name for name in personal(table.headings) if name not in columns.used.values())
    known = {*columns.used.values(), *hidden, columns.seed, columns.meta}
    return Harvest(
        file=table.file,
        digest=table.digest,
        recognition=recognition,
        sheet=table.sheet,
        n_rows=table.n_rows,
        n_rows_taken=len(taken),
        n_rows_aside=rows.n_aside,
        n_blank=table.n_blank,
        statements=tuple(taken.values()),
        contributions=tuple(_contribution(statement, sheet=table.sheet) for statement in taken.values()),
        refused=tuple(refused),
        used_columns=columns.used,
        personal_columns=hidden,
        ignored_columns=tuple(name for name in table.headings if name not in known),
    )


def _known(table: Table, generation: str, identifier: str, text: str, *, signs: set[str]) -> Recognition:
    why = (identifier, text, *(table.by_plain_name[sign] for sign in sorted(signs)))
    return Recognition("polis", "comments", generation, 1.0, why)


class _Columns:
    """What each column of a table of statements is for."""

    def __init__(self, table: Table, *, identifier: str, text: str) -> None:
        self.places = {heading: place for place, heading in enumerate(table.headings)}
        used = {"id": identifier, "text": text, "date": table.find(*DATE_NAMES)}
        used["moderation"] = table.find(*MODERATION_NAMES)
        self.used = {field: heading for field, heading in used.items() if heading}
        self.seed, self.meta = table.find("is seed"), table.find("is meta")

    def statement(self, row: int, cells: list[str]) -> StatementRecord:
        return StatementRecord(
            external_id=cells[self.places[self.used["id"]]].strip(),
            row=row,
            text=unescaped(cells[self.places[self.used["text"]]]),
            created_at=moment(self._cell(cells, self.used.get("date", ""))),
            is_seed=is_yes(self._cell(cells, self.seed)),
            is_meta=is_yes(self._cell(cells, self.meta)),
            moderation=_moderation(self._cell(cells, self.used.get("moderation", ""))),
        )

    def _cell(self, cells: list[str], heading: str) -> str:
        return cells[self.places[heading]].strip() if heading else ""


def _fault_of(record: StatementRecord, taken: dict[str, StatementRecord]) -> Refusal | None:
    key = record.external_id
    if not key:
        return refuse(record.row, "missing_id")
    if not record.text.strip():
        return refuse(record.row, "empty_text", external_id=key)
    if len(record.text) > LONGEST_TEXT:
        return refuse(record.row, "text_too_long", external_id=key, limit=LONGEST_TEXT)
    if key in taken:
        return refuse(record.row, "duplicate_id", external_id=key, id=key, first=taken[key].row)
    return None


def _contribution(statement: StatementRecord, *, sheet: str) -> ContributionRecord:
    return ContributionRecord(
        external_id=statement.external_id,
        row=statement.row,
        sheet=sheet,
        text=statement.text,
        created_at=statement.created_at,
        attributes={"moderation": str(statement.moderation)},
    )


def _moderation(cell: str) -> int:
    return {"1": 1, "-1": -1, "1.0": 1, "-1.0": -1}.get(cell, 0)


READER = PolisComments()
READERS = (READER,)
