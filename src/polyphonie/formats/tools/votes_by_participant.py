"""Votes as a matrix: one participant per row, one statement per column."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from polyphonie.formats.errors import FormatError
from polyphonie.formats.gathering import ADDRESS
from polyphonie.formats.headings import personal, plain
from polyphonie.formats.records import Harvest, ReadOptions, Recognition, Refusal, VoteColumns, refuse
from polyphonie.formats.sign import declared_agree
from polyphonie.formats.tables.table import Table
from polyphonie.formats.tools.votes_by_row import PARTICIPANT_NAMES, holds_votes, is_in_words, signed_values

POLIS_COUNTS = frozenset({"group id", "n comments", "n votes", "n agree", "n disagree", "n important"})
ID_NAMES = (*PARTICIPANT_NAMES, "id", "identifiant", "code", "numero", "column 1")
FEWEST_STATEMENTS = 2
LEAST_VOTES_SHARE = 0.9


@dataclass(frozen=True)
class VoteMatrix:
    """Reader of one participant per row."""

    tool: str = "polis"
    brand: str = "Polis"

    def recognizes(self, table: Table) -> Recognition | None:
        """Recognise the counts that Polis writes, or an identifier followed by columns of votes."""
        names = table.by_plain_name
        if {"participant", "n votes"} <= names.keys():
            if "n important" in names and "n agree" not in names:
                return None
            return Recognition("polis", "participants", "export", 1.0, ("participant", names["n votes"]))
        identifier = table.find(*ID_NAMES)
        if identifier and identifier == table.headings[0]:
            n_statements = len(_statement_columns(table, identifier, is_polis=False))
            if n_statements >= FEWEST_STATEMENTS and 2 * n_statements >= len(table.headings) - 1:
                return Recognition("table", "participants", "", 0.6, (identifier,))
        return None

    def read(self, table: Table, options: ReadOptions) -> Harvest:
        """
        Read each cell that is a vote; an empty cell is a statement that was not seen.

        A matrix has no moments: its votes come in the order of the file.

        Raises
        ------
        FormatError
            If the table is no such matrix.
        """
        recognition = self.recognizes(table)
        if recognition is None:
            raise FormatError("not_votes", file=table.file, columns=", ".join(table.headings))
        identifier = table.find(*ID_NAMES)
        statements = _statement_columns(table, identifier, is_polis=recognition.tool == "polis")
        in_words = any(is_in_words(table.sample.frame[name]) for name in statements)
        agree = 1 if in_words else options.agree or declared_agree(table.notes)
        fault = _fault_of_participants(table.frame[identifier])
        is_known = (fault == "").to_numpy()
        unknown = [
            refuse(row, code, column=identifier)
            for row, code in zip(table.rows[~is_known].tolist(), fault.filter(fault != ""), strict=True)
        ]
        kept = table.frame.filter(pl.Series(is_known))
        matrix = _Matrix(kept, rows=table.rows[is_known], identifier=identifier, sign=agree or 1)
        for name in statements:
            matrix.add(kept[name])
        silent = [refuse(row, "empty_ballot", column=identifier) for row in matrix.silent_rows()]
        personal_columns = personal(tuple(name for name in table.headings if name not in {identifier, *statements}))
        used = {identifier, *statements, *personal_columns}
        return Harvest(
            file=table.file,
            digest=table.digest,
            recognition=recognition,
            sheet=table.sheet,
            n_rows=table.n_rows,
            n_rows_taken=kept.height - len(silent),
            n_blank=table.n_blank,
            votes=matrix.columns(),
            refused=(*table.refused, *unknown, *silent, *matrix.refused),
            used_columns={"participant": identifier},
            personal_columns=personal_columns,
            ignored_columns=tuple(name for name in table.headings if name not in used),
            sign_declared=agree is not None,
            agree=agree or 1,
        )


def _statement_columns(table: Table, identifier: str, *, is_polis: bool) -> list[str]:
    left_out = {identifier, *personal(table.headings)}
    others = [name for name in table.headings if name not in left_out and plain(name) not in POLIS_COUNTS]
    numbered = [name for name in others if name.strip().isdecimal()]
    if is_polis and numbered:
        return numbered
    return [name for name in others if holds_votes(table.sample.frame[name], at_least=LEAST_VOTES_SHARE)]


def _fault_of_participants(column: pl.Series) -> pl.Series:
    """Give the code of why a row cannot be somebody's ballot; "" where it can."""
    names = pl.DataFrame({"name": column.str.strip_chars()})
    return names.select(
        pl.when(pl.col("name") == "")
        .then(pl.lit("missing_participant"))
        .when(pl.col("name").str.contains("@", literal=True) & pl.col("name").str.contains(ADDRESS))
        .then(pl.lit("participant_named"))
        .otherwise(pl.lit(""))
    ).to_series()


class _Matrix:
    """The cells of a matrix, read column by column so that memory stays small."""

    def __init__(self, frame: pl.DataFrame, *, rows: np.ndarray, identifier: str, sign: int) -> None:
        self.rows = rows
        self.sign = sign
        self.participants = frame[identifier].str.strip_chars()
        self.refused: list[Refusal] = []
        self.statements: list[str] = []
        self.lines: list[np.ndarray] = []
        self.values: list[np.ndarray] = []

    def add(self, column: pl.Series) -> None:
        """Read one statement; a cell that is no vote costs that cell, not its row."""
        values = signed_values(column, sign=self.sign)
        self.statements.append(column.name)
        self.lines.append(np.flatnonzero(values.is_not_null().to_numpy()))
        self.values.append(values.drop_nulls().to_numpy())
        for line in np.flatnonzero((values.is_null() & (column.str.strip_chars() != "")).to_numpy()).tolist():
            shown = {"value": column[line]}
            refusal = refuse(int(self.rows[line]), "bad_vote", column=column.name, **shown)
            self.refused.append(Refusal(refusal.row, refusal.code, refusal.params, column.name, is_whole_row=False))

    def silent_rows(self) -> list[int]:
        """Rows without any vote nor any other cell to refuse."""
        spoken = np.unique(np.concatenate([np.empty(0, dtype=np.int64), *self.lines]))
        return np.delete(self.rows, spoken).tolist()

    def columns(self) -> VoteColumns:
        """Give the votes in the order of the rows, then of the columns."""
        lines = np.concatenate([np.empty(0, dtype=np.int64), *self.lines])
        places = np.repeat(np.arange(len(self.lines)), [len(line) for line in self.lines])
        values = np.concatenate([np.empty(0, dtype=np.int8), *self.values])
        spoken = np.unique(lines)
        participant_ids = self.participants.gather(spoken).unique(maintain_order=True)
        first = {name: place for place, name in enumerate(participant_ids)}
        place_of_line = np.array([first.get(name, -1) for name in self.participants], dtype=np.int32)
        order = np.lexsort((places, lines))
        return VoteColumns(
            participant_ids=tuple(participant_ids),
            statement_ids=tuple(self.statements),
            participant_index=place_of_line[lines[order]] if len(lines) else np.empty(0, dtype=np.int32),
            statement_index=places[order].astype(np.int32),
            value=values[order].astype(np.int8),
            at=np.full(len(values), -1, dtype=np.int64),
            row=self.rows[lines[order]] if len(lines) else np.empty(0, dtype=np.int64),
        )


READER = VoteMatrix()
READERS = (READER,)
