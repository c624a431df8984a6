"""Lines on a plane: simplify them and write them as SVG paths."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

Point = tuple[float, float]
GridPoint = tuple[int, int]


def simplify(line: Sequence[Point], *, tolerance: float) -> list[Point]:
    """
    Drop the points of a line that lie within a distance of the line that is left.

    Both ends are kept, so that lines that meet still meet. On a closed line (first
    and last points equal) the point farthest from the start is kept too.

    Parameters
    ----------
    line : sequence of (x, y)
    tolerance : float
        Greatest distance, in the unit of the points, between a dropped point and the
        simplified line.

    Returns
    -------
    list of (x, y)
        A subsequence of `line`.

    References
    ----------
    .. [1] D. Douglas, T. Peucker, "Algorithms for the reduction of the number of points
       required to represent a digitized line or its caricature", Cartographica 10(2), 1973.
       doi:10.3138/FM57-6770-U75U-7727

    Examples
    --------
    >>> simplify([(0, 0), (1, 0.1), (2, 0), (2, 2)], tolerance=0.5)
    [(0, 0), (2, 0), (2, 2)]
    """
    if len(line) < 3:
        return list(line)
    kept = {0, len(line) - 1}
    pending = [(0, len(line) - 1)]
    while pending:
        start, end = pending.pop()
        farthest, distance = _farthest(line, start, end)
        if distance > tolerance:
            kept.add(farthest)
            pending += [(start, farthest), (farthest, end)]
    return [line[index] for index in sorted(kept)]


def _farthest(line: Sequence[Point], start: int, end: int) -> tuple[int, float]:
    farthest, greatest = start, -1.0
    for index in range(start + 1, end):
        distance = _distance_to_segment(line[index], line[start], line[end])
        if distance > greatest:
            farthest, greatest = index, distance
    return farthest, greatest


def _distance_to_segment(point: Point, start: Point, end: Point) -> float:
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = dx * dx + dy * dy
    along = 0.0 if length == 0 else ((point[0] - start[0]) * dx + (point[1] - start[1]) * dy) / length
    along = min(1.0, max(0.0, along))
    return float(((point[0] - start[0] - along * dx) ** 2 + (point[1] - start[1] - along * dy) ** 2) ** 0.5)


def to_grid(line: Sequence[Point], *, scale: float = 1.0) -> list[GridPoint]:
    """Round a line to integers, without writing the same point twice in a row."""
    rounded: list[GridPoint] = []
    for x, y in line:
        point = (round(x * scale), round(y * scale))
        if not rounded or rounded[-1] != point:
            rounded.append(point)
    return rounded


def path(line: Sequence[GridPoint]) -> str:
    """
    Write a line as the `d` of an SVG path, in relative moves; a closed line ends with `z`.

    Examples
    --------
    >>> path([(10, 10), (12, 9), (10, 10)])
    'M10 10l2-1z'
    """
    closed = len(line) > 2 and line[0] == line[-1]
    points = line[:-1] if closed else line
    moves = [(x - before_x, y - before_y) for (before_x, before_y), (x, y) in itertools.pairwise(points)]
    numbers = "".join(f"{_spaced(dx)}{_spaced(dy)}" for dx, dy in moves).lstrip()
    return f"M{points[0][0]}{_spaced(points[0][1])}" + (f"l{numbers}" if moves else "") + ("z" if closed else "")


def _spaced(number: int) -> str:
    return str(number) if number < 0 else f" {number}"


def signed_area(ring: Sequence[Point]) -> float:
    """Area inside a closed line; its sign says in which direction the line turns."""
    return sum(ax * by - bx * ay for (ax, ay), (bx, by) in itertools.pairwise(ring)) / 2


def centroid(ring: Sequence[Point]) -> Point:
    """Center of mass of the surface inside a closed line."""
    area = signed_area(ring)
    if area == 0:
        return ring[0]
    x = y = 0.0
    for (ax, ay), (bx, by) in itertools.pairwise(ring):
        cross = ax * by - bx * ay
        x += (ax + bx) * cross
        y += (ay + by) * cross
    return (x / (6 * area), y / (6 * area))
