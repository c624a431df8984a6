"""The XML inside Word and OpenDocument files, read within bounds."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from polyphonie.formats.errors import FormatError
from polyphonie.formats.tables.sources import MEGABYTE, check_inflation
from polyphonie.formats.tables.workbooks import MOST_MEMBERS, pieces
from polyphonie.formats.zip_directories import is_beyond_measure

if TYPE_CHECKING:
    from polyphonie.formats.tables.sources import Source

MOST_XML_BYTES = 48 * MEGABYTE
MOST_ELEMENTS = 1_500_000
DEEPEST = 150
ENCRYPTED = 0x1
SYMBOLIC_LINK = 0o120000
TYPE_OF_FILE = 0o170000


class _Bounded(TreeBuilder):
    """Build a tree of elements without their namespaces, neither too deep nor too large."""

    def __init__(self) -> None:
        super().__init__()
        self.depth = 0
        self.n_elements = 0

    def start(self, tag: Any, attrs: Any, /) -> Element:
        self.depth += 1
        self.n_elements += 1
        if self.depth > DEEPEST or self.n_elements > MOST_ELEMENTS:
            raise OverflowError
        return super().start(_local(tag), {_local(name): value for name, value in attrs.items()})

    def end(self, tag: str, /) -> Element:
        self.depth -= 1
        return super().end(_local(tag))


def _local(name: str) -> str:
    return name.rpartition("}")[2]


class Archive:
    """The parts of one document."""

    def __init__(self, source: Source, opened: zipfile.ZipFile) -> None:
        self.source = source
        self.opened = opened
        self.names = opened.namelist()
        self._n_bytes = 0

    def check(self) -> None:
        """
        Refuse an archive that no office program writes.

        Raises
        ------
        FormatError
            If it has too many parts, parts that would be written elsewhere, twice the same, or behind a password.
        """
        if len(self.names) > MOST_MEMBERS:
            raise FormatError("inflates_too_much", file=self.source.file)
        if len(set(self.names)) < len(self.names):
            raise self.damaged
        for member in self.opened.infolist():
            path = PurePosixPath(member.filename.replace("\\", "/"))
            is_link = member.external_attr >> 16 & TYPE_OF_FILE == SYMBOLIC_LINK
            if path.is_absolute() or ".." in path.parts or is_link:
                raise self.damaged
            if member.flag_bits & ENCRYPTED:
                raise FormatError("encrypted_workbook", file=self.source.file)

    def part(self, name: str) -> bytes:
        """Inflate one part, counted while inflating; empty where there is none."""
        if name not in self.names:
            return b""
        kept: list[bytes] = []
        try:
            with self.opened.open(name) as stream:
                for piece in pieces(stream):
                    self._n_bytes += len(piece)
                    check_inflation(self._n_bytes, n_compressed=len(self.source.content), file=self.source.file)
                    if self._n_bytes > MOST_XML_BYTES:
                        raise FormatError("too_big", file=self.source.file, limit=MOST_XML_BYTES // MEGABYTE)
                    kept.append(piece)
        except FormatError:
            raise
        except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError):
            raise self.damaged from None
        return b"".join(kept)

    def tree(self, name: str) -> Element:
        """Parse one part; an empty element where there is none."""
        content = self.part(name)
        if not content:
            return Element("absent")
        parser: Any = DefusedXMLParser(target=_Bounded(), forbid_dtd=True)
        try:
            parser.feed(content)
            root = parser.close()
        except (DefusedXmlException, ParseError, UnicodeError, LookupError, ValueError, AssertionError):
            raise self.damaged from None
        except OverflowError:
            raise FormatError("inflates_too_much", file=self.source.file) from None
        if not isinstance(root, Element):
            raise self.damaged
        return root

    @property
    def damaged(self) -> FormatError:
        """The error that says that it is not a document that can be read."""
        return FormatError("damaged_document", file=self.source.file)


def open_archive(source: Source) -> Archive | None:
    """
    Open the bytes of a file as an archive; None where they are none that can be read.

    Raises
    ------
    FormatError
        If only to list its parts would exhaust the machine.
    """
    if is_beyond_measure(io.BytesIO(source.content)):
        raise FormatError("inflates_too_much", file=source.file)
    try:
        return Archive(source, zipfile.ZipFile(io.BytesIO(source.content)))
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, EOFError, IndexError):
        return None


def only(element: Element, *tags: str) -> Iterable[Element]:
    """Give the direct children of these names."""
    return (child for child in element if child.tag in tags)


def first(element: Element, *path: str) -> Element | None:
    """Give the first descendant by a path of names."""
    found: Element | None = element
    for tag in path:
        found = next(iter(only(found, tag)), None) if found is not None else None
    return found


def value(element: Element, *path: str, name: str = "val") -> str:
    """Give an attribute of the first descendant by a path of names; "" where there is none."""
    found = first(element, *path)
    return found.get(name, "") if found is not None else ""
