"""Imports as pages show them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import QuerySet

from polyphonie.consultations.models import Consultation, Statement
from polyphonie.formats.writing import safe_cell
from polyphonie.imports.enums import ImportStatus, RowOutcome
from polyphonie.imports.models import Import, ImportRow
from polyphonie.imports.targets import Target
from polyphonie.imports.wording import name_of_field, say_reason

N_EARLIER = 20


@dataclass(frozen=True)
class ReportLine:
    """What became of one row, in words."""

    sheet: str
    row: int
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
            sheet=row.sheet,
            row=row.row,
            column=row.column,
            outcome=row.outcome,
            outcome_label=row.get_outcome_display(),
            external_id=row.external_id,
            reasons=tuple(dict.fromkeys(say_reason(code, params) for code, params in reasons)),
        )


@dataclass(frozen=True)
class AgreedStatement:
    """A statement that many agree with, if the sign of the votes is right."""

    text: str
    n_agree: int
    n_votes: int


def report_rows(of_import: Import, outcome: str = "") -> QuerySet[ImportRow]:
    """Give the rows of the report, those of one outcome where it is one."""
    rows = of_import.rows.order_by("sheet", "row", "id")
    return rows.filter(outcome=outcome) if outcome in RowOutcome.values else rows


def earlier_imports(consultation: Consultation) -> QuerySet[Import]:
    """Give the last imports of a consultation."""
    return Import.objects.filter(consultation=consultation).order_by("-created_at", "-id")[:N_EARLIER]


def was_imported_before(of_import: Import) -> bool:
    """Tell whether the same file was already imported to the same consultation."""
    done = Import.objects.filter(consultation=of_import.consultation, status=ImportStatus.DONE)
    return done.filter(digest=of_import.digest).exclude(pk=of_import.pk).exists()


def most_agreed(of_import: Import) -> list[AgreedStatement]:
    """Put the texts of the statements on the counts of the preview, where they were imported."""
    target = Target.of(of_import)
    counts = of_import.preview.get("most_agreed", [])
    keys = {target.external_id(key): key for key, _, _ in counts}
    rows = Statement.objects.filter(consultation=of_import.consultation, source=target.source, external_id__in=keys)
    texts = {keys[external_id]: text for external_id, text in rows.values_list("external_id", "text")}
    return [AgreedStatement(texts.get(key, key), n_agree, n_votes) for key, n_agree, n_votes in counts]


def columns_read(of_import: Import) -> list[tuple[str, str]]:
    """Name each column that is read, and what it is."""
    return [(heading, name_of_field(field)) for field, heading in of_import.preview.get("used_columns", {}).items()]


def refusals_foreseen(of_import: Import) -> list[tuple[int, str]]:
    """Count the rows that would be refused, by reason."""
    first = {refusal["reason"]: refusal["params"] for refusal in reversed(of_import.preview.get("refused", []))}
    return [
        (number, say_reason(code, first.get(code, {})))
        for code, number in of_import.preview.get("refusals", {}).items()
        if code in first
    ]


def report_cells(rows: Iterable[ImportRow]) -> Iterator[list[str]]:
    """Give the report as cells of a spreadsheet, in which nothing that came from the file can be a formula."""
    for row in rows:
        line = ReportLine.of(row)
        cells = [line.sheet, str(line.row), line.column, str(line.outcome_label), line.external_id]
        yield [safe_cell(cell) for cell in [*cells, " ".join(line.reasons)]]
