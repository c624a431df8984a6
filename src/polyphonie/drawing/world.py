"""
Where cities abroad are: the lands of the world, and a mark for each city.

The outlines come from `data/world.json`, made by `make reference-data` in the Natural Earth projection.
Colors are left to the page, as for `polyphonie.drawing.france`; its table says the same.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from polyphonie.drawing.geometry import path
from polyphonie.drawing.places import MOST_LABELS, MapPlace, Spot, draw_label, draw_marks, mark_size, spread, svg
from polyphonie.drawing.projection import natural_earth

_MARGIN = 20
_REACH = 70
_LINE = 34


def draw_world(places: Sequence[MapPlace], *, title: str, description: str) -> str:
    """
    Draw the world with a mark for each place that has coordinates; the others are left to the table.

    Returns
    -------
    str
        An `<svg>` element; empty where no place has coordinates.
    """
    spots = list(_spots(places))
    if not spots:
        return ""
    world = _outlines()
    size = mark_size(len(spots))
    spots = list(spread(spots, size=size // 2))
    labels = "".join(draw_label(spot, width=world["width"]) for spot in _apart(spots)) if _is_labelled(spots) else ""
    return svg(
        f'<path class="map-land" d="{_lands()}"/>{draw_marks(spots, size=size)}{labels}',
        size=(world["width"], world["height"]),
        margin=_MARGIN,
        name="map-world",
        title=title,
        description=description,
    )


@cache
def _outlines() -> dict[str, Any]:
    content: dict[str, Any] = json.loads((files("polyphonie.drawing") / "data" / "world.json").read_bytes())
    return content


@cache
def _lands() -> str:
    return "".join(path(list(zip(ring[::2], ring[1::2], strict=True))) for ring in _outlines()["rings"])


def _spots(places: Iterable[MapPlace]) -> Iterator[Spot]:
    world = _outlines()
    for place in places:
        if place.latitude is None or place.longitude is None:
            continue
        x, y = natural_earth(place.longitude, min(max(place.latitude, -90.0), 90.0))
        yield Spot(place, world["width"] / 2 + x * world["scale"], (world["top"] - y) * world["scale"])


def _is_labelled(spots: Sequence[Spot]) -> bool:
    return len(spots) <= MOST_LABELS


def _apart(spots: Sequence[Spot]) -> Iterator[Spot]:
    """Lower the names of neighbors, so that none covers another; each stays within reach of its mark."""
    written: list[tuple[float, float]] = []
    for spot in sorted(spots, key=lambda one: (one.y, one.x)):
        y = spot.y
        while any(abs(x - spot.x) < 4 * _REACH and abs(top - y) < _LINE for x, top in written):
            y += _LINE
        if y - spot.y <= _REACH:
            written.append((spot.x, y))
            yield Spot(spot.place, spot.x, y)
