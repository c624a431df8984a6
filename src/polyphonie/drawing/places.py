"""Marks of territories on a map: a shape for each kind, and room between those that stand at the same place."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape

MOST_LABELS = 14
"""Beyond this number of places, names would cover each other: the table has them."""
LETTER_WIDTH = 15
_GOLDEN_ANGLE = math.pi * (3 - math.sqrt(5))
_WIDEST_GROUP = 56
"""Half the width of a département, in units of the grid: a group of marks stays about inside."""


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
    latitude, longitude : float or None
        Of a city abroad, in degrees.
    """

    label: str
    kind: str
    departements: Sequence[str] = ()
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True)
class Spot:
    """A place, and where it falls on the grid."""

    place: MapPlace
    x: float
    y: float


def mark_size(n_places: int) -> int:
    """Give half the width of a mark: the more there are, the smaller each."""
    return 15 if n_places <= MOST_LABELS else 9 if n_places <= 200 else 5


def spread(spots: Iterable[Spot], *, size: int, widest: int = _WIDEST_GROUP) -> Iterator[Spot]:
    """Set apart, as seeds in a sunflower, those that fall at the same place."""
    together: dict[tuple[int, int], list[Spot]] = defaultdict(list)
    for spot in spots:
        together[round(spot.x / size / 2), round(spot.y / size / 2)].append(spot)
    for group in together.values():
        if len(group) == 1:
            yield group[0]
            continue
        step = min((2 * size + 3) / 1.7, widest / math.sqrt(len(group)))
        for index, spot in enumerate(group):
            far, angle = step * math.sqrt(index + 0.5), index * _GOLDEN_ANGLE
            yield Spot(spot.place, spot.x + far * math.cos(angle), spot.y + far * math.sin(angle))


def draw_marks(spots: Sequence[Spot], *, size: int) -> str:
    """
    Draw the marks in two elements at most, whatever their number: a page counts its elements.

    Communes are dots, lines without length under a round pen, which is the shortest way to write a disk.
    """
    points = [(spot.place.kind, round(spot.x), round(spot.y)) for spot in spots]
    dots = "".join(f"M{x} {y}h0" for kind, x, y in points if kind == "commune")
    shapes = "".join(_shape(kind, x, y, size) for kind, x, y in points if kind != "commune")
    drawn = f'<path class="map-mark map-dot" stroke-width="{2 * size}" d="{dots}"/>' if dots else ""
    return drawn + (f'<path class="map-mark" d="{shapes}"/>' if shapes else "")


def draw_label(spot: Spot, *, width: int) -> str:
    """Write the name of a place beside its mark, on the side where the map of that width has room."""
    x, y = round(spot.x), round(spot.y)
    is_left = x + len(spot.place.label) * LETTER_WIDTH > width
    anchor, at = ("end", x - 24) if is_left else ("start", x + 24)
    name = escape(spot.place.label)
    return f'<text class="map-label" x="{at}" y="{y + 11}" text-anchor="{anchor}" font-size="32">{name}</text>'


def _shape(kind: str, x: int, y: int, r: int) -> str:
    """Square for a body of communes, diamond, triangle, cross for the others."""
    if kind == "epci":
        return f"M{x - r} {y - r}h{2 * r}v{2 * r}h{-2 * r}z"
    if kind == "departement":
        return f"M{x} {y - r - 5}l{r + 5} {r + 5}l{-r - 5} {r + 5}l{-r - 5} {-r - 5}z"
    if kind == "region":
        return f"M{x} {y - r - 4}l{r + 5} {2 * r + 4}h{-2 * r - 10}z"
    arm = max(r // 3, 2)
    reach = r - arm
    return (
        f"M{x - arm} {y - r}h{2 * arm}v{reach}h{reach}v{2 * arm}h{-reach}v{reach}"
        f"h{-2 * arm}v{-reach}h{-reach}v{-2 * arm}h{reach}z"
    )


def svg(content: str, *, size: tuple[int, int], margin: int, name: str, title: str, description: str) -> str:
    """Wrap a drawing as an image that has a title and a description."""
    width, height = size
    box = f"{-margin} {-margin} {width + 2 * margin} {height + 2 * margin}"
    return (
        f'<svg class="{name}" viewBox="{box}" role="img" xmlns="http://www.w3.org/2000/svg">'
        f"<title>{escape(title)}</title><desc>{escape(description)}</desc>{content}</svg>"
    )
