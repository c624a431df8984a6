"""What a published version holds: the public answers of the fields that are asked."""

from __future__ import annotations

from typing import Any

from polyphonie.info_grids.definition import Definition, Field
from polyphonie.info_grids.enums import FieldKind, Visibility
from polyphonie.info_grids.models import GridAnswer, InfoGrid
from polyphonie.info_grids.queries.filling import answers_of, definition_of
from polyphonie.info_grids.queries.progress import present
from polyphonie.info_grids.values import with_computed

COMPUTED = "computed"
"""Origin, in a version, of what is computed from other answers."""


def public_content(grid: InfoGrid) -> dict[str, Any]:
    """
    Give the content of a version: `form`, its version; `answers`, by field, each with value, origin and note.

    Restricted fields, restricted columns and fields that are not asked are not in it. Counts of people are
    whole in it: pages and exports withhold the small ones, for the threshold is that of the campaign.
    """
    definition, answers = definition_of(grid.form), answers_of(grid)
    values = with_computed(definition, present(answers))
    kept = {
        one.key: _answer(one, values, answers.get(one.key))
        for one in public_fields(definition)
        if definition.is_asked(one, values) and (one.key in values or one.key in answers)
    }
    return {"form": grid.form.version, "answers": {key: answer for key, answer in kept.items() if answer}}


def public_fields(definition: Definition) -> list[Field]:
    """Give the fields that anyone may read."""
    return [one for one in definition.fields.values() if one.visibility == Visibility.PUBLIC]


def public_value(one: Field, value: Any) -> Any:
    """Leave out of repeated rows the columns that are restricted."""
    if one.kind != FieldKind.ROWS or not isinstance(value, list):
        return value
    public = {column.key for column in one.columns if column.visibility == Visibility.PUBLIC}
    return [{key: cell for key, cell in row.items() if key in public} for row in value]


def _answer(one: Field, values: dict[str, Any], answer: GridAnswer | None) -> dict[str, Any] | None:
    if one.kind == FieldKind.COMPUTED:
        return {"value": values[one.key], "origin": COMPUTED, "note": ""} if one.key in values else None
    if answer is None or (answer.value is None and not answer.note):
        return None
    return {"value": public_value(one, answer.value), "origin": answer.origin, "note": answer.note}
