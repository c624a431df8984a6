"""Rows of which the last column, a text, was not quoted."""

from polyphonie.formats.records import Refusal, refuse
from polyphonie.formats.tables.table import Table


class MendedRows:
    """
    Rows put together again.

    A version of Polis of 2024 did not quote the text, the last column: its commas then make longer rows, and its line
    breaks make rows that do not begin with a moment. The last column takes the rest of the row, and the rows below
    that neither begin with a moment nor have the number of a statement in its place. Where the text is not the last
    column, or the first no moment, rows stand as they are.

    `cells_by_row` has the cells of each row by its number; `n_aside` counts the rows that belong to another;
    `refused` are those that could not be mended.
    """

    def __init__(self, table: Table, *, identifier: str, text: str) -> None:
        self.separator = table.separator
        self.refused: list[Refusal] = list(table.refused)
        self.n_aside = 0
        self.cells_by_row = {
            row: list(cells) for row, cells in zip(table.rows.tolist(), table.frame.iter_rows(), strict=True)
        }
        self.place, self.number_place = table.headings.index(text), table.headings.index(identifier)
        if self.place == len(table.headings) - 1 and _begins_with_a_moment(table.sample):
            self._mend(table)

    def _mend(self, table: Table) -> None:
        long_rows = {row: list(cells) for row, cells in table.long_rows}
        self.refused = [refusal for refusal in self.refused if refusal.row not in long_rows]
        self.cells_by_row.update(long_rows)
        last: list[str] | None = None
        for row in sorted(self.cells_by_row):
            cells = self.cells_by_row[row]
            if _is_number(cells[0]) or self._stands_alone(cells, row, table):
                last = [*cells[: self.place], self.separator.join(cells[self.place :])]
                self.cells_by_row[row] = last
            elif last is not None:
                rest = self.separator.join(cells)
                last[self.place] += "\n" + (rest.rstrip(self.separator) if row in table.short_rows else rest)
                del self.cells_by_row[row]
                self.n_aside += 1
            else:
                del self.cells_by_row[row]
                self.refused.append(refuse(row, "missing_id"))

    def _stands_alone(self, cells: list[str], row: int, table: Table) -> bool:
        """Tell whether a row without moment is one of its own: all its cells are there, and it has its number."""
        is_whole = len(cells) == len(table.headings) and row not in table.short_rows
        return is_whole and (_is_number(cells[self.number_place]) or not cells[0].strip())


def _begins_with_a_moment(sample: Table) -> bool:
    """Tell whether the first column is a moment; where nothing is quoted, few rows may be left whole."""
    return sample.headings[0].casefold() == "timestamp" and bool(
        sample.frame.to_series(0).str.contains(r"^\s*\d+\s*$").any()
        or any(_is_number(cells[0]) for _, cells in sample.long_rows)
    )


def _is_number(cell: str) -> bool:
    return cell.strip().isdecimal()
