"""From votes to an opinion map: positions, groups where there are any, and what each statement shows."""

from collections.abc import Collection
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from polyphonie.analysis.votes.axes import FloatArray, Positions, fit_axes, observe, place
from polyphonie.analysis.votes.clustering import nearest_center, partition
from polyphonie.analysis.votes.counts import StatementCounts
from polyphonie.analysis.votes.density import density_grid
from polyphonie.analysis.votes.intervals import jeffreys_interval
from polyphonie.analysis.votes.membership import membership
from polyphonie.analysis.votes.results import (
    OpinionGroup,
    OpinionMapResult,
    ParticipantResults,
    Representative,
    StatementResults,
    Verdict,
)
from polyphonie.analysis.votes.search import GroupTrial, try_numbers_of_groups
from polyphonie.analysis.votes.settings import MapSettings
from polyphonie.analysis.votes.stability import bootstrap_jaccard
from polyphonie.analysis.votes.statements import (
    GroupArray,
    count_votes,
    divisiveness,
    groups_without_their_votes,
    mean_place_of_agreement,
    representative_statements,
    shared_answer,
)
from polyphonie.analysis.votes.table import BoolArray, VoteTable

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def map_opinions(
    votes: VoteTable,
    *,
    rng: np.random.Generator,
    settings: MapSettings | None = None,
    left_out: Collection[str] = (),
) -> OpinionMapResult:
    """
    Place people by their votes, look for groups, and say what each statement shows.

    Groups are printed only when they are separated more sharply, and by a deeper valley, than groups cut in votes
    simulated without any group, and when they come out again under repetition; otherwise the verdict is "continuum".

    Parameters
    ----------
    votes : VoteTable
    rng : numpy.random.Generator
        The only source of chance: the same votes and the same state give the same map, bit for bit.
    settings : MapSettings, optional
    left_out : collection of str
        Statements moderated out: counted and listed, without weight in the positions.

    Returns
    -------
    OpinionMapResult

    References
    ----------
    .. [1] C. Small et al., "Polis: Scaling Deliberation by Mapping High Dimensional Opinion Spaces", RECERCA 26(2),
       2021. doi:10.6035/recerca.5516
    """
    settings = settings or MapSettings()
    removed = np.isin(np.array(votes.statements, dtype=object), list(left_out)) if left_out else None
    is_left_out = np.zeros(votes.n_statements, np.bool_) if removed is None else removed.astype(np.bool_)
    used = votes.keep(~is_left_out[votes.columns])
    enough = used.votes_per_person >= settings.min_votes
    verdict = _too_little(used, enough, settings)
    if verdict is not None:
        return _without_positions(votes, is_left_out, verdict, int(enough.sum()), settings)
    return _with_positions(votes, used, is_left_out, enough, settings, rng)


def _too_little(used: VoteTable, enough: BoolArray, settings: MapSettings) -> Verdict | None:
    if not used.n_votes:
        return "no_votes"
    n_voted_on = len(np.unique(used.columns))
    is_little = enough.sum() < settings.min_people or n_voted_on < settings.min_statements
    return "too_few" if is_little else None


def _without_positions(
    votes: VoteTable, is_left_out: BoolArray, verdict: Verdict, n_placed: int, settings: MapSettings
) -> OpinionMapResult:
    nobody = np.full(votes.n_participants, -1, np.int8)
    nowhere = np.full((votes.n_participants, 2), np.nan)
    unknown = np.full(votes.n_participants, np.nan)
    people = ParticipantResults(votes.participants, nowhere, nobody, unknown, votes.votes_per_person)
    places = np.full((votes.n_statements, 2), np.nan)
    statements = _statements(votes, nobody, 0, places, is_left_out, settings)
    return OpinionMapResult(
        verdict, (), people, statements, (), None, (0.0, 0.0), n_placed, votes.n_votes, votes.n_replaced, settings
    )


def _with_positions(
    votes: VoteTable,
    used: VoteTable,
    is_left_out: BoolArray,
    enough: BoolArray,
    settings: MapSettings,
    rng: np.random.Generator,
) -> OpinionMapResult:
    placed = np.flatnonzero(enough)
    fitted = used.people(_sample(placed, settings.fit_sample, rng))
    axes = fit_axes(observe(fitted), rng=rng, rounds=settings.refine_rounds)
    positions = place(observe(used), axes)
    groups, probability, stability, trials = _groups(used, positions, placed, settings, rng)
    n_groups = len(stability)
    points = positions.points[0]
    people = ParticipantResults(votes.participants, points, groups, probability, votes.votes_per_person)
    landmarks = mean_place_of_agreement(votes, points, positions.weights[0])
    statements = _statements(votes, groups, n_groups, landmarks, is_left_out, settings)
    found = _representative(used, groups, n_groups, statements, settings, rng)
    described = [
        _group(index, people, stability[index], found[index], settings.clear_membership) for index in range(n_groups)
    ]
    return OpinionMapResult(
        "groups" if n_groups else "continuum",
        tuple(described),
        people,
        statements,
        trials,
        density_grid(points[placed], groups[placed], n_groups),
        (float(axes.lengths[0, 0]), float(axes.lengths[0, 1])),
        len(placed),
        votes.n_votes,
        votes.n_replaced,
        settings,
    )


def _sample(people: npt.NDArray[np.intp], size: int, rng: np.random.Generator) -> npt.NDArray[np.intp]:
    """Draw at most `size` people, in canonical order."""
    return people if len(people) <= size else np.sort(rng.choice(people, size, replace=False))


def _thinned(table: VoteTable, n_votes: int, rng: np.random.Generator) -> VoteTable:
    """Hide votes at random so that about `n_votes` remain."""
    if table.n_votes <= n_votes:
        return table
    return table.keep(rng.random(table.n_votes) < n_votes / table.n_votes)


def _groups(
    used: VoteTable, positions: Positions, placed: npt.NDArray[np.intp], settings: MapSettings, rng: np.random.Generator
) -> tuple[GroupArray, FloatArray, FloatArray, tuple[GroupTrial, ...]]:
    """Return the group of each person, its probability, the stability of each group, and the trials."""
    tested = _sample(placed, settings.test_sample, rng)
    table = _thinned(used.people(tested), settings.test_votes, rng)
    trials = list(try_numbers_of_groups(table, settings, rng))
    promising = sorted((i for i, one in enumerate(trials) if one.beats_null), key=lambda i: -trials[i].silhouette)
    for i in promising:
        centers = _centers(positions, placed, trials[i].n_groups, settings, rng)
        labels = nearest_center(positions.points[0], centers)
        stability = bootstrap_jaccard(table, labels[tested], len(centers), settings, rng)
        trials[i] = replace(trials[i], stability=float(stability.min()))
        if stability.min() >= settings.min_stability:
            groups, probability = _belonging(positions, placed, centers)
            return groups, probability, stability, tuple(trials)
    nobody = np.full(used.n_participants, -1, np.int8)
    return nobody, np.full(used.n_participants, np.nan), np.zeros(0), tuple(trials)


def _centers(
    positions: Positions, placed: npt.NDArray[np.intp], n_groups: int, settings: MapSettings, rng: np.random.Generator
) -> FloatArray:
    """Form the groups on a sample of the people; the largest group comes first."""
    sample = _sample(placed, settings.group_sample, rng)
    points, weights = positions.points[:, sample], positions.weights[:, sample]
    centers = partition(points, weights, n_groups, restarts=settings.restarts, rng=rng).centers[0]
    sizes = np.bincount(nearest_center(positions.points[0][placed], centers), minlength=n_groups)
    return np.asarray(centers[np.lexsort((centers[:, 1], centers[:, 0], -sizes))])


def _belonging(
    positions: Positions, placed: npt.NDArray[np.intp], centers: FloatArray
) -> tuple[GroupArray, FloatArray]:
    """Give each placed person the nearest group and how likely it is."""
    points, covariances = positions.points[0], positions.covariances[0]
    nearest = nearest_center(points, centers)
    groups = np.full(len(points), -1, np.int8)
    groups[placed] = nearest[placed]
    shares = membership(points[placed], covariances[placed], centers)
    probability = np.full(len(points), np.nan)
    probability[placed] = shares[np.arange(len(placed)), nearest[placed]]
    return groups, probability


def _statements(
    votes: VoteTable,
    groups: GroupArray,
    n_groups: int,
    landmarks: FloatArray,
    is_left_out: BoolArray,
    settings: MapSettings,
) -> StatementResults:
    everyone = count_votes(votes, np.zeros(votes.n_participants, np.int8), 1)
    by_group = count_votes(votes, groups, n_groups)
    low, high = jeffreys_interval(everyone.n_agree, everyone.n_votes, settings.confidence)
    judged, support = (by_group, settings.min_support) if n_groups else (everyone, 1)
    consensus = shared_answer(judged.n_agree, judged.n_votes, min_support=support, confidence=settings.confidence)
    rejection = shared_answer(judged.n_disagree, judged.n_votes, min_support=support, confidence=settings.confidence)
    return StatementResults(
        votes.statements,
        everyone,
        by_group,
        low[0],
        high[0],
        *consensus,
        *rejection,
        divisiveness(everyone),
        landmarks,
        is_left_out,
    )


def _representative(
    used: VoteTable,
    groups: GroupArray,
    n_groups: int,
    statements: StatementResults,
    settings: MapSettings,
    rng: np.random.Generator,
) -> tuple[tuple[Representative, ...], ...]:
    if not n_groups:
        return ()
    tested = groups_without_their_votes(used, groups, n_groups, settings, rng)
    return representative_statements(tested, _only(statements.group_counts, ~statements.is_left_out), settings)


def _only(counts: StatementCounts, kept: BoolArray) -> StatementCounts:
    return StatementCounts(counts.n_agree * kept, counts.n_disagree * kept, counts.n_pass * kept)


def _group(
    index: int,
    people: ParticipantResults,
    stability: float,
    found: tuple[Representative, ...],
    clear_membership: float,
) -> OpinionGroup:
    inside = people.group == index
    middle = people.points[inside].mean(axis=0) if inside.any() else np.zeros(2)
    return OpinionGroup(
        LETTERS[index],
        int(inside.sum()),
        int((people.membership[inside] < clear_membership).sum()),
        float(stability),
        (float(middle[0]), float(middle[1])),
        found,
    )
