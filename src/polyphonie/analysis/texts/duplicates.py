"""
Copies and near copies.

Exact after normalizing; then MinHash over five-letter sequences proposes pairs (128 permutations, 32 bands) and the
exact Jaccard index decides. Each near copy hangs from one leader that it resembles itself, so that a chain of small
changes never joins two different texts.

References
----------
.. [1] A. Broder, "On the resemblance and containment of documents", SEQUENCES 1997. doi:10.1109/SEQUEN.1997.666900
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from rensa import RMinHash

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

SHINGLE = 5
N_PERMUTATIONS = 128
N_BANDS = 32
_CHUNK = 4000
_PAIRS_AT_ONCE = 100_000
# Three standard deviations of an estimate by 128 permutations near one half.
_ESTIMATE_MARGIN = 0.13
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)

# Short texts share letters by chance, and one word turns them round: they must resemble each other more, and agree on
# these.
_STRICT_WORDS, _STRICT_SIMILARITY = 10, 0.75
_POLARITY_WORDS = 30
_POLARITY = frozenset(
    [
        "pas",
        "non",
        "contre",
        "sans",
        "jamais",
        "moins",
        "aucun",
        "aucune",
        "ni",
        "interdire",
        "interdit",
        "supprimer",
        "arreter",
        "refuser",
        "not",
        "no",
        "against",
        "without",
        "never",
        "less",
        "nicht",
        "kein",
        "keine",
        "gegen",
        "ohne",
        "nie",
        "weniger",
        "non",
        "senza",
        "mai",
        "meno",
        "sin",
        "nunca",
        "menos",
        "niet",
        "geen",
        "tegen",
        "zonder",
        "لا",
        "ضد",
        "بدون",
    ]
)


@dataclass(frozen=True, slots=True)
class Families:
    """
    Who copies whom.

    Attributes
    ----------
    leader : ndarray of int, shape (n_texts,)
        Position of the text that each text copies; its own where it copies none.
    is_exact : ndarray of bool, shape (n_texts,)
        Whether the copy differs by case, accents, punctuation and spaces only.
    """

    leader: NDArray[np.int64]
    is_exact: NDArray[np.bool_]


def find_families(keys: Sequence[str], *, similarity: float, seed: int) -> Families:
    """
    Find the copies among texts in canonical order.

    Parameters
    ----------
    keys : sequence of str
        Comparison keys, in an order that does not depend on the order received.
    similarity : float
        Jaccard index over five-letter sequences from which two texts are near copies.
    """
    first_of: dict[str, int] = {}
    exact = np.array([first_of.setdefault(key, position) for position, key in enumerate(keys)], dtype=np.int64)
    # The longest text leads, however many people sent it: a flood of copies changes counts, never families.
    distinct = sorted(first_of.values(), key=lambda first: (-len(keys[first]), first))
    near = _near_copies([keys[first] for first in distinct], similarity=similarity, seed=seed)
    leader_of_first = {first: distinct[near[rank]] for rank, first in enumerate(distinct)}
    leader = np.array([leader_of_first[int(first)] for first in exact], dtype=np.int64)
    return Families(leader=leader, is_exact=leader == exact)


def _near_copies(keys: Sequence[str], *, similarity: float, seed: int) -> NDArray[np.int64]:
    """Return for each key the position of its leader, which always comes before it."""
    leader = np.arange(len(keys), dtype=np.int64)
    shingles: dict[int, NDArray[np.uint64]] = {}
    for later, earlier in _candidates(keys, similarity=similarity, seed=seed).items():
        own = _shingle_set(keys[later])
        best = -1.0
        for proposed in sorted({int(leader[one]) for one in earlier}):
            if proposed not in shingles:
                shingles[proposed] = _shingle_set(keys[proposed])
            score = _jaccard(own, shingles[proposed])
            if score > best and score >= similarity and score >= _needed(keys[later], keys[proposed], similarity):
                best = score
                leader[later] = proposed
    return leader


def _needed(one: str, other: str, similarity: float) -> float:
    words, others = one.split(), other.split()
    shortest = min(len(words), len(others))
    if shortest < _POLARITY_WORDS and _POLARITY.intersection(words) != _POLARITY.intersection(others):
        return 2.0
    return max(similarity, _STRICT_SIMILARITY) if shortest < _STRICT_WORDS else similarity


def _candidates(keys: Sequence[str], *, similarity: float, seed: int) -> dict[int, list[int]]:
    """
    Return, by key in order, the earlier keys that look alike: they share a band, and the estimate is not far too low.

    In a band shared by many, each key is compared to the first and to the one before it: the first leads the family.
    """
    if len(keys) < 2:
        return {}
    digests = _digests(keys, seed=seed)
    found = [np.empty(0, dtype=np.int64)]
    for band in np.split(digests, N_BANDS, axis=1):
        hashed = _mix(band)
        order = np.argsort(hashed, kind="stable")
        starts_run = np.r_[True, hashed[order][1:] != hashed[order][:-1]]
        first_of_run = order[np.maximum.accumulate(np.where(starts_run, np.arange(len(order)), 0))]
        follows = np.flatnonzero(~starts_run)
        found += [order[follows] * len(keys) + other for other in (first_of_run[follows], order[follows - 1])]
    later, earlier = np.divmod(np.unique(np.concatenate(found)), len(keys))
    pairs: dict[int, list[int]] = defaultdict(list)
    for start in range(0, len(later), _PAIRS_AT_ONCE):
        here = slice(start, start + _PAIRS_AT_ONCE)
        likely = (digests[later[here]] == digests[earlier[here]]).mean(axis=1) >= similarity - _ESTIMATE_MARGIN
        for one, other in zip(later[here][likely].tolist(), earlier[here][likely].tolist(), strict=True):
            pairs[one].append(other)
    return pairs


def _digests(keys: Sequence[str], *, seed: int) -> NDArray[np.uint32]:
    rows = [np.empty((0, N_PERMUTATIONS), dtype=np.uint32)]
    for start in range(0, len(keys), _CHUNK):
        hashes, offsets = _flat_shingles(keys[start : start + _CHUNK])
        matrix = RMinHash.digest_matrix_from_flat_token_hashes(hashes, offsets, N_PERMUTATIONS, seed)
        rows.append(np.array(matrix.to_rows(), dtype=np.uint32))
    return np.concatenate(rows)


def _mix(columns: NDArray[np.uint32]) -> NDArray[np.uint64]:
    mixed = np.zeros(len(columns), dtype=np.uint64)
    for column in columns.T:
        mixed = (mixed ^ column.astype(np.uint64)) * _MULTIPLIER
        mixed ^= mixed >> np.uint64(29)
    return mixed


def _flat_shingles(keys: Sequence[str]) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """Return the hashes of the five-letter sequences of many texts, one after the other, and where each text starts."""
    parts = [_shingles(key) for key in keys]
    offsets = np.concatenate([[0], np.cumsum([len(part) for part in parts])]).astype(np.uint64)
    return np.concatenate(parts), offsets


def _shingles(key: str) -> NDArray[np.uint64]:
    letters = np.frombuffer(f" {key} ".ljust(SHINGLE).encode("utf-32-le"), dtype=np.uint32).astype(np.uint64)
    hashed = np.zeros(len(letters) - SHINGLE + 1, dtype=np.uint64)
    for shift in range(SHINGLE):
        hashed = (hashed ^ letters[shift : shift + len(hashed)]) * _MULTIPLIER
        hashed ^= hashed >> np.uint64(31)
    return hashed


def _shingle_set(key: str) -> NDArray[np.uint64]:
    return np.unique(_shingles(key))


def _jaccard(one: NDArray[np.uint64], other: NDArray[np.uint64]) -> float:
    shared = len(np.intersect1d(one, other, assume_unique=True))
    return shared / (len(one) + len(other) - shared)
