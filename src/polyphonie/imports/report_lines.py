"""The report of an import: one line per row of the file, or per run of rows that are alike."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import QuerySet

from polyphonie.consultations.models import Contribution, Statement
from polyphonie.formats.writing import safe_cell
from polyphonie.imports.enums import RowOutcome
from polyphonie.imports.models import Import, ImportRow
from polyphonie.imports.wording import say_reason

ROWS_AT_ONCE = 2_000


@dataclass(frozen=True)
class ReportLine:
    """What became of one row, or of a run of rows alike, in words."""

    file: str
    sheet: str
    row: int
    last_row: int | None
    column: str
    outcome: str
    outcome_label: str
    external_id: str
    reasons: tuple[str, ...]

    @classmethod
    def of(cls, row: ImportRow) -> ReportLine:
        reasons = [(row.reason, row.details.get("params", {}))] if row.reason else []
        reasons += [(other["reason"], other["params"]) for other in row.details.get("others", [])]
        return cls(
            file=row.file_name,
            sheet=row.sheet,
            row=row.row,
            last_row=row.last_row if row.last_row and row.last_row > row.row else None,
            column=row.column,
            outcome=row.outcome,
            outcome_label=row.get_outcome_display(),
            external_id=row.external_id,
            reasons=tuple(dict.fromkeys(say_reason(code, params) for code, params in reasons)),
        )


def rows_of(of_import: Import, outcome: str = "") -> QuerySet[ImportRow]:
    """Give the rows of the report, those of one outcome where it is one."""
    rows = of_import.rows.order_by("file_name", "sheet", "row", "id")
    return rows.filter(outcome=outcome) if outcome in RowOutcome.values else rows


def cells_of(of_import: Import, outcome: str = "") -> Iterator[list[str]]:
    """
    Give the report as cells of a spreadsheet: file, sheet, row, column, outcome, identifier, reason.

    A run of rows alike gives one line per row. Nothing that came from the file can be a formula.
    """
    name = of_import.member or of_import.file_name
    for row in rows_of(of_import, outcome).iterator(chunk_size=ROWS_AT_ONCE):
        line = ReportLine.of(row)
        for number, identifier in _numbered(of_import, line):
            cells = [line.file or name, line.sheet, str(number), line.column, str(line.outcome_label), identifier]
            yield [safe_cell(cell) for cell in [*cells, " ".join(line.reasons)]]


def _numbered(of_import: Import, line: ReportLine) -> Iterator[tuple[int, str]]:
    """Number each row of a run, with the identifier of what it gave."""
    if line.last_row is None:
        yield line.row, line.external_id
        return
    for first in range(line.row, line.last_row + 1, ROWS_AT_ONCE):
        last = min(first + ROWS_AT_ONCE - 1, line.last_row)
        identifiers = _identifiers(of_import, line.sheet, first, last)
        for number in range(first, last + 1):
            yield number, identifiers.get(number, "")


def _identifiers(of_import: Import, sheet: str, first: int, last: int) -> dict[int | None, str]:
    """Give the identifiers of what these rows gave: contributions, or statements that are voted on."""
    rows = {"batch": of_import.pk, "source_row__range": (first, last)}
    given = Contribution.objects.filter(**rows, source_sheet=sheet).values_list("source_row", "external_id")
    return dict(given) or dict(Statement.objects.filter(**rows).values_list("source_row", "external_id"))
