"""The cells of a table that somebody brings: what a child process reads, without the site around it."""

from __future__ import annotations

from polyphonie.formats import open_table

MOST_THEMES = 300


def read_cells(path: str) -> list[list[str]]:
    """Read the headings, then the rows, of a table; one row more than is taken, so that too many is seen."""
    table = open_table(path)
    rows = table.frame.head(MOST_THEMES + 1).iter_rows()
    headings = [str(heading) for heading in table.headings]
    return [headings, *(["" if cell is None else str(cell) for cell in row] for row in rows)]
