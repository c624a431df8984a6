"""What a grid keeps when it passes to another version of the form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from polyphonie.info_grids.definition import Definition, Field
from polyphonie.info_grids.enums import FieldKind
from polyphonie.info_grids.models import GridAnswer
from polyphonie.info_grids.values import ValueRefused, read_value


@dataclass(frozen=True)
class Move:
    """Answers that are carried, those that the new form changes in part, those that it does not take."""

    carried: Mapping[str, Any]
    changed: list[Field]
    left: list[Field]
    new: list[Field]


def move_to(before: Definition, after: Definition, answers: Mapping[str, GridAnswer]) -> Move:
    """
    Compare two versions of a form, for a grid.

    An answer is carried where the key and the kind are the same and the new form takes its value; of repeated
    rows, the cells of columns that are still there. What is left stays in the journal.
    """
    carried: dict[str, Any] = {}
    changed, left = [], []
    for key, one in before.fields.items():
        answer = answers.get(key)
        if answer is None or (answer.value is None and not answer.note) or one.kind == FieldKind.COMPUTED:
            continue
        now = after.fields.get(key)
        value = _carried(now, answer.value) if now is not None and now.kind == one.kind else None
        if (value is None and answer.value is not None) or now is None or now.kind != one.kind:
            left.append(one)
        else:
            carried[key] = value
            changed += [one] if value != answer.value else []
    new = [one for key, one in after.fields.items() if key not in before.fields and one.kind != FieldKind.COMPUTED]
    return Move(carried, changed, left, new)


def _carried(one: Field, value: Any) -> Any:
    if one.kind == FieldKind.ROWS and isinstance(value, list):
        rows = [_carried_row(one, row) for row in value[: one.max_length]]
        return [row for row in rows if row] or None
    if one.kind == FieldKind.CHOICES and isinstance(value, list):
        value = [key for key in value if key in one.choice_keys]
    try:
        return read_value(one, value)
    except ValueRefused:
        return None


def _carried_row(one: Field, row: Mapping[str, Any]) -> dict[str, Any]:
    cells = {column.key: _carried(column, row.get(column.key)) for column in one.columns}
    return {key: cell for key, cell in cells.items() if cell is not None}
