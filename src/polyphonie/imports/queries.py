"""Imports as pages show them."""

from __future__ import annotations

from dataclasses import dataclass

from polyphonie.consultations.models import Statement
from polyphonie.imports.models import Import
from polyphonie.imports.targets import Target
from polyphonie.imports.wording import name_of_field, say_reason


@dataclass(frozen=True)
class AgreedStatement:
    """A statement that many agree with, if the sign of the votes is right."""

    text: str
    n_agree: int
    n_votes: int


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
