"""Intervals around a share."""

from __future__ import annotations

from math import sqrt
from statistics import NormalDist


def wilson_interval(n_successes: int, n: int, *, confidence: float = 0.95) -> tuple[float, float]:
    """
    Bound the share behind `n_successes` out of `n`, without leaving [0, 1].

    Parameters
    ----------
    n_successes : int
        From 0 to `n`.
    n : int
        How many were counted; with none, nothing is known and the interval is (0, 1).
    confidence : float, default 0.95
        Share of such intervals that hold the true share.

    Returns
    -------
    (float, float)
        Lower and upper bound, in [0, 1].

    Raises
    ------
    ValueError
        If there are more successes than were counted, or fewer than none.

    References
    ----------
    .. [1] E. B. Wilson, "Probable Inference, the Law of Succession, and Statistical Inference",
       Journal of the American Statistical Association 22(158), 1927. doi:10.1080/01621459.1927.10502953

    Examples
    --------
    >>> tuple(round(bound, 3) for bound in wilson_interval(81, 263))
    (0.255, 0.366)
    """
    if not 0 <= n_successes <= n:
        message = f"From 0 to {n} successes were expected, not {n_successes}."
        raise ValueError(message)
    if n == 0:
        return 0.0, 1.0
    z = NormalDist().inv_cdf(0.5 + confidence / 2)
    share = n_successes / n
    center = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z * sqrt(share * (1 - share) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    return max(0.0, center - half), min(1.0, center + half)
