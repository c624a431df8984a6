"""Votes, one per row: Polis exports and database, and any table of participant, statement and vote."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from polyphonie.formats.errors import FormatError
from polyphonie.formats.headings import personal
from polyphonie.formats.records import Harvest, ReadOptions, Recognition, Refusal, VoteColumns, refuse
from polyphonie.formats.sign import declared_agree
from polyphonie.formats.tables.table import Table
from polyphonie.formats.values import milliseconds, says_in_words, vote_value

PARTICIPANT_NAMES = ("voter id", "participant", "participant id", "pid", "voter", "user id", "author id", "votant")
STATEMENT_NAMES = ("comment id", "statement", "statement id", "tid", "enonce", "id enonce", "proposition id")
VALUE_NAMES = ("vote", "choice", "vote value", "value", "valeur", "avis")
MOMENT_NAMES = ("timestamp", "created", "created at", "date")


@dataclass(frozen=True)
class LongVotes:
    """Reader of one vote per row."""

    tool: str = "polis"
    brand: str = "Polis"

    def recognizes(self, table: Table) -> Recognition | None:
        """Recognise the three columns that a vote needs."""
        found = (table.find(*PARTICIPANT_NAMES), table.find(*STATEMENT_NAMES), table.find(*VALUE_NAMES))
        if not all(found) or len(set(found)) < 3:
            return None
        names = table.by_plain_name
        if {"zid", "pid", "tid"} <= names.keys():
            return Recognition("polis", "votes", "database", 1.0, found)
        if {"comment id", "voter id"} <= names.keys():
            return Recognition("polis", "votes", "export", 1.0, found)
        if {"choice", "author id", "conversation id"} <= names.keys():
            return Recognition("ej", "votes", "", 0.9, found)
        return Recognition("table", "votes", "", 0.8, found)

    def read(self, table: Table, options: ReadOptions) -> Harvest:
        """
        Read votes in the order of time where each row tells its moment, otherwise of the file.

        Raises
        ------
        FormatError
            If the table mixes conversations, whose participants share the same numbers.
        """
        recognition = self.recognizes(table)
        if recognition is None:
            raise FormatError("not_votes", file=table.file, columns=", ".join(table.headings))
        _check_one_conversation(table)
        participant, statement, value = recognition.why
        moment = table.find(*MOMENT_NAMES)
        agree = options.agree or declared_agree(table.notes)
        in_words = any(says_in_words(cell) for cell in table.frame[value].unique())
        events = _events(table, participant=participant, statement=statement, value=value, moment=moment)
        taken = events.filter(pl.col("code") == "")
        refused = [*table.refused, *_refusals(events, value=value)]
        used = {"participant": participant, "statement": statement, "vote": value}
        used |= {"date": moment} if moment else {}
        return Harvest(
            file=table.file,
            digest=table.digest,
            recognition=recognition,
            sheet=table.sheet,
            n_rows=table.n_rows,
            n_rows_taken=taken.height,
            n_blank=table.n_blank,
            votes=_columns(taken, sign=1 if in_words else (agree or 1)),
            refused=tuple(refused),
            used_columns=used,
            personal_columns=tuple(name for name in personal(table.headings) if name not in used.values()),
            ignored_columns=_ignored(table, used),
            sign_declared=agree is not None or in_words,
            agree=1 if in_words else (agree or 1),
        )


def _ignored(table: Table, used: dict[str, str]) -> tuple[str, ...]:
    taken = {*used.values(), *personal(table.headings)}
    return tuple(heading for heading in table.headings if heading not in taken)


def _check_one_conversation(table: Table) -> None:
    conversation = table.find("zid", "conversation id")
    if conversation:
        n_conversations = table.frame[conversation].n_unique()
        if n_conversations > 1:
            raise FormatError("several_conversations", file=table.file, number=n_conversations)


def _events(table: Table, *, participant: str, statement: str, value: str, moment: str) -> pl.DataFrame:
    """Each row with its vote, or with the code of why it is none."""
    cells = table.frame.select(
        pl.col(participant).str.strip_chars().alias("participant"),
        pl.col(statement).str.strip_chars().alias("statement"),
        pl.col(value).alias("cell"),
    )
    known = {cell: vote_value(cell) for cell in cells["cell"].unique()}
    at = milliseconds(table.frame[moment]) if moment else pl.repeat(-1, cells.height, dtype=pl.Int64, eager=True)
    events = cells.with_columns(
        pl.Series("row", table.rows, dtype=pl.Int64),
        at.alias("at"),
        pl.col("cell").replace_strict(known, return_dtype=pl.Int8).alias("value"),
    )
    code = (
        pl.when(pl.col("participant") == "")
        .then(pl.lit("missing_participant"))
        .when(pl.col("statement") == "")
        .then(pl.lit("missing_statement"))
        .when(pl.col("cell").str.strip_chars() == "")
        .then(pl.lit("empty_vote"))
        .when(pl.col("value").is_null())
        .then(pl.lit("bad_vote"))
        .otherwise(pl.lit(""))
    )
    return events.with_columns(code.alias("code"))


def _refusals(events: pl.DataFrame, *, value: str) -> list[Refusal]:
    faulty = events.filter(pl.col("code") != "").select("row", "code", "cell")
    return [refuse(row, code, column=value, value=cell) for row, code, cell in faulty.iter_rows()]


def _columns(taken: pl.DataFrame, *, sign: int) -> VoteColumns:
    if taken.height and int(taken["at"].min()) >= 0:  # type: ignore[arg-type]  # a column of integers
        taken = taken.sort("at", maintain_order=True)
    participants, participant_index = indexed(taken["participant"])
    statements, statement_index = indexed(taken["statement"])
    return VoteColumns(
        participant_ids=participants,
        statement_ids=statements,
        participant_index=participant_index,
        statement_index=statement_index,
        value=(taken["value"].to_numpy() * sign).astype(np.int8),
        at=taken["at"].to_numpy(),
        row=taken["row"].to_numpy(),
    )


def indexed(column: pl.Series) -> tuple[tuple[str, ...], np.ndarray[tuple[int], np.dtype[np.int32]]]:
    """Give the distinct identifiers in order, and the place of each cell among them."""
    distinct = column.unique().sort()
    places = pl.DataFrame({"id": distinct}).with_row_index("place")
    joined = column.rename("id").to_frame().join(places, on="id", how="left", maintain_order="left")
    return tuple(distinct), joined["place"].cast(pl.Int32).to_numpy()


READER = LongVotes()
READERS = (READER,)
