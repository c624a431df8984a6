"""
The opinion map: people as soft density, groups as hatched regions with letters, statements as numbered landmarks.

Nobody is a dot: what is drawn is how many people stand near each place. Colors are presentation attributes that a
style sheet may replace through the classes `map-people`, `map-group-1`…, `map-paper`; ink is `currentColor`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from polyphonie.drawing.contours import Grid, contour_path

OKABE_ITO = ("#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#b8a900", "#5d5468")

_WIDTH, _HEIGHT = 640, 480
_PEOPLE_LEVELS = (0.06, 0.18, 0.34, 0.52, 0.72, 0.9)
_GROUP_SHARE = 0.8
_LANDMARK_GAP = 25.0
_REACH = 0.88


@dataclass(frozen=True)
class Landmark:
    """A statement on the map: its number in the list, and the mean position of the people who agree with it."""

    number: int
    x: float
    y: float


@dataclass(frozen=True)
class Region:
    """A group: its letter, the density of its people, on the same grid as everybody's, and its middle."""

    letter: str
    density: Grid
    x: float
    y: float


@dataclass(frozen=True)
class MapDrawing:
    """
    What is drawn.

    Attributes
    ----------
    x_range, y_range : tuple of two floats
        Positions of the edges of the drawing; y goes up.
    density : rows of float
        People near each place, low y first.
    regions : sequence of Region
    landmarks : sequence of Landmark
    here : tuple of two floats or None
        Where the person who asks stands.
    """

    x_range: tuple[float, float]
    y_range: tuple[float, float]
    density: Grid
    regions: Sequence[Region] = ()
    landmarks: Sequence[Landmark] = ()
    here: tuple[float, float] | None = None


def draw_opinion_map(drawing: MapDrawing, *, title: str, description: str, name: str = "map") -> str:
    """
    Draw the map as a small SVG that stands alone.

    Parameters
    ----------
    drawing : MapDrawing
    title, description : str
        What a screen reader says in place of the drawing.
    name : str
        Start of the identifiers inside the drawing: another one for each map of a page.
    """
    parts = [
        f'<svg class="opinion-map" role="img" viewBox="0 0 {_WIDTH} {_HEIGHT}" aria-labelledby="{name}-t {name}-d">',
        f'<title id="{name}-t">{escape(title)}</title><desc id="{name}-d">{escape(description)}</desc>',
        _patterns(drawing.regions, name),
        _people(drawing.density),
        *(_region(region, index, name) for index, region in enumerate(drawing.regions)),
        _landmarks(drawing),
        *(_letter(drawing, region, index) for index, region in enumerate(drawing.regions)),
        _here(drawing),
        "</svg>",
    ]
    return "".join(parts)


def _upside_down(grid: Grid) -> Grid:
    """The grid starts with low y, the drawing with its top."""
    return list(reversed(grid))


def _contour(grid: Grid, level: float) -> str:
    return contour_path(_upside_down(grid), level, width=_WIDTH, height=_HEIGHT)


def _people(density: Grid) -> str:
    """Draw layers of a light ink, one over the other: the darker, the more people."""
    summit = max((max(row) for row in density), default=0.0)
    if summit <= 0:
        return ""
    layers = "".join(f'<path d="{_contour(density, summit * share)}"/>' for share in _PEOPLE_LEVELS)
    return f'<g class="map-people" fill="currentColor" fill-opacity=".07" fill-rule="evenodd">{layers}</g>'


def _patterns(regions: Sequence[Region], name: str) -> str:
    """One hatching for each group: another angle and another distance."""
    hatches = "".join(
        f'<pattern id="{name}-h{index}" width="{7 + index % 3}" height="{7 + index % 3}" '
        f'patternUnits="userSpaceOnUse" patternTransform="rotate({(45 + 50 * index) % 180})">'
        f'<path class="map-group-{index + 1}" d="M0 0v12" stroke="{_color(index)}" stroke-width="3"/></pattern>'
        for index, _ in enumerate(regions)
    )
    return f"<defs>{hatches}</defs>" if hatches else ""


def _color(index: int) -> str:
    return OKABE_ITO[index % len(OKABE_ITO)]


def _region(region: Region, index: int, name: str) -> str:
    level = _level_around(region.density, _GROUP_SHARE)
    border = _contour(region.density, level) if level > 0 else ""
    if not border:
        return ""
    return (
        f'<path class="map-group-{index + 1}" fill="url(#{name}-h{index})" fill-rule="evenodd" fill-opacity=".55" '
        f'stroke="{_color(index)}" stroke-width="2" d="{border}"/>'
    )


def _level_around(density: Grid, share: float) -> float:
    """Return the height above which `share` of the people stand."""
    heights = sorted((value for row in density for value in row), reverse=True)
    wanted, met = sum(heights) * share, 0.0
    for height in heights:
        met += height
        if met >= wanted:
            return height
    return 0.0


def _place(drawing: MapDrawing, x: float, y: float) -> tuple[float, float]:
    (left, right), (bottom, top) = drawing.x_range, drawing.y_range
    across = (x - left) / (right - left) if right > left else 0.5
    up = (y - bottom) / (top - bottom) if top > bottom else 0.5
    return min(max(across, 0.0), 1.0) * _WIDTH, (1 - min(max(up, 0.0), 1.0)) * _HEIGHT


def _landmarks(drawing: MapDrawing) -> str:
    """All the diamonds as one element, and their numbers: a page counts its elements."""
    if not drawing.landmarks:
        return ""
    places = [(round(x), round(y)) for x, y in _spread(drawing)]
    diamonds = "".join(f"M{x} {y - 13}l13 13-13 13-13-13z" for x, y in places)
    numbers = "".join(
        f'<text x="{x}" y="{y + 4}">{mark.number}</text>'
        for mark, (x, y) in zip(drawing.landmarks, places, strict=True)
    )
    return (
        f'<path class="map-paper map-landmarks" fill="#fffdf8" stroke="currentColor" d="{diamonds}"/>'
        f'<g class="map-number" fill="currentColor" font-size="12" text-anchor="middle">{numbers}</g>'
    )


def _spread(drawing: MapDrawing) -> list[tuple[float, float]]:
    """
    Place the landmarks in the direction of the people who agree.

    The mean position of many people is always near the middle: distances are stretched together, so that the
    furthest landmark comes near the edge; then those that touch are pushed apart.
    """
    center = (_WIDTH / 2, _HEIGHT / 2)
    raw = [_place(drawing, mark.x, mark.y) for mark in drawing.landmarks]
    reach = max((max(abs(x - center[0]) / center[0], abs(y - center[1]) / center[1]) for x, y in raw), default=0.0)
    stretch = min(_REACH / reach, 6.0) if reach > 0 else 1.0
    return _apart([(center[0] + (x - center[0]) * stretch, center[1] + (y - center[1]) * stretch) for x, y in raw])


def _apart(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Push apart, round after round, the points that lie too near; the same input always gives the same output."""
    moved = [(x + 0.01 * i, y - 0.013 * i) for i, (x, y) in enumerate(points)]
    for _ in range(80):
        for i in range(len(moved)):
            for j in range(i):
                moved[i], moved[j] = _pushed(moved[i], moved[j])
        moved = [(min(max(x, 16.0), _WIDTH - 16.0), min(max(y, 16.0), _HEIGHT - 16.0)) for x, y in moved]
    return moved


def _pushed(one: tuple[float, float], other: tuple[float, float]) -> tuple[tuple[float, float], tuple[float, float]]:
    across, down = one[0] - other[0], one[1] - other[1]
    distance = max((across**2 + down**2) ** 0.5, 1e-6)
    if distance >= _LANDMARK_GAP:
        return one, other
    push = (_LANDMARK_GAP - distance) / distance / 2
    return (one[0] + across * push, one[1] + down * push), (other[0] - across * push, other[1] - down * push)


def _letter(drawing: MapDrawing, region: Region, index: int) -> str:
    x, y = _place(drawing, region.x, region.y)
    return (
        f'<g transform="translate({x:.0f} {y:.0f})">'
        f'<circle class="map-paper map-group-{index + 1}" r="21" fill="#fffdf8" stroke="{_color(index)}" '
        'stroke-width="4"/>'
        '<text class="map-letter" fill="currentColor" font-size="25" text-anchor="middle" y="9">'
        f"{escape(region.letter)}</text></g>"
    )


def _here(drawing: MapDrawing) -> str:
    if drawing.here is None:
        return ""
    x, y = _place(drawing, *drawing.here)
    return (
        f'<g class="map-here" transform="translate({x:.0f} {y:.0f})" fill="none" stroke="currentColor" '
        'stroke-width="3"><circle r="10"/><path d="M0-22v12M0 10v12M-22 0h12M10 0h12"/></g>'
    )
