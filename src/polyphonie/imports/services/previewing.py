"""What is shown of a file before anything is kept."""

from __future__ import annotations

from typing import Any

from polyphonie.formats import FormatError, Harvest, Look


def preview_of(look: Look) -> dict[str, Any]:
    """Make of a look what is saved with an import, and shown."""
    preview: dict[str, Any] = {
        "headings": list(look.headings),
        "sample": [dict(row) for row in look.sample],
        "sheets": list(look.sheets),
        "columns": [[guess.heading, guess.role, guess.reason, list(guess.examples)] for guess in look.columns],
        "error": error_to_save(look.error) if look.error else None,
    }
    if look.harvest is None:
        return preview
    return preview | _account(look.harvest) | _shown(look)


def error_to_save(error: FormatError) -> dict[str, Any]:
    """Make of an error what can be said later, in any language."""
    return {"code": error.code, "params": error.params}


def _account(harvest: Harvest) -> dict[str, Any]:
    return {
        "generation": harvest.recognition.generation,
        "is_sure": harvest.recognition.confidence >= 0.5,
        "confidence": harvest.recognition.confidence,
        "why": list(harvest.recognition.why),
        "n_rows": harvest.n_rows - harvest.n_rows_aside,
        "n_rows_taken": harvest.n_rows_taken,
        "n_blank": harvest.n_blank,
        "used_columns": dict(harvest.used_columns),
        "ignored_columns": list(harvest.ignored_columns),
        "personal_columns": list(harvest.personal_columns),
        "ignored_sheets": list(harvest.ignored_sheets),
        "sign_declared": harvest.sign_declared,
        "agree": harvest.agree,
    }


def _shown(look: Look) -> dict[str, Any]:
    return {
        "n_contributions": look.n_contributions,
        "n_statements": look.n_statements,
        "n_votes": look.n_votes,
        "refusals": dict(look.n_refused_by_code),
        "contributions": [
            {
                "row": record.row,
                "title": record.title,
                "text": record.text[:600],
                "public": record.public,
                "kind": record.kind,
                "question": record.question,
            }
            for record in look.contributions
        ],
        "statements": [{"row": record.row, "text": record.text[:600]} for record in look.statements],
        "refused": [
            {"row": refusal.row, "column": refusal.column, "reason": refusal.code, "params": dict(refusal.params)}
            for refusal in look.refused
        ],
        "is_partial": look.is_partial,
        "language": look.language,
        "n_personal_texts": look.n_personal_texts,
        "personal_examples": list(look.personal_examples),
        "keys": [list(key) for key in look.keys],
        "most_agreed": [list(statement) for statement in look.most_agreed],
    }
