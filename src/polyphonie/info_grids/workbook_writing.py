"""Writing the workbook that a territory fills offline: a sheet that explains, one per block, one per repeated rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

import xlsxwriter
from django.utils.translation import gettext, override
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from polyphonie.info_grids import workbook_layout as layout
from polyphonie.info_grids.definition import Block, Definition, Field, said_in
from polyphonie.info_grids.enums import FieldKind
from polyphonie.info_grids.showing import show_value
from polyphonie.info_grids.values import MAX_ROWS

_WIDTHS = {"label": 46, "answer": 52, "required": 16, "help": 60, "note": 40, "cell": 28}
_FIRST_DAY, _LAST_DAY = date(1900, 1, 1), date(2100, 12, 31)


@dataclass(frozen=True)
class GridContents:
    """What a workbook carries of a grid, at the moment of the download."""

    campaign_slug: str
    campaign_title: str
    territory_slug: str
    territory_name: str
    form_version: int
    form_digest: str
    definition: Definition
    values: Mapping[str, Any]
    notes: Mapping[str, str]
    revisions: Mapping[str, int]
    files: Mapping[int, str] = field(default_factory=dict)


def write_workbook(path: Path, contents: GridContents, *, language: str, at: datetime) -> None:
    """Write the workbook of a grid, in the words of one language; memory does not grow with it."""
    with override(language):
        _Writer(path, contents, language).write(at)


class _Writer:
    def __init__(self, path: Path, contents: GridContents, language: str) -> None:
        self.contents = contents
        self.language = language
        self.taken = {layout.HIDDEN_SHEET.casefold(), layout.LISTS_SHEET.casefold()}
        self.workbook = xlsxwriter.Workbook(
            path, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        )
        self.workbook.set_properties({"title": contents.territory_name, "comments": layout.FORMAT})

    @cached_property
    def formats(self) -> dict[str, Format]:
        top: dict[str, Any] = {"valign": "top", "text_wrap": True}
        answer: dict[str, Any] = top | {"locked": False, "border": 1, "border_color": "#8a8478", "bg_color": "#fffdf6"}
        add = self.workbook.add_format
        return {
            "plain": add(top),
            "soft": add(top | {"font_color": "#5c574d"}),
            "strong": add(top | {"bold": True}),
            "title": add({"bold": True, "font_size": 15, "valign": "top"}),
            "heading": add({"bold": True, "bottom": 1, "valign": "top", "text_wrap": True, "bg_color": "#efe9db"}),
            "locked": add(top | {"font_color": "#5c574d", "bg_color": "#efece4"}),
            "answer": add(answer | {"num_format": "@"}),
            "number": add(answer),
            "date": add(answer | {"num_format": "yyyy-mm-dd"}),
            "free": add(top | {"locked": False}),
            "free_date": add(top | {"locked": False, "num_format": "yyyy-mm-dd"}),
        }

    def write(self, at: datetime) -> None:
        self._explain(at)
        rows_sheets: list[tuple[Field, str]] = []
        for block in self.contents.definition:
            rows_sheets += self._block(block)
        for one, name in rows_sheets:
            self._rows(one, name)
        self._lists()
        self._hidden(at)
        self.workbook.close()

    # --- The sheet that explains --------------------------------------------------------------------------------------

    def _explain(self, at: datetime) -> None:
        sheet = self.workbook.add_worksheet(layout.sheet_name(gettext("Read me"), self.taken))
        sheet.set_column(0, 0, 100)
        sheet.hide_gridlines(2)
        title = gettext("Information grid: %(territory)s") % {"territory": self.contents.territory_name}
        sheet.write_string(0, 0, title, self.formats["title"])
        lines = [
            self.contents.campaign_title,
            gettext("Downloaded on %(day)s, version %(version)s of the form.")
            % {"day": f"{at:%Y-%m-%d}", "version": self.contents.form_version},
            "",
            gettext("1. Fill the cells with a frame, sheet by sheet. Nothing has to be filled in one go."),
            gettext("2. Where a list opens, choose in it. Dates are written 2026-04-30 or 30/04/2026."),
            gettext("3. Where several choices are possible, each has its line: write “%(yes)s” beside those that hold.")
            % {"yes": layout.yes_in(self.language)},
            gettext(
                "4. Tables have a sheet of their own: one row each. In a cell, several choices are separated by “;”."
            ),
            gettext("5. Grey cells are computed, or hold files: they are changed on line only."),
            gettext("6. Save as .xlsx, and send it back: you first read what would change, then you confirm."),
            "",
            gettext(
                "You may move, add or hide rows and columns: each answer is known by a hidden key, not by its place."
            ),
            gettext(
                "What somebody changes on line meanwhile is never overwritten: you are shown both, and you choose."
            ),
            gettext("The remark beside an answer is public with it. Do not write the names of private persons."),
        ]
        for row, line in enumerate(lines, start=1):
            sheet.write_string(row, 0, line, self.formats["plain"])
        sheet.protect("", {"format_columns": True, "format_rows": True})

    # --- A block ------------------------------------------------------------------------------------------------------

    def _block(self, block: Block) -> list[tuple[Field, str]]:
        """Write the sheet of a block; give the sheets that its repeated rows need."""
        title = layout.block_title(block, self.language)
        sheet = self.workbook.add_worksheet(layout.sheet_name(title, self.taken))
        for column, name in enumerate(("label", "answer", "required", "help", "note"), start=1):
            sheet.set_column(column, column, _WIDTHS[name])
        sheet.set_column(0, 0, 2, None, {"hidden": True})
        sheet.set_row(0, None, None, {"hidden": True})
        for column, name in ((0, layout.KEY), (2, layout.ANSWER), (5, layout.NOTE)):
            sheet.write_string(0, column, name)
        sheet.write_string(1, 1, title, self.formats["title"])
        headings = (gettext("Question"), gettext("Answer"), "", gettext("Help"), gettext("Remark"))
        for column, heading in enumerate(headings, start=1):
            sheet.write_string(2, column, heading, self.formats["heading"])
        sheet.freeze_panes(3, 2)
        row, found = 3, []
        for one in block.fields:
            if one.kind == FieldKind.ROWS:
                found.append((one, layout.sheet_name(f"{block.key.upper()} {self._label(one)}", self.taken)))
                self._line(sheet, row, one, note=True)
                pointer = gettext("See the sheet “%(name)s”.") % {"name": found[-1][1]}
                sheet.write_string(row, 2, pointer, self.formats["locked"])
                row += 1
            elif one.kind == FieldKind.CHOICES:
                row = self._several(sheet, row, one)
            else:
                self._line(sheet, row, one, note=one.kind not in layout.NOT_WRITTEN)
                self._answer(sheet, row, one)
                row += 1
        sheet.protect("", {"format_columns": True, "format_rows": True, "insert_rows": True, "insert_columns": True})
        return found

    def _line(self, sheet: Worksheet, row: int, one: Field, *, note: bool) -> None:
        """Write what stands around an answer. In constant memory, cells of a row may come in any order."""
        sheet.write_string(row, 0, one.key)
        sheet.write_string(row, 1, self._label(one), self.formats["strong"])
        sheet.write_string(row, 3, gettext("required") if one.is_required else "", self.formats["soft"])
        sheet.write_string(row, 4, self._help(one), self.formats["soft"])
        if note:
            sheet.write_string(row, 5, self.contents.notes.get(one.key, ""), self.formats["answer"])

    def _answer(self, sheet: Worksheet, row: int, one: Field) -> None:
        value = self.contents.values.get(one.key)
        if one.kind in layout.NOT_WRITTEN:
            shown = show_value(one, value, self.language, self.contents.files)
            sheet.write_string(row, 2, shown, self.formats["locked"])
            return
        self._cell(sheet, row, 2, one, value, framed=True)
        self._validate(sheet, (row, 2, row, 2), one, one.key)

    def _several(self, sheet: Worksheet, row: int, one: Field) -> int:
        """Write one line per choice, under the question."""
        self._line(sheet, row, one, note=True)
        sheet.write_string(row, 2, "", self.formats["locked"])
        chosen = set(self.contents.values.get(one.key) or ())
        for choice in one.choices:
            row += 1
            sheet.write_string(row, 0, f"{one.key}{layout.OF_A_CHOICE}{choice.key}")
            sheet.write_string(row, 1, f"    {said_in(choice.label, self.language)}", self.formats["plain"])
            ticked = layout.yes_in(self.language) if choice.key in chosen else ""
            sheet.write_string(row, 2, ticked, self.formats["answer"])
            sheet.data_validation(row, 2, row, 2, {"validate": "list", "source": "=list__yes"})
        return row + 1

    def _cell(self, sheet: Worksheet, row: int, column: int, one: Field, value: Any, *, framed: bool) -> None:
        text = self.formats["answer" if framed else "free"]
        if one.kind == FieldKind.DATE:
            day = self.formats["date" if framed else "free_date"]
            if value is None:
                sheet.write_blank(row, column, None, day)
            else:
                sheet.write_datetime(row, column, datetime.fromisoformat(value), day)
        elif one.kind == FieldKind.NUMBER:
            number = self.formats["number"] if framed else text
            if value is None:
                sheet.write_blank(row, column, None, number)
            else:
                sheet.write_number(row, column, value, number)
        else:
            sheet.write_string(row, column, self._said(one, value), text)

    def _said(self, one: Field, value: Any) -> str:
        if value is None:
            return ""
        if one.kind in {FieldKind.CHOICE, FieldKind.CHOICES}:
            shown = layout.shown_by_key(one, self.language)
            return layout.SEPARATOR.join(shown.get(key, key) for key in ([value] if isinstance(value, str) else value))
        return str(value)

    # --- Repeated rows ------------------------------------------------------------------------------------------------

    def _rows(self, one: Field, name: str) -> None:
        """Write the sheet of repeated rows: a hidden row of keys, the headings, then the rows."""
        sheet = self.workbook.add_worksheet(name)
        sheet.set_column(0, 0, 2, None, {"hidden": True})
        for place, column in enumerate(one.columns, start=1):
            kind = "free_date" if column.kind == FieldKind.DATE else "free"
            sheet.set_column(place, place, _WIDTHS["cell"], self.formats[kind])
        sheet.set_row(0, None, None, {"hidden": True})
        sheet.write_string(0, 0, f"{layout.ROWS}{one.key}")
        for place, column in enumerate(one.columns, start=1):
            sheet.write_string(0, place, f"{layout.COLUMN}{column.key}")
        sheet.write_string(1, 1, self._label(one), self.formats["title"])
        sheet.write_string(2, 1, self._help(one), self.formats["soft"])
        sheet.write_string(3, 0, layout.BELOW)
        for place, column in enumerate(one.columns, start=1):
            words = [self._label(column), self._help(column), gettext("required") if column.is_required else ""]
            sheet.write_string(3, place, "\n".join(word for word in words if word), self.formats["heading"])
        last = 3 + min(one.max_length, MAX_ROWS)
        for place, column in enumerate(one.columns, start=1):
            self._validate(sheet, (4, place, last, place), column, f"{one.key}.{column.key}")
        for number, row in enumerate(self.contents.values.get(one.key) or [], start=4):
            for place, column in enumerate(one.columns, start=1):
                if row.get(column.key) is not None:
                    self._cell(sheet, number, place, column, row[column.key], framed=False)
        sheet.freeze_panes(4, 0)
        sheet.protect(
            "", {"format_columns": True, "format_rows": True, "insert_rows": True, "delete_rows": True, "sort": True}
        )

    # --- Lists, and what is hidden ------------------------------------------------------------------------------------

    def _validate(self, sheet: Worksheet, cells: tuple[int, int, int, int], one: Field, name: str) -> None:
        rule: dict[str, Any] = {"error_title": self._label(one)[:32]}
        if one.kind == FieldKind.CHOICE and one.choices:
            rule |= {"validate": "list", "source": f"=list_{name}"}
            rule["error_message"] = gettext("Choose one of the answers offered in the list.")
        elif one.kind == FieldKind.DATE:
            rule |= {"validate": "date", "criteria": "between", "minimum": _FIRST_DAY, "maximum": _LAST_DAY}
            rule["error_message"] = gettext("Write a date, such as 2026-04-30 or 30/04/2026.")
        elif one.kind == FieldKind.NUMBER:
            least = 0 if one.counts_people and one.minimum is None else one.minimum
            rule |= {"validate": "integer" if one.counts_people else "decimal", "criteria": "between"}
            rule |= {"minimum": -1e15 if least is None else least}
            rule |= {"maximum": 1e15 if one.maximum is None else one.maximum}
            rule["error_message"] = gettext("Write a number, such as 1234 or 12.5.")
        else:
            return
        sheet.data_validation(*cells, rule)

    def _lists(self) -> None:
        """Write each list of choices along one row, under a name that the answers refer to."""
        sheet = self.workbook.add_worksheet(layout.LISTS_SHEET)
        sheet.hide()
        sheet.write_string(0, 0, layout.yes_in(self.language))
        self.workbook.define_name("list__yes", f"={layout.LISTS_SHEET}!$A$1")
        for row, (name, one) in enumerate(self._with_choices(), start=1):
            for place, choice in enumerate(one.choices):
                sheet.write_string(row, place, layout.choice_shown(one, choice, self.language))
            last = xl_rowcol_to_cell(row, len(one.choices) - 1, row_abs=True, col_abs=True)
            self.workbook.define_name(f"list_{name}", f"={layout.LISTS_SHEET}!$A${row + 1}:{last}")

    def _with_choices(self) -> list[tuple[str, Field]]:
        found = []
        for one in self.contents.definition.fields.values():
            found += [(one.key, one), *((f"{one.key}.{column.key}", column) for column in one.columns)]
        return [(name, one) for name, one in found if one.kind == FieldKind.CHOICE and one.choices]

    def _hidden(self, at: datetime) -> None:
        sheet = self.workbook.add_worksheet(layout.HIDDEN_SHEET)
        sheet.very_hidden()
        contents = self.contents
        rows: list[tuple[str, str, str]] = [
            ("format", layout.FORMAT, ""),
            ("campaign", contents.campaign_slug, ""),
            ("territory", contents.territory_slug, ""),
            ("form_version", str(contents.form_version), ""),
            ("form_digest", contents.form_digest, ""),
            ("language", self.language, ""),
            ("made_at", at.isoformat(timespec="seconds"), ""),
            *(("revision", key, str(contents.revisions.get(key, 0))) for key in contents.definition.fields),
        ]
        for number, row in enumerate(rows):
            for place, cell in enumerate(row):
                sheet.write_string(number, place, cell)
        sheet.protect()

    def _label(self, one: Field) -> str:
        label = said_in(one.label, self.language)
        return f"{label} ({one.unit})" if one.unit else label

    def _help(self, one: Field) -> str:
        return said_in(one.help, self.language)
