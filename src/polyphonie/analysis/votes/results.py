"""What an opinion map says, and what each figure rests on."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from polyphonie.analysis.votes.axes import FloatArray
from polyphonie.analysis.votes.counts import CountArray, StatementCounts
from polyphonie.analysis.votes.density import DensityGrid
from polyphonie.analysis.votes.search import GroupTrial
from polyphonie.analysis.votes.settings import MapSettings
from polyphonie.analysis.votes.table import BoolArray

Verdict = Literal["groups", "continuum", "too_few", "no_votes"]
Direction = Literal["agree", "disagree"]


@dataclass(frozen=True, slots=True)
class Representative:
    """
    A statement on which a group answers one way more often than the others do.

    `n_answers` of `n_votes` people of the group gave that answer; `share` with its interval, beside `rest_share`, the
    same answer in all other groups. `p_value` comes from votes that did not form the groups.
    """

    statement: int
    direction: Direction
    n_answers: int
    n_votes: int
    share: float
    low: float
    high: float
    rest_share: float
    p_value: float


@dataclass(frozen=True, slots=True)
class OpinionGroup:
    """
    A group of people who vote alike.

    Attributes
    ----------
    letter : str
        A for the largest, then B, C…
    size : int
        People nearest to this group; `n_between` of them belong to it with less than a clear probability.
    stability : float
        Mean Jaccard index over the repetitions, 0 to 1.
    center : tuple of two floats
    representative : tuple of Representative
        Strongest first.
    """

    letter: str
    size: int
    n_between: int
    stability: float
    center: tuple[float, float]
    representative: tuple[Representative, ...]


@dataclass(frozen=True, slots=True)
class ParticipantResults:
    """
    One entry a person, in the order of the table.

    `group` is the index of the nearest group, -1 without one; `membership` the probability of it, NaN without one;
    `points` are NaN when no position was computed.
    """

    ids: tuple[str, ...]
    points: FloatArray
    group: npt.NDArray[np.int8]
    membership: FloatArray
    n_votes: npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class StatementResults:
    """
    One entry a statement, in the order of the table.

    Attributes
    ----------
    counts, group_counts : StatementCounts
        Answers of everybody (one row), and of each group.
    agree_low, agree_high : ndarray
        Interval of the share of everybody who agrees; passes count as votes.
    consensus, consensus_low : ndarray
        Share who agree in the group that agrees least, and the least of the lower bounds; NaN below the support.
    rejection, rejection_low : ndarray
        The same for the share who disagree.
    divisiveness : ndarray
        Probability that two people drawn among the voters answer one yes and the other no: 0 to 1/2 and a little.
    points : ndarray, shape (n_statements, 2)
        Mean position of those who agree; NaN for nobody.
    is_left_out : ndarray of bool
        Moderated out: it weighs nothing in the positions.
    """

    ids: tuple[str, ...]
    counts: StatementCounts
    group_counts: StatementCounts
    agree_low: FloatArray
    agree_high: FloatArray
    consensus: FloatArray
    consensus_low: FloatArray
    rejection: FloatArray
    rejection_low: FloatArray
    divisiveness: FloatArray
    points: FloatArray
    is_left_out: BoolArray

    @property
    def n_votes(self) -> CountArray:
        return np.asarray(self.counts.n_votes[0])


@dataclass(frozen=True, slots=True)
class OpinionMapResult:
    """
    An opinion map.

    Attributes
    ----------
    verdict : {"groups", "continuum", "too_few", "no_votes"}
        "continuum": people differ, but without groups that would beat a simulation or come out again.
    groups : tuple of OpinionGroup
        Empty unless the verdict is "groups".
    n_placed : int
        People with enough votes to be placed.
    trials : tuple of GroupTrial
        What was found for each number of groups.
    axis_lengths : tuple of two floats
        Root mean square change of a vote for one standard step along each axis.
    """

    verdict: Verdict
    groups: tuple[OpinionGroup, ...]
    participants: ParticipantResults
    statements: StatementResults
    trials: tuple[GroupTrial, ...]
    density: DensityGrid | None
    axis_lengths: tuple[float, float]
    n_placed: int
    n_votes: int
    n_replaced: int
    settings: MapSettings
