"""
Where territories are: France by départements, its overseas départements in insets.

The outlines come from `data/france.json`, made by `make reference-data`. Colors are left to the
page: `map-border`, `map-inner`, `map-land`, `map-mark` and `map-label` are classes of its style sheet.
The page gives the same in a table; the drawing is an image with a title and a description. Cities abroad are
on the map of `polyphonie.drawing.world`.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from html import escape
from importlib.resources import files
from typing import Any

from polyphonie.drawing.geometry import GridPoint, path
from polyphonie.drawing.places import MOST_LABELS, MapPlace, Spot, draw_label, draw_marks, mark_size, spread, svg

_MARGIN = 30
_INSET_STEP = 190
_INSET_HEIGHT = 170


def draw_france(places: Sequence[MapPlace], *, title: str, description: str) -> str:
    """
    Draw France with a mark for each place.

    Parameters
    ----------
    places : sequence of MapPlace
        In any order; a place whose départements are unknown, or abroad, is left to the table.
    title, description : str
        What the image is, and what it shows, for those who do not see it.

    Returns
    -------
    str
        An `<svg>` element of less than 30 kB for some dozens of places; each one more takes some ten bytes.
    """
    france = _outlines()
    metropolitan, overseas = france["metropolitan"], france["overseas"]
    inset_top = metropolitan["height"] + _MARGIN
    spots = list(_spots(places, inset_top))
    size = mark_size(len(spots))
    spots = list(spread(spots, size=size))
    labels = "".join(draw_label(spot, width=metropolitan["width"]) for spot in spots)
    insets = "".join(
        _inset(code, inset, index, inset_top) for index, (code, inset) in enumerate(sorted(overseas.items()))
    )
    return svg(
        f'<path class="map-inner" d="{_lines(is_inner=True)}"/><path class="map-border" d="{_lines(is_inner=False)}"/>'
        f"{insets}{draw_marks(spots, size=size)}{labels if len(spots) <= MOST_LABELS else ''}",
        size=(metropolitan["width"], inset_top + _INSET_HEIGHT),
        margin=_MARGIN,
        name="map-france",
        title=title,
        description=description,
    )


def draw_locator(place: MapPlace, *, title: str, description: str) -> str:
    """Draw a small map that says where one place of France is; empty for a place abroad or unknown."""
    france = _outlines()
    metropolitan, overseas = france["metropolitan"], france["overseas"]
    if len(place.departements) == 1 and place.departements[0] in overseas:
        inset = overseas[place.departements[0]]
        land = "".join(path(_points(ring)) for ring in inset["rings"])
        drawing = f'<path class="map-border map-land" d="{land}"/>'
        return _image(drawing, inset["width"], inset["height"], title=title, description=description)
    spots = list(_spots([place], metropolitan["height"]))
    if not spots:
        return ""
    land = "".join(_rings(code) for code in place.departements if code in metropolitan["departements"])
    parts = (
        f'<path class="map-border" d="{_lines(is_inner=False)}"/>',
        f'<path class="map-land" d="{land}"/>',
        draw_marks(spots, size=mark_size(1)) if place.kind in {"commune", "epci"} else "",
    )
    drawing = "".join(parts)
    return _image(drawing, metropolitan["width"], metropolitan["height"], title=title, description=description)


def departements_of_region(code: str) -> list[str]:
    """List the départements that a région covers, by its INSEE code; none where it is unknown."""
    known: list[str] = _outlines()["regions"].get(code, [])
    return known


@cache
def _outlines() -> dict[str, Any]:
    content: dict[str, Any] = json.loads((files("polyphonie.drawing") / "data" / "france.json").read_bytes())
    return content


def _points(flat: Sequence[int]) -> list[GridPoint]:
    return list(zip(flat[::2], flat[1::2], strict=True))


@cache
def _lines(*, is_inner: bool) -> str:
    """Lines between two départements, or those that border the country."""
    metropolitan = _outlines()["metropolitan"]
    followed = Counter(
        arc if arc >= 0 else ~arc
        for departement in metropolitan["departements"].values()
        for ring in departement["rings"]
        for arc in ring
    )
    return "".join(
        path(_points(flat)) for index, flat in enumerate(metropolitan["arcs"]) if (followed[index] > 1) == is_inner
    )


def _rings(code: str) -> str:
    """Outline of one département, closed."""
    metropolitan = _outlines()["metropolitan"]
    drawn = []
    for ring in metropolitan["departements"][code]["rings"]:
        points: list[GridPoint] = []
        for arc in ring:
            line = _points(metropolitan["arcs"][arc if arc >= 0 else ~arc])
            points += (line if arc >= 0 else line[::-1])[1 if points else 0 :]
        drawn.append(path(points))
    return "".join(drawn)


def _spots(places: Iterable[MapPlace], inset_top: float) -> Iterator[Spot]:
    """Where each place of France falls: the middle of its départements."""
    france = _outlines()
    centers = {code: (float(one["x"]), float(one["y"])) for code, one in france["metropolitan"]["departements"].items()}
    for index, (code, inset) in enumerate(sorted(france["overseas"].items())):
        centers[code] = (index * _INSET_STEP + inset["width"] / 2, inset_top + inset["height"] / 2)
    for place in places:
        known = [centers[code] for code in place.departements if code in centers]
        if known:
            yield Spot(place, sum(x for x, _ in known) / len(known), sum(y for _, y in known) / len(known))


def _inset(code: str, inset: dict[str, Any], index: int, top: float) -> str:
    land = "".join(path(_points(ring)) for ring in inset["rings"])
    x = index * _INSET_STEP
    number = (
        f'<text class="map-code" x="{inset["width"] + 8}" y="{inset["height"]}" font-size="26">{escape(code)}</text>'
    )
    return f'<g transform="translate({x} {top})"><path class="map-border" d="{land}"/>{number}</g>'


def _image(drawing: str, width: int, height: int, *, title: str, description: str) -> str:
    return svg(drawing, size=(width, height), margin=_MARGIN, name="map-france", title=title, description=description)
