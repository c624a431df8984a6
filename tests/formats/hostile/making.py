"""What every class of hostile files is made with."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

MEGABYTE = 1024 * 1024
READ = "read"
"""What is expected of a file that is odd, but holds a table that can be read."""


@dataclass(frozen=True)
class HostileFile:
    """
    One file of the corpus.

    `content` makes its bytes, or `place` makes something in a folder that is no ordinary file and gives its path.
    `expects` lists what may come of it: `READ`, or the codes of the refusals that tell the truth about it. One that
    `is_lethal` would take a process with it, and is read by a child of its own.
    """

    id: str
    name: str
    content: Callable[[], bytes] = bytes
    expects: tuple[str, ...] = ()
    is_lethal: bool = False
    place: Callable[[Path], Path] | None = None

    def made_in(self, folder: Path) -> Path:
        """Make it in a folder, under a number of its own: the name under which it is brought is another matter."""
        if self.place is not None:
            own = folder / self.id
            own.mkdir()
            return self.place(own)
        path = folder / f"{self.id}.bin"
        path.write_bytes(self.content())
        return path


def refused(id: str, name: str, content: Callable[[], bytes], *codes: str) -> HostileFile:  # noqa: A002 - of a test
    """Make one that is refused, for one of these reasons."""
    return HostileFile(id, name, content, codes)


def odd(id: str, name: str, content: Callable[[], bytes], *codes: str) -> HostileFile:  # noqa: A002 - of a test
    """Make one that is odd but can be read, or may be refused for one of these reasons."""
    return HostileFile(id, name, content, (READ, *codes))


def lethal(id: str, name: str, content: Callable[[], bytes], *codes: str) -> HostileFile:  # noqa: A002 - of a test
    """Make one that would take its reader with it."""
    return HostileFile(id, name, content, codes, is_lethal=True)


def zipped(members: Mapping[str, bytes | str], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Make an archive of these members, in this order."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name), content, compress_type=method)
    return stream.getvalue()


def with_flag(archive: bytes, flag: int) -> bytes:
    """Set a bit of the flags of every member, in both of its headers: 1 says that it is encrypted."""
    changed = bytearray(archive)
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = changed.find(signature)
        while start >= 0:
            (flags,) = struct.unpack_from("<H", changed, start + offset)
            struct.pack_into("<H", changed, start + offset, flags | flag)
            start = changed.find(signature, start + 4)
    return bytes(changed)


def with_sizes(archive: bytes, size: int) -> bytes:
    """Make every member say in the directory that it is that long once inflated."""
    changed = bytearray(archive)
    start = changed.find(b"PK\x01\x02")
    while start >= 0:
        struct.pack_into("<L", changed, start + 24, size)
        start = changed.find(b"PK\x01\x02", start + 4)
    return bytes(changed)


def zeros(n_bytes: int, *, before: bytes = b"", after: bytes = b"", of: bytes = b"0") -> bytes:
    """Make a gzip of a long run of one character, without ever holding the run."""
    deflating = zlib.compressobj(1, wbits=31)
    chunk = of * MEGABYTE
    pieces = [deflating.compress(before)]
    pieces += [deflating.compress(chunk) for _ in range(n_bytes // MEGABYTE)]
    return b"".join([*pieces, deflating.compress(after), deflating.flush()])


def truncated(content: bytes, tenths: int) -> bytes:
    """Keep so many tenths of it."""
    return content[: len(content) * tenths // 10]
