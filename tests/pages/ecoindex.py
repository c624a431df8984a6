"""
EcoIndex of a page: what it costs, from its elements, its requests and its weight.

The quantiles are those of the reference code of the CNUMR (Collectif conception numérique responsable).
"""

from bisect import bisect_right

DOM = (*(0, 47, 75, 159, 233, 298, 358, 417, 476, 537, 603, 674, 753, 843, 949, 1076, 1237, 1459, 1801, 2479, 594601),)
REQUESTS = (0, 2, 15, 25, 34, 42, 49, 56, 63, 70, 78, 86, 95, 105, 117, 130, 147, 170, 205, 281, 3920)
KILOBYTES = (
    *(0, 1.37, 144.7, 319.53, 479.46, 631.97, 783.38, 937.91, 1098.62, 1265.47, 1448.32, 1648.27, 1876.08),
    *(2142.06, 2465.37, 2866.31, 3401.59, 4155.73, 5400.08, 8037.54, 223212.26),
)
GRADES = ((80, "A"), (70, "B"), (55, "C"), (40, "D"), (25, "E"), (10, "F"))


def ecoindex(*, n_elements: int, n_requests: int, kilobytes: float) -> float:
    """
    Score a page: from 0 to 100, more is better.

    Examples
    --------
    >>> round(ecoindex(n_elements=300, n_requests=8, kilobytes=50), 1)
    83.9
    """
    dom, requests, size = _rank(n_elements, DOM), _rank(n_requests, REQUESTS), _rank(kilobytes, KILOBYTES)
    return 100 - 5 * (3 * dom + 2 * requests + size) / 6


def grade(score: float) -> str:
    """Name a score by its letter."""
    return next((letter for least, letter in GRADES if score >= least), "G")


def _rank(value: float, quantiles: tuple[float, ...]) -> float:
    """Place a value among the quantiles, between two of them by a straight line."""
    place = bisect_right(quantiles, value)
    if place == len(quantiles):
        return len(quantiles) - 1
    low, high = quantiles[place - 1], quantiles[place]
    return place - 1 + (value - low) / (high - low)
