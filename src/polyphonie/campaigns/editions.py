"""Two people who edit the same thing at once: what each of them had before their eyes, in short."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date


def fingerprint(values: object) -> str:
    """
    Give a short digest of values that a form showed. A form sends it back: where the saved values no longer
    give the same, somebody else has changed them meanwhile.

    Examples
    --------
    >>> fingerprint({"title": "A"}) == fingerprint({"title": "A"})
    True
    >>> fingerprint({"title": "A"}) == fingerprint({"title": "B"})
    False
    """
    written = json.dumps(values, sort_keys=True, default=str, ensure_ascii=False)
    return hashlib.sha256(written.encode()).hexdigest()[:32]


@dataclass(frozen=True)
class QuestionRow:
    """A question as it was written; without a key where it is new."""

    pk: int | None
    text: str


@dataclass(frozen=True)
class MilestoneRow:
    """A date of the calendar as it was written."""

    pk: int | None
    date: date
    label: str
    deadline: str = ""


@dataclass(frozen=True)
class CommitmentRow:
    """A commitment as it was written; `code` is empty where it is new."""

    pk: int | None
    code: str
    title: str
    text: str
    evidence: str


def fingerprint_of_rows(rows: Sequence[QuestionRow | MilestoneRow | CommitmentRow], *around: str) -> str:
    """Give the digest of the rows that a form showed, and of the texts around them."""
    return fingerprint([list(around), [asdict(row) for row in rows]])
