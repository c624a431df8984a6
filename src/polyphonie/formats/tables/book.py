"""Separated text read by the book: quotation marks, line ends inside cells, and what is beyond measure."""

import csv
import io
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import TYPE_CHECKING, cast

from polyphonie.formats.errors import FormatError
from polyphonie.formats.tables.cells import Rows

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

LONGEST_CELL = 10_000_000
LONGEST_LINE = 24_000_000
# More than that in a few rows is no table.
MOST_CHARACTERS, MOST_LINES = 32_000_000, 1_000_000
BATCH_ROWS = 250
# A cell beyond measure that runs over that many lines was opened by a quotation mark that nobody closed.
LINES_OF_ONE_CELL = 1_000
END_MARK = "\x03"


class Text(io.BufferedIOBase):
    """Pieces of UTF-8 as a file to read lines from; a line beyond measure is refused before it is held."""

    def __init__(self, pieces: Iterator[bytes], *, file: str) -> None:
        self._pieces = pieces
        self._file = file
        self._n_since_end = 0
        self._n_lines = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer", /) -> int:
        raise io.UnsupportedOperation

    def read1(self, size: int = -1, /) -> bytes:
        for piece in self._pieces:
            if piece:
                self._measure(piece)
                return piece
        return b""

    def _measure(self, piece: bytes) -> None:
        end = max(piece.rfind(b"\n"), piece.rfind(b"\r"))
        self._n_since_end = len(piece) - end - 1 if end >= 0 else self._n_since_end + len(piece)
        if self._n_since_end > LONGEST_LINE:
            raise FormatError("cell_too_big", file=self._file, row=self._n_lines + 1, limit=LONGEST_CELL)
        self._n_lines += piece.count(b"\n")


class _Lines:
    """Lines as they pass, kept until the rows that they make are known to be whole."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = iter(lines)
        self.kept: list[str] = []
        self.n_characters = 0

    def __iter__(self) -> Iterator[str]:
        for line in self._lines:
            self.kept.append(line)
            self.n_characters += len(line)
            if self.n_characters > MOST_CHARACTERS or len(self.kept) > MOST_LINES:
                raise csv.Error("field larger than anything")
            yield line

    def forget(self) -> int:
        """Begin another batch; give the number of characters of the last."""
        n_characters, self.n_characters = self.n_characters, 0
        self.kept.clear()
        return n_characters

    def again(self) -> Iterator[str]:
        """Give the lines of this batch once more, then those that follow."""
        kept = self.kept
        self.kept, self.n_characters = [], 0
        self._lines = chain(kept, self._lines)
        return iter(self)


def rows_by_the_book(
    pieces: Iterator[bytes], *, separator: str, file: str, first: int, n_rows: int, is_cut: bool = False
) -> Iterator[Rows]:
    """
    Give rows a few at a time, strictly; and leniently from the first that only lenient reading takes.

    Parameters
    ----------
    pieces : iterator of bytes
        UTF-8, from the beginning of a row.
    first : int
        The number of that row.
    n_rows : int
        How many rows to give at a time, at most.
    is_cut : bool
        Whether the text stops anywhere, as where only the beginning of a file is read.

    Raises
    ------
    FormatError
        If a quotation mark is never closed, or a cell or a line is beyond measure.
    """
    raw = cast("io.BufferedReader", Text(pieces, file=file))
    text = io.TextIOWrapper(raw, encoding="utf-8", newline="")
    reading = _Reading(_Lines(text), separator=separator)
    while True:
        try:
            rows = reading.next_rows(min(BATCH_ROWS, n_rows))
        except csv.Error as error:
            rows, n_lines = reading.whole_rows()
            if not is_cut:
                raise _refusal(error, n_lines, file=file, row=first + len(rows)) from None
            yield Rows(first, rows, 0)
            return
        if not rows:
            return
        yield Rows(first, rows, reading.lines.forget())
        first += len(rows)


class _Reading:
    """
    Rows of cells, strictly and then leniently.

    Strict reading tells an unclosed quotation mark, which lenient reading would take for one huge
    cell. But letters after a closing mark (`"a"b`) are common and do no harm.
    """

    def __init__(self, lines: _Lines, *, separator: str) -> None:
        self.lines = lines
        self.separator = separator
        self.is_strict = True
        self._reader = csv.reader(iter(lines), delimiter=separator, strict=True)

    def next_rows(self, n_rows: int) -> list[list[str]]:
        """Read rows, with our bound on the length of a cell, which belongs to the whole process."""
        previous_limit = csv.field_size_limit(LONGEST_CELL)
        try:
            return self._until_end(list(islice(self._reader, n_rows)))
        except csv.Error as error:
            if not self.is_strict or "expected after" not in str(error):
                raise
            self._become_lenient()
            return self._until_end(list(islice(self._reader, n_rows)))
        finally:
            csv.field_size_limit(previous_limit)

    def _become_lenient(self) -> None:
        """Read this batch again; the end mark stands alone on its row, unless an open quotation mark swallows it."""
        self.is_strict = False
        self._reader = csv.reader(chain(self.lines.again(), [END_MARK]), delimiter=self.separator)

    def _until_end(self, rows: list[list[str]]) -> list[list[str]]:
        if self.is_strict or not rows or not rows[-1] or not rows[-1][-1].endswith(END_MARK):
            return rows
        if rows[-1] != [END_MARK]:
            raise csv.Error("unexpected end of data")
        return rows[:-1]

    def whole_rows(self) -> tuple[list[list[str]], int]:
        """Give the rows of this batch that come before its fault, and the number of lines from there on."""
        rows: list[list[str]] = []
        n_lines = 0
        previous_limit = csv.field_size_limit(LONGEST_CELL)
        reader = csv.reader(self.lines.kept, delimiter=self.separator, strict=self.is_strict)
        try:
            for row in reader:
                rows.append(row)
                n_lines = reader.line_num
        except csv.Error:
            pass
        finally:
            csv.field_size_limit(previous_limit)
        is_open = not self.is_strict and n_lines == len(self.lines.kept)
        return (rows[:-1], LINES_OF_ONE_CELL) if is_open else (rows, len(self.lines.kept) - n_lines)


def _refusal(error: csv.Error, n_lines: int, *, file: str, row: int) -> FormatError:
    if "unexpected end" in str(error) or n_lines > LINES_OF_ONE_CELL:
        return FormatError("unclosed_quote", file=file, row=row)
    return FormatError("cell_too_big", file=file, row=row, limit=LONGEST_CELL)
