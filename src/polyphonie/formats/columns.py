"""Contributions as columns, since there may be millions of them; each is made a record only where it is looked at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any, overload

import numpy as np
from numpy.typing import NDArray

from polyphonie.formats.records import ContributionRecord

NO_MOMENT = int(np.iinfo(np.int64).min)
EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - the clock of a file that tells no time zone
MICROSECOND = timedelta(microseconds=1)
TEXTS = ("external_id", "text", "title", "sheet", "kind", "public", "language", "url", "activity_label", "question")


@dataclass(frozen=True, eq=False)
class ContributionColumns(Sequence[ContributionRecord]):
    """
    Contributions in the order of their rows, one list per field of a record; equal to the records themselves.

    `moment` is in microseconds since 1970, `NO_MOMENT` where unknown: of Greenwich, or of the file's own clock where
    `is_local`. `attributes` has one list per column that is kept as a detail.
    """

    row: NDArray[np.int64]
    external_id: list[str]
    text: list[str]
    title: list[str]
    sheet: list[str]
    kind: list[str]
    public: list[str]
    language: list[str]
    url: list[str]
    activity_label: list[str]
    question: list[str]
    moment: NDArray[np.int64]
    is_local: NDArray[np.bool_]
    is_numbered: NDArray[np.bool_]
    attributes: Mapping[str, list[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, records: Iterable[ContributionRecord]) -> ContributionColumns:
        """Put records side by side, without their attributes."""
        if isinstance(records, ContributionColumns):
            return replace(records, attributes={})
        found = list(records)
        moments = [record.created_at for record in found]
        return cls(
            row=np.array([record.row for record in found], dtype=np.int64),
            moment=np.array([microseconds(moment) for moment in moments], dtype=np.int64),
            is_local=np.array([moment is not None and moment.tzinfo is None for moment in moments], dtype=np.bool_),
            is_numbered=np.array([record.is_numbered for record in found], dtype=np.bool_),
            attributes={},
            **_texts_of(found),
        )

    def __len__(self) -> int:
        return len(self.row)

    @overload
    def __getitem__(self, place: int) -> ContributionRecord: ...

    @overload
    def __getitem__(self, place: slice) -> tuple[ContributionRecord, ...]: ...

    def __getitem__(self, place: int | slice) -> ContributionRecord | tuple[ContributionRecord, ...]:
        if isinstance(place, slice):
            return tuple(self._record(number) for number in range(*place.indices(len(self))))
        return self._record(range(len(self))[place])

    def __iter__(self) -> Iterator[ContributionRecord]:
        return (self._record(number) for number in range(len(self)))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    __hash__ = None  # type: ignore[assignment]  # as a list

    def between(self, start: int, stop: int) -> ContributionColumns:
        """Give some of them, as columns."""
        part = slice(start, stop)
        return ContributionColumns(
            row=self.row[part],
            moment=self.moment[part],
            is_local=self.is_local[part],
            is_numbered=self.is_numbered[part],
            **{name: getattr(self, name)[part] for name in TEXTS},
        )

    def _record(self, number: int) -> ContributionRecord:
        details = ((name, cells[number]) for name, cells in self.attributes.items())
        return ContributionRecord(
            row=int(self.row[number]),
            is_numbered=bool(self.is_numbered[number]),
            created_at=moment_of(int(self.moment[number]), is_local=bool(self.is_local[number])),
            attributes={name: cell for name, cell in details if cell},
            **{name: getattr(self, name)[number] for name in TEXTS},
        )


def _texts_of(records: list[ContributionRecord]) -> dict[str, Any]:
    return {name: [getattr(record, name) for record in records] for name in TEXTS}


def microseconds(moment: datetime | None) -> int:
    """Count the microseconds from 1970 to a moment, on its own clock where it tells no time zone."""
    if moment is None:
        return NO_MOMENT
    bare = moment if moment.tzinfo is None else moment.astimezone(UTC).replace(tzinfo=None)
    return (bare - EPOCH) // MICROSECOND


def moment_of(number: int, *, is_local: bool) -> datetime | None:
    """Make a moment of its microseconds."""
    if number == NO_MOMENT:
        return None
    bare = EPOCH + number * MICROSECOND
    return bare if is_local else bare.replace(tzinfo=UTC)
