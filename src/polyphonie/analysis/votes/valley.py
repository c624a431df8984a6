"""
Is there a valley between two groups?

Two halves of one crowd touch; two groups have fewer people between them than on either side. On the line that joins
the centers of two neighboring groups we draw the density of their people, smoothed, and measure how deep it falls
between the two tops. A crowd that is merely stretched or skewed to one side has no valley.

References
----------
.. [1] B. Silverman, "Using Kernel Density Estimates to Investigate Multimodality", JRSS B 43(1), 1981.
   doi:10.1111/j.2517-6161.1981.tb01155.x
"""

import numpy as np
import numpy.typing as npt

from polyphonie.analysis.votes.axes import FloatArray

_N_BINS = 96


def shallowest_valley(
    points: FloatArray, weights: FloatArray, labels: npt.NDArray[np.intp], centers: FloatArray
) -> float:
    """Return the depth of the least deep valley between neighboring groups, from 0 (none) to 1 (empty)."""
    depths = [
        _valley(points, weights, np.isin(labels, (first, second)), centers[first], centers[second])
        for first, second in _neighbors(centers)
    ]
    return min(depths, default=0.0)


def _neighbors(centers: FloatArray) -> list[tuple[int, int]]:
    """Pairs of centers with no other center nearer to their middle."""
    pairs = [(i, j) for i in range(len(centers)) for j in range(i + 1, len(centers))]
    return [pair for pair in pairs if _is_direct(centers, *pair)]


def _is_direct(centers: FloatArray, first: int, second: int) -> bool:
    middle = (centers[first] + centers[second]) / 2
    distances = np.square(centers - middle).sum(axis=1)
    others = np.delete(distances, [first, second])
    return bool((others >= distances[first]).all())


def _valley(
    points: FloatArray, weights: FloatArray, inside: npt.NDArray[np.bool_], left: FloatArray, right: FloatArray
) -> float:
    span = float(np.linalg.norm(right - left))
    if span < 1e-9 or not inside.any():
        return 0.0
    along = (points[inside] - left) @ ((right - left) / span) / span
    density, grid = _density(along, weights[inside])
    between = (grid > 0.1) & (grid < 0.9)
    lowest = np.flatnonzero(between)[density[between].argmin()]
    summit = min(density[: lowest + 1].max(), density[lowest:].max())
    return float(1.0 - density[lowest] / max(summit, 1e-12))


def _density(along: FloatArray, weights: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Weighted kernel density from one span before the first center to one span after the second."""
    counts, edges = np.histogram(along, _N_BINS, (-1.0, 2.0), weights=weights)
    grid = (edges[1:] + edges[:-1]) / 2
    effective = weights.sum() ** 2 / max(float(np.square(weights).sum()), 1e-12)
    mean = np.average(along, weights=weights)
    spread = np.sqrt(np.average(np.square(along - mean), weights=weights))
    # The groups themselves widen the spread: half of Silverman's bandwidth keeps a true valley open.
    bandwidth = max(0.5 * spread * effective**-0.2, 0.03)
    kernel = np.exp(-np.square((grid[:, None] - grid[None, :]) / bandwidth) / 2)
    return kernel @ counts, grid
