"""
Do the groups beat a world without groups?

Any cloud of points can be cut in two. We simulate votes in which opinion varies along the same axes as in the real
ones, with the same people, the same statements seen and the same answers to each statement, but without any group:
people are spread along the axes as one Gaussian cloud. These votes go through the very same computation. The groups
count only when the real votes are cut more sharply than the simulated ones, by far. Votes that are independent, or
that follow one axis, are special cases.

The simulated vote is a probit: it has the marginal of the statement, and the covariance with each axis that the real
votes have once people are ranked on the axis and spread as a Gaussian (Stein's lemma: Cov(x, u) = 2 r phi(t), where t
is the threshold and r the correlation). Who passes on what is kept as it was: were passes simulated as an opinion
halfway, they would fill the middle that separates two groups. A fit makes axes longer than they are, because it also
fits the noise; so the axes of the simulation are shortened or stretched until, once fitted in their turn, they have
the length of the real ones.

References
----------
.. [1] Y. Liu, D. N. Hayes, A. Nobel, J. S. Marron, "Statistical Significance of Clustering for High-Dimension,
   Low-Sample Size Data", JASA 103(483), 2008. doi:10.1198/016214508000000454
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri

from polyphonie.analysis.votes.axes import Axes, FloatArray, Positions, fit_axes, observe_many, place
from polyphonie.analysis.votes.table import SignArray, VoteTable

_MAX_CORRELATION = 0.98
_VOTES_AT_ONCE = 1_500_000
# Each round corrects less than the one before, so that the chance of its draws averages out.
_CALIBRATION_STEPS = (1.0, 1.0, 0.7, 0.5, 0.35)
_CALIBRATION_DRAWS = 6
_RIDGE = 2.0


@dataclass(frozen=True, slots=True)
class GroupFreeModel:
    """Votes without groups: the threshold of each statement and its correlation with each axis."""

    threshold: FloatArray
    correlations: FloatArray

    @classmethod
    def fit(cls, table: VoteTable, points: FloatArray) -> "GroupFreeModel":
        """Give each statement its own answers and its covariance with the axes, people being spread as a Gaussian."""
        size = table.n_statements
        disagreed = np.bincount(table.columns[table.values == -1], minlength=size)
        agreed = np.bincount(table.columns[table.values == 1], minlength=size)
        n_answers = disagreed + agreed
        threshold = ndtri((disagreed + 0.25) / (n_answers + 0.5))
        density = np.exp(-np.square(threshold) / 2) / np.sqrt(2 * np.pi)
        spread = _gaussian_scores(points)[table.rows]
        sums = [np.bincount(table.columns, table.values * spread[:, axis], minlength=size) for axis in (0, 1)]
        middle = [np.bincount(table.columns, np.abs(table.values) * spread[:, axis], minlength=size) for axis in (0, 1)]
        means = (agreed - disagreed) / np.maximum(n_answers, 1)
        covariances = (np.column_stack(sums) - means[:, None] * np.column_stack(middle)) / (n_answers + _RIDGE)[:, None]
        return cls(threshold, covariances / np.maximum(2 * density, 1e-3)[:, None])

    def stretched(self, factors: FloatArray) -> "GroupFreeModel":
        """Change the length of each axis; no statement may follow the axes entirely."""
        correlations = self.correlations * factors
        norms = np.linalg.norm(correlations, axis=1)
        limited = correlations * np.minimum(1.0, _MAX_CORRELATION / np.maximum(norms, 1e-9))[:, None]
        return GroupFreeModel(self.threshold, limited)

    def draw(self, table: VoteTable, n_draws: int, rng: np.random.Generator) -> SignArray:
        """Draw other votes of the same people on the same statements, shape (n_draws, n_votes)."""
        people = rng.standard_normal((n_draws, table.n_participants, self.correlations.shape[1]))
        slopes = self.correlations[table.columns]
        own = np.sqrt(1.0 - np.square(slopes).sum(axis=1))
        latent = own * rng.standard_normal((n_draws, table.n_votes)) - self.threshold[table.columns]
        for axis in range(slopes.shape[1]):
            latent += slopes[:, axis] * people[:, table.rows, axis]
        return np.where(table.values == 0, 0, np.where(latent > 0, 1, -1)).astype(np.int8)


def _gaussian_scores(points: FloatArray) -> FloatArray:
    """Replace each coordinate by the normal quantile of its rank: the shape of the cloud is forgotten."""
    ranks = points.argsort(axis=0, kind="stable").argsort(axis=0, kind="stable")
    return np.asarray(ndtri((ranks + 0.5) / len(points)))


def group_free_positions(
    table: VoteTable, axes: Axes, points: FloatArray, *, n_draws: int, rounds: int, rng: np.random.Generator
) -> Positions:
    """Simulate `n_draws` tables without groups, as close to the real one as can be, and place their people."""
    model = GroupFreeModel.fit(table, points)
    model = model.stretched(_calibrated(table, model, axes.lengths[0], rounds, rng))
    positions = [_fitted(table, model, size, rounds, rng)[1] for size in batches(n_draws, table.n_votes)]
    return Positions(
        np.concatenate([one.points for one in positions]),
        np.concatenate([one.covariances for one in positions]),
        np.concatenate([one.weights for one in positions]),
    )


def batches(n_draws: int, n_votes: int) -> list[int]:
    """Cut the draws so that their votes fit in the processor's reach."""
    at_once = max(1, min(n_draws, _VOTES_AT_ONCE // max(n_votes, 1)))
    return [min(at_once, n_draws - start) for start in range(0, n_draws, at_once)]


def _calibrated(
    table: VoteTable, model: GroupFreeModel, lengths: FloatArray, rounds: int, rng: np.random.Generator
) -> FloatArray:
    """Find by how much to stretch the axes of the simulation."""
    target = np.square(lengths) + 1e-9
    squares = np.ones(len(target))
    for step in _CALIBRATION_STEPS:
        stretched = model.stretched(np.sqrt(squares))
        fitted = np.concatenate(
            [_fitted(table, stretched, size, rounds, rng)[0] for size in batches(_CALIBRATION_DRAWS, table.n_votes)]
        )
        reached = np.square(fitted).mean(axis=0) + 1e-9
        squares = np.clip(squares * np.clip(target / reached, 0.4, 1.8) ** step, 0.01, 4.0)
    return np.asarray(np.sqrt(squares))


def _fitted(
    table: VoteTable, model: GroupFreeModel, n_draws: int, rounds: int, rng: np.random.Generator
) -> tuple[FloatArray, Positions]:
    values = model.draw(table, n_draws, rng)
    observed = observe_many(table, values, np.ones(values.shape))
    axes = fit_axes(observed, rng=rng, rounds=rounds)
    return axes.lengths, place(observed, axes)


def margin(observed: float, simulated: FloatArray) -> float:
    """How many standard deviations above the simulations the observed value lies."""
    return float((observed - simulated.mean()) / max(float(simulated.std(ddof=1)), 1e-6))
