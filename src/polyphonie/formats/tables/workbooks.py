"""XLSX: looked over before it is opened, because a few kilobytes can ask for all the memory there is."""

import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import chain
from pathlib import PurePosixPath
from typing import IO, Any, NoReturn
from xml.parsers.expat import ExpatError

import fastexcel
import polars as pl
from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from polyphonie.formats.errors import FormatError, gettext_noop
from polyphonie.formats.tables.cells import Rows
from polyphonie.formats.tables.sources import CHUNK, Source, check_inflation
from polyphonie.formats.zip_directories import is_beyond_measure

MOST_MEMBERS = 1_000
BATCH_ROWS = 250
MOST_CELLS = 20_000_000
LONGEST_CELL = 10_000_000
# No workbook has more of them: this is the limit of the format itself.
MOST_ROWS, MOST_SHEET_COLUMNS = 1_048_576, 16_384
MOST_NAMES = 100
REFERENCE = re.compile(r"\$?([A-Za-z]{1,7})\$?([0-9]{1,12})")
LONGEST_REFERENCE = 24
# What readers make room for before they have seen anything of it.
COUNTS = ("count", "uniqueCount")
LONGEST_NUMBER = 12
ENCRYPTED = 0x1
LONGEST_KIND = 200
XML_NAMES = (".xml", ".rels", ".vml")
XML_BEGINNINGS = (b"<", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\x00<", b"<\x00")
MACROS = ("vbaproject.bin", "vbadata.xml")
ENCRYPTED_PACKAGE, WORD_DOCUMENT = ("EncryptedPackage".encode("utf-16-le"), "WordDocument".encode("utf-16-le"))


@dataclass
class Extent:
    """The furthest row and column that a sheet speaks of, declared or used, with or without references."""

    n_rows: int = 0
    n_columns: int = 0
    row: int = 0
    column: int = 0
    is_beyond: bool = False
    names: dict[str, str] = field(default_factory=dict)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take note of one XML element; there are millions of them."""
        local = self.names.get(name) or self._local(name)
        if local == "c":
            self._cell(attributes.get("r", ""))
        elif local == "row":
            self.row = row_number(attributes.get("r", "")) or self.row + 1
            self.column = 0
            self._reach(self.row, 0)
        elif local == "dimension":
            for reference in attributes.get("ref", "").split(":"):
                self._reach(*position(reference))
        else:
            self.is_beyond |= any(is_beyond_numbers(attributes.get(count, "")) for count in COUNTS)

    def _local(self, name: str) -> str:
        local = name.rpartition("}")[2].rpartition(":")[2]
        if len(self.names) < MOST_NAMES:
            self.names[name] = local
        return local

    def _cell(self, reference: str) -> None:
        row, column = position(reference)
        self.is_beyond |= len(reference) > LONGEST_REFERENCE
        self.column = column or self.column + 1
        self._reach(row or self.row, self.column)

    def _reach(self, row: int, column: int) -> None:
        if row > self.n_rows:
            self.n_rows = row
        if column > self.n_columns:
            self.n_columns = column

    @property
    def is_too_large(self) -> bool:
        """Tell whether it is beyond what a workbook can be, or what is read here."""
        is_beyond = self.n_rows > MOST_ROWS or self.n_columns > MOST_SHEET_COLUMNS
        return self.is_beyond or is_beyond or self.n_rows * self.n_columns > MOST_CELLS


def position(reference: str) -> tuple[int, int]:
    """Row and column, from 1, of a reference such as "AB12"; 0 where it says nothing."""
    match = REFERENCE.fullmatch(reference)
    if match is None:
        return 0, 0
    column = 0
    for letter in match[1].upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]), column


def row_number(declared: str) -> int:
    """The number that a row gives itself; 0 where it gives none."""
    return int(declared[:LONGEST_NUMBER]) if declared.isascii() and declared.isdecimal() else 0


def is_beyond_numbers(declared: str) -> bool:
    """Tell whether a part says that it holds more than any workbook."""
    return len(declared) > LONGEST_NUMBER or row_number(declared) > MOST_CELLS


def refuse_old_container(source: Source) -> NoReturn:
    """
    Say what is in the container that office programs wrote before XLSX and DOCX.

    They still write it round a document that a password protects.

    Raises
    ------
    FormatError
        Always.
    """
    if ENCRYPTED_PACKAGE in source.content:
        raise FormatError("encrypted_workbook", file=source.file)
    raise FormatError("old_document" if WORD_DOCUMENT in source.content else "old_workbook", file=source.file)


def check_workbook(source: Source) -> None:
    """
    Refuse an archive that is no workbook, or one made to exhaust the machine.

    Members are inflated here once, counted while inflating; what is XML is read for its extent, without keeping
    any cell, whatever its name: a sheet may call itself an image.

    Raises
    ------
    FormatError
        If it is damaged, holds macros, is protected by a password, or speaks of more cells than any workbook has.
    """
    if is_beyond_measure(io.BytesIO(source.content)):
        raise FormatError("inflates_too_much", file=source.file)
    try:
        with zipfile.ZipFile(io.BytesIO(source.content)) as archive:
            _check_members(archive, source)
            n_bytes = 0
            for member in archive.infolist():
                n_bytes = _check_member(archive, member, source=source, n_bytes=n_bytes)
    except FormatError:
        raise
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError):
        raise FormatError("damaged_workbook", file=source.file) from None
    except (DefusedXmlException, ExpatError, ValueError, LookupError):
        raise FormatError("damaged_workbook", file=source.file) from None


def _check_members(archive: zipfile.ZipFile, source: Source) -> None:
    names = archive.namelist()
    if len(names) > MOST_MEMBERS:
        raise FormatError("inflates_too_much", file=source.file)
    if "xl/workbook.xml" not in names:
        _refuse_other_archive(archive, names, source)
    _check_names(names, source)
    if any(member.flag_bits & ENCRYPTED for member in archive.infolist()):
        raise FormatError("encrypted_workbook", file=source.file)


def _refuse_other_archive(archive: zipfile.ZipFile, names: list[str], source: Source) -> NoReturn:
    """Say what the archive is: another kind of workbook, another document of an office, or a mere archive."""
    kind = (
        archive.read("mimetype")[:200] if names[:1] == ["mimetype"] and archive.infolist()[0].file_size < 200 else b""
    )
    if "xl/workbook.bin" in names or b"opendocument.spreadsheet" in kind:
        raise FormatError("old_workbook", file=source.file)
    is_of_office = "[Content_Types].xml" in names or kind
    what = gettext_noop("an office document") if is_of_office else gettext_noop("a compressed archive (zip)")
    raise FormatError("not_a_table", file=source.file, what=what)


def _check_names(names: list[str], source: Source) -> None:
    """Two members of one name would be one for this check, and the other for the reader."""
    if any(name.lower().endswith(MACROS) for name in names):
        raise FormatError("macros", file=source.file)
    if len({name.lower() for name in names}) < len(names):
        raise FormatError("damaged_workbook", file=source.file)
    for name in names:
        path = PurePosixPath(name.replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts or (path.parts[:1] and path.parts[0].endswith(":")):
            raise FormatError("damaged_workbook", file=source.file)


def _check_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, *, source: Source, n_bytes: int) -> int:
    """Inflate one member, and measure it where it is XML; give the bytes inflated so far."""
    extent = Extent()
    expat = quiet_parser(extent.start)
    is_named_xml = member.filename.lower().endswith(XML_NAMES)
    is_xml: bool | None = None
    with archive.open(member) as stream:
        for piece in pieces(stream):
            n_bytes += len(piece)
            check_inflation(n_bytes, n_compressed=len(source.content), file=source.file)
            is_xml = is_named_xml or piece.lstrip().startswith(XML_BEGINNINGS) if is_xml is None else is_xml
            if is_xml:
                expat.Parse(piece, False)
                if extent.is_too_large:
                    raise FormatError("too_many_cells", file=source.file, limit=MOST_CELLS)
    if is_xml or is_named_xml:
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


@contextmanager
def refusing_damage(source: Source) -> Iterator[None]:
    """
    Say in one sentence that the reader of workbooks gave up.

    It is written in another language, whose panics are no exceptions of Python: they are known by their name.
    """
    try:
        yield
    except (fastexcel.FastExcelError, pl.exceptions.PolarsError):
        raise FormatError("damaged_workbook", file=source.file) from None
    except BaseException as panic:
        if type(panic).__name__ != "PanicException":
            raise
        raise FormatError("damaged_workbook", file=source.file) from None


def sheet_names(source: Source) -> list[str]:
    """
    Name the sheets of a workbook that was looked over.

    Raises
    ------
    FormatError
        If it cannot be read.
    """
    with refusing_damage(source):
        return list(fastexcel.read_excel(source.content).sheet_names)


def sheet_frame(source: Source, sheet: str) -> pl.DataFrame:
    """
    Read one sheet as strings: dates come as ISO, booleans as "true" and "false".

    Raises
    ------
    FormatError
        If it cannot be read, or one of its cells holds as much as a file.
    """
    with refusing_damage(source):
        loaded = fastexcel.read_excel(source.content).load_sheet(sheet, header_row=None, skip_rows=0, dtypes="string")
        frame = loaded.to_polars().select(pl.all().cast(pl.String).fill_null(""))
    for place, cells in enumerate(frame.iter_columns()):
        if (cells.str.len_bytes().max() or 0) > LONGEST_CELL:  # type: ignore[operator]  # a length
            row = int(cells.str.len_bytes().arg_max() or 0) + 1
            raise FormatError("cell_too_big", file=source.file, row=row, column=place + 1, limit=LONGEST_CELL)
    return frame


def frame_batches(frame: pl.DataFrame) -> Iterator[Rows]:
    """Give the rows of a sheet, a few at a time."""
    first = 1
    for part in frame.iter_slices(BATCH_ROWS):
        rows = list(map(list, part.iter_rows()))
        yield Rows(first, rows, sum(map(len, chain.from_iterable(rows))))
        first += part.height
