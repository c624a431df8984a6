"""
Coverage of a document against chance.

A long document carries more than a short one: the share carried only says something beside the share that as many
quotes, drawn at random, would carry.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from polyphonie.analysis.coverage.results import Coverage, Share

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

_LOW, _HIGH = 0.025, 0.975


def measure_coverage(
    carried: Sequence[bool] | NDArray[np.bool_],
    families: Sequence[int] | NDArray[np.int64],
    strata: Mapping[str, Sequence[str]],
    *,
    n_quotes: int,
    n_samples: int = 200,
    seed: int = 0,
) -> Coverage:
    """
    Measure which share of the contributions a document carries, overall and by strata, against random quotes.

    A quote drawn at random carries its whole family (its idea and its copies), exactly as a sentence of the document
    does: otherwise the document would win by construction.

    Parameters
    ----------
    carried : sequence of bool, length n_contributions
        Whether a sentence of the document carries each contribution.
    families : sequence of int, length n_contributions
        The idea or the family of copies of each contribution; a negative number is a contribution alone.
    strata : mapping of str to sequence of str, each of length n_contributions
        Dimensions to report, for instance `{"territory": [...], "public": [...]}`.
    n_quotes : int
        Quotes (or ideas) that the document holds.
    n_samples : int, default 200
        Random samples.
    seed : int
        Of the samples.

    Returns
    -------
    Coverage
        Shares in [0, 1], more is better; with no contribution every share is 0.

    Raises
    ------
    ValueError
        If the lengths differ, or a number is negative.

    Examples
    --------
    >>> coverage = measure_coverage([True, True, False], [0, 0, 1], {"public": ["a", "b", "b"]}, n_quotes=1)
    >>> round(coverage.overall.share, 2), [share.share for share in coverage.strata["public"]]
    (0.67, [1.0, 0.5])
    """
    is_carried = np.asarray(carried, dtype=bool)
    family = _numbered(np.asarray(families, dtype=np.int64))
    _check(len(is_carried), family, strata, n_quotes=n_quotes, n_samples=n_samples)
    samples = _random_samples(family, n_quotes=n_quotes, n_samples=n_samples, rng=np.random.default_rng(seed))
    everything = np.zeros(len(is_carried), dtype=np.int64)
    return Coverage(
        overall=_shares(is_carried, samples, everything, [""])[0],
        strata={name: _by_label(is_carried, samples, labels) for name, labels in strata.items()},
        orphans=np.flatnonzero(~is_carried),
        n_quotes=n_quotes,
        n_samples=n_samples,
        seed=seed,
    )


def _check(n_texts: int, family: NDArray[np.int64], strata: Mapping[str, Sequence[str]], **numbers: int) -> None:
    lengths = {"families": len(family), **{name: len(labels) for name, labels in strata.items()}}
    for name, length in lengths.items():
        if length != n_texts:
            message = f"{name!r} has {length} values for {n_texts} contributions."
            raise ValueError(message)
    for name, number in numbers.items():
        if number < 0:
            message = f"{name} cannot be negative."
            raise ValueError(message)


def _numbered(families: NDArray[np.int64]) -> NDArray[np.int64]:
    """Number the families from 0, and give a number of its own to each contribution alone."""
    alone = families < 0
    numbered = families.copy()
    numbered[alone] = families.max(initial=-1) + 1 + np.arange(int(alone.sum()))
    return np.unique(numbered, return_inverse=True)[1].astype(np.int64)


def _random_samples(
    family: NDArray[np.int64], *, n_quotes: int, n_samples: int, rng: np.random.Generator
) -> NDArray[np.bool_]:
    """Return what each random sample carries, by family, shape (n_samples, n_texts)."""
    n_texts = len(family)
    samples = np.zeros((n_samples, n_texts), dtype=bool)
    for sample in samples:
        drawn = rng.choice(n_texts, size=min(n_quotes, n_texts), replace=False) if n_texts else np.empty(0, np.int64)
        reached = np.zeros(int(family.max(initial=-1)) + 1, dtype=bool)
        reached[family[drawn]] = True
        sample[:] = reached[family]
    return samples


def _by_label(carried: NDArray[np.bool_], samples: NDArray[np.bool_], labels: Sequence[str]) -> tuple[Share, ...]:
    names, codes = np.unique(np.asarray(labels, dtype=object).astype(str), return_inverse=True)
    return tuple(_shares(carried, samples, codes.astype(np.int64), names.tolist()))


def _shares(
    carried: NDArray[np.bool_], samples: NDArray[np.bool_], codes: NDArray[np.int64], names: Sequence[str]
) -> list[Share]:
    sizes = np.bincount(codes, minlength=len(names))
    counts = np.bincount(codes[carried], minlength=len(names))
    by_chance = np.array([np.bincount(codes[sample], minlength=len(names)) for sample in samples]).reshape(
        -1, len(names)
    )
    shares = by_chance / np.maximum(sizes, 1)
    if len(shares):
        mean, low, high = shares.mean(axis=0), *np.quantile(shares, [_LOW, _HIGH], axis=0)
    else:
        mean = low = high = np.full(len(names), np.nan)
    return [
        Share(name, int(size), int(count), float(count / max(size, 1)), *map(float, bounds))
        for name, size, count, *bounds in zip(names, sizes, counts.tolist(), mean, low, high, strict=True)
    ]
