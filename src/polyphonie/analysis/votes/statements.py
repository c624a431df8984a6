"""What each statement shows: consensus, rejection, divisiveness, and which group it represents."""

import numpy as np
import numpy.typing as npt

from polyphonie.analysis.votes.axes import FloatArray, fit_axes, observe, place
from polyphonie.analysis.votes.clustering import nearest_center, settle
from polyphonie.analysis.votes.counts import CountArray, StatementCounts, finish, partial
from polyphonie.analysis.votes.intervals import discoveries, jeffreys_interval, more_often_than_the_rest
from polyphonie.analysis.votes.results import Direction, Representative
from polyphonie.analysis.votes.settings import MapSettings
from polyphonie.analysis.votes.table import BoolArray, VoteTable

GroupArray = npt.NDArray[np.int8]


def count_votes(table: VoteTable, groups: GroupArray, n_groups: int) -> StatementCounts:
    """Count the answers of each group; people without a group (-1) are left out."""
    by_vote = np.repeat(groups, table.votes_per_person)
    return finish(partial(table.columns, table.values, by_vote, n_groups, table.n_statements))


def shared_answer(
    answers: CountArray, votes: CountArray, *, min_support: int, confidence: float
) -> tuple[FloatArray, FloatArray]:
    """
    Share of an answer where it is weakest, over the groups.

    Parameters
    ----------
    answers, votes : ndarray of int, shape (n_groups, n_statements)

    Returns
    -------
    tuple of two ndarrays, shape (n_statements,)
        The least share and the least lower bound; NaN where a group has fewer votes than `min_support`.
    """
    supported = (votes >= max(min_support, 1)).all(axis=0)
    shares = (answers / np.maximum(votes, 1)).min(axis=0)
    lows = jeffreys_interval(answers, votes, confidence)[0].min(axis=0)
    return np.where(supported, shares, np.nan), np.where(supported, lows, np.nan)


def divisiveness(counts: StatementCounts) -> FloatArray:
    """
    Probability that two different voters, drawn at random, answer one yes and the other no.

    Without bias: 2 a d / (n (n - 1)); NaN below two votes.

    Examples
    --------
    >>> one = StatementCounts(np.array([[5]]), np.array([[5]]), np.array([[0]]))
    >>> float(divisiveness(one)[0].round(3))
    0.556
    """
    n_votes = counts.n_votes[0]
    pairs = n_votes * (n_votes - 1)
    apart = 2.0 * counts.n_agree[0] * counts.n_disagree[0]
    return np.where(pairs > 0, apart / np.maximum(pairs, 1), np.nan)


def mean_place_of_agreement(table: VoteTable, points: FloatArray, weights: FloatArray) -> FloatArray:
    """Mean position, by weight, of the people who agree with each statement; NaN for nobody."""
    agree = table.values == 1
    rows, columns = table.rows[agree], table.columns[agree]
    mass = np.bincount(columns, weights[rows], minlength=table.n_statements)
    sums = [np.bincount(columns, weights[rows] * points[rows, axis], minlength=table.n_statements) for axis in (0, 1)]
    return np.where(mass[:, None] > 0, np.column_stack(sums) / np.maximum(mass, 1e-12)[:, None], np.nan)


def groups_without_their_votes(
    table: VoteTable, groups: GroupArray, n_groups: int, settings: MapSettings, rng: np.random.Generator
) -> StatementCounts:
    """
    Count each statement by groups which its own votes did not help to form.

    A group is made of people who vote alike: testing on the same votes that they differ would find differences in pure
    noise. The statements are dealt into folds; for each, axes, positions and groups are computed from the others.
    """
    fold = rng.permutation(np.arange(table.n_statements) % settings.statement_folds)
    enough = np.flatnonzero(groups >= 0)
    sample = np.sort(rng.permutation(enough)[: settings.group_sample])
    chosen = table.people(sample)
    total = np.zeros((n_groups, table.n_statements, 3), np.int64)
    for number in range(settings.statement_folds):
        inside = fold == number
        if inside.any():
            labels = _groups_without(table, chosen, sample, groups, inside, n_groups, settings, rng)
            votes = inside[table.columns]
            by_vote = np.repeat(labels, table.votes_per_person)[votes]
            total += partial(table.columns[votes], table.values[votes], by_vote, n_groups, table.n_statements)
    return finish(total)


def _groups_without(
    table: VoteTable,
    chosen: VoteTable,
    sample: npt.NDArray[np.intp],
    groups: GroupArray,
    left_out: BoolArray,
    n_groups: int,
    settings: MapSettings,
    rng: np.random.Generator,
) -> GroupArray:
    """Form the groups again without some statements; they keep their letters by starting from their former places."""
    axes = fit_axes(observe(chosen, left_out=left_out), rng=rng, rounds=settings.refine_rounds)
    everyone = place(observe(table, left_out=left_out), axes)
    points, weights = everyone.points[0], everyone.weights[0]
    starts = np.stack([_center(points, weights, groups == group) for group in range(n_groups)])
    centers = settle(points[None, sample], weights[None, sample], starts[None])[0]
    return np.where(groups >= 0, nearest_center(points, centers), -1).astype(np.int8)


def _center(points: FloatArray, weights: FloatArray, inside: BoolArray) -> FloatArray:
    mass = weights[inside] + 1e-12
    return np.asarray((points[inside] * mass[:, None]).sum(axis=0) / mass.sum())


def representative_statements(
    tested: StatementCounts, shown: StatementCounts, settings: MapSettings
) -> tuple[tuple[Representative, ...], ...]:
    """
    Find, for each group, the answers that it gives more often than the others, and that most of it gives.

    Parameters
    ----------
    tested : StatementCounts
        Counts by groups formed without the votes on the statement: the tests rest on these alone.
    shown : StatementCounts
        Counts by the printed groups: the shares rest on these.

    Returns
    -------
    tuple of tuples of Representative
        For each group, the largest difference with the others first.
    """
    directions: tuple[Direction, Direction] = ("agree", "disagree")
    p_values = np.stack([_p_values(_answers(tested, one), tested.n_votes) for one in directions])
    found = discoveries(p_values, settings.false_discovery_rate)
    lists: list[list[Representative]] = [[] for _ in shown.n_agree]
    for index, group, statement in np.argwhere(found):
        one = _representative(shown, directions[index], group, statement, p_values[index, group, statement], settings)
        if one.share > 0.5 and one.share > one.rest_share and one.n_votes >= settings.min_support:
            lists[group].append(one)
    return tuple(tuple(sorted(each, key=lambda one: (one.rest_share - one.share, one.statement))) for each in lists)


def _answers(counts: StatementCounts, direction: Direction) -> CountArray:
    return counts.n_agree if direction == "agree" else counts.n_disagree


def _p_values(answers: CountArray, votes: CountArray) -> FloatArray:
    return more_often_than_the_rest(answers, votes, answers.sum(axis=0) - answers, votes.sum(axis=0) - votes)


def _representative(
    shown: StatementCounts, direction: Direction, group: int, statement: int, p_value: float, settings: MapSettings
) -> Representative:
    answers, votes = _answers(shown, direction)[:, statement], shown.n_votes[:, statement]
    low, high = jeffreys_interval(answers[group], votes[group], settings.confidence)
    rest_votes = int(votes.sum() - votes[group])
    rest = int(answers.sum() - answers[group])
    return Representative(
        int(statement),
        direction,
        int(answers[group]),
        int(votes[group]),
        float(answers[group] / max(votes[group], 1)),
        float(low),
        float(high),
        rest / rest_votes if rest_votes else 0.0,
        float(p_value),
    )
