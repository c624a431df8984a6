"""Coverage as frozen records."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Share:
    """
    How much of one stratum a document carries, beside what quotes drawn at random would carry.

    Attributes
    ----------
    label : str
        The stratum; empty for all contributions.
    n_contributions, n_carried : int
        The denominator and what is carried.
    share : float
        `n_carried / n_contributions`, in [0, 1]; more is better.
    random_mean, random_low, random_high : float
        Mean, and 2.5 % and 97.5 % quantiles, of the share carried by random samples of as many quotes.
    """

    label: str
    n_contributions: int
    n_carried: int
    share: float
    random_mean: float
    random_low: float
    random_high: float

    @property
    def is_below_chance(self) -> bool:
        """Tell whether nearly every random sample would carry more."""
        return self.share < self.random_low

    @property
    def is_above_chance(self) -> bool:
        """Tell whether nearly every random sample would carry less."""
        return self.share > self.random_high


@dataclass(frozen=True, slots=True)
class Coverage:
    """
    What a document carries, as a whole and by strata, and the positions of what it leaves out.

    Attributes
    ----------
    overall : Share
        All contributions together.
    strata : mapping of str to tuple of Share
        By dimension (territory, public, kind), one share per label, in the order of the labels.
    orphans : ndarray of int
        Positions of the contributions that no sentence carries.
    """

    overall: Share
    strata: Mapping[str, tuple[Share, ...]]
    orphans: NDArray[np.int64]
    n_quotes: int
    n_samples: int
    seed: int
