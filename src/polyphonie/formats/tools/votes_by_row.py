"""Votes, one per row: Polis exports, imports and database, and any table of participant, statement and vote."""

from dataclasses import dataclass
from datetime import UTC

import numpy as np
import polars as pl

from polyphonie.formats.errors import FormatError
from polyphonie.formats.gathering import ADDRESS
from polyphonie.formats.headings import personal
from polyphonie.formats.pseudonyms import pseudonyms
from polyphonie.formats.records import Harvest, ReadOptions, Recognition, Refusal, VoteColumns, refuse
from polyphonie.formats.sign import declared_agree
from polyphonie.formats.tables.table import Table
from polyphonie.formats.values import milliseconds, moment, says_in_words, vote_value

PARTICIPANT_NAMES = ("voter id", "participant", "participant id", "pid", "voter", "user id", "author id", "votant")
STATEMENT_NAMES = ("comment id", "statement", "statement id", "tid", "enonce", "id enonce", "proposition id")
VALUE_NAMES = ("vote", "choice", "vote value", "value", "valeur", "avis")
MOMENT_NAMES = ("timestamp", "created", "created at", "date")
# What Polis writes where its database holds no value: a pass.
NULLS = frozenset({"null", "NULL"})
# Of a table that no tool signed, most cells of the column of votes must be votes.
LEAST_VOTES_SHARE = 0.5


@dataclass(frozen=True)
class Places:
    """The columns of a table of votes; `moment` may be ""."""

    participant: str
    statement: str
    value: str
    moment: str = ""

    @classmethod
    def of(cls, table: Table) -> "Places | None":
        """Find the columns that a vote needs; None where one of them is missing."""
        found = (table.find(*PARTICIPANT_NAMES), table.find(*STATEMENT_NAMES), table.find(*VALUE_NAMES))
        if not all(found) or len(set(found)) < len(found):
            return None
        return cls(*found, moment=table.find(*MOMENT_NAMES))

    @property
    def used(self) -> dict[str, str]:
        used = {"participant": self.participant, "statement": self.statement, "vote": self.value}
        return used | ({"date": self.moment} if self.moment else {})


@dataclass(frozen=True)
class LongVotes:
    """Reader of one vote per row."""

    tool: str = "polis"
    brand: str = "Polis"

    def recognizes(self, table: Table) -> Recognition | None:
        """Recognise the three columns that a vote needs."""
        places = Places.of(table)
        if places is None:
            return None
        why = (places.participant, places.statement, places.value)
        names = table.by_plain_name.keys()
        if {"zid", "pid", "tid"} <= names:
            return Recognition("polis", "votes", "database", 1.0, why)
        if {"comment id", "voter id", "vote"} <= names:
            return Recognition("polis", "votes", "export", 1.0, why)
        if {"vote id", "user id", "vote value", "comment id"} <= names:
            return Recognition("polis", "votes", "import", 1.0, why)
        if holds_votes(table.sample.frame[places.value], at_least=LEAST_VOTES_SHARE):
            return Recognition("table", "votes", "", 0.8, why)
        return None

    def read(self, table: Table, options: ReadOptions) -> Harvest:
        """
        Read votes in the order of time where each row tells its moment, otherwise of the file.

        It is a journal: a person may come several times on a statement, and the last vote is the one that counts.

        Raises
        ------
        FormatError
            If the table holds no votes, or mixes conversations, whose participants share the same numbers.
        """
        recognition, places = self.recognizes(table), Places.of(table)
        if recognition is None or places is None:
            raise FormatError("not_votes", file=table.file, columns=", ".join(table.headings))
        return read_ballots(table, options, recognition, places)


def read_ballots(
    table: Table, options: ReadOptions, recognition: Recognition, places: Places, *, within: pl.Series | str = ""
) -> Harvest:
    """
    Read one vote per row, and account for each.

    Parameters
    ----------
    places : Places
        Which column is what.
    within : Series of str or str
        Where the participants are numbered, if the file names them by what follows them elsewhere: they are then
        read under pseudonyms of that place. A participant who is an e-mail address is never taken.

    Returns
    -------
    Harvest
        `votes` in +1, -1 and 0. A word ("agree", "pas d’accord") says its own sign; a number says that of
        `options.agree`, or of what the file declares, or else stands as the file has it, with `sign_declared` False.
    """
    check_one_conversation(table)
    agree = options.agree or declared_agree(table.notes)
    in_words = is_in_words(table.sample.frame[places.value])
    agree = 1 if in_words else agree
    events = _events(table, places, sign=agree or 1)
    if isinstance(within, pl.Series) or within:
        events = events.with_columns(pseudonyms(events["participant"], within=within).alias("participant"))
    taken = events.filter(pl.col("code") == "")
    used = places.used
    hidden = tuple(name for name in personal(table.headings) if name not in used.values())
    return Harvest(
        file=table.file,
        digest=table.digest,
        recognition=recognition,
        sheet=table.sheet,
        n_rows=table.n_rows,
        n_rows_taken=taken.height,
        n_blank=table.n_blank,
        votes=_columns(taken),
        refused=(*table.refused, *_refusals(events, places)),
        used_columns=used,
        personal_columns=hidden,
        ignored_columns=tuple(name for name in table.headings if name not in {*used.values(), *hidden}),
        sign_declared=agree is not None,
        agree=agree or 1,
    )


def is_in_words(column: pl.Series) -> bool:
    """Tell whether votes are written as words, none of them as a number that could mean agree or disagree."""
    cells = [cell for cell in column.unique() if vote_value(cell)]
    return bool(cells) and all(says_in_words(cell) for cell in cells)


def holds_votes(column: pl.Series, *, at_least: float) -> bool:
    """Tell whether a column has cells that are votes, and at least this share of those that are filled."""
    counts = column.alias("cell").value_counts(name="number")  # whatever the column is called
    filled = [(cell, number) for cell, number in counts.iter_rows() if cell.strip()]
    n_votes = sum(number for cell, number in filled if vote_value(cell) is not None)
    return bool(filled) and n_votes >= at_least * sum(number for _, number in filled)


def signed_values(cells: pl.Series, *, sign: int) -> pl.Series:
    """Read each cell as +1, -1 or 0, null where it is no vote; a number is multiplied by the sign, a word is not."""
    known: dict[str, int | None] = {}
    for cell in cells.unique():
        value = vote_value(cell)
        if value is None and cell.strip() in NULLS:
            value = 0
        known[cell] = value if value is None or says_in_words(cell) else value * sign
    return cells.replace_strict(known, return_dtype=pl.Int8)


def vote_moments(column: pl.Series) -> pl.Series:
    """Read moments as milliseconds since 1970: numbers of seconds or milliseconds, or dates; -1 where there is none."""
    at = milliseconds(column)
    unread = (at < 0) & (column.str.strip_chars() != "")
    if not unread.any():
        return at
    known = {cell: _milliseconds_of(cell) for cell in column.filter(unread).unique()}
    read = column.replace_strict(known, default=-1, return_dtype=pl.Int64)
    return pl.select(pl.when(unread).then(read).otherwise(at)).to_series()


def _milliseconds_of(cell: str) -> int:
    """Read a date as milliseconds since 1970; one without time zone is read as universal time."""
    found = moment(cell)
    if found is None:
        return -1
    return max(-1, int((found if found.tzinfo else found.replace(tzinfo=UTC)).timestamp() * 1000))


def check_one_conversation(table: Table) -> None:
    """Refuse a file that mixes conversations, in this piece or in the first rows."""
    conversation = table.find("zid", "conversation id")
    if conversation:
        frames = (table.sample.frame, table.frame)
        n_conversations = pl.concat([frame[conversation].str.strip_chars() for frame in frames]).n_unique()
        if n_conversations > 1:
            raise FormatError("several_conversations", file=table.file, number=n_conversations)


def _events(table: Table, places: Places, *, sign: int) -> pl.DataFrame:
    """Each row with its vote, or with the code of why it is none."""
    cells = table.frame.select(
        pl.col(places.participant).str.strip_chars().alias("participant"),
        pl.col(places.statement).str.strip_chars().alias("statement"),
        pl.col(places.value).alias("cell"),
    )
    at = (
        vote_moments(table.frame[places.moment])
        if places.moment
        else pl.repeat(-1, cells.height, dtype=pl.Int64, eager=True)
    )
    events = cells.with_columns(
        pl.Series("row", table.rows, dtype=pl.Int64),
        at.alias("at"),
        signed_values(cells["cell"], sign=sign).alias("value"),
    )
    code = (
        pl.when(pl.col("participant") == "")
        .then(pl.lit("missing_participant"))
        .when(pl.col("participant").str.contains("@", literal=True) & pl.col("participant").str.contains(ADDRESS))
        .then(pl.lit("participant_named"))
        .when(pl.col("statement") == "")
        .then(pl.lit("missing_statement"))
        .when(pl.col("cell").str.strip_chars() == "")
        .then(pl.lit("empty_vote"))
        .when(pl.col("value").is_null())
        .then(pl.lit("bad_vote"))
        .otherwise(pl.lit(""))
    )
    return events.with_columns(code.alias("code"))


def _refusals(events: pl.DataFrame, places: Places) -> list[Refusal]:
    columns = {
        "missing_participant": places.participant,
        "participant_named": places.participant,
        "missing_statement": places.statement,
    }
    faulty = events.filter(pl.col("code") != "").select("row", "code", "cell")
    return [
        refuse(row, code, column=columns.get(code, places.value), **({"value": cell} if code == "bad_vote" else {}))
        for row, code, cell in faulty.iter_rows()
    ]


def _columns(taken: pl.DataFrame) -> VoteColumns:
    if taken.height and int(taken["at"].min()) >= 0:  # type: ignore[arg-type]  # a column of integers
        taken = taken.sort("at", maintain_order=True)
    participants, participant_index = indexed(taken["participant"])
    statements, statement_index = indexed(taken["statement"])
    return VoteColumns(
        participant_ids=participants,
        statement_ids=statements,
        participant_index=participant_index,
        statement_index=statement_index,
        value=taken["value"].to_numpy(),
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
