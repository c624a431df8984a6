"""How many groups? Each number is tried, and kept only when it beats the simulations without groups."""

from dataclasses import dataclass

import numpy as np

from polyphonie.analysis.votes.axes import FloatArray, fit_axes, observe, place
from polyphonie.analysis.votes.clustering import partition
from polyphonie.analysis.votes.null import group_free_positions, margin
from polyphonie.analysis.votes.settings import MapSettings
from polyphonie.analysis.votes.table import VoteTable
from polyphonie.analysis.votes.valley import shallowest_valley

_NULL_QUANTILE = 0.9


@dataclass(frozen=True, slots=True)
class GroupTrial:
    """
    What was found for one number of groups.

    Attributes
    ----------
    n_groups : int
    silhouette, null_silhouette : float
        Separation of the groups, in the real votes and on average in votes simulated without groups; 0 to 1.
    margin : float
        Their difference, in standard deviations of the simulations.
    valley, null_valley : float, float or None
        Depth of the least deep valley between neighboring groups, and the one that nine simulations in ten do
        not reach; None where the rest already said no.
    beats_null : bool
        Whether the separation and the valley both lie beyond the simulations.
    stability : float or None
        The least of the groups' stabilities, measured only where the simulations are beaten.
    """

    n_groups: int
    silhouette: float
    null_silhouette: float
    margin: float
    valley: float
    null_valley: float | None
    beats_null: bool
    stability: float | None = None


def try_numbers_of_groups(table: VoteTable, settings: MapSettings, rng: np.random.Generator) -> tuple[GroupTrial, ...]:
    """Try from two to `settings.max_groups` groups on the people of the table."""
    observed = observe(table)
    axes = fit_axes(observed, rng=rng, rounds=settings.refine_rounds)
    real = place(observed, axes)
    null = group_free_positions(
        table, axes, real.points[0], n_draws=settings.null_draws, rounds=settings.refine_rounds, rng=rng
    )
    points = np.concatenate((real.points, null.points))
    weights = np.concatenate((real.weights, null.weights))
    most = min(settings.max_groups, table.n_participants // 2)
    return tuple(_trial(points, weights, k, settings, rng) for k in range(2, most + 1))


def _trial(
    points: FloatArray, weights: FloatArray, n_groups: int, settings: MapSettings, rng: np.random.Generator
) -> GroupTrial:
    """Cut the real cloud, which comes first, and the simulated ones."""
    cut = partition(points, weights, n_groups, restarts=max(settings.restarts // 2, 1), rng=rng)
    real, null = float(cut.silhouette[0]), cut.silhouette[1:]
    distance = margin(real, null)
    valley = shallowest_valley(points[0], weights[0], cut.labels[0], cut.centers[0])
    null_valley = None
    if distance >= settings.null_margin and valley >= settings.min_valley:
        null_valleys = [
            shallowest_valley(points[i], weights[i], cut.labels[i], cut.centers[i]) for i in range(1, len(points))
        ]
        null_valley = float(np.quantile(null_valleys, _NULL_QUANTILE))
    return GroupTrial(
        n_groups,
        real,
        float(null.mean()),
        distance,
        valley,
        null_valley,
        beats_null=null_valley is not None and valley > null_valley,
    )
