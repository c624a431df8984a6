"""Polis, given its own files back: the set of an export of the version `polis-export/1`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import polars as pl

from polyphonie.formats.holdings import Holding, ballots, tally
from polyphonie.formats.records import StatementRecord, VoteColumns
from polyphonie.formats.writing import safe_cell, write_json, write_table

VERSION = "polis-export/1"
CONVENTION = f"agree=+1;disagree=-1;pass=0;format={VERSION}"
COMMENTS = ("timestamp", "datetime", "comment-id", "author-id", "agrees", "disagrees", "moderated", "comment-body")
COUNTS = ("participant", "group-id", "n-comments", "n-votes", "n-agree", "n-disagree")
FILES = ("summary.csv", "comments.csv", "votes.csv", "participant-votes.csv")
MILLISECOND = 1000


@dataclass(frozen=True)
class PolisExport:
    """
    Writer of a summary, statements, votes one per row, and votes one participant per row.

    Moments are in seconds, as Polis writes them. Who wrote a statement is not known here: `author-id` is empty, and
    so is `group-id`, which Polis computes itself.
    """

    name: str = "polis"
    brand: str = "Polis"

    def write(self, holding: Holding, folder: Path) -> list[Path]:
        """Write the five files of an export; without votes, the tables of votes hold their headings only."""
        votes = holding.votes
        declared = {
            "format": VERSION,
            "vote-convention": CONVENTION,
            "vote": {"agree": 1, "disagree": -1, "pass": 0},
            "files": {name: name.removesuffix(".csv") for name in FILES},
        }
        return [
            write_table(folder / "summary.csv", ("topic", holding.name), _summary(holding)),
            write_table(folder / "comments.csv", COMMENTS, _comments(holding)),
            _write_votes(folder / "votes.csv", votes),
            write_table(
                folder / "participant-votes.csv",
                (*COUNTS, *(statement.external_id for statement in holding.statements)),
                _participants(holding.statements, votes),
            ),
            write_json(folder / "format.json", declared),
        ]


def _summary(holding: Holding) -> list[tuple[str, object]]:
    n_voters = len(np.unique(holding.votes.participant_index)) if holding.votes else 0
    return [
        ("url", holding.url),
        ("voters", n_voters),
        ("voters-in-conv", n_voters),
        ("commenters", ""),
        ("comments", len(holding.statements)),
        ("groups", ""),
        ("conversation-description", holding.question),
        ("vote-convention", CONVENTION),
    ]


def _comments(holding: Holding) -> Iterator[tuple[object, ...]]:
    counts = tally(holding.votes)
    for statement in holding.statements:
        n_agree, n_disagree, _ = counts.get(statement.external_id, (0, 0, 0))
        yield (
            *_moment(statement.created_at),
            statement.external_id,
            "",
            n_agree,
            n_disagree,
            statement.moderation,
            statement.text,
        )


def _moment(at: datetime | None) -> tuple[object, str]:
    if at is None:
        return "", ""
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    return int(at.timestamp()), at.astimezone(UTC).isoformat(timespec="seconds")


def _write_votes(path: Path, votes: VoteColumns | None) -> Path:
    """Write votes by columns: there may be tens of millions of them."""
    columns = ("timestamp", "datetime", "comment-id", "voter-id", "vote")
    if votes is None:
        return write_table(path, columns, ())
    moments = pl.Series(votes.at)
    known = pl.select(pl.when(moments >= 0).then(moments).otherwise(None)).to_series()
    frame = pl.DataFrame(
        {
            "timestamp": known // MILLISECOND,
            "datetime": known.cast(pl.Datetime("ms", "UTC")).dt.strftime("%Y-%m-%dT%H:%M:%S+00:00"),
            "comment-id": _named(votes.statement_ids, votes.statement_index),
            "voter-id": _named(votes.participant_ids, votes.participant_index),
            "vote": votes.value,
        }
    )
    frame.write_csv(path, line_terminator="\r\n")
    return path


def _named(ids: tuple[str, ...], places: np.ndarray[tuple[int], np.dtype[np.int32]]) -> pl.Series:
    return pl.Series([safe_cell(key) for key in ids], dtype=pl.String).gather(places)


def _participants(statements: tuple[StatementRecord, ...], votes: VoteColumns | None) -> Iterator[list[object]]:
    """Give one row per person; a statement that the person did not see is an empty cell."""
    keys = [statement.external_id for statement in statements]
    for participant, ballot in ballots(votes) if votes is not None else ():
        values = list(ballot.values())
        counts = [participant, None, None, len(values), values.count(1), values.count(-1)]
        yield [*counts, *(ballot.get(key) for key in keys)]


WRITERS = (PolisExport(),)
