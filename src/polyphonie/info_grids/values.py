"""
Values of the grid: reading what people write, showing what is kept, computing, telling what is missing.

What is kept has one shape by kind of field: text str · number int or float · date "YYYY-MM-DD" · choice its key ·
choices a list of keys · rows a list of objects by column key · file the key of a GridFile. Nothing is None.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from polyphonie.core.errors import DomainError
from polyphonie.info_grids.definition import Definition, Field, said_in
from polyphonie.info_grids.enums import FieldKind
from polyphonie.info_grids.showing import show_value

__all__ = [
    "Missing",
    "ValueRefused",
    "asked_fields",
    "check_complete",
    "computed",
    "label",
    "read_value",
    "show_value",
    "with_computed",
]

MAX_ROWS = 200
MAX_NUMBER = 1e15
MAX_CELLS_SAID = 20

_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
_SPACES = re.compile(r"[\s\u00a0\u2009\u202f]")
_PLAIN_NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?")
_AMBIGUOUS_NUMBER = re.compile(r"[+-]?[1-9]\d{0,2}(,\d{3})+")
_ISO_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00)?)?")
_FRENCH_DATE = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")


class ValueRefused(DomainError):
    """What was written cannot be the answer to this field; `cells` says where, of repeated rows."""

    message = _("This value cannot be taken.")

    def __init__(self, message: str | None = None, cells: Mapping[tuple[int, str], str] | None = None) -> None:
        super().__init__(message)
        self.cells = dict(cells or {})


def read_value(one: Field, written: object) -> Any:
    """
    Read what somebody wrote for a field, from a form, a workbook or JSON; None where it is empty.

    Raises
    ------
    ValueRefused
        With a sentence that says what was expected.
    """
    if one.kind == FieldKind.COMPUTED:
        raise ValueRefused(gettext("This figure is computed: nobody writes it."))
    if written is None or (isinstance(written, str) and not written.strip()):
        return None
    return _READERS[one.kind](one, written)


def _text(one: Field, written: object) -> str | None:
    if isinstance(written, bool) or not isinstance(written, str | int | float | date):
        raise ValueRefused(gettext("Write a text here."))
    text = written.isoformat() if isinstance(written, date) else _plain(written)
    if _UNWRITABLE.search(text):
        raise ValueRefused(gettext("This text holds characters that cannot be kept. Write it again."))
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    if one.kind == FieldKind.TEXT:
        text = " ".join(text.split("\n"))
    if len(text) > one.max_length:
        names = {"limit": one.max_length, "length": len(text)}
        raise ValueRefused(gettext("This text has %(length)s characters; %(limit)s at most are taken.") % names)
    return text or None


def _plain(written: object) -> str:
    """Write a whole number without the “.0” that spreadsheets add."""
    return str(int(written)) if isinstance(written, float) and written.is_integer() else str(written)


def _number(one: Field, written: object) -> int | float:
    value = _to_number(written)
    if one.counts_people and (value < 0 or value != int(value)):
        raise ValueRefused(gettext("Count people with a whole number, such as 80."))
    if one.minimum is not None and value < one.minimum:
        raise ValueRefused(gettext("Write at least %(limit)s.") % {"limit": _plain(one.minimum)})
    if one.maximum is not None and value > one.maximum:
        raise ValueRefused(gettext("Write at most %(limit)s.") % {"limit": _plain(one.maximum)})
    return value


def _to_number(written: object) -> int | float:
    if isinstance(written, str):
        text = _SPACES.sub("", written)
        if _AMBIGUOUS_NUMBER.fullmatch(text):
            raise ValueRefused(gettext("“%(text)s” reads in two ways: write 1234 or 1.2.") % {"text": text[:40]})
        if not _PLAIN_NUMBER.fullmatch(text) or len(text) > 40:
            raise ValueRefused(gettext("Write a number, such as 1234 or 12.5."))
        written = float(text.replace(",", ".")) if re.search("[.,]", text) else int(text)
    if isinstance(written, bool) or not isinstance(written, int | float):
        raise ValueRefused(gettext("Write a number, such as 1234 or 12.5."))
    if not math.isfinite(written) or abs(written) > MAX_NUMBER:
        raise ValueRefused(gettext("This number is too large."))
    return int(written) if written == int(written) else written


def _date(one: Field, written: object) -> str:
    day = written.date() if isinstance(written, datetime) else written
    if isinstance(day, str):
        day = _to_date(_SPACES.sub(" ", day).strip())
    if not isinstance(day, date) or not 1900 <= day.year <= 2100:
        raise ValueRefused(gettext("Write a date, such as 2026-04-30 or 30/04/2026."))
    return day.isoformat()


def _to_date(text: str) -> date | None:
    if found := _ISO_DATE.fullmatch(text):
        year, month, day = map(int, found.groups())
    elif found := _FRENCH_DATE.fullmatch(text):
        day, month, year = map(int, found.groups())
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _choice(one: Field, written: object) -> str:
    key = _to_key(one, written)
    if key is None:
        raise ValueRefused(gettext("Choose one of the answers offered: “%(given)s” is not.") % {"given": _cut(written)})
    return key


def _to_key(one: Field, written: object) -> str | None:
    """Find a choice by its key, or by its label in any language."""
    text = _plain(written).strip()
    if text in one.choice_keys:
        return text
    said = text.casefold()
    return next((c.key for c in one.choices if said in {label.casefold() for label in c.label.values()}), None)


def _choices(one: Field, written: object) -> list[str] | None:
    asked = re.split(r"[;\n]", written) if isinstance(written, str) else written
    if not isinstance(asked, list | tuple):
        raise ValueRefused(gettext("Choose among the answers offered."))
    keys = {_choice(one, part) for part in asked if str(part).strip()}
    return [choice.key for choice in one.choices if choice.key in keys] or None


def _rows(one: Field, written: object) -> list[dict[str, Any]] | None:
    if not isinstance(written, list | tuple) or not all(isinstance(row, Mapping) for row in written):
        raise ValueRefused(gettext("Rows are a list of objects, by column."))
    if len(written) > min(one.max_length, MAX_ROWS):
        names = {"limit": min(one.max_length, MAX_ROWS), "number": len(written)}
        raise ValueRefused(gettext("%(number)s rows are too many: %(limit)s at most are taken.") % names)
    cells: dict[tuple[int, str], str] = {}
    rows = [_row(one, row, number, cells) for number, row in enumerate(written, start=1)]
    if cells:
        raise ValueRefused(_say_cells(one, cells), cells)
    return [row for row in rows if row] or None


def _row(one: Field, row: Mapping[Any, Any], number: int, cells: dict[tuple[int, str], str]) -> dict[str, Any]:
    read: dict[str, Any] = {}
    columns = {column.key: column for column in one.columns}
    for key in row:
        if key not in columns:
            cells[number, _cut(key)] = gettext("there is no such column")
    for key, column in columns.items():
        try:
            value = read_value(column, row.get(key))
        except ValueRefused as error:
            cells[number, key] = str(error)
        else:
            read |= {} if value is None else {key: value}
    return read


def _say_cells(one: Field, cells: Mapping[tuple[int, str], str]) -> str:
    labels = {column.key: label(column) for column in one.columns}
    sentence = gettext("Row %(number)s, %(column)s: %(problem)s")
    said = [
        sentence % {"number": number, "column": labels.get(key, key), "problem": problem}
        for (number, key), problem in list(cells.items())[:MAX_CELLS_SAID]
    ]
    return " ".join(said)


def _file(one: Field, written: object) -> int:
    text = _plain(written).strip()
    if isinstance(written, bool) or not text.isascii() or not text.isdigit() or not 0 < int(text[:19]) < 2**63:
        raise ValueRefused(gettext("Choose a file to attach."))
    return int(text)


def _cut(written: object) -> str:
    return _UNWRITABLE.sub("?", str(written))[:60]


_READERS: dict[FieldKind, Callable[[Field, object], Any]] = {
    FieldKind.TEXT: _text,
    FieldKind.LONG_TEXT: _text,
    FieldKind.NUMBER: _number,
    FieldKind.DATE: _date,
    FieldKind.CHOICE: _choice,
    FieldKind.CHOICES: _choices,
    FieldKind.ROWS: _rows,
    FieldKind.FILE: _file,
}


def label(one: Field, language: str | None = None) -> str:
    """Give the label of a field in a language, that of the reader where none is given."""
    return said_in(one.label, language or (get_language() or "fr").split("-")[0])


def computed(one: Field, values: Mapping[str, Any]) -> int | float | None:
    """Compute a figure from the rows that are there; None where there are none."""
    if one.formula is None:
        return None
    name, _dot, column = one.formula.of.partition(".")
    rows = values.get(name)
    if not isinstance(rows, list):
        return None
    if one.formula.operation == "count":
        return len(rows)
    numbers = [row[column] for row in rows if isinstance(row, Mapping) and row.get(column) is not None]
    total = math.fsum(numbers) if numbers else None
    return None if total is None else int(total) if total == int(total) else round(total, 6)


def with_computed(definition: Definition, values: Mapping[str, Any]) -> dict[str, Any]:
    """Add to values those that are computed from them."""
    figures = {key: computed(one, values) for key, one in definition.fields.items() if one.formula}
    return {**values, **{key: figure for key, figure in figures.items() if figure is not None}}


@dataclass(frozen=True)
class Missing:
    """Something required that is not there: a field, a cell of repeated rows (`row` from 1), a note that explains."""

    field: Field
    row: int = 0
    column: Field | None = None
    needs_note: bool = False

    @property
    def sentence(self) -> str:
        """Name what is missing."""
        if self.needs_note:
            return gettext("%(field)s: say in a note why you correct what was known") % {"field": label(self.field)}
        if self.column is None:
            return label(self.field)
        names = {"field": label(self.field), "number": self.row, "column": label(self.column)}
        return gettext("%(field)s, row %(number)s: %(column)s") % names


def check_complete(definition: Definition, values: Mapping[str, Any], explained: Collection[str] = ()) -> list[Missing]:
    """
    List what is required and missing.

    A required field without answer is accepted where a note explains it (`explained` holds the keys of fields
    that have a note): a territory may say that it has no information, it may not stay silent.
    """
    return [missing for one in asked_fields(definition, values) for missing in _missing_of(one, values, explained)]


def asked_fields(definition: Definition, values: Mapping[str, Any]) -> Iterable[Field]:
    """Give the fields that are asked, given the present values."""
    return (one for one in definition.fields.values() if definition.is_asked(one, values))


def _missing_of(one: Field, values: Mapping[str, Any], explained: Collection[str]) -> list[Missing]:
    value = values.get(one.key)
    if one.key in explained:
        return []
    if value is None:
        return [Missing(one)] if one.is_required and one.kind != FieldKind.COMPUTED else []
    if one.kind != FieldKind.ROWS:
        return []
    needed = [column for column in one.columns if column.is_required]
    return [
        Missing(one, number, column)
        for number, row in enumerate(value, start=1)
        for column in needed
        if row.get(column.key) is None
    ]
