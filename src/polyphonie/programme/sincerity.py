"""What is shown of a commitment: facts with dates and links, and never a grade."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from polyphonie.campaigns.models import Charter, Commitment, DeclaredEvidence
from polyphonie.info_grids.models import GridVersion
from polyphonie.programme.enums import Showing


@dataclass(frozen=True)
class Fact:
    """
    One fact that anyone may check.

    `url_name` and `url_args` lead to the page that shows it; empty where no page does.
    """

    sentence: str
    on: date | datetime | None = None
    url_name: str = ""
    url_args: tuple[str | int, ...] = ()


@dataclass(frozen=True)
class Computed:
    """What the software finds by itself: facts, and how many of the things concerned are as promised."""

    facts: Sequence[Fact] = ()
    n_kept: int = 0
    n_concerned: int = 0

    @property
    def showing(self) -> Showing:
        if not self.n_kept:
            return Showing.NOTHING_YET
        return Showing.SHOWN if self.n_kept == self.n_concerned else Showing.PARTLY


NOTHING = Computed()


@dataclass(frozen=True)
class ShownCommitment:
    """A commitment, what the software finds of it, and what the territory declared."""

    commitment: Commitment
    computed: Computed
    declared: Sequence[DeclaredEvidence] = ()
    withdrawn: Sequence[DeclaredEvidence] = ()

    @property
    def showing(self) -> Showing:
        """Whether something is shown: computed first; what was declared shows something where nothing is computed."""
        if self.computed.showing == Showing.NOTHING_YET and self.declared:
            return Showing.DECLARED
        return self.computed.showing


@dataclass(frozen=True)
class Board:
    """
    The commitments that a territory signed, in the order of its charter; none where it signed no known version.

    `grid` is the last version that it published of its grid.
    """

    charter: Charter | None
    signed_on: date | None
    commitments: Sequence[ShownCommitment] = ()
    grid: GridVersion | None = None
