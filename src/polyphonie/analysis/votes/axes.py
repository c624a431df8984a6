"""
The main axes of disagreement, found on the votes that were cast, and the place of each person on them.

The votes that nobody cast carry no information. Filling them with the mean of the statement changes nothing to the
centered table (imputed minus mean is zero), so that its principal axes are found from the stored votes alone; a few
rounds of expectation-maximization (probabilistic PCA) then give each axis its true length on observed votes. A person
is placed at the posterior mean: who voted little stays near the center, with a wide ellipse.

Several tables of the same shape (the real one, simulations, repetitions) go through one computation, stacked as the
blocks of a diagonal matrix: a small consultation then costs little more than one table.

References
----------
.. [1] M. Tipping and C. Bishop, "Probabilistic Principal Component Analysis", JRSS B 61(3), 1999.
   doi:10.1111/1467-9868.00196
.. [2] N. Halko, P.-G. Martinsson, J. Tropp, "Finding Structure with Randomness", SIAM Review 53(2), 2011.
   doi:10.1137/090771806
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse

from polyphonie.analysis.votes.table import BoolArray, VoteTable

FloatArray = npt.NDArray[np.float64]

N_AXES = 2
_BLOCK = 6
_PCA_ROUNDS = 7


@dataclass(frozen=True, slots=True)
class Observed:
    """
    Centered votes of some tables of one shape, stacked; `seen` holds the weight of each vote, mostly one.

    Both matrices have shape (n_tables * n_people, n_tables * n_statements).
    """

    centered: sparse.csr_array
    seen: sparse.csr_array
    means: FloatArray
    n_tables: int
    n_people: int
    n_statements: int


@dataclass(frozen=True, slots=True)
class Axes:
    """
    What a step along each axis changes in the vote on each statement, for each table.

    Attributes
    ----------
    loadings : ndarray, shape (n_tables, n_statements, 2)
        Covariance of each vote with each axis; columns are orthogonal, the longest first.
    noise : ndarray, shape (n_tables,)
        Variance of a vote which the axes do not explain.
    """

    loadings: FloatArray
    noise: FloatArray

    @property
    def lengths(self) -> FloatArray:
        """Length of each axis, shape (n_tables, 2): the root mean square change of a vote for one step."""
        return np.asarray(np.sqrt(np.square(self.loadings).mean(axis=1)))


@dataclass(frozen=True, slots=True)
class Positions:
    """
    Where people stand, in units of votes: the distance of two people is the typical gap between their expected votes.

    Attributes
    ----------
    points : ndarray, shape (n_tables, n_people, 2)
    covariances : ndarray, shape (n_tables, n_people, 3)
        Uncertainty of each point: variance in x, covariance, variance in y.
    weights : ndarray, shape (n_tables, n_people)
        How much is known of the person, from 0 (no vote) to 1.
    """

    points: FloatArray
    covariances: FloatArray
    weights: FloatArray


def observe(table: VoteTable, *, left_out: BoolArray | None = None, means: FloatArray | None = None) -> Observed:
    """Center the votes of one table; statements marked in `left_out` weigh nothing."""
    kept = np.ones(table.n_votes) if left_out is None else np.where(left_out[table.columns], 0.0, 1.0)
    return observe_many(table, table.values[None, :], kept[None, :], means=means)


def observe_many(
    table: VoteTable, values: npt.NDArray[np.number], kept: FloatArray, *, means: FloatArray | None = None
) -> Observed:
    """Center many tables with the places of one: `values` and `kept` have shape (n_tables, n_votes)."""
    n_tables, n_statements = len(values), table.n_statements
    shifts = np.arange(n_tables, dtype=np.int64)[:, None]
    columns = (table.columns + shifts * n_statements).ravel()
    if means is None:
        means = _means(columns, values.ravel(), kept.ravel(), n_tables * n_statements)
    starts = np.append((table.starts[:-1] + shifts * table.n_votes).ravel(), n_tables * table.n_votes)
    shape = (n_tables * table.n_participants, n_tables * n_statements)
    index = np.int32 if columns.size < np.iinfo(np.int32).max else np.int64
    columns, starts = columns.astype(index), starts.astype(index)
    centered = (values.ravel() - means[columns]) * kept.ravel()
    return Observed(
        sparse.csr_array((centered, columns, starts), shape=shape),
        sparse.csr_array((kept.ravel(), columns, starts), shape=shape),
        means,
        n_tables,
        table.n_participants,
        n_statements,
    )


def _means(columns: npt.NDArray[np.integer], values: npt.NDArray[np.number], kept: FloatArray, size: int) -> FloatArray:
    counts = np.bincount(columns, kept, minlength=size)
    sums = np.bincount(columns, values * kept, minlength=size)
    return np.asarray(sums / np.maximum(counts, 1.0))


def fit_axes(observed: Observed, *, rng: np.random.Generator, rounds: int, repeats: FloatArray | None = None) -> Axes:
    """Find the two main axes; `repeats`, of shape (n_tables, n_people), says how often each person counts."""
    shape = (observed.n_tables, observed.n_people)
    weights = np.ones(shape) if repeats is None else repeats
    people = weights.reshape(-1, 1)
    n_votes = np.maximum(_by_table(observed, people * (observed.seen.sum(axis=1)[:, None])), 1.0)
    squares = sparse.csr_array(
        (np.square(observed.centered.data), observed.centered.indices, observed.centered.indptr),
        shape=observed.centered.shape,
    ).sum(axis=1)
    total = _by_table(observed, people * squares[:, None])
    loadings = _principal_axes(observed, people, n_votes, rng)
    noise = np.maximum(total / n_votes, 1e-3)
    for _ in range(rounds):
        loadings, noise = _refine(observed, loadings, noise, people, total, n_votes)
    return Axes(_oriented(loadings), noise)


def _by_table(observed: Observed, per_person: FloatArray) -> FloatArray:
    return np.asarray(per_person.reshape(observed.n_tables, -1).sum(axis=1))


def _principal_axes(
    observed: Observed, people: FloatArray, n_votes: FloatArray, rng: np.random.Generator
) -> FloatArray:
    """Block subspace iteration on the centered tables; returns loadings scaled as one standard step."""
    n_tables, n_statements = observed.n_tables, observed.n_statements
    width = min(_BLOCK, n_statements)
    basis = np.linalg.qr(rng.standard_normal((n_tables, n_statements, width)))[0]
    matrix, transposed = observed.centered, observed.centered.T
    for _ in range(_PCA_ROUNDS):
        image = transposed @ (people * (matrix @ basis.reshape(-1, width)))
        basis = np.linalg.qr(image.reshape(n_tables, n_statements, width))[0]
    scores = (matrix @ basis.reshape(-1, width)).reshape(n_tables, -1, width)
    masses = people.reshape(n_tables, -1, 1)
    values, vectors = np.linalg.eigh(scores.transpose(0, 2, 1) @ (masses * scores))
    n_people = np.maximum(masses.sum(axis=1), 1.0)
    share_seen = n_votes[:, None] / (n_people * n_statements)
    lengths = np.sqrt(np.maximum(values[:, ::-1][:, :N_AXES], 0.0) / n_people) / share_seen
    loadings = np.zeros((n_tables, n_statements, N_AXES))
    loadings[:, :, : min(width, N_AXES)] = (basis @ vectors[:, :, ::-1][:, :, :N_AXES]) * lengths[:, None, :]
    return np.asarray(loadings)


def _posterior(observed: Observed, loadings: FloatArray, noise: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Posterior mean (n, 2) and covariance (n, 3) of each person on axes of unit variance, tables stacked."""
    flat = loadings.reshape(-1, N_AXES)
    first, second = flat.T
    precision = np.repeat(1.0 / noise, observed.n_people)[:, None]
    information = (observed.seen @ np.column_stack((first * first, first * second, second * second))) * precision
    evidence = (observed.centered @ flat) * precision
    covariances = _inverse(information + np.array([1.0, 0.0, 1.0]))
    return _times(covariances, evidence), covariances


def _inverse(symmetric: FloatArray) -> FloatArray:
    """Invert 2 x 2 symmetric matrices kept as (xx, xy, yy)."""
    a, b, c = symmetric.T
    return np.asarray(np.column_stack((c, -b, a)) / (a * c - b * b)[:, None])


def _times(symmetric: FloatArray, vectors: FloatArray) -> FloatArray:
    """Multiply 2 x 2 symmetric matrices, kept as (xx, xy, yy), by vectors."""
    a, b, c = symmetric.T
    x, y = vectors.T
    return np.column_stack((a * x + b * y, b * x + c * y))


def _refine(
    observed: Observed,
    loadings: FloatArray,
    noise: FloatArray,
    people: FloatArray,
    total: FloatArray,
    n_votes: FloatArray,
) -> tuple[FloatArray, FloatArray]:
    """One round: place the people, then fit each statement on where its voters stand (ridge for rare statements)."""
    means, covariances = _posterior(observed, loadings, noise)
    x, y = means.T
    moments = (covariances + np.column_stack((x * x, x * y, y * y))) * people
    design = observed.seen.T @ moments
    target = observed.centered.T @ (means * people)
    ridge = noise / np.maximum(np.square(loadings).mean(axis=(1, 2)), 1e-6)
    ridged = design + np.repeat(ridge, observed.n_statements)[:, None] * np.array([1.0, 0.0, 1.0])
    fitted = _times(_inverse(ridged), target)
    gain = (fitted * (2.0 * target - _times(design, fitted))).reshape(observed.n_tables, -1).sum(axis=1)
    return np.reshape(fitted, loadings.shape), np.maximum((total - gain) / n_votes, 1e-3)


def _oriented(loadings: FloatArray) -> FloatArray:
    """Turn the axes so that they are orthogonal, the longest first, and their sign is fixed."""
    _, _, rotation = np.linalg.svd(loadings, full_matrices=False)
    turned = loadings[:, :, : rotation.shape[2]] @ rotation.transpose(0, 2, 1)
    signs = np.where((turned**3).sum(axis=1, keepdims=True) < 0, -1.0, 1.0)
    return np.asarray(turned * signs)


def place(observed: Observed, axes: Axes) -> Positions:
    """Place each person at the posterior mean."""
    means, covariances = _posterior(observed, axes.loadings, axes.noise)
    shape = (observed.n_tables, observed.n_people)
    scale = axes.lengths
    products = np.column_stack((scale[:, 0] ** 2, scale[:, 0] * scale[:, 1], scale[:, 1] ** 2))
    spread = covariances.reshape(*shape, 3) * products[:, None, :]
    # The share of the prior variance that the votes removed, each axis counting by its length.
    squares = np.square(scale) + 1e-12
    left = (
        covariances[:, [0, 2]].reshape(*shape, N_AXES) * (squares / squares.sum(axis=1, keepdims=True))[:, None]
    ).sum(axis=2)
    weights = np.clip(1.0 - left, 0.0, 1.0)
    return Positions(means.reshape(*shape, N_AXES) * scale[:, None, :], spread, weights)
