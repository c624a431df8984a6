"""The territories of a campaign as a list and a map need them: one light query, whatever their number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from polyphonie.campaigns.models import Campaign, Engagement
from polyphonie.territories.enums import TerritoryKind
from polyphonie.territories.names import searchable, short_name

_TERRITORY = ("id", "identifier", "name", "slug", "kind", "population", "latitude", "longitude", "region_id")
_ABOVE = ("departement__identifier", "departement__name", "region__identifier", "region__name")
PLACE_COLUMNS = tuple(f"territory__{name}" for name in (*_TERRITORY, *_ABOVE))


@dataclass(frozen=True)
class EngagedPlace:
    """One territory of a campaign: its names, and where it lies."""

    territory_id: int
    identifier: str
    name: str
    slug: str
    kind: str
    population: int | None
    latitude: float | None
    longitude: float | None
    region_id: int | None
    departement_code: str
    departement_name: str
    region_code: str
    region_name: str

    @cached_property
    def searchable_name(self) -> str:
        return searchable(self.name)

    @property
    def short_name(self) -> str:
        return short_name(self.name)

    @cached_property
    def alphabetical(self) -> tuple[str, int]:
        """The key of the alphabet: territories are never in the order of a figure."""
        return (searchable(self.short_name), self.territory_id)

    @property
    def kind_label(self) -> str:
        return str(TerritoryKind(self.kind).label)


def place_from(row: Mapping[str, Any]) -> EngagedPlace:
    """Read a row of `PLACE_COLUMNS`; a département and a région stand in themselves."""
    kind, identifier, name = row["territory__kind"], row["territory__identifier"], row["territory__name"]
    is_departement, is_region = kind == TerritoryKind.DEPARTEMENT, kind == TerritoryKind.REGION
    return EngagedPlace(
        territory_id=row["territory__id"],
        identifier=identifier,
        name=name,
        slug=row["territory__slug"],
        kind=kind,
        population=row["territory__population"],
        latitude=row["territory__latitude"],
        longitude=row["territory__longitude"],
        region_id=row["territory__id"] if is_region else row["territory__region_id"],
        departement_code=identifier if is_departement else row["territory__departement__identifier"] or "",
        departement_name=name if is_departement else row["territory__departement__name"] or "",
        region_code=identifier if is_region else row["territory__region__identifier"] or "",
        region_name=name if is_region else row["territory__region__name"] or "",
    )


def engaged_places(campaign: Campaign) -> list[EngagedPlace]:
    """List the territories engaged in a campaign, in the order of the alphabet; those that withdrew are left out."""
    rows = Engagement.objects.in_campaign(campaign).active().order_by().values(*PLACE_COLUMNS)
    return sorted(map(place_from, rows), key=lambda place: place.alphabetical)
