"""
Where territories are: France by départements, its overseas départements in insets, cities abroad in a strip.

The outlines come from `data/france.json`, made by `make reference-data`. Colors are left to the
page: `map-border`, `map-inner`, `map-land`, `map-mark` and `map-label` are classes of its style sheet.
The page gives the same in a table; the drawing is an image with a title and a description.
"""

from __future__ import annotations

import json
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from importlib.resources import files
from typing import Any

from polyphonie.drawing.geometry import GridPoint, path

_MARGIN = 30
_INSET_STEP = 190
_INSET_HEIGHT = 170
_STRIP_STEP = 58
_STRIP_COLUMNS = 3
_SPREAD = 34
"""Distance between the marks of territories that stand at the same place."""
_MARK = 15
_MOST_LABELS = 14
"""Beyond this number of places, names would cover each other: the table has them."""
_LETTER_WIDTH = 15


@dataclass(frozen=True)
class MapPlace:
    """
    A territory to show.

    Attributes
    ----------
    label : str
        Its name, as short as readers understand.
    kind : str
        "commune", "epci", "departement", "region" or "foreign_city": the shape of the mark.
    departements : sequence of str
        INSEE codes of the département where it lies, or of those that it covers; empty for a city abroad.
    """

    label: str
    kind: str
    departements: Sequence[str] = ()


@dataclass(frozen=True)
class _Spot:
    place: MapPlace
    x: float
    y: float


def draw_france(places: Sequence[MapPlace], *, title: str, description: str) -> str:
    """
    Draw France with a mark for each place.

    Parameters
    ----------
    places : sequence of MapPlace
        In any order; a place whose départements are unknown is left to the table.
    title, description : str
        What the image is, and what it shows, for those who do not see it.

    Returns
    -------
    str
        An `<svg>` element of less than 30 kB.
    """
    france = _outlines()
    metropolitan, overseas = france["metropolitan"], france["overseas"]
    abroad = [place for place in places if not place.departements]
    inset_top = metropolitan["height"] + _MARGIN
    strip_top = inset_top + _INSET_HEIGHT + _MARGIN
    height = strip_top + math.ceil(len(abroad) / _STRIP_COLUMNS) * _STRIP_STEP
    spots = [*_spread(_spots(places, inset_top)), *_strip(abroad, strip_top)]
    is_labelled = len(spots) <= _MOST_LABELS
    parts = [
        f'<path class="map-inner" d="{_lines(is_inner=True)}"/>',
        f'<path class="map-border" d="{_lines(is_inner=False)}"/>',
        *(_inset(code, inset, index, inset_top) for index, (code, inset) in enumerate(sorted(overseas.items()))),
        _marks(spots),
        *(_label(spot) for spot in spots if is_labelled or spot.place.kind == "foreign_city"),
    ]
    return _svg("".join(parts), metropolitan["width"], height, title=title, description=description)


def draw_locator(place: MapPlace, *, title: str, description: str) -> str:
    """Draw a small map that says where one place of France is; empty for a place abroad or unknown."""
    france = _outlines()
    metropolitan, overseas = france["metropolitan"], france["overseas"]
    if len(place.departements) == 1 and place.departements[0] in overseas:
        inset = overseas[place.departements[0]]
        land = "".join(path(_points(ring)) for ring in inset["rings"])
        drawing = f'<path class="map-border map-land" d="{land}"/>'
        return _svg(drawing, inset["width"], inset["height"], title=title, description=description)
    spots = list(_spots([place], metropolitan["height"]))
    if not spots:
        return ""
    land = "".join(_rings(code) for code in place.departements if code in metropolitan["departements"])
    parts = (
        f'<path class="map-border" d="{_lines(is_inner=False)}"/>',
        f'<path class="map-land" d="{land}"/>',
        _marks(spots) if place.kind in {"commune", "epci"} else "",
    )
    drawing = "".join(parts)
    return _svg(drawing, metropolitan["width"], metropolitan["height"], title=title, description=description)


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


def _spots(places: Iterable[MapPlace], inset_top: float) -> Iterator[_Spot]:
    """Where each place of France falls: the middle of its départements."""
    france = _outlines()
    centers = {code: (float(one["x"]), float(one["y"])) for code, one in france["metropolitan"]["departements"].items()}
    for index, (code, inset) in enumerate(sorted(france["overseas"].items())):
        centers[code] = (index * _INSET_STEP + inset["width"] / 2, inset_top + inset["height"] / 2)
    for place in places:
        known = [centers[code] for code in place.departements if code in centers]
        if known:
            yield _Spot(place, sum(x for x, _ in known) / len(known), sum(y for _, y in known) / len(known))


def _spread(spots: Iterable[_Spot]) -> Iterator[_Spot]:
    """Set apart, on a circle, those that fall at the same place."""
    together: dict[tuple[int, int], list[_Spot]] = defaultdict(list)
    for spot in spots:
        together[round(spot.x / _SPREAD), round(spot.y / _SPREAD)].append(spot)
    for group in together.values():
        radius = _SPREAD * len(group) / 4 if len(group) > 1 else 0.0
        for index, spot in enumerate(group):
            angle = 2 * math.pi * index / len(group)
            yield _Spot(spot.place, spot.x + radius * math.cos(angle), spot.y + radius * math.sin(angle))


def _strip(abroad: Sequence[MapPlace], top: float) -> Iterator[_Spot]:
    width = _outlines()["metropolitan"]["width"] / _STRIP_COLUMNS
    for index, place in enumerate(abroad):
        row, column = divmod(index, _STRIP_COLUMNS)
        yield _Spot(place, column * width + _MARGIN, top + row * _STRIP_STEP + _STRIP_STEP / 2)


def _inset(code: str, inset: dict[str, Any], index: int, top: float) -> str:
    land = "".join(path(_points(ring)) for ring in inset["rings"])
    x = index * _INSET_STEP
    number = (
        f'<text class="map-code" x="{inset["width"] + 8}" y="{inset["height"]}" font-size="26">{escape(code)}</text>'
    )
    return f'<g transform="translate({x} {top})"><path class="map-border" d="{land}"/>{number}</g>'


def _marks(spots: Iterable[_Spot]) -> str:
    """All the marks as one element: a page counts its elements."""
    shapes = "".join(_shape(spot.place.kind, round(spot.x), round(spot.y)) for spot in spots)
    return f'<path class="map-mark" d="{shapes}"/>' if shapes else ""


def _label(spot: _Spot) -> str:
    x, y = round(spot.x), round(spot.y)
    width = len(spot.place.label) * _LETTER_WIDTH
    is_left = x + width > _outlines()["metropolitan"]["width"]
    anchor, at = ("end", x - 24) if is_left else ("start", x + 24)
    name = escape(spot.place.label)
    return f'<text class="map-label" x="{at}" y="{y + 11}" text-anchor="{anchor}" font-size="32">{name}</text>'


def _shape(kind: str, x: int, y: int) -> str:
    """Round for a commune, square for a body of communes, diamond, triangle, star for the others."""
    r = _MARK
    if kind == "epci":
        return f"M{x - r} {y - r}h{2 * r}v{2 * r}h{-2 * r}z"
    if kind == "departement":
        return f"M{x} {y - r - 5}l{r + 5} {r + 5}l{-r - 5} {r + 5}l{-r - 5} {-r - 5}z"
    if kind == "region":
        return f"M{x} {y - r - 4}l{r + 5} {2 * r + 4}h{-2 * r - 10}z"
    if kind == "foreign_city":
        return f"M{x - 5} {y - r}h10v{r - 5}h{r - 5}v10h{5 - r}v{r - 5}h-10v{5 - r}h{5 - r}v-10h{r - 5}z"
    return f"M{x - r} {y}a{r} {r} 0 1 1 {2 * r} 0a{r} {r} 0 1 1 {-2 * r} 0z"


def _svg(content: str, width: int, height: int, *, title: str, description: str) -> str:
    box = f"{-_MARGIN} {-_MARGIN} {width + 2 * _MARGIN} {height + 2 * _MARGIN}"
    return (
        f'<svg class="map-france" viewBox="{box}" role="img" xmlns="http://www.w3.org/2000/svg">'
        f"<title>{escape(title)}</title><desc>{escape(description)}</desc>{content}</svg>"
    )
