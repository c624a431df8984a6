"""JSON Lines, a list of JSON objects, a report: objects brought to rows of strings, piece by piece."""

import codecs
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import polars as pl

from polyphonie.formats.errors import FormatError
from polyphonie.formats.records import Refusal, refuse
from polyphonie.formats.tables.cells import MOST_COLUMNS, PIECE_ROWS, Cells
from polyphonie.formats.tables.inspection import Inspection, utf8_pieces
from polyphonie.formats.tables.reports import report_rows
from polyphonie.formats.tables.separated import beginning_of
from polyphonie.formats.tables.sources import MEGABYTE, Origin
from polyphonie.formats.tables.workbooks import MOST_CELLS

LONGEST_OBJECT = 16 * MEGABYTE
LARGEST_REPORT = 64 * MEGABYTE
MANY_KEYS = 1_000
MOST_PIECE_CELLS = 4_000_000
BLANKS = " \t\r\n"
DECODER = json.JSONDecoder()
Numbered = Iterator[tuple[int, object]]


@dataclass(frozen=True)
class JsonFile:
    """
    One JSON object per line, one list of objects, or a report that is laid out as a table.

    The columns are all the keys met: a first pass collects them.
    """

    origin: Origin
    inspection: Inspection

    @cached_property
    def keys(self) -> list[str]:
        """Every key, in the order in which they are met."""
        keys: dict[str, None] = {}
        n_objects = 0
        for _, found in self._objects():
            if isinstance(found, dict) and found:
                keys |= dict.fromkeys(found)
                n_objects += 1
                self._check(len(keys), n_objects)
        if not keys:
            raise FormatError("not_json_objects", file=self.origin.file)
        return list(keys)

    def _check(self, n_keys: int, n_objects: int) -> None:
        if n_keys > MOST_COLUMNS:
            raise FormatError("too_many_columns", file=self.origin.file, limit=MOST_COLUMNS)
        if n_keys > MANY_KEYS and n_keys * n_objects > MOST_CELLS:
            raise FormatError("too_many_cells", file=self.origin.file, limit=MOST_CELLS)

    def pieces(self, n_rows: int = PIECE_ROWS) -> Iterator[Cells]:
        """
        Give the objects as rows of strings.

        Raises
        ------
        FormatError
            If there is no object, or more keys than anything has.
        """
        n_rows = max(1, min(n_rows, MOST_PIECE_CELLS // len(self.keys)))
        piece = _Piece(self.keys)
        for row, found in self._objects():
            piece.add(row, found)
            if piece.n_rows >= n_rows:
                yield piece.cells()
                piece = _Piece(self.keys)
        if piece.n_rows:
            yield piece.cells()

    def _objects(self) -> Numbered:
        """Yield the line, or the place in the list or the report, and the object; None for a blank line."""
        beginning = beginning_of(self.origin, self.inspection).lstrip(BLANKS)
        if beginning.startswith("["):
            return _items(utf8_pieces(self.origin, self.inspection), self.origin.file, is_cut=self.inspection.is_cut)
        report = self._report(beginning) if beginning.startswith("{") else None
        if report is not None:
            return iter(list(enumerate(report, start=1)))
        return _lines(utf8_pieces(self.origin, self.inspection), self.origin.file)

    def _report(self, beginning: str) -> list[dict[str, object]] | None:
        if self.inspection.n_bytes > LARGEST_REPORT or self.inspection.is_cut or _holds_several(beginning):
            return None
        return report_rows(b"".join(utf8_pieces(self.origin, self.inspection)).decode("utf-8"))


def _holds_several(beginning: str) -> bool:
    """Tell whether another object follows the first."""
    try:
        _, end = DECODER.raw_decode(beginning)
    except (ValueError, RecursionError):
        return False
    return bool(beginning[end:].strip(BLANKS))


def _lines(pieces: Iterator[bytes], file: str) -> Numbered:
    kept, row = b"", 0
    for piece in pieces:
        *whole, kept = (kept + piece).split(b"\n")
        for row, line in enumerate(whole, start=row + 1):  # noqa: B020 - it counts on
            yield row, _parsed(line)
        if len(kept) > LONGEST_OBJECT:
            raise FormatError("cell_too_big", file=file, row=row + 1, limit=LONGEST_OBJECT)
    if kept:
        yield row + 1, _parsed(kept)


def _parsed(line: bytes) -> object:
    if not line.strip():
        return None
    try:
        return json.loads(line.decode("utf-8"))
    except (ValueError, RecursionError):
        return False


def _items(pieces: Iterator[bytes], file: str, *, is_cut: bool) -> Numbered:
    """Read a list one object after the other."""
    text = _Text(pieces)
    text.skip("[")
    row = 0
    while not text.is_at("]"):
        try:
            found = text.next_value()
        except (ValueError, RecursionError):
            if is_cut:
                return
            raise FormatError("not_json_objects", file=file) from None
        row += 1
        yield row, found
        if not text.skip(",") and not text.is_at("]"):
            if is_cut:
                return
            raise FormatError("not_json_objects", file=file)


class _Text:
    """The part of a text that is being read."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._decoder = codecs.getincrementaldecoder("utf-8")()
        self._kept = ""
        self._place = 0

    def _refill(self) -> bool:
        piece = next(self._pieces, None)
        self._kept = self._kept[self._place :] + (self._decoder.decode(piece) if piece is not None else "")
        self._place = 0
        return piece is not None

    def is_at(self, mark: str) -> bool:
        """Tell what comes after the blanks."""
        while True:
            while self._place < len(self._kept) and self._kept[self._place] in BLANKS:
                self._place += 1
            if self._place < len(self._kept):
                return self._kept[self._place] == mark
            if not self._refill():
                return False

    def skip(self, mark: str) -> bool:
        """Leave a mark behind; tell whether it was there."""
        is_there = self.is_at(mark)
        self._place += is_there
        return is_there

    def next_value(self) -> object:
        """Read one value, with as much of the text as it needs."""
        while True:
            try:
                value, end = DECODER.raw_decode(self._kept, self._place)
            except ValueError:
                if len(self._kept) - self._place > LONGEST_OBJECT or not self._refill():
                    raise
                continue
            if end == len(self._kept) and self._refill():
                continue  # a number may go on
            self._place = end
            return value


class _Piece:
    """Objects as they come."""

    def __init__(self, keys: list[str]) -> None:
        self.keys = keys
        self.objects: list[dict[str, object]] = []
        self.rows: list[int] = []
        self.refused: list[Refusal] = []
        self.n_rows = 0

    def add(self, row: int, found: object) -> None:
        self.n_rows += 1
        if isinstance(found, dict) and found:
            self.objects.append(found)
            self.rows.append(row)
        elif found is not None:
            self.refused.append(refuse(row, "not_json"))

    def cells(self) -> Cells:
        columns = {
            f"column_{place}": [text_of(found.get(key)) for found in self.objects]
            for place, key in enumerate(self.keys)
        }
        return Cells(
            headings=[text_of(key) for key in self.keys],
            frame=pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String)),
            rows=np.array(self.rows, dtype=np.int64),
            refused=self.refused,
            n_blank=self.n_rows - len(self.rows) - len(self.refused),
        )


def text_of(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        # A lone half of a surrogate pair is legal in JSON, and in no text.
        return value.encode("utf-8", errors="replace").decode("utf-8")
    if value != value:  # NaN, which is how some programs write that there is nothing
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return json.dumps(value, ensure_ascii=True) if isinstance(value, list | dict) else str(value)
