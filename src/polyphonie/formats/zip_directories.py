"""
How long the table of contents of an archive is, before it is read.

A few megabytes of names become gigabytes of objects once `zipfile` has read them, and an archive may tell their
length twice, in an old record and in a newer one that wins.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import IO, Final

LARGEST_DIRECTORY: Final = 4 * 1024 * 1024
"""What no archive of a thousand files reaches."""

_END: Final = struct.Struct("<4s4H2LH")
_END_64: Final = struct.Struct("<4sQ2H2L4Q")
_LOCATOR_64: Final = struct.Struct("<4sLQL")
_LARGEST_COMMENT: Final = 65_535
_SIZE, _COMMENT_SIZE, _SIZE_64 = 5, 7, 8


@dataclass(frozen=True)
class Directory:
    """What the end of an archive says: the bytes of its table of contents, and whether the file ends there."""

    size: int
    is_last: bool


def directory_of(file: IO[bytes]) -> Directory | None:
    """
    Find what `zipfile` would read as the table of contents; None where there is no such table.

    Parameters
    ----------
    file : binary file
        That can be moved in; it is left anywhere.
    """
    n_bytes = file.seek(0, 2)
    file.seek(max(0, n_bytes - _LARGEST_COMMENT - 1 - _END.size - _LOCATOR_64.size - _END_64.size))
    tail = file.read()
    start = _end_of(tail)
    if start < 0 or len(tail) - start < _END.size:
        return None
    record = _END.unpack_from(tail, start)
    newer = _newer_size(tail[:start])
    is_last = start + _END.size + record[_COMMENT_SIZE] == len(tail)
    return Directory(int(record[_SIZE]) if newer is None else newer, is_last)


def is_beyond_measure(file: IO[bytes]) -> bool:
    """Tell whether reading the table of contents would already exhaust a machine."""
    directory = directory_of(file)
    return directory is not None and directory.size > LARGEST_DIRECTORY


def _end_of(tail: bytes) -> int:
    """Find the old record as `zipfile` does: the last bytes, where there is no comment; otherwise the last of all."""
    start = len(tail) - _END.size
    is_last = start >= 0 and tail.startswith(b"PK\x05\x06", start) and tail.endswith(b"\0\0")
    return start if is_last else tail.rfind(b"PK\x05\x06")


def _newer_size(before: bytes) -> int | None:
    """Read the newer record, which stands right before the old one."""
    if len(before) < _LOCATOR_64.size + _END_64.size:
        return None
    locator = before[-_LOCATOR_64.size :]
    record = before[-_LOCATOR_64.size - _END_64.size : -_LOCATOR_64.size]
    if not (locator.startswith(b"PK\x06\x07") and record.startswith(b"PK\x06\x06")):
        return None
    return int(_END_64.unpack(record)[_SIZE_64])
