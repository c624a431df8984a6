"""Intervals of a share, and what may be called a discovery among many tests."""

import numpy as np
import numpy.typing as npt
from scipy.special import betaincinv
from scipy.stats import hypergeom

from polyphonie.analysis.votes.axes import FloatArray
from polyphonie.analysis.votes.counts import CountArray


def jeffreys_interval(successes: CountArray, trials: CountArray, confidence: float) -> tuple[FloatArray, FloatArray]:
    """
    Interval of a share, with equal tails.

    The bounds are quantiles of Beta(x + 1/2, n - x + 1/2); they are 0 where nothing succeeded and 1 where all did, as
    Brown, Cai and DasGupta advise. Without any trial the interval is [0, 1].

    References
    ----------
    .. [1] L. Brown, T. Cai, A. DasGupta, "Interval Estimation for a Binomial Proportion", Statistical Science 16(2),
       2001. doi:10.1214/ss/1009213286

    Examples
    --------
    >>> low, high = jeffreys_interval(np.array([8]), np.array([10]), 0.9)
    >>> float(low[0].round(3)), float(high[0].round(3))
    (0.541, 0.941)
    """
    tail = (1.0 - confidence) / 2
    low = betaincinv(successes + 0.5, trials - successes + 0.5, tail)
    high = betaincinv(successes + 0.5, trials - successes + 0.5, 1.0 - tail)
    return np.where(successes == 0, 0.0, low), np.where(successes == trials, 1.0, high)


def more_often_than_the_rest(
    successes: CountArray, trials: CountArray, other_successes: CountArray, other_trials: CountArray
) -> FloatArray:
    """One-sided exact test of Fisher: probability, if both shares were the same, of so many successes or more."""
    return np.asarray(
        hypergeom.sf(successes - 1, trials + other_trials, successes + other_successes, trials), np.float64
    )


def discoveries(p_values: FloatArray, rate: float) -> npt.NDArray[np.bool_]:
    """
    Benjamini-Hochberg: mark the tests of which at most `rate` are expected to be false.

    References
    ----------
    .. [1] Y. Benjamini, Y. Hochberg, "Controlling the False Discovery Rate", JRSS B 57(1), 1995.
       doi:10.1111/j.2517-6161.1995.tb02031.x
    """
    flat = p_values.ravel()
    ordered = np.sort(flat)
    under = np.flatnonzero(ordered <= rate * np.arange(1, len(flat) + 1) / max(len(flat), 1))
    threshold = ordered[under[-1]] if len(under) else -1.0
    return np.asarray(p_values <= threshold)
