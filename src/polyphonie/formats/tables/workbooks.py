"""XLSX: looked over before it is opened, because a few kilobytes can ask for all the memory there is."""

import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO, Any
from xml.parsers.expat import ExpatError

import fastexcel
from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from polyphonie.formats.errors import FormatError, gettext_noop
from polyphonie.formats.tables.cells import Cells, grid_cells
from polyphonie.formats.tables.sources import CHUNK, Source, check_inflation

MOST_MEMBERS = 1_000
MOST_CELLS = 20_000_000
REFERENCE = re.compile(r"\$?([A-Z]{1,7})\$?([0-9]{1,12})")


@dataclass
class Extent:
    """The furthest row and column that a sheet speaks of, declared or used, with or without references."""

    n_rows: int = 0
    n_columns: int = 0
    row: int = 0
    column: int = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take note of one XML element."""
        local = name.rpartition("}")[2].rpartition(":")[2]
        if local == "dimension":
            for reference in attributes.get("ref", "").split(":"):
                self._reach(*position(reference))
        elif local == "row":
            declared = attributes.get("r", "")
            self.row = int(declared[:12]) if declared.isdecimal() else self.row + 1
            self.column = 0
            self._reach(self.row, 0)
        elif local == "c":
            row, column = position(attributes.get("r", ""))
            self.column = column or self.column + 1
            self._reach(row or self.row, self.column)

    def _reach(self, row: int, column: int) -> None:
        self.n_rows = max(self.n_rows, row)
        self.n_columns = max(self.n_columns, column)


def position(reference: str) -> tuple[int, int]:
    """Row and column, from 1, of a reference such as "AB12"; 0 where it says nothing."""
    match = REFERENCE.fullmatch(reference)
    if match is None:
        return 0, 0
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]), column


def check_workbook(source: Source) -> None:
    """
    Refuse an archive that is no workbook, or one made to exhaust the machine.

    Members are inflated here once, counted while inflating; the sheets are read for their extent
    without keeping any cell.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(source.content)) as archive:
            _check_members(archive, source)
            n_bytes = 0
            for member in archive.infolist():
                n_bytes = _check_member(archive, member, source=source, n_bytes=n_bytes)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError):
        raise FormatError("damaged_workbook", file=source.file) from None
    except (DefusedXmlException, ExpatError, UnicodeError, LookupError):
        raise FormatError("damaged_workbook", file=source.file) from None


def _check_members(archive: zipfile.ZipFile, source: Source) -> None:
    names = archive.namelist()
    if len(names) > MOST_MEMBERS:
        raise FormatError("inflates_too_much", file=source.file)
    if "xl/workbook.xml" not in names:
        has_binary_workbook = any(name.endswith((".bin", "content.xml")) for name in names)
        if has_binary_workbook:
            raise FormatError("old_workbook", file=source.file)
        raise FormatError("not_a_table", file=source.file, what=gettext_noop("a compressed archive (zip)"))
    for name in names:
        path = PurePosixPath(name.replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts:
            raise FormatError("damaged_workbook", file=source.file)


def _check_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, *, source: Source, n_bytes: int) -> int:
    """Inflate one member, and measure it where it is XML; give the bytes inflated so far."""
    extent = Extent()
    is_xml = member.filename.lower().endswith((".xml", ".rels", ".vml"))
    expat = quiet_parser(extent.start)
    with archive.open(member) as stream:
        for piece in pieces(stream):
            n_bytes += len(piece)
            check_inflation(n_bytes, n_compressed=len(source.content), file=source.file)
            if is_xml:
                expat.Parse(piece, False)
                if extent.n_rows * extent.n_columns > MOST_CELLS:
                    raise FormatError("too_many_cells", file=source.file, limit=MOST_CELLS)
    if is_xml:
        expat.Parse(b"", True)
    return n_bytes


def quiet_parser(start: Callable[[str, dict[str, str]], None]) -> Any:
    """Make a parser that tells of the beginning of elements, and of nothing else; a document type is refused."""
    parser: Any = DefusedXMLParser(target=None, forbid_dtd=True)
    expat = parser.parser
    # Without a handler of text, that of what is left over would get "&lt;" and take it for an unknown entity.
    unheard = ("EndElement", "CharacterData", "Comment", "ProcessingInstruction", "DefaultHandlerExpand")
    for name in unheard:
        setattr(expat, name if name.startswith("Default") else f"{name}Handler", None)
    expat.ordered_attributes = False
    expat.StartElementHandler = start
    return expat


def pieces(stream: IO[bytes]) -> Iterator[bytes]:
    while piece := stream.read(CHUNK):
        yield piece


def sheet_names(source: Source) -> list[str]:
    """Name the sheets of a workbook that was looked over."""
    try:
        return list(fastexcel.read_excel(source.content).sheet_names)
    except fastexcel.FastExcelError:
        raise FormatError("damaged_workbook", file=source.file) from None


def read_sheet_cells(source: Source, sheet: str) -> Cells:
    """Read one sheet as strings: dates come as ISO, booleans as "true" and "false"."""
    try:
        loaded = fastexcel.read_excel(source.content).load_sheet(sheet, header_row=None, skip_rows=0, dtypes="string")
        frame = loaded.to_polars()
    except fastexcel.FastExcelError:
        raise FormatError("damaged_workbook", file=source.file) from None
    rows = ((number, [cell or "" for cell in row]) for number, row in enumerate(frame.iter_rows(), start=1))
    return grid_cells(rows, file=source.file)
