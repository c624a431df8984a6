"""Contributions gathered row by row, with the same checks whatever the tool."""

from collections.abc import Iterable, Mapping

import polars as pl

from polyphonie.formats.columns import ContributionColumns
from polyphonie.formats.errors import FormatError
from polyphonie.formats.headings import names_a_person
from polyphonie.formats.records import ContributionRecord, Harvest, Recognition, Refusal, shown
from polyphonie.formats.tables.table import Table
from polyphonie.formats.writing import restored_cell

LONGEST_TEXT = 100_000
LONGEST_ATTRIBUTE = 500
ADDRESS = r"[^@\s]+@[^@\s]+\.[a-zA-Z]{2,}"
# A column of prose: several words, and seldom twice the same answer.
LEAST_WORDY_SHARE = 0.3
LEAST_MEAN_LENGTH = 25
LEAST_DISTINCT_SHARE = 0.5
MOST_CHOICES = 12


class Gatherer:
    """Take records, refuse those that cannot be taken, and account for each row."""

    def __init__(self, table: Table, recognition: Recognition) -> None:
        self.table = table
        self.recognition = recognition
        self.taken: list[ContributionRecord] = []
        self.refused: list[Refusal] = list(table.refused)
        self.rows_taken: set[int] = set()
        self.rows_refused: set[int] = {refusal.row for refusal in table.refused}
        self._first_row: dict[str, int] = {}
        self.columns: ContributionColumns | None = None

    def refuse(self, row: int, code: str, *, external_id: str = "", **params: object) -> None:
        """Refuse a whole row."""
        self.rows_refused.add(row)
        self.refused.append(Refusal(row, code, shown(params), external_id=external_id))

    def add(self, record: ContributionRecord) -> None:
        """Take one contribution, unless it has no text, too much of it, or a used identifier."""
        if not record.text.strip():
            self._refuse_part(record, "empty_text")
        elif len(record.text) > LONGEST_TEXT:
            self._refuse_part(record, "text_too_long", limit=LONGEST_TEXT)
        elif record.external_id in self._first_row:
            first = self._first_row[record.external_id]
            self._refuse_part(record, "duplicate_id", id=record.external_id, first=first)
        else:
            self._first_row[record.external_id] = record.row
            self.taken.append(record)
            self.rows_taken.add(record.row)

    def _refuse_part(self, record: ContributionRecord, code: str, **params: object) -> None:
        self.refused.append(Refusal(record.row, code, shown(params), record.question, external_id=record.external_id))

    def harvest(self, *, used: Mapping[str, str], personal: Iterable[str], kept: Iterable[str] = ()) -> Harvest:
        """Close the account: a row from which nothing was taken is refused once as a whole."""
        personal = tuple(personal)
        known = {*used.values(), *personal, *kept}
        return Harvest(
            file=self.table.file,
            digest=self.table.digest,
            recognition=self.recognition,
            sheet=self.table.sheet,
            n_rows=self.table.n_rows,
            n_rows_taken=len(self.rows_taken),
            n_blank=self.table.n_blank,
            contributions=tuple(self.taken) if self.columns is None else self.columns,
            refused=self._settled(),
            used_columns=dict(used),
            personal_columns=personal,
            ignored_columns=tuple(name for name in self.table.headings if name not in known),
        )

    def _settled(self) -> tuple[Refusal, ...]:
        closed = set(self.rows_taken)
        settled = []
        for refusal in self.refused:
            is_whole_row = refusal.row not in closed
            closed.add(refusal.row)
            settled.append(
                Refusal(
                    row=refusal.row,
                    code=refusal.code,
                    params=refusal.params,
                    column=refusal.column,
                    sheet=self.table.sheet,
                    external_id=refusal.external_id,
                    is_whole_row=is_whole_row,
                )
            )
        return tuple(settled)


def personal_columns(table: Table, *, apart_from: Iterable[str] = ()) -> tuple[str, ...]:
    """List the columns that name a person, by their heading or because they hold e-mail addresses."""
    kept = set(apart_from)
    return tuple(
        heading
        for heading in table.headings
        if heading not in kept and (names_a_person(heading) or _holds_addresses(table.sample.frame[heading]))
    )


def refuse_personal(table: Table, columns: Iterable[str]) -> None:
    """
    Refuse that a person says of a column that names somebody that it is anything else, an identifier included.

    Raises
    ------
    FormatError
        `personal_column`, for the first of these columns.
    """
    personal = set(personal_columns(table))
    for name in columns:
        if name in personal:
            raise FormatError("personal_column", file=table.file, column=name)


def _holds_addresses(column: pl.Series) -> bool:
    filled = column.filter(column.str.strip_chars() != "").head(1000)
    return bool(len(filled)) and bool(filled.str.strip_chars().str.contains(f"^{ADDRESS}$").mean() > 0.5)  # type: ignore[operator]  # a share


def is_prose(column: pl.Series) -> bool:
    """Tell whether a column holds free answers rather than choices, figures or names."""
    filled = column.filter(column.str.strip_chars() != "").str.strip_chars().head(5000)
    if not len(filled):
        return False
    lengths = filled.str.len_chars()
    wordy = (filled.str.count_matches(r"\s+") >= 2) & filled.str.contains(r"\p{L}{2}")
    is_wordy = wordy.sum() >= LEAST_WORDY_SHARE * len(filled)
    is_long = lengths.sum() >= LEAST_MEAN_LENGTH * len(filled) and wordy.sum() > 0
    n_distinct = filled.n_unique()
    is_varied = n_distinct > MOST_CHOICES or n_distinct >= LEAST_DISTINCT_SHARE * len(filled)
    return (is_wordy or is_long) and is_varied and not _looks_dated(filled)


def _looks_dated(filled: pl.Series) -> bool:
    return bool(filled.str.contains(r"^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}([ T]\d{1,2}:\d{2}.*)?$").all())


def attributes(row: Mapping[str, str], columns: Iterable[str]) -> dict[str, str]:
    """Keep the short, filled cells of the other columns."""
    return {name: cell[:LONGEST_ATTRIBUTE] for name in columns if (cell := row[name].strip())}


def unescaped(cell: str) -> str:
    """Without the apostrophe that some tools write before a cell that looks like a formula."""
    return restored_cell(cell)
