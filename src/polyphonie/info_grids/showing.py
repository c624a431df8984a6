"""Writing the values of the grid as people read them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import override

from polyphonie.core.templatetags.figures import full_date, number
from polyphonie.info_grids.definition import Field, said_in
from polyphonie.info_grids.enums import FieldKind


def show_value(one: Field, value: Any, language: str, files: Mapping[int, str] | None = None) -> str:
    """
    Write a kept value in a language: labels of choices, dates in full, figures as they are set.

    `files` gives the names of attached files by key. Rows are written one by line, their cells separated by " · ".
    Nothing for what is empty; a choice that the form no longer offers is written as it was kept.
    """
    if value is None or value == []:
        return ""
    with override(language):
        return _show(one, value, language, files or {})


def _show(one: Field, value: Any, language: str, files: Mapping[int, str]) -> str:
    if one.kind in {FieldKind.NUMBER, FieldKind.COMPUTED} and isinstance(value, int | float):
        return _figure(value, one.unit)
    if one.kind == FieldKind.DATE:
        return _day(value)
    if one.kind == FieldKind.CHOICE:
        return _said(one, value, language)
    if one.kind == FieldKind.CHOICES and isinstance(value, list):
        return ", ".join(_said(one, key, language) for key in value)
    if one.kind == FieldKind.ROWS and isinstance(value, list):
        return "\n".join(_show_row(one, row, language, files) for row in value if isinstance(row, Mapping))
    if one.kind == FieldKind.FILE:
        return files.get(value, "") if isinstance(value, int) else ""
    return str(value)


def _show_row(one: Field, row: Mapping[str, Any], language: str, files: Mapping[int, str]) -> str:
    shown = (
        _show(column, row[column.key], language, files) for column in one.columns if row.get(column.key) is not None
    )
    return " · ".join(shown)


def _figure(value: float, unit: str) -> str:
    decimals = 0 if value == int(value) else min(len(repr(round(value, 6)).partition(".")[2]), 6)
    written = number(value, decimals)
    return f"{written}\u00a0{unit}" if unit else written


def _day(value: Any) -> str:
    try:
        return full_date(date.fromisoformat(str(value)))
    except ValueError:
        return str(value)


def _said(one: Field, key: Any, language: str) -> str:
    return next((said_in(choice.label, language) for choice in one.choices if choice.key == key), str(key))
