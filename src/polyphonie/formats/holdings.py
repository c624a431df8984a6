"""What a consultation holds, as plain records: what writers are given."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from polyphonie.formats.records import ContributionRecord, StatementRecord, VoteColumns


@dataclass(frozen=True)
class Holding:
    """
    What leaves: the texts of a consultation, its statements and the votes on them.

    `contributions` gives the records anew each time it is called, in the order of their identifiers, so that a
    million of them never stand in memory together. `votes` holds the last vote of each person on each
    statement, +1 agree, -1 disagree, 0 pass, with pseudonyms of this consultation only; None where nobody voted.
    """

    name: str
    url: str = ""
    territory: str = ""
    campaign: str = ""
    language: str = "fr"
    licence: str = ""
    written_at: datetime | None = None
    contributions: Callable[[], Iterable[ContributionRecord]] = field(default=lambda: ())
    n_contributions: int = 0
    statements: tuple[StatementRecord, ...] = ()
    votes: VoteColumns | None = None
