"""Maps of territories, as drawn by `polyphonie.drawing.france`. Territories come with their département."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from polyphonie.drawing.france import MapPlace, draw_france, draw_locator
from polyphonie.territories.enums import TerritoryKind
from polyphonie.territories.models import Territory
from polyphonie.territories.names import short_name


def campaign_map(territories: Sequence[Territory]) -> str:
    """Draw where the territories of a campaign are; nothing where there are none."""
    if not territories:
        return ""
    description = ", ".join(territory.name for territory in territories)
    return draw_france(_places(territories), title=_("Where the engaged territories are"), description=description)


def locator_map(territory: Territory) -> str:
    """Draw where one territory is; nothing for a city abroad."""
    (place,) = _places([territory])
    if not place.departements:
        return ""
    title = _("Where %(name)s is") % {"name": territory.name}
    return draw_locator(place, title=title, description=territory.name)


def _places(territories: Sequence[Territory]) -> list[MapPlace]:
    covered = _departements_of_regions(one for one in territories if one.kind == TerritoryKind.REGION)
    return [
        MapPlace(short_name(one.name), one.kind, _departements(one, covered.get(one.pk, ()))) for one in territories
    ]


def _departements(territory: Territory, covered: Sequence[str]) -> Sequence[str]:
    if territory.kind == TerritoryKind.REGION:
        return covered
    if territory.kind == TerritoryKind.DEPARTEMENT:
        return [territory.identifier]
    return [territory.departement.identifier] if territory.departement else []


def _departements_of_regions(regions: Iterable[Territory]) -> dict[int, list[str]]:
    wanted = [region.pk for region in regions]
    found: dict[int, list[str]] = defaultdict(list)
    if wanted:
        rows = Territory.objects.filter(kind=TerritoryKind.DEPARTEMENT, region__in=wanted)
        for region, code in rows.values_list("region_id", "identifier"):
            found[region].append(code)
    return found
