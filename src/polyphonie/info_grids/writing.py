"""Writing a form back to plain data, so that it may be kept, downloaded and edited; what is usual is left out."""

from __future__ import annotations

from typing import Any

from polyphonie.info_grids.definition import Block, Definition, Field
from polyphonie.info_grids.enums import FieldKind, Visibility


def write_definition(definition: Definition) -> dict[str, Any]:
    """Give the plain data that `read_definition` reads back to the same form."""
    return {"blocks": [write_block(block) for block in definition]}


def write_block(block: Block) -> dict[str, Any]:
    """Give the plain data of a block."""
    written: dict[str, Any] = {"key": block.key, "title": dict(block.title)}
    if block.help:
        written["help"] = dict(block.help)
    return written | {"fields": [write_field(one) for one in block.fields]}


def write_field(one: Field) -> dict[str, Any]:
    """Give the plain data of a field."""
    written: dict[str, Any] = {"key": one.key, "kind": str(one.kind), "label": dict(one.label)}
    optional: dict[str, Any] = {
        "help": dict(one.help),
        "is_required": one.is_required,
        "visibility": str(one.visibility) if one.visibility != Visibility.PUBLIC else "",
        "choices": [{"key": choice.key, "label": dict(choice.label)} for choice in one.choices],
        "columns": [write_field(column) for column in one.columns],
        "condition": one.condition and {"field": one.condition.field, "is_one_of": list(one.condition.is_one_of)},
        "formula": one.formula and {"operation": one.formula.operation, "of": one.formula.of},
        "source": one.source,
        "unit": one.unit,
        "counts_people": one.counts_people,
    }
    written |= {name: value for name, value in optional.items() if value}
    bounds = {"minimum": one.minimum, "maximum": one.maximum}
    written |= {name: value for name, value in bounds.items() if value is not None}
    if one.max_length != usual_length(one.kind):
        written["max_length"] = one.max_length
    return written


def usual_length(kind: FieldKind) -> int:
    """Bound of a text in characters, or of rows in number, where the form gives none."""
    return {FieldKind.ROWS: 200, FieldKind.TEXT: 500}.get(kind, 5000)
