"""Bytes of a file: bounded, inflated where gzipped, known by their first bytes and by a digest."""

import hashlib
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from stat import S_ISREG

from polyphonie.formats.errors import FormatError, gettext_noop

MEGABYTE = 1024 * 1024
MOST_BYTES = 1024 * MEGABYTE
CHUNK = MEGABYTE
# A gzip of plain text seldom passes 20 to 1; small files may be very regular and do no harm.
HIGHEST_RATIO = 100
HARMLESS_BYTES = 64 * MEGABYTE

LEAST_BEGINNING = 4096

# What a file may be full of and yet hold nothing: blanks, NUL bytes and byte order marks.
NOTHING = b"\x00\t\r\n \xef\xbb\xbf\xff\xfe"
GZIP_MAGIC = b"\x1f\x8b"
ZIP_MAGIC = b"PK\x03\x04"
PARQUET_MAGIC = b"PAR1"
OLD_WORKBOOK_MAGIC = b"\xd0\xcf\x11\xe0"
OTHER_MAGIC = {
    b"\x89PNG": gettext_noop("an image (PNG)"),
    b"\xff\xd8\xff": gettext_noop("an image (JPEG)"),
    b"GIF8": gettext_noop("an image (GIF)"),
    b"RIFF": gettext_noop("a sound, a film or an image"),
    b"%PDF": gettext_noop("a PDF document"),
    b"{\\rtf": gettext_noop("a text document (RTF)"),
    b"7z\xbc\xaf": gettext_noop("a compressed archive (7z)"),
    b"Rar!": gettext_noop("a compressed archive (RAR)"),
    b"BZh": gettext_noop("a compressed archive (bzip2)"),
    b"\xfd7zXZ": gettext_noop("a compressed archive (xz)"),
    b"\x28\xb5\x2f\xfd": gettext_noop("a compressed archive (zstd)"),
    b"SQLite format 3": gettext_noop("a database (SQLite)"),
    b"\x7fELF": gettext_noop("a program"),
    b"MZ\x90": gettext_noop("a program"),
}


@dataclass(frozen=True)
class Source:
    """The bytes of one file, inflated where it was gzipped; `digest` is that of the file itself."""

    file: str
    suffix: str
    content: bytes
    digest: str


@dataclass(frozen=True)
class Origin:
    """
    Where the bytes of a file are, to be read as often as needed without ever being held whole.

    `file` is the name to show; `most_bytes` cuts the file where only its beginning is wanted.
    """

    path: Path
    file: str
    most_bytes: int | None = None

    @property
    def suffix(self) -> str:
        """The end of the name in small letters, apart from that of gzip."""
        suffixes = [suffix.lower() for suffix in PurePosixPath(self.file).suffixes if suffix.lower() != ".gz"]
        return suffixes[-1] if suffixes else ""

    @property
    def is_file(self) -> bool:
        """Whether it is a file of its own, rather than a part of an archive."""
        return True

    def beginning(self) -> bytes:
        """Give the first bytes, inflated: enough of them, however small the pieces are in which they come."""
        found = b""
        for piece in self.pieces():
            found += piece
            if len(found) >= LEAST_BEGINNING:
                break
        return found

    def raw(self) -> Iterator[bytes]:
        """
        Give the bytes as they are, piece by piece.

        Raises
        ------
        FormatError
            If the file is absent, too big, a folder, or may not be read.
        """
        try:
            if self.path.is_dir():
                raise FormatError("folder_not_file", file=self.file)
            status = self.path.stat()
            if not S_ISREG(status.st_mode):
                raise FormatError("not_a_file", file=self.file)
            if status.st_size > MOST_BYTES:
                raise FormatError("too_big", file=self.file, limit=MOST_BYTES // MEGABYTE)
            with self.path.open("rb") as stream:
                while piece := stream.read(CHUNK):
                    yield piece
        except (FileNotFoundError, NotADirectoryError):
            raise FormatError("missing_file", file=self.file) from None
        except (OSError, ValueError) as error:
            if isinstance(error, FormatError):
                raise
            raise FormatError("unreadable_file", file=self.file) from None

    def pieces(self, *, also: Callable[[bytes], object] | None = None) -> Iterator[bytes]:
        """
        Give the bytes, inflated where they are gzipped, and only their beginning where only that is wanted.

        `also` is given each piece as it is in the file.
        """
        found = _inflated(_told(self.raw(), also) if also else self.raw(), file=self.file)
        return found if self.most_bytes is None else _beginning(found, self.most_bytes)


def _told(pieces: Iterator[bytes], also: Callable[[bytes], object]) -> Iterator[bytes]:
    for piece in pieces:
        also(piece)
        yield piece


def _beginning(pieces: Iterator[bytes], most: int) -> Iterator[bytes]:
    for piece in pieces:
        yield piece[:most]
        most -= len(piece)
        if most <= 0:
            return


def open_source(path: str | Path, *, name: str | None = None) -> Source:
    """
    Read a file whole, within bounds.

    `name` is the name under which the file was brought, where it is kept under another.

    Raises
    ------
    FormatError
        If the file is absent, empty, too big, damaged, or plainly something else than a table.
    """
    return whole(Origin(Path(path), name or Path(path).name))


def whole(origin: Origin) -> Source:
    """Read what is at an origin whole, within bounds."""
    digest = hashlib.sha256()
    content = b"".join(origin.pieces(also=digest.update))
    check_beginning(content, file=origin.file)
    return Source(file=origin.file, suffix=origin.suffix, content=content, digest=digest.hexdigest())


def digest_of(origin: Origin) -> str:
    """Give the SHA-256 of the bytes as they are."""
    digest = hashlib.sha256()
    for piece in origin.raw():
        digest.update(piece)
    return digest.hexdigest()


def check_beginning(content: bytes, *, file: str) -> None:
    """Refuse what holds nothing, and what is plainly something else than a table."""
    if not content.strip(NOTHING):
        raise FormatError("empty_file", file=file)
    for magic, what in OTHER_MAGIC.items():
        if content.startswith(magic):
            raise FormatError("not_a_table", file=file, what=what)


def _inflated(raw: Iterator[bytes], *, file: str) -> Iterator[bytes]:
    """Inflate gzip members one after the other; give the bytes as they are where they are not gzipped."""
    pending = next(raw, b"")
    if not pending.startswith(GZIP_MAGIC):
        yield pending
        yield from raw
        return
    yield from _Inflation(raw, pending, file=file).pieces()


class _Inflation:
    """Counts while inflating: headers may lie."""

    def __init__(self, raw: Iterator[bytes], pending: bytes, *, file: str) -> None:
        self.raw = raw
        self.pending = pending
        self.file = file
        self.n_bytes = 0
        self.n_compressed = len(pending)

    def _refill(self) -> bool:
        """Read on; tell whether there was anything left."""
        piece = next(self.raw, b"")
        self.pending += piece
        self.n_compressed += len(piece)
        return bool(piece)

    def pieces(self) -> Iterator[bytes]:
        while self.pending.startswith(GZIP_MAGIC):
            yield from self._member()
            if len(self.pending) < len(GZIP_MAGIC):
                self._refill()

    def _member(self) -> Iterator[bytes]:
        member = zlib.decompressobj(wbits=31)
        while not member.eof:
            if not self.pending and not self._refill():
                raise FormatError("damaged_archive", file=self.file)
            try:
                piece = member.decompress(self.pending, CHUNK)
            except zlib.error:
                raise FormatError("damaged_archive", file=self.file) from None
            self.pending = member.unused_data if member.eof else member.unconsumed_tail
            self.n_bytes += len(piece)
            check_inflation(self.n_bytes, n_compressed=self.n_compressed, file=self.file)
            yield piece


def check_inflation(n_bytes: int, *, n_compressed: int, file: str) -> None:
    """Refuse what grows beyond measure."""
    ratio_is_mad = n_bytes > HARMLESS_BYTES and n_bytes > HIGHEST_RATIO * n_compressed
    if n_bytes > MOST_BYTES or ratio_is_mad:
        raise FormatError("inflates_too_much", file=file)
