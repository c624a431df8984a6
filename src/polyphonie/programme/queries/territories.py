"""The public list of the territories of a campaign: filtered, searched, always in the order of the alphabet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from polyphonie.programme.enums import PublicStage
from polyphonie.programme.queries.stages import Standing
from polyphonie.territories.enums import TerritoryKind
from polyphonie.territories.names import searchable


@dataclass(frozen=True)
class TerritoryFilters:
    """What a reader asked to see; empty for all."""

    query: str = ""
    region: str = ""
    departement: str = ""
    kind: str = ""
    stage: str = ""

    @property
    def is_active(self) -> bool:
        """Whether something was asked for."""
        return self != TerritoryFilters()


@dataclass(frozen=True)
class Option:
    """One choice of a filter."""

    value: str
    label: str


@dataclass(frozen=True)
class Options:
    """The choices of each filter."""

    regions: list[Option]
    departements: list[Option]
    kinds: list[Option]
    stages: list[Option]


def public_stage(standing: Standing) -> PublicStage:
    """Say in public words how far a territory went; what it is late with is between it and the coordination."""
    if standing.facts.withdrawn_at is not None:
        return PublicStage.WITHDRAWN
    if standing.facts.published_at is not None:
        return PublicStage.GRID
    if standing.facts.declared_at is not None:
        return PublicStage.CONSULTATION
    return PublicStage.CHARTER if standing.facts.signed_first_on is not None else PublicStage.JOINED


def filtered(standings: Sequence[Standing], filters: TerritoryFilters) -> list[Standing]:
    """Keep what was asked for, in the same order."""
    words = searchable(filters.query).split()

    def is_asked(one: Standing) -> bool:
        place = one.place
        return (
            all(word in f"{place.searchable_name} {searchable(place.departement_name)}" for word in words)
            and filters.kind in {"", place.kind}
            and filters.region in {"", place.region_code}
            and filters.departement in {"", place.departement_code}
            and (not filters.stage or public_stage(one) == filters.stage)
        )

    return [one for one in standings if is_asked(one)]


def options_of(standings: Iterable[Standing], *, region: str) -> Options:
    """List what can be asked for, as the list holds it; the départements are those of the région asked for."""
    standings = list(standings)
    places = [one.place for one in standings]
    regions = {place.region_code: place.region_name for place in places if place.region_code}
    within = [place for place in places if region and place.region_code == region]
    departements = {place.departement_code: place.departement_name for place in within if place.departement_code}
    kinds, stages = {place.kind for place in places}, {public_stage(one) for one in standings}
    return Options(
        regions=_by_name(regions),
        departements=_by_name(departements),
        kinds=[Option(kind.value, str(kind.label)) for kind in TerritoryKind if kind in kinds],
        stages=[Option(stage.value, str(stage.label)) for stage in PublicStage if stage in stages],
    )


def _by_name(names: dict[str, str]) -> list[Option]:
    return [Option(code, name) for code, name in sorted(names.items(), key=lambda item: searchable(item[1]))]
