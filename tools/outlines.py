"""Outlines of the départements as lines shared by neighbors, from a drawing where each has its own."""

from __future__ import annotations

import itertools
import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from polyphonie.drawing.geometry import GridPoint, Point, centroid, signed_area, simplify, to_grid

Ring = list[Point]
Node = int

WIDTH = 1000  # of the grid on which metropolitan France is drawn
TOLERANCE = 1.6  # of the simplified lines, in units of the grid
SMALLEST_ISLAND = 12.0  # area under which an island is left out, in square units of the grid
SNAP = 0.12  # in units of the source: neighbors write a shared point up to 0.1 apart, distinct points stand 0.25 apart
INSET_SIZE = 110
INSET_TOLERANCE = 0.9
FRANCE_IN_WORLD_ATLAS = "250"

# West, south, east, north: where each overseas département lies.
OVERSEAS = {
    "971": (-62.0, 15.7, -60.9, 16.7),
    "972": (-61.4, 14.2, -60.6, 15.0),
    "973": (-55.0, 1.9, -51.0, 6.2),
    "974": (54.9, -21.6, 56.1, -20.7),
    "976": (44.8, -13.2, 45.5, -12.5),
}

PATH = re.compile(r'<path\s+id="(?P<code>[^"]+)"[^>]*?\sd="(?P<d>[^"]*)"')
TOKEN = re.compile(r"[a-zA-Z]|-?[\d.]+(?:e-?\d+)?,-?[\d.]+(?:e-?\d+)?")


class UnexpectedDrawing(ValueError):
    """The source is not written as this tool knows it."""


@dataclass(frozen=True)
class Arcs:
    """Lines shared by neighbors, and each ring as the arcs it follows (`~index` where it is run backwards)."""

    lines: list[list[Node]]
    rings: list[list[int]]


def read_outlines(svg: str) -> dict[str, list[Ring]]:
    """Read the closed rings of each département; the paths use relative moves only."""
    outlines = {match["code"]: list(_rings(match["d"])) for match in PATH.finditer(svg)}
    if not outlines:
        raise UnexpectedDrawing("No path with an id was found in the drawing of the départements.")
    return outlines


def _rings(d: str) -> Iterator[Ring]:
    ring: Ring = []
    x = y = 0.0
    for word in TOKEN.findall(d):
        if word == "m":
            ring = []
        elif word == "z":
            yield [*ring, ring[0]]
            x, y = ring[0]
        elif word.isalpha():
            raise UnexpectedDrawing(f"Only the commands m and z were expected in a path, not {word}.")
        else:
            dx, dy = word.split(",")
            x, y = x + float(dx), y + float(dy)
            ring.append((x, y))


class Nodes:
    """Gives one number to all the points that are the same place."""

    def __init__(self, distance: float) -> None:
        self.distance = distance
        self.points: list[Point] = []
        self._cells: dict[tuple[int, int], list[Node]] = defaultdict(list)

    def of(self, point: Point) -> Node:
        column, row = math.floor(point[0]), math.floor(point[1])
        for cell in ((column + dx, row + dy) for dx in (0, -1, 1) for dy in (0, -1, 1)):
            for node in self._cells.get(cell, ()):
                if math.dist(self.points[node], point) <= self.distance:
                    return node
        self.points.append(point)
        self._cells[column, row].append(len(self.points) - 1)
        return len(self.points) - 1


def share_arcs(rings: Sequence[Sequence[Node]]) -> Arcs:
    """Cut closed rings where they part from a neighbor, and keep each shared line once."""
    neighbors: dict[Node, set[Node]] = defaultdict(set)
    for ring in rings:
        for a, b in itertools.pairwise(ring):
            neighbors[a].add(b)
            neighbors[b].add(a)
    known: dict[tuple[Node, ...], int] = {}
    lines: list[list[Node]] = []
    numbered: list[list[int]] = []
    for ring in rings:
        followed = []
        for line in _cut(ring, {node for node in ring if len(neighbors[node]) != 2}):
            forward, backward = tuple(line), tuple(reversed(line))
            if backward in known:
                followed.append(~known[backward])
                continue
            if forward not in known:
                known[forward] = len(lines)
                lines.append(line)
            followed.append(known[forward])
        numbered.append(followed)
    return Arcs(lines, numbered)


def _cut(ring: Sequence[Node], junctions: set[Node]) -> Iterator[list[Node]]:
    nodes = list(ring[:-1])
    first = next((index for index, node in enumerate(nodes) if node in junctions), nodes.index(min(nodes)))
    nodes = nodes[first:] + nodes[: first + 1]
    line = [nodes[0]]
    for node in nodes[1:]:
        line.append(node)
        if node in junctions:
            yield line
            line = [node]
    if len(line) > 1:
        yield line


def metropolitan(outlines: Mapping[str, Sequence[Ring]]) -> dict[str, Any]:
    """Arcs on a grid, with the rings and the center of each département."""
    frame = Frame.around((point for rings in outlines.values() for ring in rings for point in ring), width=WIDTH)
    placed = {code: [frame.place(ring) for ring in rings] for code, rings in sorted(outlines.items())}
    kept = [(code, ring) for code, rings in placed.items() for ring in rings if _is_worth_drawing(ring)]
    nodes = Nodes(SNAP * frame.scale)
    arcs = share_arcs([_without_repeats([nodes.of(point) for point in ring]) for _, ring in kept])
    lines = [simplify([nodes.points[node] for node in line], tolerance=TOLERANCE) for line in arcs.lines]
    departements: dict[str, Any] = {}
    for code, rings in placed.items():
        x, y = centroid(max(rings, key=lambda ring: abs(signed_area(ring))))
        followed = [arcs.rings[index] for index, (owner, _) in enumerate(kept) if owner == code]
        departements[code] = {"x": round(x), "y": round(y), "rings": followed}
    return {
        "width": WIDTH,
        "height": frame.height,
        "arcs": [_flat(to_grid(line)) for line in lines],
        "departements": departements,
    }


@dataclass(frozen=True)
class Frame:
    """Where points of a source fall on a grid whose corner is at (0, 0)."""

    x: float
    y: float
    scale: float
    height: int

    @classmethod
    def around(cls, points: Iterable[Point], *, width: float) -> Frame:
        xs, ys = zip(*points, strict=True)
        scale = width / (max(xs) - min(xs))
        return cls(min(xs), min(ys), scale, math.ceil((max(ys) - min(ys)) * scale))

    def place(self, ring: Iterable[Point]) -> Ring:
        return [((x - self.x) * self.scale, (y - self.y) * self.scale) for x, y in ring]


def _is_worth_drawing(ring: Ring) -> bool:
    return abs(signed_area(ring)) >= SMALLEST_ISLAND


def _without_repeats(ring: Sequence[Node]) -> list[Node]:
    return [node for index, node in enumerate(ring) if index == 0 or node != ring[index - 1]]


def _flat(line: Sequence[GridPoint]) -> list[int]:
    return [number for point in line for number in point]


def overseas(atlas: Mapping[str, Any]) -> dict[str, Any]:
    """Outline of each overseas département in an inset of its own, from the countries of World Atlas."""
    rings = list(_rings_of_france(atlas))
    return {code: _inset([ring for ring in rings if _is_within(ring, box)]) for code, box in OVERSEAS.items()}


def _rings_of_france(atlas: Mapping[str, Any]) -> Iterator[Ring]:
    france = next(
        shape for shape in atlas["objects"]["countries"]["geometries"] if shape.get("id") == FRANCE_IN_WORLD_ATLAS
    )
    yield from outer_rings(atlas, france)


def outer_rings(atlas: Mapping[str, Any], shape: Mapping[str, Any]) -> Iterator[Ring]:
    """Give the outlines of a shape of World Atlas (TopoJSON), in degrees; lakes are left out."""
    arcs = _arcs_of(atlas)
    for outline, *_holes in shape["arcs"]:
        ring: Ring = []
        for index in outline:
            ring += (arcs[index] if index >= 0 else arcs[~index][::-1])[1 if ring else 0 :]
        yield ring


def _arcs_of(atlas: Mapping[str, Any]) -> list[Ring]:
    (sx, sy), (tx, ty) = atlas["transform"]["scale"], atlas["transform"]["translate"]
    arcs: list[Ring] = []
    for steps in atlas["arcs"]:
        x = y = 0
        line: Ring = []
        for dx, dy in steps:
            x, y = x + dx, y + dy
            line.append((x * sx + tx, y * sy + ty))
        arcs.append(line)
    return arcs


def _is_within(ring: Ring, box: tuple[float, float, float, float]) -> bool:
    west, south, east, north = box
    return all(west <= x <= east and south <= y <= north for x, y in ring)


def _inset(rings: Sequence[Ring]) -> dict[str, Any]:
    if not rings:
        raise UnexpectedDrawing("An overseas département is absent from the outlines of France.")
    middle = sum(y for _, y in rings[0]) / len(rings[0])
    flat = [[(x * math.cos(math.radians(middle)), -y) for x, y in ring] for ring in rings]
    points = [point for ring in flat for point in ring]
    wide = max(x for x, _ in points) - min(x for x, _ in points)
    high = max(y for _, y in points) - min(y for _, y in points)
    frame = Frame.around(points, width=INSET_SIZE * min(1.0, wide / high))
    placed = [ring for ring in map(frame.place, flat) if _is_worth_drawing(ring)]
    lines = [to_grid(simplify(ring, tolerance=INSET_TOLERANCE)) for ring in placed]
    return {"width": round(wide * frame.scale), "height": frame.height, "rings": [_flat(line) for line in lines]}
