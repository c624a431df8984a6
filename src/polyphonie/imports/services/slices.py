"""The pieces of a file, cut into slices that are each written at once: a few thousand rows, whole."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from polyphonie.formats import Harvest, Refusal, StatementRecord, VoteColumns
from polyphonie.formats.columns import ContributionColumns
from polyphonie.imports.services.account import Place

ROWS_AT_ONCE = 5_000
BALLOTS_AT_ONCE = 5_000


@dataclass(frozen=True)
class Ballots:
    """Some votes of a piece, by their places in its columns, in the order of time where the file tells it."""

    votes: VoteColumns
    places: NDArray[np.int64]
    sheet: str


@dataclass(frozen=True)
class Slice:
    """Rows that are written in one transaction, with what they gave and what was refused of them."""

    places: list[Place]
    refusals: list[tuple[Place, Refusal]]
    contributions: ContributionColumns | None = None
    statements: Sequence[tuple[Place, StatementRecord]] = ()
    ballots: Ballots | None = None


def slices_of(harvest: Harvest, *, n_done: int = 0) -> Iterator[Slice]:
    """Cut a piece into slices, whose rows follow each other; the first `n_done` rows are left out."""
    cutter = _cutter_of(harvest)
    refusals = [((refusal.sheet or harvest.sheet, refusal.row), refusal) for refusal in harvest.refused]
    refusals.sort(key=lambda pair: pair[0])
    refused_places = [place for place, _ in refusals]
    is_simple = not refused_places and cutter.is_one_per_row
    places = (cutter.places if is_simple else sorted({*cutter.places, *refused_places}))[n_done:]
    for start in range(0, len(places), cutter.n_rows_at_once):
        rows = places[start : start + cutter.n_rows_at_once]
        first, last = bisect_left(refused_places, rows[0]), bisect_right(refused_places, rows[-1])
        yield cutter.cut(rows, refusals[first:last])


def n_rows_of(harvest: Harvest) -> int:
    """Count the rows of a piece that its report accounts for."""
    refused = {(refusal.sheet or harvest.sheet, refusal.row) for refusal in harvest.refused}
    return len(refused.union(_cutter_of(harvest).places))


@dataclass(frozen=True)
class _OfContributions:
    columns: ContributionColumns
    places: list[Place]
    n_rows_at_once: int

    @property
    def is_one_per_row(self) -> bool:
        return len(set(self.columns.sheet)) == 1 and bool((np.diff(self.columns.row) > 0).all())

    def cut(self, rows: list[Place], refusals: list[tuple[Place, Refusal]]) -> Slice:
        start, stop = bisect_left(self.places, rows[0]), bisect_right(self.places, rows[-1])
        return Slice(rows, refusals, contributions=self.columns.between(start, stop))


@dataclass(frozen=True)
class _OfStatements:
    records: list[tuple[Place, StatementRecord]]
    places: list[Place]
    n_rows_at_once: int
    is_one_per_row = False

    def cut(self, rows: list[Place], refusals: list[tuple[Place, Refusal]]) -> Slice:
        start, stop = bisect_left(self.places, rows[0]), bisect_right(self.places, rows[-1])
        return Slice(rows, refusals, statements=self.records[start:stop])


@dataclass(frozen=True)
class _OfVotes:
    votes: VoteColumns
    sheet: str
    places: list[Place]
    n_rows_at_once: int
    is_one_per_row = True

    def cut(self, rows: list[Place], refusals: list[tuple[Place, Refusal]]) -> Slice:
        row = self.votes.row
        places = np.flatnonzero((row >= rows[0][1]) & (row <= rows[-1][1]))
        return Slice(rows, refusals, ballots=Ballots(self.votes, places, self.sheet))


def _cutter_of(harvest: Harvest) -> _OfContributions | _OfStatements | _OfVotes:
    if harvest.votes is not None:
        rows = np.unique(harvest.votes.row).tolist()
        per_row = max(1, len(harvest.votes) // max(1, len(rows)))
        places = [(harvest.sheet, row) for row in rows]
        return _OfVotes(harvest.votes, harvest.sheet, places, max(1, min(ROWS_AT_ONCE, BALLOTS_AT_ONCE // per_row)))
    if harvest.statements:
        records = [((harvest.sheet, record.row), record) for record in harvest.statements]
        records.sort(key=lambda pair: pair[0])
        return _OfStatements(records, [place for place, _ in records], ROWS_AT_ONCE)
    columns = ContributionColumns.of(harvest.contributions)
    return _OfContributions(columns, list(zip(columns.sheet, columns.row.tolist(), strict=True)), ROWS_AT_ONCE)
