"""Maps of the territories of a campaign, as drawn by `polyphonie.drawing`."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from polyphonie.drawing.france import departements_of_region, draw_france, draw_locator
from polyphonie.drawing.places import MOST_LABELS, MapPlace
from polyphonie.drawing.world import draw_world
from polyphonie.programme.queries.places import EngagedPlace
from polyphonie.territories.enums import TerritoryKind
from polyphonie.territories.models import Territory
from polyphonie.territories.names import short_name


def campaign_maps(places: Sequence[EngagedPlace]) -> list[str]:
    """Draw where the territories of a campaign are: in France, and in the world where some lie abroad."""
    shown = [_map_place(place) for place in places]
    home = [place for place in shown if place.departements]
    abroad = [place for place in shown if place.kind == TerritoryKind.FOREIGN_CITY]
    drawings = []
    if home:
        title = _("Where the engaged territories are")
        drawings.append(draw_france(home, title=title, description=_description(home)))
    if abroad:
        title = _("Where the cities abroad are")
        drawings.append(draw_world(abroad, title=title, description=_description(abroad)))
    return [drawing for drawing in drawings if drawing]


def locator_map(territory: Territory) -> str:
    """Draw where one territory is: its département, or its place in the world. It comes with its département."""
    title = _("Where %(name)s is") % {"name": territory.name}
    place = MapPlace(
        short_name(territory.name),
        territory.kind,
        _departements_of(territory),
        territory.latitude,
        territory.longitude,
    )
    if territory.kind == TerritoryKind.FOREIGN_CITY:
        return draw_world([place], title=title, description=territory.name)
    return draw_locator(place, title=title, description=territory.name)


def _map_place(place: EngagedPlace) -> MapPlace:
    if place.kind == TerritoryKind.REGION:
        departements = departements_of_region(place.identifier)
    else:
        departements = [place.departement_code] if place.departement_code else []
    return MapPlace(place.short_name, place.kind, departements, place.latitude, place.longitude)


def _description(places: Sequence[MapPlace]) -> str:
    """Name those of a short list; the table names those of a long one."""
    if len(places) <= MOST_LABELS:
        return ", ".join(place.label for place in places)
    sentence = ngettext("%(n)s territory; the table names it.", "%(n)s territories; the table names them.", len(places))
    return sentence % {"n": len(places)}


def _departements_of(territory: Territory) -> Sequence[str]:
    if territory.kind == TerritoryKind.REGION:
        return departements_of_region(territory.identifier)
    if territory.kind == TerritoryKind.DEPARTEMENT:
        return [territory.identifier]
    return [territory.departement.identifier] if territory.departement else []
