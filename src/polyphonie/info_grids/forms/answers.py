"""
What the filling page sends, read as changes that are asked.

`fields` lists the fields that it sends; of each: `v-` its value, `b-` the revision that was read, `n-` its note.
Of repeated rows: `w-` the window of rows that the page showed ("20-40"), `v-<key>-<number>-<column>` each cell.
Of a file: `u-` a new one, `x-` to take it away.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, TypeAlias

from django.utils.datastructures import MultiValueDict

from polyphonie.info_grids.definition import Block, Field
from polyphonie.info_grids.enums import FieldKind
from polyphonie.info_grids.records import AnswerChangeAsked
from polyphonie.info_grids.values import MAX_ROWS

Sent: TypeAlias = "MultiValueDict[str, str]"

_WINDOW = re.compile(r"(\d{1,4})-(\d{1,4})")


def sent_fields(block: Block, data: Sent) -> list[Field]:
    """Give the fields of a block that a page sends."""
    sent = set(data.getlist("fields"))
    return [one for one in block.fields if one.key in sent and one.kind != FieldKind.COMPUTED]


def base_of(one: Field, data: Sent) -> int:
    """Give the revision that the person had read; 0 where there was none."""
    written = data.get(f"b-{one.key}", "0")
    return int(written) if written.isascii() and written.isdigit() and len(written) < 10 else 0


def read_change(
    one: Field, data: Sent, rows_before: list[Any], files: Mapping[str, int], *, without_row: int = 0
) -> AnswerChangeAsked:
    """
    Read the change of one field.

    `rows_before` are the rows at the revision that was read: those that the page did not show are kept.
    `files` gives the keys of new files; `without_row` is the number of a row to take away, 0 for none.
    """
    if one.kind == FieldKind.ROWS:
        value: Any = _rows(one, data, rows_before, without_row)
    elif one.kind == FieldKind.CHOICES:
        value = data.getlist(f"v-{one.key}")
    elif one.kind == FieldKind.FILE:
        value = files.get(one.key) or ("" if data.get(f"x-{one.key}") else data.get(f"v-{one.key}"))
    else:
        value = data.get(f"v-{one.key}")
    return AnswerChangeAsked(one.key, value, base_of(one, data), data.get(f"n-{one.key}", ""))


def _rows(one: Field, data: Sent, before: list[Any], without_row: int) -> list[dict[str, Any]]:
    start, stop = _window(data.get(f"w-{one.key}", ""), len(before))
    numbers = sorted(_numbers(one, data, start))
    shown = [_row(one, data, number) for number in numbers if number != without_row]
    return [*before[:start], *shown, *before[stop:]]


def _window(written: str, n_before: int) -> tuple[int, int]:
    found = _WINDOW.fullmatch(written)
    start, stop = (int(found[1]), int(found[2])) if found else (0, n_before)
    return min(start, n_before), min(max(start, stop), n_before)


def _numbers(one: Field, data: Sent, start: int) -> set[int]:
    """Numbers of the rows that the page sends: those after the window's start, a few at most."""
    cell = re.compile(rf"v-{one.key}-(\d{{1,4}})-\w+")
    found = {int(match[1]) for name in data if (match := cell.fullmatch(name))}
    return {number for number in found if start < number <= start + MAX_ROWS + 1}


def _row(one: Field, data: Sent, number: int) -> dict[str, Any]:
    row: dict[str, Any] = {}
    for column in one.columns:
        name = f"v-{one.key}-{number}-{column.key}"
        row[column.key] = data.getlist(name) if column.kind == FieldKind.CHOICES else data.get(name, "")
    return row
