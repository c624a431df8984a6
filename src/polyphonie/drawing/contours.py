"""Lines of equal height on a grid, as closed SVG paths."""

from __future__ import annotations

from collections.abc import Sequence

Grid = Sequence[Sequence[float]]
Point = tuple[float, float]
Edge = tuple[int, int, int]

# For each of the 16 patterns of corners above the level: the sides that a line enters and leaves by, with the high
# ground on its left. Sides: 0 top, 1 right, 2 bottom, 3 left. Corners: 1 top left, 2 top right, 4 bottom right,
# 8 bottom left.
_CROSSINGS: dict[int, tuple[tuple[int, int], ...]] = {
    1: ((0, 3),),
    2: ((1, 0),),
    3: ((1, 3),),
    4: ((2, 1),),
    5: ((0, 3), (2, 1)),
    6: ((2, 0),),
    7: ((2, 3),),
    8: ((3, 2),),
    9: ((0, 2),),
    10: ((1, 0), (3, 2)),
    11: ((1, 2),),
    12: ((3, 1),),
    13: ((0, 1),),
    14: ((3, 0),),
}


def contour_path(grid: Grid, level: float, *, width: float, height: float) -> str:
    """
    Draw the border of the ground higher than `level`, as the `d` of a path filled by the even-odd rule.

    Parameters
    ----------
    grid : sequence of rows of float
        The first row is drawn at the top; around the grid the ground is taken as flat.
    level : float
        Above zero.
    width, height : float
        Size of the drawing, in whole units of which the points are rounded.

    Returns
    -------
    str
        Empty where nothing is higher.

    Examples
    --------
    >>> contour_path([[0, 0, 0], [0, 2, 0], [0, 0, 0]], 1, width=20, height=20)
    'M5 10l5-5 5 5-5 5z'
    """
    rings = _rings(_padded(grid), level)
    x_step, y_step = width / max(len(grid[0]) - 1, 1), height / max(len(grid) - 1, 1)
    return "".join(_ring_path([((x - 1) * x_step, (y - 1) * y_step) for x, y in ring]) for ring in rings)


def _padded(grid: Grid) -> list[list[float]]:
    flat = [0.0] * (len(grid[0]) + 2)
    return [flat, *([0.0, *row, 0.0] for row in grid), flat]


def _rings(grid: list[list[float]], level: float) -> list[list[Point]]:
    following = _segments(grid, level)
    rings = []
    while following:
        start = next(iter(following))
        ring, edge = [], start
        while edge in following:
            ring.append(_crossing(grid, level, edge))
            edge = following.pop(edge)
        rings.append(ring)
    return rings


def _segments(grid: list[list[float]], level: float) -> dict[Edge, Edge]:
    """From each crossed side of a cell to the next one along the line."""
    following: dict[Edge, Edge] = {}
    for row in range(len(grid) - 1):
        for column in range(len(grid[0]) - 1):
            corners = (
                grid[row][column],
                grid[row][column + 1],
                grid[row + 1][column + 1],
                grid[row + 1][column],
            )
            pattern = sum(1 << i for i, value in enumerate(corners) if value > level)
            for enters, leaves in _CROSSINGS.get(pattern, ()):
                following[_side(row, column, enters)] = _side(row, column, leaves)
    return following


def _side(row: int, column: int, side: int) -> Edge:
    """Name a side of a cell so that both neighbors give it the same name: (row, column, 0 across or 1 down)."""
    names = ((row, column, 0), (row, column + 1, 1), (row + 1, column, 0), (row, column, 1))
    return names[side]


def _crossing(grid: list[list[float]], level: float, edge: Edge) -> Point:
    row, column, down = edge
    first = grid[row][column]
    second = grid[row + 1][column] if down else grid[row][column + 1]
    share = (level - first) / (second - first)
    return (column, row + share) if down else (column + share, row)


def _ring_path(ring: list[Point]) -> str:
    """Write a ring in whole units, relative to the point before, without the steps that do not move."""
    points = [(round(x), round(y)) for x, y in ring]
    path, (last_x, last_y) = f"M{points[0][0]} {points[0][1]}", points[0]
    steps = ""
    for x, y in points[1:]:
        if (x, y) != (last_x, last_y):
            steps += f"{_number(x - last_x, steps)}{_number(y - last_y, ' ')}"
            last_x, last_y = x, y
    return f"{path}l{steps}z" if steps else ""


def _number(value: int, before: str) -> str:
    """A minus sign parts two numbers as well as a space does."""
    return str(value) if value < 0 or not before else f" {value}"
