"""One pass over the bytes of a text: what encoding it is in, and how it can be read, whatever its size."""

import codecs
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from polyphonie.formats.errors import FormatError
from polyphonie.formats.tables.encodings import Encoded, Wide, byte_order_mark, wide_encoding
from polyphonie.formats.tables.sources import NOTHING, Origin


@dataclass(frozen=True)
class Inspection:
    """
    What one pass over a text file tells.

    `digest` is the SHA-256 of the file as it is, "" where only its beginning was read (`is_cut`); `n_mark_bytes` is
    the length of its byte order mark; `is_regular` tells that no carriage return stands alone, so that each line
    ends with a line feed.
    """

    digest: str
    encoding: str
    n_mark_bytes: int
    n_bytes: int
    is_regular: bool
    is_cut: bool


class _Decision(Protocol):
    def add(self, piece: bytes) -> None:
        """Take the next piece."""

    def encoding(self, *, is_cut: bool) -> str:
        """Close the text, and name its encoding."""


def inspect_text(origin: Origin) -> Inspection:
    """
    Read a text once, to decide how to read it.

    Raises
    ------
    FormatError
        If it holds nothing, is no text, or mixes encodings: half a repair would falsify what people wrote.
    """
    digest = hashlib.sha256()
    pieces = origin.pieces(also=digest.update)
    beginning = next(pieces, b"")
    mark, marked = byte_order_mark(beginning)
    wide = marked if marked not in ("", "utf-8") else wide_encoding(beginning)
    decision: _Decision = Wide(wide, file=origin.file) if wide else Encoded(file=origin.file)
    look = _Look()
    for piece in _chain(beginning[len(mark) :], pieces):
        look.add(piece)
        decision.add(piece)
    if look.is_blank:
        raise FormatError("empty_file", file=origin.file)
    n_bytes = len(mark) + look.n_bytes
    is_cut = origin.most_bytes is not None and n_bytes >= origin.most_bytes
    encoding = decision.encoding(is_cut=is_cut)
    return Inspection(
        digest="" if is_cut else digest.hexdigest(),
        encoding=encoding,
        n_mark_bytes=len(mark),
        n_bytes=n_bytes,
        is_regular=look.is_regular,
        is_cut=is_cut,
    )


class _Look:
    """Carriage returns, and whether there is anything at all."""

    def __init__(self) -> None:
        self.n_bytes = 0
        self.is_blank = True
        self._n_returns = 0
        self._n_pairs = 0
        self._last = b""

    def add(self, piece: bytes) -> None:
        self.n_bytes += len(piece)
        self.is_blank = self.is_blank and not piece.strip(NOTHING)
        if self._last or b"\r" in piece:
            self._n_returns += piece.count(b"\r")
            self._n_pairs += (self._last + piece).count(b"\r\n")
        self._last = b"\r" if piece.endswith(b"\r") else b""

    @property
    def is_regular(self) -> bool:
        return self._n_returns == self._n_pairs


def _chain(first: bytes, others: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from others


def utf8_pieces(origin: Origin, inspection: Inspection) -> Iterator[bytes]:
    """
    Give a text again, as UTF-8 without its mark; only whole lines where it was cut.

    Parameters
    ----------
    origin : Origin
        What was inspected.
    inspection : Inspection
        What the first pass told.
    """
    pieces = origin.pieces()
    pieces = _chain(next(pieces, b"")[inspection.n_mark_bytes :], pieces)
    if inspection.is_cut:
        pieces = _whole_lines(pieces)
    if inspection.encoding == "utf-8":
        yield from pieces
        return
    decoder = codecs.getincrementaldecoder(inspection.encoding)(errors="ignore" if inspection.is_cut else "strict")
    for piece in pieces:
        yield decoder.decode(piece).encode("utf-8")
    yield decoder.decode(b"", True).encode("utf-8")


def _whole_lines(pieces: Iterator[bytes]) -> Iterator[bytes]:
    text = b"".join(pieces)
    end = text.rfind(b"\n") + 1
    yield text[:end] if end else text
