"""From bytes to text: which encoding, and which separator."""

import codecs
import csv
from itertools import islice

from polyphonie.formats.errors import FormatError
from polyphonie.formats.tables.sources import Source

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
SEPARATORS = (",", ";", "\t", "|")
# A lone column of texts has none: a character that no text holds keeps each row whole.
NO_SEPARATOR = "\x1f"
SAMPLE_ROWS = 50
SAMPLE_CHARACTERS = 200_000


def decode(source: Source) -> tuple[str, str]:
    """
    Decode a text file.

    Returns
    -------
    tuple of str
        The text without its byte order mark, and the name of the encoding.

    Raises
    ------
    FormatError
        If the bytes are not text, or mix encodings: half a repair would falsify what people wrote.
    """
    content = source.content
    for mark, encoding in BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return _strictly(content[len(mark) :], encoding, source), encoding
    encoding = _wide_encoding(content)
    if encoding:
        return _strictly(content, encoding, source), encoding
    try:
        text, encoding = content.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        text, encoding = _old_encoding(source, error.start), "cp1252"
    if "\x00" in text:
        raise FormatError("not_text", file=source.file)
    return text, encoding


def _strictly(content: bytes, encoding: str, source: Source) -> str:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        raise FormatError("not_text", file=source.file) from None
    if "\x00" in text:
        raise FormatError("not_text", file=source.file)
    return text


def _wide_encoding(content: bytes) -> str:
    """UTF-16 without a mark: every second byte of a table in a European language is zero."""
    sample = content[:2000]
    if len(sample) < 4 or len(content) % 2:
        return ""
    half = len(sample) // 2
    zeros_even, zeros_odd = sample[0::2].count(0), sample[1::2].count(0)
    if zeros_odd > 0.7 * half and zeros_even < 0.1 * half:
        return "utf-16-le"
    if zeros_even > 0.7 * half and zeros_odd < 0.1 * half:
        return "utf-16-be"
    return ""


def _old_encoding(source: Source, first_fault: int) -> str:
    """Windows-1252, unless the file also holds letters that only UTF-8 writes so."""
    content = source.content
    if _holds_utf8_letters(content):
        line = content.count(b"\n", 0, first_fault) + 1
        raise FormatError("mixed_encodings", file=source.file, row=line)
    try:
        return content.decode("cp1252")
    except UnicodeDecodeError:
        raise FormatError("not_text", file=source.file) from None


def _holds_utf8_letters(content: bytes) -> bool:
    """
    Tell whether part of the file is UTF-8.

    A few pairs of Windows-1252 letters, such as "É…", happen to be valid UTF-8: they are few among many.
    """
    n_letters = sum(ord(character) > 127 for character in content.decode("utf-8", errors="ignore"))
    n_foreign = sum(byte > 127 for byte in content) - 2 * n_letters
    return n_letters >= 2 and 10 * n_letters >= n_foreign


def guess_separator(text: str) -> str:
    """Choose the separator that cuts the first rows into the most cells, and the most evenly."""
    sample = text[:SAMPLE_CHARACTERS]
    scores = {separator: _evenness(sample, separator) for separator in SEPARATORS}
    best = max(SEPARATORS, key=lambda separator: scores[separator])
    return best if scores[best] > 0 else NO_SEPARATOR


def _evenness(sample: str, separator: str) -> float:
    """More cells and more rows alike are better; 0 where the first rows are not cut at all."""
    rows = csv.reader(sample.splitlines(keepends=True), delimiter=separator)
    try:
        widths = [len(row) for row in islice(rows, SAMPLE_ROWS) if row]
    except csv.Error:
        return 0.0
    if len(widths) > 2 and len(widths) < SAMPLE_ROWS and len(sample) == SAMPLE_CHARACTERS:
        widths = widths[:-1]
    if not widths:
        return 0.0
    if widths[0] >= 2:
        return float(widths[0] ** 0.5 * widths.count(widths[0]) / len(widths))
    return _evenness_below_a_title(widths)


def _evenness_below_a_title(widths: list[int]) -> float:
    """A title above the headings has one cell; in a lone column of prose, commas fall anywhere."""
    start = next((index for index, width in enumerate(widths) if width >= 2), len(widths))
    below = widths[start:]
    if len(below) < 2 or any(width != below[0] for width in below) or below[0] < 3:
        return 0.0
    return float(below[0] ** 0.5 * len(below) / len(widths))
