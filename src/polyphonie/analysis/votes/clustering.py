"""
Seeded k-means with k-means++ starts, on many weighted clouds of points at once.

The simulations without groups, the repetitions and the real votes all go through the same code, many clouds together,
so that what is compared is comparable, and quick.

References
----------
.. [1] D. Arthur and S. Vassilvitskii, "k-means++: The Advantages of Careful Seeding", SODA 2007.
   doi:10.5555/1283383.1283494
.. [2] P. Rousseeuw, "Silhouettes", J. Comput. Appl. Math. 20, 1987. doi:10.1016/0377-0427(87)90125-7
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]

_MAX_ROUNDS = 40
_TINY = 1e-12


@dataclass(frozen=True, slots=True)
class Partition:
    """
    The best partition of each cloud into k groups.

    Attributes
    ----------
    centers : ndarray, shape (n_clouds, k, 2)
    labels : ndarray of int, shape (n_clouds, n_points)
    silhouette : ndarray, shape (n_clouds,)
        Mean over the points, by weight, of how much nearer the own center is than the next one: 0 to 1.
    """

    centers: FloatArray
    labels: npt.NDArray[np.intp]
    silhouette: FloatArray


def partition(
    points: FloatArray, weights: FloatArray, n_groups: int, *, restarts: int, rng: np.random.Generator
) -> Partition:
    """Cut each cloud, shape (n_clouds, n_points, 2), into `n_groups`; the tightest of the restarts is kept."""
    n_clouds = len(points)
    repeated, repeated_weights = np.repeat(points, restarts, axis=0), np.repeat(weights, restarts, axis=0)
    centers = _starts(repeated, repeated_weights, n_groups, rng)
    centers = settle(repeated, repeated_weights, centers)
    squares = _squared_distances(repeated, centers)
    inertia = (squares.min(axis=2) * repeated_weights).sum(axis=1).reshape(n_clouds, restarts)
    best = np.arange(n_clouds) * restarts + inertia.argmin(axis=1)
    return Partition(centers[best], squares[best].argmin(axis=2), _silhouette(squares[best], weights))


def _starts(points: FloatArray, weights: FloatArray, n_groups: int, rng: np.random.Generator) -> FloatArray:
    """Draw the first centers far from one another."""
    rows = np.arange(len(points))
    centers = np.empty((len(points), n_groups, points.shape[2]))
    nearest = np.ones(weights.shape)
    for group in range(n_groups):
        cumulated = np.cumsum(weights * nearest + _TINY, axis=1)
        threshold = rng.random(len(points)) * cumulated[:, -1]
        drawn = (cumulated < threshold[:, None]).sum(axis=1)
        centers[:, group] = points[rows, np.minimum(drawn, points.shape[1] - 1)]
        distance = np.square(points - centers[:, group, None]).sum(axis=2)
        nearest = distance if group == 0 else np.minimum(nearest, distance)
    return centers


def settle(points: FloatArray, weights: FloatArray, centers: FloatArray) -> FloatArray:
    """Move the centers to the mean of their points until no point of their cloud changes side."""
    settled, active = centers.copy(), np.arange(len(points))
    previous = np.full(points.shape[:2], -1, np.intp)
    for _ in range(_MAX_ROUNDS):
        labels = _squared_distances(points[active], settled[active]).argmin(axis=2)
        moved = (labels != previous[active]).any(axis=1)
        previous[active] = labels
        active, labels = active[moved], labels[moved]
        if not len(active):
            break
        settled[active] = _means(points[active], weights[active], labels, settled[active])
    return settled


def _means(points: FloatArray, weights: FloatArray, labels: npt.NDArray[np.intp], centers: FloatArray) -> FloatArray:
    moved = centers.copy()
    for group in range(centers.shape[1]):
        inside = weights * (labels == group)
        mass = inside.sum(axis=1)
        mean = np.einsum("bn,bnd->bd", inside, points) / np.maximum(mass, _TINY)[:, None]
        moved[:, group] = np.where(mass[:, None] > _TINY, mean, centers[:, group])
    return moved


def _squared_distances(points: FloatArray, centers: FloatArray) -> FloatArray:
    """Squared distance of each point to each center, shape (n_clouds, n_points, k)."""
    squares = points[:, :, None, 0] - centers[:, None, :, 0]
    squares *= squares
    for axis in range(1, points.shape[2]):
        gaps = points[:, :, None, axis] - centers[:, None, :, axis]
        gaps *= gaps
        squares += gaps
    return squares


def _silhouette(squares: FloatArray, weights: FloatArray) -> FloatArray:
    """Silhouette by centers: 1 - (distance to the own center) / (distance to the next one)."""
    nearest = np.sqrt(np.partition(squares, 1, axis=2)[:, :, :2])
    score = 1.0 - nearest[:, :, 0] / np.maximum(nearest[:, :, 1], _TINY)
    return np.asarray((score * weights).sum(axis=1) / np.maximum(weights.sum(axis=1), _TINY))


def nearest_center(points: FloatArray, centers: FloatArray) -> npt.NDArray[np.intp]:
    """Return the index of the nearest center of each point, shape (n_points,)."""
    return np.asarray(_squared_distances(points[None], centers[None])[0].argmin(axis=1))
