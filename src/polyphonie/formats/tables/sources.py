"""Bytes of a file: bounded, inflated where gzipped, known by their first bytes and by a digest."""

import hashlib
import zlib
from dataclasses import dataclass
from pathlib import Path

from polyphonie.formats.errors import FormatError, gettext_noop

MEGABYTE = 1024 * 1024
MOST_BYTES = 1024 * MEGABYTE
CHUNK = MEGABYTE
# A gzip of plain text seldom passes 20 to 1; small files may be very regular and do no harm.
HIGHEST_RATIO = 200
HARMLESS_BYTES = 64 * MEGABYTE

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


def open_source(path: str | Path, *, name: str | None = None) -> Source:
    """
    Read a file whole, within bounds.

    `name` is the name under which the file was brought, where it is kept under another.

    Raises
    ------
    FormatError
        If the file is absent, empty, too big, damaged, or plainly something else than a table.
    """
    path = Path(path)
    file = name or path.name
    raw = _read(path, file=file)
    suffixes = [suffix.lower() for suffix in Path(file).suffixes if suffix.lower() != ".gz"]
    content = _inflate(raw, file=file) if raw.startswith(GZIP_MAGIC) else raw
    if not content.strip(b"\x00\t\r\n \xef\xbb\xbf\xff\xfe"):
        raise FormatError("empty_file", file=file)
    for magic, what in OTHER_MAGIC.items():
        if content.startswith(magic):
            raise FormatError("not_a_table", file=file, what=what)
    digest = hashlib.sha256(raw).hexdigest()
    return Source(file=file, suffix=suffixes[-1] if suffixes else "", content=content, digest=digest)


def _read(path: Path, *, file: str) -> bytes:
    try:
        if path.is_dir():
            raise FormatError("folder_not_file", file=file)
        if path.stat().st_size > MOST_BYTES:
            raise FormatError("too_big", file=file, limit=MOST_BYTES // MEGABYTE)
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        raise FormatError("missing_file", file=file) from None
    except (OSError, ValueError) as error:
        if isinstance(error, FormatError):
            raise
        raise FormatError("unreadable_file", file=file) from None


def _inflate(raw: bytes, *, file: str) -> bytes:
    """Inflate gzip members one after the other, counting while inflating: headers may lie."""
    pieces: list[bytes] = []
    n_bytes = 0
    while raw.startswith(GZIP_MAGIC):
        member = zlib.decompressobj(wbits=31)
        pending = raw
        while pending and not member.eof:
            try:
                piece = member.decompress(pending, CHUNK)
            except zlib.error:
                raise FormatError("damaged_archive", file=file) from None
            pending = member.unconsumed_tail
            n_bytes += len(piece)
            check_inflation(n_bytes, n_compressed=len(raw), file=file)
            pieces.append(piece)
        if not member.eof:
            raise FormatError("damaged_archive", file=file)
        raw = member.unused_data
    return b"".join(pieces)


def check_inflation(n_bytes: int, *, n_compressed: int, file: str) -> None:
    """Refuse what grows beyond measure."""
    ratio_is_mad = n_bytes > HARMLESS_BYTES and n_bytes > HIGHEST_RATIO * n_compressed
    if n_bytes > MOST_BYTES or ratio_is_mad:
        raise FormatError("inflates_too_much", file=file)
