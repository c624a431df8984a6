"""What a grid holds at present."""

from __future__ import annotations

from typing import Any

from polyphonie.info_grids.definition import Definition
from polyphonie.info_grids.models import AnswerChange, GridAnswer, GridForm, InfoGrid
from polyphonie.info_grids.reading import read_definition
from polyphonie.info_grids.values import with_computed


def definition_of(form: GridForm) -> Definition:
    """Read the form that a grid is bound to."""
    return read_definition(form.definition)


def answers_of(grid: InfoGrid) -> dict[str, GridAnswer]:
    """Give the answers of a grid by field, with who changed each."""
    return {answer.field_key: answer for answer in grid.answers.select_related("changed_by")}


def values_of(grid: InfoGrid) -> dict[str, Any]:
    """Give the present values by field, with those that are computed from them; what is empty is left out."""
    values = dict(grid.answers.filter(value__isnull=False).values_list("field_key", "value"))
    return with_computed(definition_of(grid.form), values)


def rows_at(grid: InfoGrid, field_key: str, revision: int) -> list[Any]:
    """Give the repeated rows that a field held at a revision; none where it did not exist."""
    found = AnswerChange.objects.filter(grid=grid, field_key=field_key, revision=revision)
    value = found.values_list("value", flat=True).first() if revision else None
    return value if isinstance(value, list) else []
