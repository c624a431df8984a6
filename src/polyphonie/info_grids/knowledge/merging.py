"""What is known beside what people wrote: completing a table does not correct it, taking it again loses nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

from polyphonie.info_grids.definition import Field
from polyphonie.info_grids.enums import FieldKind

Row: TypeAlias = Mapping[str, Any]


def agrees(one: Field, value: Any, known: Any) -> bool:
    """
    Tell whether an answer agrees with what is known: it is the same.

    Of repeated rows: every known row is there with all its cells; other cells and other rows may complete them.
    """
    if one.kind != FieldKind.ROWS or not isinstance(value, list) or not isinstance(known, list):
        return bool(value == known)
    left = list(value)
    for row in known:
        found = next((other for other in left if _completes(other, row)), None)
        if found is None:
            return False
        left.remove(found)
    return True


def taken(one: Field, value: Any, known: Any, known_before: Any) -> Any:
    """
    Give what a field holds once what is known now is taken.

    Of repeated rows, a known row takes the place of the one with the same name, whose other cells stay; rows that
    people added stay after them; rows that were known before and no longer are, are left out.
    """
    if one.kind != FieldKind.ROWS or not isinstance(value, list) or not isinstance(known, list):
        return known
    key = _naming(one)
    left = [dict(row) for row in value]
    rows = []
    for row in known:
        same = next((other for other in left if other.get(key) == row.get(key)), None)
        if same is not None:
            left.remove(same)
        rows.append({**(same or {}), **row})
    gone = {row.get(key) for row in known_before} if isinstance(known_before, list) else set()
    return [*rows, *(row for row in left if row.get(key) not in gone)][: one.max_length]


def _completes(row: Row, known: Row) -> bool:
    return all(row.get(key) == cell for key, cell in known.items())


def _naming(one: Field) -> str:
    """The column that names a row: the first required text, else the first column."""
    texts = [column.key for column in one.columns if column.kind == FieldKind.TEXT and column.is_required]
    return (texts or [column.key for column in one.columns])[0]
