"""Edits of a form as plain data: put, move and remove blocks, fields and columns. Nothing is checked here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias

from polyphonie.info_grids.errors import FormChangedMeanwhile, FormPartIsGone

Data: TypeAlias = dict[str, Any]

_PARTS = ("fields", "columns")


@dataclass(frozen=True)
class Part:
    """Where something stands in a form: a block, a field of it, a column of that; empty for a new one."""

    block: str = ""
    field: str = ""
    column: str = ""


def siblings(data: Data, part: Part) -> list[Data]:
    """
    Give the list in which a part stands: blocks, fields of a block, columns of a field.

    Raises
    ------
    FormPartIsGone
    """
    blocks: list[Data] = data.get("blocks", [])
    if not part.field:
        return blocks
    fields: list[Data] = _named(blocks, part.block).setdefault("fields", [])
    if not part.column:
        return fields
    columns: list[Data] = _named(fields, part.field).setdefault("columns", [])
    return columns


def find(data: Data, part: Part) -> Data:
    """
    Give a part of a form.

    Raises
    ------
    FormPartIsGone
    """
    return _named(siblings(data, part), part.column or part.field or part.block)


def put(data: Data, part: Part, new: Data, *, base: Data | None) -> None:
    """
    Replace a part, where it still is as it was read (`base`), or add it after the others (`base` None).

    Raises
    ------
    FormChangedMeanwhile, FormPartIsGone
    """
    if base is None:
        siblings(data, part).append(new)
        return
    present = find(data, part)
    if without_parts(present) != without_parts(base):
        raise FormChangedMeanwhile
    kept = {name: present[name] for name in _PARTS if name in new and name in present}
    present.clear()
    present.update({**new, **kept})


def without_parts(one: Data) -> Data:
    """Give a block without its fields, or a field without its columns: these are edited by themselves."""
    return {name: value for name, value in one.items() if name not in _PARTS}


def remove(data: Data, part: Part) -> None:
    """Take a part away."""
    siblings(data, part).remove(find(data, part))


def move(data: Data, part: Part, *, down: bool) -> None:
    """Put a part before the one above it, or after the one below it."""
    among, one = siblings(data, part), find(data, part)
    place = among.index(one)
    other = place + (1 if down else -1)
    if 0 <= other < len(among):
        among[place], among[other] = among[other], among[place]


def _named(among: list[Data], key: str) -> Data:
    found = next((one for one in among if one.get("key") == key), None)
    if found is None:
        raise FormPartIsGone
    return found
