"""The lands of the world on a small grid, from World Atlas."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import outlines

from polyphonie.drawing.geometry import Point, signed_area, simplify, to_grid
from polyphonie.drawing.projection import natural_earth

WIDTH = 1000  # of the grid
TOLERANCE = 1.0  # of the simplified lines, in units of the grid
SMALLEST_ISLAND = 6.0  # area under which an island is left out, in square units of the grid
SOUTH, NORTH = -58.0, 84.0  # Antarctica has no city


def world(atlas: Mapping[str, Any]) -> dict[str, Any]:
    """Give the outlines of the lands on a grid, and what places a city on it: `scale`, then `top`."""
    scale = WIDTH / (2 * natural_earth(180, 0)[0])
    top = natural_earth(0, NORTH)[1]

    def placed(ring: Iterable[Point]) -> list[Point]:
        return [_on_grid(natural_earth(longitude, latitude), scale, top) for longitude, latitude in ring]

    (lands,) = atlas["objects"]["land"]["geometries"]
    whole = (unwrapped(ring) for ring in outlines.outer_rings(atlas, lands))
    rings = [placed(ring) for ring in whole if max(y for _, y in ring) > SOUTH]
    lines = [
        to_grid(simplify(ring, tolerance=TOLERANCE)) for ring in rings if abs(signed_area(ring)) >= SMALLEST_ISLAND
    ]
    return {
        "width": WIDTH,
        "height": round(_on_grid(natural_earth(0, SOUTH), scale, top)[1]),
        "scale": round(scale, 6),
        "top": round(top, 6),
        "rings": [[number for point in line for number in point] for line in lines if len(line) > 3],
    }


def unwrapped(ring: Iterable[Point]) -> list[Point]:
    """
    Let a land that crosses the antimeridian go on beyond it, instead of coming back from the other side.

    >>> unwrapped([(170.0, 65.0), (-170.0, 66.0), (170.0, 67.0)])
    [(170.0, 65.0), (190.0, 66.0), (170.0, 67.0)]
    """
    points: list[Point] = []
    for longitude, latitude in ring:
        before = points[-1][0] if points else longitude
        points.append((longitude + 360 * round((before - longitude) / 360), latitude))
    middle = (max(x for x, _ in points) + min(x for x, _ in points)) / 2
    turns = 360 * round(middle / 360)
    return [(longitude - turns, latitude) for longitude, latitude in points]


def _on_grid(point: Point, scale: float, top: float) -> Point:
    x, y = point
    return (WIDTH / 2 + x * scale, (top - y) * scale)
