"""How surely does a person belong to a group, given how little may be known of the person?"""

import numpy as np
from scipy.special import ndtr

from polyphonie.analysis.votes.axes import FloatArray


def membership(points: FloatArray, covariances: FloatArray, centers: FloatArray) -> FloatArray:
    """
    Probability that a person's true position is nearest to the center of each group.

    The true position lies around `points` with the given uncertainty; against each other group the probability is
    exact, and with three groups or more their product is brought back to one.

    Parameters
    ----------
    points : ndarray, shape (n_people, 2)
    covariances : ndarray, shape (n_people, 3)
        Variance in x, covariance, variance in y.
    centers : ndarray, shape (n_groups, 2)

    Returns
    -------
    ndarray, shape (n_people, n_groups)
        Rows sum to one.
    """
    n_groups = len(centers)
    logs = np.zeros((len(points), n_groups))
    for own in range(n_groups):
        for other in range(n_groups):
            if own != other:
                logs[:, own] += np.log(_nearer(points, covariances, centers[own], centers[other]))
    shares = np.exp(logs - logs.max(axis=1, keepdims=True))
    return np.asarray(shares / shares.sum(axis=1, keepdims=True))


def _nearer(points: FloatArray, covariances: FloatArray, own: FloatArray, other: FloatArray) -> FloatArray:
    """Probability of lying on the own side of the line halfway between two centers."""
    span = max(float(np.linalg.norm(own - other)), 1e-12)
    x, y = (own - other) / span
    beyond = (points - (own + other) / 2) @ np.array([x, y])
    variance = x * x * covariances[:, 0] + 2 * x * y * covariances[:, 1] + y * y * covariances[:, 2]
    return np.asarray(np.maximum(ndtr(beyond / np.sqrt(np.maximum(variance, 1e-18))), 1e-300))
