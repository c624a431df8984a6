"""The rows of a file, one by one, with what each gave and what was refused of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from polyphonie.formats import ContributionRecord, Harvest, Refusal, StatementRecord
from polyphonie.imports.enums import RowOutcome
from polyphonie.imports.models import Import

REPORT_FIELDS = ("of_import", "file_name", "sheet", "row", "column", "outcome", "external_id", "reason", "details")


@dataclass
class Entry:
    """One row: its records, its refusals, and what becomes of them."""

    sheet: str
    row: int
    contributions: list[ContributionRecord] = field(default_factory=list)
    statements: list[StatementRecord] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    outcomes: list[RowOutcome] = field(default_factory=list)
    reasons: list[tuple[str, dict[str, str], str]] = field(default_factory=list)
    external_id: str = ""

    def take(self, external_id: str) -> None:
        """Something of this row was taken."""
        self.outcomes.append(RowOutcome.TAKEN)
        self.external_id = self.external_id or external_id

    def find(self, external_id: str, *, reason: str = "") -> None:
        """Something of this row was already there."""
        self.outcomes.append(RowOutcome.ALREADY_THERE)
        self.external_id = self.external_id or external_id
        if reason:
            self.reasons.append((reason, {}, ""))

    def refuse(self, reason: str, *, external_id: str = "", column: str = "", params: dict[str, str]) -> None:
        """Something of this row was refused."""
        self.outcomes.append(RowOutcome.REFUSED)
        self.reasons.append((reason, params, column))
        self.external_id = self.external_id or external_id

    @property
    def outcome(self) -> RowOutcome:
        """A row is taken where anything of it was, and refused where nothing of it was even known."""
        for outcome in (RowOutcome.TAKEN, RowOutcome.ALREADY_THERE):
            if outcome in self.outcomes:
                return outcome
        return RowOutcome.REFUSED

    def report(self, of_import: Import) -> tuple[Any, ...]:
        """Make the line of the report, in the order of `REPORT_FIELDS`."""
        reason, params, column = self.reasons[0] if self.reasons else ("", {}, "")
        details: dict[str, Any] = {"params": params} if params else {}
        if len(self.reasons) > 1:
            details["others"] = [
                {"reason": code, "params": places, "column": name} for code, places, name in self.reasons[1:]
            ]
        outcome = self.outcome.value
        identifier = self.external_id[:200]
        return (of_import.pk, "", self.sheet[:100], self.row, column[:200], outcome, identifier, reason, details)


def entries_of(harvest: Harvest) -> list[Entry]:
    """Gather records and refusals by row, in an order that is the same each time."""
    entries: dict[tuple[str, int], Entry] = {}

    def entry(sheet: str, row: int) -> Entry:
        return entries.setdefault((sheet, row), Entry(sheet=sheet, row=row))

    for record in harvest.contributions if not harvest.statements else ():
        entry(record.sheet, record.row).contributions.append(record)
    for statement in harvest.statements:
        entry(harvest.sheet, statement.row).statements.append(statement)
    for refusal in harvest.refused:
        found = entry(refusal.sheet or harvest.sheet, refusal.row)
        found.refuse(refusal.code, external_id=refusal.external_id, column=refusal.column, params=dict(refusal.params))
    return [entries[key] for key in sorted(entries)]
