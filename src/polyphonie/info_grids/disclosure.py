"""Which counts of people of a grid stay out of what is public, and what would give them away."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

from polyphonie.analysis.disclosure import disclosure_of, is_small
from polyphonie.info_grids.definition import Definition, Field
from polyphonie.info_grids.enums import FieldKind

WithheldCells: TypeAlias = frozenset[tuple[str, int, str]]
"""Field, row from 1 (0 for the field itself), column (empty for the field itself)."""


def withheld_cells(definition: Definition, values: Mapping[str, Any], threshold: int) -> WithheldCells:
    """
    List what must not be shown: counts under the threshold, and whatever else would let one be worked out.

    A column whose sum the grid publishes follows `analysis.disclosure`: the next smallest counts go with a
    small one, and the sum itself where that is not enough.
    """
    found: set[tuple[str, int, str]] = set()
    for key, one in definition.fields.items():
        value = values.get(key)
        if one.kind == FieldKind.ROWS and isinstance(value, list):
            for column in one.columns:
                if column.counts_people:
                    found |= _column(definition, one, column, value, threshold)
        elif one.counts_people and _is_small(value, threshold):
            found.add((key, 0, ""))
    return frozenset(found)


def _column(
    definition: Definition, rows: Field, column: Field, value: list[Mapping[str, Any]], threshold: int
) -> set[tuple[str, int, str]]:
    counts = {str(number): int(row[column.key]) for number, row in enumerate(value, 1) if row.get(column.key)}
    name = f"{rows.key}.{column.key}"
    totals = [key for key, one in definition.fields.items() if one.formula and one.formula.of == name]
    disclosure = disclosure_of(counts, threshold, total=sum(counts.values()) if totals else None)
    hidden = {(rows.key, int(number), column.key) for number in disclosure.withheld}
    return hidden | ({(key, 0, "") for key in totals} if totals and not disclosure.shows_total else set())


def _is_small(value: Any, threshold: int) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and is_small(value, threshold)
