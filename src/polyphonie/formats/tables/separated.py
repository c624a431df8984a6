"""Comma, semicolon, tab or bar separated text, in pieces and never held whole."""

from collections.abc import Iterator
from dataclasses import dataclass

from polyphonie.formats.tables.cells import PIECE_ROWS, Cells, grid_pieces
from polyphonie.formats.tables.inspection import Inspection, utf8_pieces
from polyphonie.formats.tables.quick import Shape, below, quick_pieces
from polyphonie.formats.tables.separators import SAMPLE_CHARACTERS, guess_separator
from polyphonie.formats.tables.sources import Origin

NOTE_MARKS = ("#", "sep=")


@dataclass(frozen=True)
class Separated:
    """How a text is cut: the lines above it that say so, and its separator."""

    notes: list[str]
    separator: str

    @classmethod
    def of(cls, origin: Origin, inspection: Inspection) -> "Separated":
        """Look at the beginning of a text."""
        sample = beginning_of(origin, inspection)
        notes, body = _split_notes(sample)
        return cls(notes, guess_separator(body))


def beginning_of(origin: Origin, inspection: Inspection) -> str:
    """Give the first characters of a text."""
    kept, n_bytes = [], 0
    for piece in utf8_pieces(origin, inspection):
        kept.append(piece)
        n_bytes += len(piece)
        if n_bytes >= 4 * SAMPLE_CHARACTERS:
            break
    return b"".join(kept).decode("utf-8", errors="ignore")[: 2 * SAMPLE_CHARACTERS]


def _split_notes(text: str) -> tuple[list[str], str]:
    """Take apart the lines that begin with "#", as `# vote-convention: …`, and "sep=;" of Excel."""
    notes: list[str] = []
    while text.startswith(NOTE_MARKS):
        line, _, text = text.partition("\n")
        notes.append(line.strip())
    return notes, text


def separated_pieces(origin: Origin, inspection: Inspection, *, n_rows: int = PIECE_ROWS) -> Iterator[Cells]:
    """
    Read a text in pieces of rows.

    Raises
    ------
    FormatError
        If a quotation mark is never closed, or a cell, a line or the number of columns is beyond measure.
    """
    separated = Separated.of(origin, inspection)
    n_notes = len(separated.notes)
    shape = Shape(separated.separator, origin.file, n_rows, is_cut=inspection.is_cut)

    def text() -> Iterator[bytes]:
        return below(utf8_pieces(origin, inspection), n_notes)

    batches = shape.by_the_book(text(), first=n_notes + 1)
    if inspection.is_regular:
        found = quick_pieces(text(), batches, shape=shape, first=n_notes + 1)
    else:
        found = grid_pieces(batches, file=origin.file, n_rows=n_rows)
    for cells in found:
        cells.notes = separated.notes + cells.notes
        cells.separator = separated.separator
        yield cells
