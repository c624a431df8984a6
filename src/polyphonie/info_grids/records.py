"""What passes between those who ask for a change of the grid and those who make it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class AnswerChangeAsked:
    """
    Someone asks that a field takes a value.

    `value` is as it was written: `info_grids.values.read_value` reads it. `base_revision` is the revision of the
    answer that the person had read, 0 where there was none.
    """

    field_key: str
    value: Any
    base_revision: int
    note: str = ""


@dataclass(frozen=True)
class Conflict:
    """Somebody else changed a field meanwhile: both values are shown, and the person chooses."""

    field_key: str
    asked: Any
    present: Any
    present_note: str
    present_revision: int
    changed_by: str
    changed_at: datetime


@dataclass(frozen=True)
class SaveReport:
    """
    What became of each field: every key asked for is in one of the four.

    `refused` says why in a sentence, by field; `revisions` gives the new revision of what was saved.
    """

    saved: Sequence[str] = ()
    conflicts: Sequence[Conflict] = ()
    refused: dict[str, str] = field(default_factory=dict)
    unchanged: Sequence[str] = ()
    revisions: dict[str, int] = field(default_factory=dict)

    @property
    def is_whole(self) -> bool:
        """Whether nothing was left aside."""
        return not self.conflicts and not self.refused
