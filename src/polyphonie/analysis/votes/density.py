"""People as a soft density: a grid light enough to be drawn and kept, in which nobody can be pointed at."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from polyphonie.analysis.votes.axes import FloatArray

WIDTH, HEIGHT = 48, 36
_MARGIN = 0.12
_SMOOTHING = 1.6
# One person alone makes a summit of 1: what is not higher is left out, so that nobody can be pointed at.
_ALONE = 1.05


@dataclass(frozen=True, slots=True)
class DensityGrid:
    """
    Smoothed number of people near each cell of a grid, less one person; rows go from low y to high y.

    Attributes
    ----------
    x_range, y_range : tuple of two floats
        Positions of the first and of the last column, of the first and of the last row.
    everyone : ndarray, shape (36, 48)
    groups : ndarray, shape (n_groups, 36, 48)
    """

    x_range: tuple[float, float]
    y_range: tuple[float, float]
    everyone: FloatArray
    groups: FloatArray


def density_grid(points: FloatArray, groups: npt.NDArray[np.integer], n_groups: int) -> DensityGrid:
    """Smooth the people of each group over the grid; those without a group count in `everyone` only."""
    x_range, y_range = _window(points)
    columns = _cells(points[:, 0], x_range, WIDTH)
    rows = _cells(points[:, 1], y_range, HEIGHT)
    layers = np.zeros((n_groups + 1, HEIGHT, WIDTH))
    np.add.at(layers, (groups, rows, columns), 1.0)
    across, down = _kernel(WIDTH), _kernel(HEIGHT)
    smooth = np.einsum("ij,gjk,kl->gil", down, layers, across)
    everyone = np.maximum(smooth.sum(axis=0) - _ALONE, 0.0)
    return DensityGrid(x_range, y_range, everyone, np.maximum(smooth[:n_groups] - _ALONE, 0.0))


def _window(points: FloatArray) -> tuple[tuple[float, float], tuple[float, float]]:
    """Frame nearly everybody with one scale on both axes, so that distances can be compared."""
    low, high = np.quantile(points, (0.002, 0.998), axis=0) if len(points) else (np.zeros(2), np.zeros(2))
    middle, half = (low + high) / 2, (high - low) / 2
    unit = max(half[0] / WIDTH, half[1] / HEIGHT, 1e-6) * (1 + 2 * _MARGIN)
    reach = unit * np.array([WIDTH, HEIGHT])
    first, last = middle - reach, middle + reach
    return (float(first[0]), float(last[0])), (float(first[1]), float(last[1]))


def _cells(values: FloatArray, limits: tuple[float, float], size: int) -> npt.NDArray[np.intp]:
    share = (values - limits[0]) / (limits[1] - limits[0])
    return np.clip(np.rint(share * (size - 1)), 0, size - 1).astype(np.intp)


def _kernel(size: int) -> FloatArray:
    steps = np.arange(size)
    return np.asarray(np.exp(-np.square((steps[:, None] - steps[None, :]) / _SMOOTHING) / 2))
