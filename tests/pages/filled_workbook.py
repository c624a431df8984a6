"""The workbook of a grid, filled as a spreadsheet would give it back."""

from __future__ import annotations

import io
from typing import Any

import fastexcel
import xlsxwriter

from polyphonie.info_grids.shipped import shipped_form

YES = {"fr": "oui", "en": "yes"}
WORDS = "Rempli hors ligne, dans un tableur"

Rows = list[list[str | None]]


def fill_workbook(content: bytes, *, language: str) -> bytes:
    """Answer every required question that is empty, and give each table a first row."""
    fields = {one["key"]: one for block in shipped_form()["blocks"] for one in block["fields"]}
    received, written = fastexcel.read_excel(content), io.BytesIO()
    with xlsxwriter.Workbook(written, {"in_memory": True}) as workbook:
        for name in received.sheet_names:
            table = received.load_sheet(name, header_row=None, dtypes="string").to_polars()
            rows = [list(row) for row in table.rows()]
            _fill(rows, fields, language)
            sheet = workbook.add_worksheet(name)
            for place, row in enumerate(rows):
                for column, value in enumerate(row):
                    if value:
                        sheet.write_string(place, column, value)
    return written.getvalue()


def _fill(rows: Rows, fields: dict[str, Any], language: str) -> None:
    mark = rows[0][0] if rows and rows[0] else None
    if mark == "polyphonie:key":
        _fill_block(rows, rows[0].index("polyphonie:answer"), fields, language)
    elif mark and mark.startswith("polyphonie:rows:") and rows[-1][0] == "polyphonie:below":
        field = fields[mark.removeprefix("polyphonie:rows:")]
        columns = {one["key"]: one for one in field["columns"]}
        names = [str(one).removeprefix("polyphonie:column:") for one in rows[0][1:]]
        rows.append([None, *(_value(columns[name], language) for name in names)])


def _fill_block(rows: Rows, answer: int, fields: dict[str, Any], language: str) -> None:
    for row in rows[1:]:
        key, _slash, choice = (row[0] or "").partition("/")
        field = fields.get(key)
        if field is None or not field.get("is_required") or row[answer]:
            continue
        if choice:
            row[answer] = YES[language] if choice == field["choices"][0]["key"] else None
        elif field["kind"] not in ("choices", "rows", "file"):
            row[answer] = _value(field, language)


def _value(field: dict[str, Any], language: str) -> str:
    if field["kind"] in ("choice", "choices"):
        return str(field["choices"][0]["label"][language])
    return {"number": "12", "date": "2026-04-02"}.get(field["kind"], WORDS)
