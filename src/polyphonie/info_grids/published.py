"""What territories published of their grids, in the form that comparisons, exports and open data share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from polyphonie.campaigns.models import Campaign
from polyphonie.info_grids.definition import Definition, Field
from polyphonie.info_grids.disclosure import withheld_cells
from polyphonie.info_grids.enums import FieldKind, Visibility
from polyphonie.info_grids.models import GridVersion


@dataclass(frozen=True)
class Cell:
    """
    One value of a published grid, of one field or of one column of repeated rows.

    `place` is its row in repeated rows, or its order among several choices, from 1; 0 elsewhere.
    """

    field: Field
    column: Field | None
    place: int
    value: Any
    is_withheld: bool = False

    @property
    def of(self) -> Field:
        """The field that says what the value is."""
        return self.column or self.field


def last_versions(campaign: Campaign) -> QuerySet[GridVersion]:
    """Give the last published version of each grid of a campaign, of territories that have not withdrawn."""
    later = GridVersion.objects.filter(grid=OuterRef("grid"), number__gt=OuterRef("number"))
    return GridVersion.objects.filter(
        ~Exists(later), grid__engagement__campaign=campaign, grid__engagement__withdrawn_at__isnull=True
    )


def answers_in(content: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    """Give the answers of a version by field: value, origin, note."""
    return dict(content.get("answers", {}))


def values_in(content: Mapping[str, Any]) -> dict[str, Any]:
    """Give the values of a version by field."""
    return {key: answer.get("value") for key, answer in answers_in(content).items()}


def public_fields(definition: Definition) -> dict[str, Field]:
    """Give the fields that anyone may read, by key."""
    return {key: one for key, one in definition.fields.items() if one.visibility == Visibility.PUBLIC}


def cells_of(
    definition: Definition, values: Mapping[str, Any], *, threshold: int, only_public: bool = True
) -> Iterator[Cell]:
    """
    List the values of a grid one by one, small counts of people withheld with what would tell them.

    With a threshold of 0 nothing is withheld: this is for those who may read everything.
    """
    withheld = withheld_cells(definition, values, threshold) if threshold else frozenset()
    fields = public_fields(definition) if only_public else definition.fields
    for key, one in fields.items():
        for column, place, value in _spread(one, values.get(key), only_public=only_public):
            row = place if one.kind == FieldKind.ROWS else 0
            is_withheld = (key, row, column.key if column else "") in withheld
            yield Cell(one, column, place, None if is_withheld else value, is_withheld)


def _spread(one: Field, value: Any, *, only_public: bool) -> Iterator[tuple[Field | None, int, Any]]:
    """Give the column, the place and the value of each value that an answer holds."""
    if one.kind == FieldKind.ROWS and isinstance(value, list):
        for place, row in enumerate(value, start=1):
            for column in one.columns:
                if column.visibility == Visibility.PUBLIC or not only_public:
                    yield from ((column, place, cell) for cell in _listed(row.get(column.key)))
    elif isinstance(value, list):
        yield from ((None, place, key) for place, key in enumerate(value, start=1))
    elif value is not None:
        yield None, 0, value


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]
