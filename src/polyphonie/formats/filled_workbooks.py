"""A workbook that somebody filled: every sheet as text, with the rows of the file, and the cells that are formulas."""

from __future__ import annotations

import io
import posixpath
import zipfile
from dataclasses import dataclass, field
from typing import Any

import fastexcel
from defusedxml.ElementTree import fromstring

from polyphonie.formats.errors import FormatError
from polyphonie.formats.tables.sources import OLD_WORKBOOK_MAGIC, ZIP_MAGIC, Source, open_source
from polyphonie.formats.tables.workbooks import (
    check_workbook,
    pieces,
    position,
    quiet_parser,
    refuse_old_container,
    refusing_damage,
    row_number,
)

MOST_SHEETS = 100
MOST_ROWS = 5_000
MOST_COLUMNS = 200
_RELATIONS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@dataclass(frozen=True)
class FilledSheet:
    """
    One sheet: its rows that hold something, each with its number in the file, its cells from the first column on.

    A formula gives the value that the program kept; `formulas` holds the row and the column of each, from 1.
    """

    name: str
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    formulas: frozenset[tuple[int, int]] = frozenset()


@dataclass(frozen=True)
class FilledWorkbook:
    """The sheets of a workbook, hidden ones included, in their order."""

    sheets: tuple[FilledSheet, ...]

    def sheet(self, name: str) -> FilledSheet | None:
        """Give the sheet of that name; None where there is none."""
        return next((sheet for sheet in self.sheets if sheet.name == name), None)


@dataclass
class _Scan:
    """What the XML of a sheet says that its values do not: which cells are formulas, where columns begin."""

    row: int = 0
    column: int = 0
    first_column: int = 0
    formulas: set[tuple[int, int]] = field(default_factory=set)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition("}")[2].rpartition(":")[2]
        if local == "row":
            self.row = row_number(attributes.get("r", "")) or self.row + 1
            self.column = 0
        elif local == "c":
            row, column = position(attributes.get("r", ""))
            self.row, self.column = row or self.row, column or self.column + 1
        elif local in {"v", "is", "f"}:
            self.first_column = min(self.first_column or self.column, self.column)
            if local == "f":
                self.formulas.add((self.row, self.column))


def read_filled_workbook(path: str, name: str) -> FilledWorkbook:
    """
    Read a workbook that was filled; to be called in a limited child process, as every reader.

    Raises
    ------
    FormatError
        If it is no XLSX, is protected by a password, holds macros, or is beyond measure.
    """
    source = open_source(path, name=name)
    if source.content.startswith(OLD_WORKBOOK_MAGIC):
        refuse_old_container(source)
    if not source.content.startswith(ZIP_MAGIC):
        raise FormatError("damaged_workbook", file=source.file)
    check_workbook(source)
    scans = _scan(source)
    with refusing_damage(source):
        workbook = fastexcel.read_excel(source.content)
        names = workbook.sheet_names[:MOST_SHEETS]
        return FilledWorkbook(tuple(_sheet(source, workbook, one, scans.get(one, _Scan())) for one in names))


def _scan(source: Source) -> dict[str, _Scan]:
    """Look at the XML of each sheet, by the name that people see."""
    with zipfile.ZipFile(io.BytesIO(source.content)) as archive:
        members = set(archive.namelist())
        places = _places(archive)
        return {name: _scan_sheet(archive, place) for name, place in places.items() if place in members}


def _places(archive: zipfile.ZipFile) -> dict[str, str]:
    """Tell in which member of the archive each sheet is."""
    try:
        relations = fromstring(archive.read("xl/_rels/workbook.xml.rels"))
        workbook = fromstring(archive.read("xl/workbook.xml"))
    except KeyError:
        return {}
    targets = {one.get("Id"): one.get("Target", "") for one in relations}
    sheets = [one for one in workbook.iter() if one.tag.rpartition("}")[2] == "sheet"]
    found = {}
    for one in sheets[:MOST_SHEETS]:
        target = targets.get(one.get(_RELATIONS), "")
        found[one.get("name", "")] = posixpath.normpath(target.lstrip("/") if target[:1] == "/" else f"xl/{target}")
    return found


def _scan_sheet(archive: zipfile.ZipFile, place: str) -> _Scan:
    scan = _Scan()
    expat = quiet_parser(scan.start)
    with archive.open(place) as stream:
        for piece in pieces(stream):
            expat.Parse(piece, False)
    expat.Parse(b"", True)
    return scan


def _sheet(source: Source, workbook: Any, name: str, scan: _Scan) -> FilledSheet:
    frame = workbook.load_sheet(name, header_row=None, skip_rows=0, dtypes="string").to_polars()
    before = ("",) * max(0, scan.first_column - 1)
    rows = []
    for number, row in enumerate(frame.iter_rows(), start=1):
        cells = tuple(cell or "" for cell in row[:MOST_COLUMNS])
        if any(cell.strip() for cell in cells):
            rows.append((number, before + cells))
        if len(rows) > MOST_ROWS:
            raise FormatError("too_many_rows", file=source.file, sheet=name, limit=MOST_ROWS)
    return FilledSheet(name, tuple(rows), frozenset(scan.formulas))
