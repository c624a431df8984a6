"""What a consultation holds, as plain records: what writers are given."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

import numpy as np

from polyphonie.formats.records import ContributionRecord, StatementRecord, VoteColumns


@dataclass(frozen=True)
class Phase:
    """
    One sequence of a consultation: a workshop, a survey, a vote.

    `method` and `recruitment` are codes such as "workshop" and "lot"; `n_hours` and `n_participants` are None where
    they are not known or not given.
    """

    name: str
    method: str = ""
    recruitment: str = ""
    status: str = ""
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    n_hours: float | None = None
    n_participants: int | None = None


@dataclass(frozen=True)
class OpinionGroup:
    """A group of an opinion map: how many people, and the statements that tell it from the others."""

    name: str
    n_participants: int | None = None
    statements: tuple[str, ...] = ()
    algorithm: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Summary:
    """A published synthesis: its address, and what of the contributions it carries (`coverage`)."""

    name: str
    kind: str = ""
    url: str = ""
    version: int = 1
    digest: str = ""
    coverage: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Holding:
    """
    What leaves: the texts of a consultation, its statements and the votes on them.

    `contributions` gives the records anew each time it is called, in the order of their identifiers, so that a
    million of them never stand in memory together; `kind` and `public` are codes such as "proposal" and "resident".
    `language` is that of the consultation, `reader_language` that of headings, the same where it is "". `languages`
    are those that the texts declare. `votes` holds the last vote of each person on each statement, in
    the order of people then of statements, with pseudonyms of this consultation only; None where nobody voted.
    `card` is the data card: what a reader must know of these data, by the name of the question it answers.
    """

    name: str
    question: str = ""
    url: str = ""
    territory: str = ""
    campaign: str = ""
    language: str = "fr"
    reader_language: str = ""
    licence: str = ""
    written_at: datetime | None = None
    contributions: Callable[[], Iterable[ContributionRecord]] = field(default=lambda: ())
    n_contributions: int = 0
    languages: tuple[str, ...] = ()
    statements: tuple[StatementRecord, ...] = ()
    votes: VoteColumns | None = None
    place: Mapping[str, object] = field(default_factory=dict)
    project: Mapping[str, object] = field(default_factory=dict)
    phases: tuple[Phase, ...] = ()
    groups: tuple[OpinionGroup, ...] = ()
    summaries: tuple[Summary, ...] = ()
    card: Mapping[str, object] = field(default_factory=dict)


def tally(votes: VoteColumns | None) -> dict[str, tuple[int, int, int]]:
    """Count who agrees, who disagrees and who passes, for each statement that somebody voted on."""
    if votes is None:
        return {}
    n = len(votes.statement_ids)
    counts = [np.bincount(votes.statement_index[votes.value == value], minlength=n) for value in (1, -1, 0)]
    return {
        key: (int(counts[0][at]), int(counts[1][at]), int(counts[2][at])) for at, key in enumerate(votes.statement_ids)
    }


def ballots(votes: VoteColumns) -> Iterator[tuple[str, dict[str, int]]]:
    """Give each person with their votes by statement, one person at a time."""
    order = np.lexsort((votes.statement_index, votes.participant_index))
    starts = np.flatnonzero(np.diff(votes.participant_index[order], prepend=-1))
    for places in np.split(order, starts[1:]) if len(order) else ():
        of_person = {votes.statement_ids[votes.statement_index[at]]: int(votes.value[at]) for at in places}
        yield votes.participant_ids[votes.participant_index[places[0]]], of_person


def utc_text(moment: datetime | None) -> str:
    """
    Write a moment in UTC, to the second; "" where it is not known. One without time zone is taken as it stands.

    Examples
    --------
    >>> utc_text(datetime(2026, 3, 4, 10, 30, tzinfo=UTC)), utc_text(None)
    ('2026-03-04T10:30:00+00:00', '')
    """
    if moment is None:
        return ""
    return (moment.astimezone(UTC) if moment.tzinfo else moment).isoformat(timespec="seconds")


def whole_text(record: ContributionRecord) -> str:
    """Give title and text together, as tools that know one text only must read them."""
    return f"{record.title}\n{record.text}" if record.title else record.text
