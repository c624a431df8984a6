"""A first look at a file: what it seems to be, and what would be taken; small enough to be shown."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path

from polyphonie.formats.describing import spoken_in
from polyphonie.formats.errors import FormatError
from polyphonie.formats.guessing import ColumnGuess, guess_columns
from polyphonie.formats.personal_texts import MASK, masked, signs_of
from polyphonie.formats.reading import Choice, choose, open_wanted, told_apart
from polyphonie.formats.records import ContributionRecord, Harvest, ReadOptions, Refusal, StatementRecord, VoteColumns
from polyphonie.formats.tables.streams import TableStream
from polyphonie.formats.tables.table import Table
from polyphonie.formats.votes import most_agreed, put_together

N_SHOWN = 8
N_SAMPLE_ROWS = 3
N_KEYS = 500
LONGEST_CELL = 160
MOST_ROWS = 200_000
MOST_PIECES = 12
MOST_TEXTS = 20_000
BEFORE_MASK, AFTER_MASK = 60, 100


@dataclass(frozen=True)
class Look:
    """
    What a file holds, without its bulk.

    `error` is set where the file is a table, but no reader knows what to take from it: then the person
    can say which column is what. `keys` are the identifiers of the first records, whether they are only row
    numbers, and the SHA-256 of their texts: what tells which of them are already known. `is_partial` says that the
    file goes on after the rows that were counted. `language` is that of the headings, or else of the texts. Of the
    first texts, `n_personal_texts` seem to hold what belongs to a person; `personal_examples` show some, masked.
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
    is_partial: bool = False
    language: str = ""
    n_personal_texts: int = 0
    personal_examples: tuple[str, ...] = ()


def look(path: str | Path, options: ReadOptions) -> Look:
    """
    Look into a file: all of it where it is short, its first rows where it is long.

    Raises
    ------
    FormatError
        If the file is no table at all.
    """
    streams = open_wanted(path, options)
    first = streams[0].head
    bare = Look(
        headings=first.headings,
        sample=tuple(
            {name: cell[:LONGEST_CELL] for name, cell in row.items()}
            for row in first.frame.head(N_SAMPLE_ROWS).to_dicts()
        ),
        sheets=tuple(stream.sheet for stream in streams if stream.sheet),
        columns=guess_columns(first),
    )
    try:
        chosen, ignored = choose(streams, options)
    except FormatError as error:
        return replace(bare, error=error)
    account = _Account(ignored)
    for choice in chosen:
        for table in _pieces(choice.stream, account):
            try:
                account.add(_harvest(choice, table, options, is_alone=len(chosen) == 1))
            except FormatError as error:
                return replace(bare, error=error)
    return account.look(bare, first)


def _harvest(choice: Choice, table: Table, options: ReadOptions, *, is_alone: bool) -> Harvest:
    harvest = choice.reader.read(table, options)
    return harvest if is_alone else told_apart(harvest)


def _pieces(stream: TableStream, account: "_Account") -> Iterator[Table]:
    """Give the pieces of a table until enough was seen."""
    for table in stream.pieces():
        if account.is_enough:
            account.is_partial = True
            return
        yield table


class _Account:
    """What the pieces give together, and only as much of it as is shown."""

    def __init__(self, ignored: list[str]) -> None:
        self.ignored = ignored
        self.is_partial = False
        self.n_pieces = 0
        self.n_texts = 0
        self.total: Harvest | None = None
        self.votes: list[VoteColumns] = []
        self.n_personal = 0
        self.examples: list[str] = []
        self.seen = Look(headings=(), sample=())
        self.codes: Counter[str] = Counter()

    @property
    def is_enough(self) -> bool:
        n_rows = self.total.n_rows if self.total else 0
        return n_rows >= MOST_ROWS or self.n_pieces >= MOST_PIECES

    def add(self, harvest: Harvest) -> None:
        """Count a piece, and keep what is first of each thing."""
        self.n_pieces += 1
        self.codes.update(refusal.code for refusal in harvest.refused if refusal.is_whole_row)
        self._read_texts(harvest)
        seen = self.seen
        self.seen = replace(
            seen,
            n_contributions=seen.n_contributions + len(harvest.contributions),
            n_statements=seen.n_statements + len(harvest.statements),
            n_votes=seen.n_votes + (len(harvest.votes) if harvest.votes else 0),
            contributions=(*seen.contributions, *harvest.contributions[:N_SHOWN])[:N_SHOWN],
            statements=(*seen.statements, *harvest.statements[:N_SHOWN])[:N_SHOWN],
            refused=(*seen.refused, *harvest.refused[:N_SHOWN])[:N_SHOWN],
            keys=(*seen.keys, *_keys(harvest, N_KEYS - len(seen.keys))),
        )
        if harvest.votes is not None:
            self.votes.append(harvest.votes)
        self.total = _sum(self.total, harvest)

    def _read_texts(self, harvest: Harvest) -> None:
        records = (harvest.contributions or harvest.statements)[: MOST_TEXTS - self.n_texts]
        self.n_texts += len(records)
        for record in records:
            if signs_of(record.text):
                self.n_personal += 1
                if len(self.examples) < N_SHOWN:
                    self.examples.append(_masked(record.text))

    def look(self, bare: Look, head: Table) -> Look:
        """Close the account."""
        harvest = self.total
        if harvest is None:
            return bare
        first = replace(harvest, contributions=self.seen.contributions, statements=self.seen.statements)
        return replace(
            self.seen,
            headings=bare.headings,
            sample=bare.sample,
            sheets=bare.sheets,
            columns=bare.columns,
            harvest=replace(harvest, ignored_sheets=tuple(self.ignored)),
            n_refused_by_code=dict(self.codes),
            most_agreed=tuple(most_agreed(put_together(self.votes))) if self.votes else (),
            is_partial=self.is_partial,
            language=harvest.recognition.language or spoken_in(first, head),
            n_personal_texts=self.n_personal,
            personal_examples=tuple(self.examples),
        )


def _masked(text: str) -> str:
    """Show what surrounds the first thing that was masked."""
    hidden = " ".join(masked(text).split())
    place = max(hidden.find(MASK), 0)
    start, end = max(place - BEFORE_MASK, 0), place + AFTER_MASK
    return ("…" if start else "") + hidden[start:end] + ("…" if end < len(hidden) else "")


def _whole_text(record: ContributionRecord | StatementRecord) -> str:
    title = getattr(record, "title", "")
    return f"{title}\n{record.text}" if title else record.text


def _keys(harvest: Harvest, n_keys: int) -> tuple[tuple[str, bool, str], ...]:
    records = (harvest.statements or harvest.contributions)[:n_keys]
    return tuple(
        (record.external_id, getattr(record, "is_numbered", False), sha256(_whole_text(record).encode()).hexdigest())
        for record in records
    )


def _sum(total: Harvest | None, harvest: Harvest) -> Harvest:
    """Add up the account of rows, without any of what they hold."""
    bare = replace(harvest, contributions=(), statements=(), votes=None, refused=())
    if total is None:
        return bare
    return replace(
        total,
        sheet=total.sheet if total.sheet == bare.sheet else "",
        n_rows=total.n_rows + bare.n_rows,
        n_rows_taken=total.n_rows_taken + bare.n_rows_taken,
        n_rows_aside=total.n_rows_aside + bare.n_rows_aside,
        n_blank=total.n_blank + bare.n_blank,
        ignored_columns=tuple(dict.fromkeys((*total.ignored_columns, *bare.ignored_columns))),
        personal_columns=tuple(dict.fromkeys((*total.personal_columns, *bare.personal_columns))),
    )
