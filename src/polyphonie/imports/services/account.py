"""What became of the rows of a file, told in as few lines as possible."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from polyphonie.imports.enums import RowOutcome
from polyphonie.imports.models import Import

REPORT_FIELDS = (
    "of_import",
    "file_name",
    "sheet",
    "row",
    "last_row",
    "column",
    "outcome",
    "external_id",
    "reason",
    "details",
)
# A row is taken where anything of it was, and refused where nothing of it was even known.
BEST_FIRST = (RowOutcome.TAKEN, RowOutcome.UPDATED, RowOutcome.ALREADY_THERE, RowOutcome.REFUSED)
TAKEN, UPDATED, THERE, REFUSED = range(4)

Place = tuple[str, int]
"""The sheet and the row."""


@dataclass
class _Note:
    """What there is to say of one row beside its outcome."""

    external_id: str = ""
    reasons: list[tuple[str, Mapping[str, str], str]] = field(default_factory=list)


class Account:
    """The rows of a slice of a file: what each gave, and what was refused of it."""

    def __init__(self, places: list[Place]) -> None:
        self.places = places
        self._ranks: dict[Place, int] = {}
        self._notes: dict[Place, _Note] = {}

    def take(self, places: Iterable[Place]) -> None:
        """Something of these rows was taken."""
        self._ranks.update(dict.fromkeys(places, TAKEN))

    def update(self, place: Place) -> None:
        """Something of this row had changed at its source."""
        self._ranks[place] = min(self._ranks.get(place, REFUSED), UPDATED)

    def find(self, place: Place, *, external_id: str = "", reason: str = "") -> None:
        """Something of this row was already there; or must not come back, and the reason says why."""
        self._ranks[place] = min(self._ranks.get(place, REFUSED), THERE)
        if reason:
            self._note(place, reason, external_id=external_id)

    def refuse(
        self,
        place: Place,
        reason: str,
        *,
        external_id: str = "",
        column: str = "",
        params: Mapping[str, str] | None = None,
    ) -> None:
        """Something of this row was refused."""
        self._note(place, reason, external_id=external_id, column=column, params=params or {})

    def _note(
        self, place: Place, reason: str, *, external_id: str, column: str = "", params: Mapping[str, str] | None = None
    ) -> None:
        note = self._notes.setdefault(place, _Note())
        note.reasons.append((reason, dict(params or {}), column))
        note.external_id = note.external_id or external_id

    def outcome(self, place: Place) -> RowOutcome:
        """Say what became of a row."""
        return BEST_FIRST[self._ranks.get(place, REFUSED)]

    def counts(self) -> Counter[RowOutcome]:
        """Count the rows by outcome."""
        ranks = Counter(self._ranks.values())
        ranks[REFUSED] += len(self.places) - sum(ranks.values())
        return Counter({BEST_FIRST[rank]: number for rank, number in ranks.items()})

    def lines(self, of_import: Import) -> Iterator[tuple[Any, ...]]:
        """Give the lines of the report, in the order of `REPORT_FIELDS`: rows alike that follow each other are one."""
        start: Place | None = None
        last, rank = 0, REFUSED
        for place in self.places:
            if place in self._notes:
                if start is not None:
                    yield _run(of_import, start, last, rank)
                    start = None
                yield self._single(of_import, place)
            elif (
                start is not None
                and place[1] == last + 1
                and place[0] == start[0]
                and self._ranks.get(place, REFUSED) == rank
            ):
                last = place[1]
            else:
                if start is not None:
                    yield _run(of_import, start, last, rank)
                start, last, rank = place, place[1], self._ranks.get(place, REFUSED)
        if start is not None:
            yield _run(of_import, start, last, rank)

    def _single(self, of_import: Import, place: Place) -> tuple[Any, ...]:
        note = self._notes[place]
        reason, params, column = note.reasons[0]
        details: dict[str, Any] = {"params": params} if params else {}
        if len(note.reasons) > 1:
            others = note.reasons[1:]
            details["others"] = [{"reason": code, "params": places, "column": name} for code, places, name in others]
        sheet, row = place
        outcome, identifier = self.outcome(place).value, note.external_id[:200]
        return (of_import.pk, "", sheet[:100], row, None, column[:200], outcome, identifier, reason, details)


def _run(of_import: Import, start: Place, last: int, rank: int) -> tuple[Any, ...]:
    sheet, row = start
    last_row = last if last > row else None
    return (of_import.pk, "", sheet[:100], row, last_row, "", BEST_FIRST[rank].value, "", "", {})
