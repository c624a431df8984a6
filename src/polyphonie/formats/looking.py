"""A first look at a file: what it seems to be, and what would be taken; small enough to be shown."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from polyphonie.formats.errors import FormatError
from polyphonie.formats.guessing import ColumnGuess, guess_columns
from polyphonie.formats.reading import read_file
from polyphonie.formats.records import ContributionRecord, Harvest, ReadOptions, Refusal, StatementRecord
from polyphonie.formats.tables.opening import open_tables
from polyphonie.formats.votes import most_agreed

N_SHOWN = 8
N_SAMPLE_ROWS = 3
N_KEYS = 500
LONGEST_CELL = 160


@dataclass(frozen=True)
class Look:
    """
    What a file holds, without its bulk.

    `error` is set where the file is a table, but no reader knows what to take from it: then the person
    can say which column is what. `keys` are the identifiers of the first records, whether they are only row
    numbers, and the SHA-256 of their texts: what tells which of them are already known.
    """

    headings: tuple[str, ...]
    sample: tuple[Mapping[str, str], ...]
    sheets: tuple[str, ...] = ()
    harvest: Harvest | None = None
    n_contributions: int = 0
    n_statements: int = 0
    n_votes: int = 0
    n_refused_by_code: Mapping[str, int] = field(default_factory=dict)
    contributions: tuple[ContributionRecord, ...] = ()
    statements: tuple[StatementRecord, ...] = ()
    refused: tuple[Refusal, ...] = ()
    most_agreed: tuple[tuple[str, int, int], ...] = ()
    error: FormatError | None = None
    columns: tuple[ColumnGuess, ...] = ()
    keys: tuple[tuple[str, bool, str], ...] = ()


def look(path: str | Path, options: ReadOptions) -> Look:
    """
    Look into a file.

    Raises
    ------
    FormatError
        If the file is no table at all.
    """
    tables = open_tables(path, sheet=options.sheet, name=options.file_name)
    first = tables[0]
    sample = tuple(
        {name: cell[:LONGEST_CELL] for name, cell in row.items()} for row in first.frame.head(N_SAMPLE_ROWS).to_dicts()
    )
    sheets = tuple(table.sheet for table in tables if table.sheet)
    columns = guess_columns(first)
    try:
        harvest = read_file(path, options)
    except FormatError as error:
        return Look(headings=first.headings, sample=sample, sheets=sheets, error=error, columns=columns)
    return Look(
        headings=first.headings,
        sample=sample,
        sheets=sheets,
        columns=columns,
        harvest=_without_bulk(harvest),
        n_contributions=len(harvest.contributions),
        n_statements=len(harvest.statements),
        n_votes=len(harvest.votes) if harvest.votes else 0,
        n_refused_by_code=dict(Counter(refusal.code for refusal in harvest.refused if refusal.is_whole_row)),
        contributions=harvest.contributions[:N_SHOWN],
        statements=harvest.statements[:N_SHOWN],
        refused=harvest.refused[:N_SHOWN],
        keys=_keys(harvest),
        most_agreed=tuple(most_agreed(harvest.votes)) if harvest.votes else (),
    )


def _keys(harvest: Harvest) -> tuple[tuple[str, bool, str], ...]:
    records = (harvest.statements or harvest.contributions)[:N_KEYS]
    return tuple(
        (record.external_id, getattr(record, "is_numbered", False), sha256(record.text.encode()).hexdigest())
        for record in records
    )


def _without_bulk(harvest: Harvest) -> Harvest:
    return Harvest(
        file=harvest.file,
        digest=harvest.digest,
        recognition=harvest.recognition,
        n_rows=harvest.n_rows,
        n_rows_taken=harvest.n_rows_taken,
        n_rows_aside=harvest.n_rows_aside,
        n_blank=harvest.n_blank,
        sheet=harvest.sheet,
        ignored_sheets=harvest.ignored_sheets,
        used_columns=harvest.used_columns,
        ignored_columns=harvest.ignored_columns,
        personal_columns=harvest.personal_columns,
        sign_declared=harvest.sign_declared,
        agree=harvest.agree,
    )
