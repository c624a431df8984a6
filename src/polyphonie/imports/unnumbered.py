"""
Rows that no identifier tells apart: they are known by what they say, and by how many times it was said before them.

A row that is added on top, a table that is sorted, a download that the browser named "answers (1)" then bring nothing
twice; and what two people said in the same words, in one file or in two, stays said twice.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from pathlib import PurePath

import numpy as np
from numpy.typing import NDArray

from polyphonie.imports.enums import ImportStatus
from polyphonie.imports.models import Import

# How readers name a row that has no identifier.
ROW = re.compile(r"\brow-\d+")
MARK_LENGTH = 16
MOST_EARLIER_FILES = 20
# Of the first rows of two files under the same headings, how many must be the same for one to continue the other.
FEWEST_ALIKE, LEAST_SHARE_ALIKE = 3, 0.5


class Occurrences:
    """How many times each text came so far in a file, in eight bytes per row whatever its length."""

    def __init__(self) -> None:
        self._met: NDArray[np.uint64] = np.empty(0, dtype=np.uint64)

    def count(self, marks: Sequence[str]) -> list[int]:
        """Give the place of each mark, in hexadecimal, among those alike: 1 for the first, 2 for the second…"""
        met = np.array([int(mark, 16) for mark in marks], dtype=np.uint64)
        before = np.searchsorted(self._met, met, "right") - np.searchsorted(self._met, met, "left")
        here: Counter[str] = Counter()
        places = []
        for mark, n_before in zip(marks, before.tolist(), strict=True):
            here[mark] += 1
            places.append(n_before + here[mark])
        self._met = np.sort(np.concatenate((self._met, met)), kind="stable")
        return places


def marked(key: str, mark: str) -> str:
    """Put the mark of the text in the place of the number of the row."""
    return ROW.sub(mark, key, count=1)


def table_of(of_import: Import) -> str:
    """
    Name the table that a file without identifiers belongs to.

    It is that of an earlier file under the same headings, where this one is the same, has its name, or repeats most
    of its first rows; otherwise its own name, told apart from those that were taken.
    """
    saved = of_import.preview.get("table")
    if saved:
        return str(saved)
    earlier_files = _earlier_files(of_import)
    for earlier in earlier_files:
        if _is_continued(earlier, of_import):
            return str(earlier.preview["table"])
    own = PurePath(of_import.source_name).stem
    is_taken = own in {earlier.preview["table"] for earlier in earlier_files}
    return f"{own}~{of_import.digest[:8]}" if is_taken else own


def _earlier_files(of_import: Import) -> list[Import]:
    same = Import.objects.filter(
        consultation=of_import.consultation_id,
        activity=of_import.activity_id,
        tool=of_import.tool,
        status__in=(ImportStatus.DONE, ImportStatus.FAILED),
        n_taken__gt=0,
        pk__lt=of_import.pk,
    )
    return [each for each in same.order_by("-pk")[:MOST_EARLIER_FILES] if each.preview.get("table")]


def _is_continued(earlier: Import, of_import: Import) -> bool:
    if (earlier.digest, earlier.member) == (of_import.digest, of_import.member):
        return True
    if earlier.preview.get("headings") != of_import.preview.get("headings"):
        return False
    if earlier.source_name == of_import.source_name:
        return True
    ours, theirs = (Counter(digest for *_, digest in each.preview.get("keys", [])) for each in (of_import, earlier))
    n_alike = (ours & theirs).total()
    return n_alike >= max(FEWEST_ALIKE, LEAST_SHARE_ALIKE * min(ours.total(), theirs.total()))
