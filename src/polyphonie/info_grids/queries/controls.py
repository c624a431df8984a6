"""Controls of the filling page: what a template needs to write an input, and nothing to decide."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import get_language

from polyphonie.info_grids.definition import Field, said_in
from polyphonie.info_grids.enums import FieldKind, Visibility
from polyphonie.info_grids.showing import show_value
from polyphonie.info_grids.values import MAX_ROWS


@dataclass(frozen=True)
class Option:
    key: str
    label: str
    is_chosen: bool


@dataclass(frozen=True)
class Control:
    """One input: of a field, or of a cell of repeated rows."""

    field: Field
    name: str
    label: str
    help: str
    value: Any
    options: tuple[Option, ...] = ()
    error: str = ""

    @property
    def kind(self) -> str:
        return str(self.field.kind)

    @property
    def is_restricted(self) -> bool:
        return self.field.visibility == Visibility.RESTRICTED

    @property
    def described_by(self) -> str:
        """Ids of the help and of the error, for the input."""
        parts = (f"{self.name}-help" if self.help else "", f"{self.name}-error" if self.error else "")
        return " ".join(part for part in parts if part)


@dataclass(frozen=True)
class RowOnPage:
    """One of the repeated rows: its number from 1, what names it, its inputs."""

    number: int
    title: str
    controls: tuple[Control, ...]
    is_open: bool = False


@dataclass(frozen=True)
class RowsOnPage:
    """The rows of a field that this page shows, of all that there are."""

    rows: tuple[RowOnPage, ...]
    start: int
    stop: int
    n_rows: int
    page: int
    n_pages: int
    can_add: bool = field(default=True)


def reader_language() -> str:
    """Give the language of whoever reads."""
    return (get_language() or "fr").split("-")[0]


def control_for(one: Field, name: str, value: Any, error: str = "") -> Control:
    """Make the input of a field, or of a cell."""
    language = reader_language()
    chosen = set(value) if isinstance(value, list) else {value}
    options = tuple(Option(c.key, said_in(c.label, language), c.key in chosen) for c in one.choices)
    help_text = said_in(one.help, language)
    return Control(one, name, said_in(one.label, language), help_text, _written(one, value), options, error)


def rows_for(
    one: Field,
    name: str,
    rows: list[Mapping[str, Any]],
    *,
    page: int,
    per_page: int,
    adds: bool,
    cells: Mapping[tuple[int, str], str],
    is_resent: bool = False,
) -> RowsOnPage:
    """
    Make the inputs of the rows of one page; `adds` puts an empty one after the last.

    Rows that were sent and not saved (`is_resent`) are all shown, and take the place of all that there are.
    """
    per_page = MAX_ROWS + 1 if is_resent else per_page
    limit = one.max_length
    shown = [*rows, {}] if adds and len(rows) < limit else rows
    n_pages = max(1, -(-len(shown) // per_page))
    page = n_pages if adds else min(max(page, 1), n_pages)
    start = (page - 1) * per_page
    window = shown[start : start + per_page]
    return RowsOnPage(
        rows=tuple(_row(one, name, row, start + n, cells) for n, row in enumerate(window, start=1)),
        start=start,
        stop=9999 if is_resent else min(start + len(window), len(rows)),
        n_rows=len(rows),
        page=page,
        n_pages=n_pages,
        can_add=len(rows) < limit,
    )


def _row(one: Field, name: str, row: Mapping[str, Any], number: int, cells: Mapping[tuple[int, str], str]) -> RowOnPage:
    controls = tuple(
        control_for(column, f"{name}-{number}-{column.key}", row.get(column.key), cells.get((number, column.key), ""))
        for column in one.columns
    )
    is_open = not row or any(control.error for control in controls)
    return RowOnPage(number, _title(one, row), controls, is_open)


def _title(one: Field, row: Mapping[str, Any]) -> str:
    """Name a row by its first two cells that say something."""
    language = reader_language()
    said = (show_value(column, row.get(column.key), language) for column in one.columns)
    return " · ".join([text for text in said if text][:2])[:160]


def _written(one: Field, value: Any) -> Any:
    """Write a value as an input takes it: a number without spaces, with a comma in French."""
    if value is None:
        return ""
    if one.kind == FieldKind.NUMBER and isinstance(value, float) and reader_language() == "fr":
        return str(value).replace(".", ",")
    return value
