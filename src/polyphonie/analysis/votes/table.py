"""Votes as a sparse table whose order never depends on the order in which they came."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

IntArray = npt.NDArray[np.int32]
SignArray = npt.NDArray[np.int8]
BoolArray = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class VoteTable:
    """
    Who voted what on which statement: +1 agree, -1 disagree, 0 pass; an unseen statement has no entry.

    People and statements are sorted by identifier (numbers by value, then words), and the votes by person, then by
    statement: two files with the same votes in another order give the same table, bit for bit.

    Attributes
    ----------
    participants, statements : tuple of str
        Identifiers, sorted.
    starts : ndarray of int32, shape (n_participants + 1,)
        Where the votes of each person start in `columns` and `values`.
    columns, values : ndarray
        Index of the statement and sign of each vote.
    n_replaced : int
        Earlier votes of a person on a statement which a later one replaced.
    """

    participants: tuple[str, ...]
    statements: tuple[str, ...]
    starts: IntArray
    columns: IntArray
    values: SignArray
    n_replaced: int

    @classmethod
    def from_records(
        cls,
        participants: Sequence[object],
        statements: Sequence[object],
        values: Sequence[int] | npt.NDArray[np.int8],
        *,
        all_participants: Iterable[object] = (),
        all_statements: Iterable[object] = (),
    ) -> "VoteTable":
        """
        Build the table from one record a vote; the last vote of a person on a statement wins.

        Parameters
        ----------
        participants, statements, values : sequences of the same length
            Identifiers (compared as text) and signs.
        all_participants, all_statements : iterables of identifiers
            People who did not vote and statements without votes, which the table lists all the same.

        Raises
        ------
        ValueError
            If the lengths differ, or a value is not -1, 0 or +1.
        """
        people, rows = _codes(participants)
        topics, columns = _codes(statements)
        people += [one for one in dict.fromkeys(map(str, all_participants)) if one not in set(people)]
        topics += [one for one in dict.fromkeys(map(str, all_statements)) if one not in set(topics)]
        return cls.from_codes(people, topics, rows, columns, np.asarray(values))

    @classmethod
    def from_codes(
        cls,
        participants: Sequence[str],
        statements: Sequence[str],
        rows: npt.NDArray[np.integer],
        columns: npt.NDArray[np.integer],
        values: npt.NDArray[np.number],
    ) -> "VoteTable":
        """Build the table from positions in lists of distinct identifiers; for millions of votes."""
        signs = _checked(rows, columns, values)
        person_order, person_rank = _canonical(participants)
        statement_order, statement_rank = _canonical(statements)
        keys = person_rank[rows] * np.int64(max(len(statements), 1)) + statement_rank[columns]
        kept = _last_of_each(keys)
        sorted_rows, sorted_columns = np.divmod(keys[kept], max(len(statements), 1))
        starts = np.zeros(len(participants) + 1, np.int32)
        np.cumsum(np.bincount(sorted_rows, minlength=len(participants)), out=starts[1:])
        return cls(
            tuple(participants[i] for i in person_order),
            tuple(statements[i] for i in statement_order),
            starts,
            sorted_columns.astype(np.int32),
            signs[kept],
            len(keys) - len(kept),
        )

    @property
    def n_participants(self) -> int:
        return len(self.participants)

    @property
    def n_statements(self) -> int:
        return len(self.statements)

    @property
    def n_votes(self) -> int:
        return len(self.values)

    @property
    def votes_per_person(self) -> IntArray:
        return np.diff(self.starts)

    @property
    def rows(self) -> IntArray:
        """Index of the person of each vote."""
        return np.repeat(np.arange(self.n_participants, dtype=np.int32), self.votes_per_person)

    def keep(self, votes: BoolArray) -> "VoteTable":
        """Return the same people and statements with only the votes marked true."""
        starts = np.concatenate(([0], np.cumsum(votes)))[self.starts].astype(np.int32)
        return VoteTable(self.participants, self.statements, starts, self.columns[votes], self.values[votes], 0)

    def people(self, chosen: npt.NDArray[np.integer]) -> "VoteTable":
        """Return the table of the chosen people, in the order of their indices."""
        taken = np.zeros(self.n_participants, np.bool_)
        taken[chosen] = True
        votes = np.repeat(taken, self.votes_per_person)
        starts = np.concatenate(([0], np.cumsum(self.votes_per_person[taken]))).astype(np.int32)
        names = tuple(self.participants[i] for i in np.flatnonzero(taken))
        return VoteTable(names, self.statements, starts, self.columns[votes], self.values[votes], 0)


def _codes(identifiers: Sequence[object]) -> tuple[list[str], npt.NDArray[np.int64]]:
    """Number distinct identifiers, compared as text."""
    known: dict[str, int] = {}
    codes = [known.setdefault(str(one), len(known)) for one in identifiers]
    return list(known), np.asarray(codes, np.int64)


def _checked(
    rows: npt.NDArray[np.integer], columns: npt.NDArray[np.integer], values: npt.NDArray[np.number]
) -> SignArray:
    if not len(rows) == len(columns) == len(values):
        raise ValueError(f"expected three columns of one length, got {len(rows)}, {len(columns)} and {len(values)}")
    if not np.isin(values, (-1, 0, 1)).all():
        raise ValueError("a vote must be +1 (agree), -1 (disagree) or 0 (pass)")
    return values.astype(np.int8)


def _canonical(identifiers: Sequence[str]) -> tuple[list[int], npt.NDArray[np.int64]]:
    """Return the sorting order of the identifiers, and the rank of each."""
    order = sorted(range(len(identifiers)), key=lambda i: sorting_key(identifiers[i]))
    rank = np.empty(len(identifiers), np.int64)
    rank[order] = np.arange(len(identifiers))
    return order, rank


def sorting_key(identifier: str) -> tuple[int, int, str]:
    """Sort numbers by value before words, so that statement 10 comes after statement 9."""
    number = identifier.isascii() and identifier.isdigit()
    return (0, int(identifier), identifier) if number else (1, 0, identifier)


def _last_of_each(keys: npt.NDArray[np.int64]) -> npt.NDArray[np.intp]:
    """Return, in the order of the keys, where each distinct key occurs last."""
    order = np.argsort(keys, kind="stable")
    ordered = keys[order]
    is_last = np.ones(len(keys), np.bool_)
    is_last[:-1] = ordered[1:] != ordered[:-1]
    return order[is_last]
