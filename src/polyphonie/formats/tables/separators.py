"""Which character cuts a text into cells."""

import csv
from itertools import islice

SEPARATORS = (",", ";", "\t", "|")
# A lone column of texts has none: a character that no text holds keeps each row whole.
NO_SEPARATOR = "\x1f"
SAMPLE_ROWS = 50
SAMPLE_CHARACTERS = 200_000


def guess_separator(text: str) -> str:
    """Choose the separator that cuts the first rows into the most cells, and the most evenly."""
    sample = text[:SAMPLE_CHARACTERS]
    scores = {separator: _evenness(sample, separator) for separator in SEPARATORS}
    best = max(SEPARATORS, key=lambda separator: scores[separator])
    return best if scores[best] > 0 else NO_SEPARATOR


def _evenness(sample: str, separator: str) -> float:
    """More cells and more rows alike are better; 0 where the first rows are not cut at all."""
    widths = _widths(sample, separator)
    if len(widths) > 2 and len(widths) < SAMPLE_ROWS and len(sample) == SAMPLE_CHARACTERS:
        widths = widths[:-1]
    if not widths:
        return 0.0
    if widths[0] >= 2:
        return float(widths[0] ** 0.5 * widths.count(widths[0]) / len(widths))
    return _evenness_below_a_title(widths)


def _widths(sample: str, separator: str) -> list[int]:
    """Count the cells of the first rows, as far as they can be read."""
    widths: list[int] = []
    try:
        rows = csv.reader(sample.splitlines(keepends=True), delimiter=separator)
        widths.extend(len(row) for row in islice(rows, SAMPLE_ROWS) if row)
    except csv.Error:
        pass
    return widths


def _evenness_below_a_title(widths: list[int]) -> float:
    """A title above the headings has one cell; in a lone column of prose, commas fall anywhere."""
    start = next((index for index, width in enumerate(widths) if width >= 2), len(widths))
    below = widths[start:]
    if len(below) < 2 or any(width != below[0] for width in below) or below[0] < 3:
        return 0.0
    return float(below[0] ** 0.5 * len(below) / len(widths))
