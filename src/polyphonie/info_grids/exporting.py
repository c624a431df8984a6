"""
All grids of a campaign as files: a workbook, tables in a zip, JSON; each with the dictionary of the form.

Rows come one grid at a time and leave at once: memory does not grow with the number of territories.
"""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Final

import xlsxwriter
from django.utils.translation import gettext, override, pgettext
from xlsxwriter.worksheet import Worksheet

from polyphonie.formats.writing import safe_cell
from polyphonie.info_grids.definition import Block, Definition, Field, said_in
from polyphonie.info_grids.enums import FieldKind, Visibility
from polyphonie.info_grids.published import Cell, cells_of
from polyphonie.info_grids.showing import show_value
from polyphonie.info_grids.workbook_layout import block_title, sheet_name

FORMATS: Final = {
    "xlsx": ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "csv": ("zip", "application/zip"),
    "json": ("json", "application/json"),
}
_LANGUAGES: Final = ("fr", "en")
_MOST_TEXT: Final = 32_000
_ANSWER_COLUMNS: Final = ("territory", "version", "status", "block", "field", "column", "place", "value", "is_withheld")
_DICTIONARY_COLUMNS: Final = (
    *("block", "field", "column", "kind", "label_fr", "label_en", "unit", "is_required", "visibility"),
    *("counts_people", "choices_fr", "choices_en"),
)


@dataclass(frozen=True)
class ExportedGrid:
    """One grid: of whom, in which version, filled on which form, and what it holds."""

    territory: str
    name: str
    version: int | None
    status: str
    definition: Definition
    values: Mapping[str, Any]


@dataclass(frozen=True)
class Export:
    """
    What is exported.

    `form` is the form in force, which orders columns; `missing` names the territories without a grid here. With
    `is_whole`, restricted fields are there and nothing is withheld: this is for the coordinator only.
    """

    campaign: str
    title: str
    form: Definition
    form_version: int
    threshold: int
    missing: Callable[[], Iterable[tuple[str, str]]]
    grids: Callable[[], Iterator[ExportedGrid]]
    is_whole: bool = False

    def cells(self, grid: ExportedGrid) -> Iterator[Cell]:
        """Give the values of a grid, withheld as they must be."""
        threshold = 0 if self.is_whole else self.threshold
        return cells_of(grid.definition, grid.values, threshold=threshold, only_public=not self.is_whole)

    def is_shown(self, one: Field) -> bool:
        """Tell whether a field is exported."""
        return self.is_whole or one.visibility == Visibility.PUBLIC


def write_export(path: Path, export: Export, *, name: str, language: str) -> None:
    """Write an export in one of `FORMATS`."""
    with override(language):
        {"xlsx": _write_xlsx, "csv": _write_csv, "json": _write_json}[name](path, export, language)


# --- Tables -----------------------------------------------------------------------------------------------------------


def _write_csv(path: Path, export: Export, _language: str) -> None:
    """Write the long table of answers, the dictionary and who is missing, as CSV in a zip."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as archive:
        _table(archive, "answers.csv", _ANSWER_COLUMNS, _answer_rows(export))
        _table(archive, "dictionary.csv", _DICTIONARY_COLUMNS, _dictionary_rows(export))
        _table(archive, "not-published.csv", ("territory", "name"), export.missing())


def _table(archive: zipfile.ZipFile, name: str, columns: Iterable[str], rows: Iterable[Iterable[Any]]) -> None:
    with archive.open(name, "w", force_zip64=True) as raw, io.TextIOWrapper(raw, "utf-8", newline="") as stream:
        table = csv.writer(stream, lineterminator="\n")
        table.writerow(columns)
        table.writerows([_csv_cell(cell) for cell in row] for row in rows)


def _csv_cell(value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    return safe_cell(value) if isinstance(value, str) else "" if value is None else value


def _answer_rows(export: Export) -> Iterator[tuple[Any, ...]]:
    for grid in export.grids():
        blocks = {one.key: block.key for block in grid.definition for one in block.fields}
        for cell in export.cells(grid):
            yield (
                *(grid.territory, grid.version, grid.status, blocks[cell.field.key], cell.field.key),
                *(cell.column.key if cell.column else None, cell.place or None, _plain(cell), cell.is_withheld),
            )


def _plain(cell: Cell) -> Any:
    return "file" if cell.of.kind == FieldKind.FILE and cell.value is not None else cell.value


def _dictionary_rows(export: Export) -> Iterator[tuple[Any, ...]]:
    for block in export.form:
        for one in block.fields:
            for column in (None, *one.columns):
                of = column or one
                if export.is_shown(one) and export.is_shown(of):
                    choices = [
                        "; ".join(f"{choice.key} = {said_in(choice.label, language)}" for choice in of.choices)
                        for language in _LANGUAGES
                    ]
                    yield (
                        *(block.key, one.key, column.key if column else None, str(of.kind)),
                        *(said_in(of.label, language) for language in _LANGUAGES),
                        *(of.unit, of.is_required, str(of.visibility), of.counts_people, *choices),
                    )


# --- JSON -------------------------------------------------------------------------------------------------------------


def _write_json(path: Path, export: Export, _language: str) -> None:
    """Write one object: what it is, the dictionary, who is missing, then the grids, one by line."""
    head = {
        "format": "polyphonie-grids/1",
        "campaign": export.campaign,
        "title": export.title,
        "form_version": export.form_version,
        "disclosure_threshold": export.threshold,
        "dictionary": [dict(zip(_DICTIONARY_COLUMNS, row, strict=True)) for row in _dictionary_rows(export)],
        "not_published": [{"territory": slug, "name": name} for slug, name in export.missing()],
    }
    with path.open("w", encoding="utf-8") as stream:
        stream.write(json.dumps(head, ensure_ascii=False, indent=1).removesuffix("\n}"))
        stream.write(',\n "grids": [')
        _write_grids(stream, export)
        stream.write("\n ]\n}\n")


def _write_grids(stream: IO[str], export: Export) -> None:
    for number, grid in enumerate(export.grids()):
        written = {
            "territory": grid.territory,
            "name": grid.name,
            "version": grid.version,
            "status": grid.status,
            "answers": [
                {
                    "field": cell.field.key,
                    "column": cell.column.key if cell.column else None,
                    "place": cell.place or None,
                    "value": _plain(cell),
                    "is_withheld": cell.is_withheld,
                }
                for cell in export.cells(grid)
            ],
        }
        stream.write((",\n  " if number else "\n  ") + json.dumps(written, ensure_ascii=False))


# --- Workbook ---------------------------------------------------------------------------------------------------------


def _write_xlsx(path: Path, export: Export, language: str) -> None:
    """Write one sheet per block, a row per territory; one per repeated rows; the dictionary; who is missing."""
    workbook = xlsxwriter.Workbook(
        path, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    sheets = _Sheets(workbook, export, language)
    for grid in export.grids():
        sheets.add(grid)
    sheets.list(gettext("Dictionary"), _DICTIONARY_COLUMNS, _dictionary_rows(export))
    sheets.list(gettext("Not published"), ("territory", "name"), export.missing())
    workbook.close()


class _Sheets:
    def __init__(self, workbook: xlsxwriter.Workbook, export: Export, language: str) -> None:
        self.workbook, self.export, self.language = workbook, export, language
        self.bold = workbook.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        self.taken: set[str] = set()
        self.withheld = pgettext("count of people", "withheld")
        self.blocks = [self._block(block) for block in export.form]
        self.rows = {
            one.key: self._rows(block, one)
            for block in export.form
            for one in block.fields
            if one.kind == FieldKind.ROWS and export.is_shown(one)
        }
        self.next_row: dict[str, int] = {}

    def _sheet(self, title: str, headings: Iterable[str]) -> Worksheet:
        sheet = self.workbook.add_worksheet(sheet_name(title, self.taken))
        sheet.set_column(0, 0, 28)
        sheet.set_column(1, 60, 20)
        for place, heading in enumerate(headings):
            sheet.write_string(0, place, heading, self.bold)
        sheet.freeze_panes(1, 1)
        return sheet

    def _block(self, block: Block) -> tuple[Worksheet, dict[str, int]]:
        fields = [one for one in block.fields if self.export.is_shown(one)]
        title = block_title(block, self.language)
        headings = [gettext("Territory"), gettext("Version"), *(said_in(one.label, self.language) for one in fields)]
        return self._sheet(title, headings), {one.key: place for place, one in enumerate(fields, start=2)}

    def _rows(self, block: Block, one: Field) -> tuple[Worksheet, dict[str, int]]:
        columns = [column for column in one.columns if self.export.is_shown(column)]
        title = f"{block.key.upper()} {said_in(one.label, self.language)}"
        headings = [gettext("Territory"), gettext("Row"), *(said_in(column.label, self.language) for column in columns)]
        return self._sheet(title, headings), {column.key: place for place, column in enumerate(columns, start=2)}

    def add(self, grid: ExportedGrid) -> None:
        """Write one grid: a row in each block, and its repeated rows."""
        by_field: dict[str, list[Cell]] = {}
        for cell in self.export.cells(grid):
            by_field.setdefault(cell.field.key, []).append(cell)
        for number, (sheet, places) in enumerate(self.blocks):
            row = self._row(f"block {number}")
            sheet.write_string(row, 0, grid.name)
            sheet.write_string(row, 1, grid.status if grid.version is None else str(grid.version))
            for key, place in places.items():
                self._several(sheet, row, place, by_field.get(key, []))
        for key, (sheet, places) in self.rows.items():
            self._repeated(sheet, places, key, grid.name, by_field.get(key, []))

    def _row(self, name: str) -> int:
        self.next_row[name] = self.next_row.get(name, 0) + 1
        return self.next_row[name]

    def _several(self, sheet: Worksheet, row: int, place: int, cells: list[Cell]) -> None:
        if not cells:
            return
        one = cells[0].field
        if one.kind == FieldKind.ROWS:
            sheet.write_number(row, place, max(cell.place for cell in cells))
        elif one.kind == FieldKind.CHOICES:
            sheet.write_string(row, place, show_value(one, [cell.value for cell in cells], self.language))
        else:
            self._cell(sheet, row, place, cells[0])

    def _repeated(self, sheet: Worksheet, places: Mapping[str, int], key: str, name: str, cells: list[Cell]) -> None:
        by_row: dict[int, dict[str, list[Cell]]] = {}
        for cell in cells:
            if cell.column is not None:
                by_row.setdefault(cell.place, {}).setdefault(cell.column.key, []).append(cell)
        for number, columns in by_row.items():
            row = self._row(key)
            sheet.write_string(row, 0, name)
            sheet.write_number(row, 1, number)
            for column, found in columns.items():
                if column not in places:
                    continue
                if found[0].of.kind == FieldKind.CHOICES:
                    shown = show_value(found[0].of, [cell.value for cell in found], self.language)
                    sheet.write_string(row, places[column], shown)
                else:
                    self._cell(sheet, row, places[column], found[0])

    def _cell(self, sheet: Worksheet, row: int, place: int, cell: Cell) -> None:
        if cell.is_withheld:
            sheet.write_string(row, place, self.withheld)
        elif isinstance(cell.value, int | float) and cell.of.kind in {FieldKind.NUMBER, FieldKind.COMPUTED}:
            sheet.write_number(row, place, cell.value)
        elif cell.of.kind == FieldKind.CHOICE:
            sheet.write_string(row, place, show_value(cell.of, cell.value, self.language))
        else:
            sheet.write_string(row, place, str(_plain(cell))[:_MOST_TEXT])

    def list(self, title: str, columns: Iterable[str], rows: Iterable[Iterable[Any]]) -> None:
        """Write a plain table on a sheet of its own."""
        sheet = self._sheet(title, columns)
        for number, row in enumerate(rows, start=1):
            for place, cell in enumerate(row):
                sheet.write_string(number, place, "" if cell is None else str(cell))
