import re
from xml.etree import ElementTree

import numpy as np
import pytest

from polyphonie.drawing.contours import contour_path
from polyphonie.drawing.opinion_map import Landmark, MapDrawing, Region, draw_opinion_map


def hill(x, y):
    columns, rows = np.meshgrid(np.arange(48), np.arange(36))
    return np.exp(-((columns - x) ** 2 + (rows - y) ** 2) / 30).tolist()


def drawing(**kwargs):
    everyone = (np.array(hill(12, 10)) + np.array(hill(36, 25))).tolist()
    regions = [Region("A", hill(12, 10), -0.5, -0.4), Region("B", hill(36, 25), 0.5, 0.4)]
    marks = [Landmark(number, number / 40, -number / 50) for number in range(1, 18)]
    return MapDrawing((-1, 1), (-1, 1), everyone, regions, marks, **kwargs)


def test_a_square_of_high_ground_is_one_ring():
    assert contour_path([[0, 0, 0], [0, 2, 0], [0, 0, 0]], 1, width=20, height=20) == "M5 10l5-5 5 5-5 5z"


def test_flat_ground_has_no_border():
    assert contour_path([[0, 0], [0, 0]], 1, width=10, height=10) == ""


def test_two_hills_are_two_rings():
    grid = [[0] * 7, [0, 2, 0, 0, 0, 2, 0], [0] * 7]
    assert contour_path(grid, 1, width=60, height=20).count("z") == 2


@pytest.mark.parametrize("grid", [[[2, 0], [0, 2]], [[0, 2], [2, 0]]])
def test_a_saddle_closes_its_rings(grid):
    path = contour_path(grid, 1, width=10, height=10)
    assert path.count("M") == path.count("z") >= 1


def test_the_drawing_is_small_and_valid_and_has_a_name():
    svg = draw_opinion_map(drawing(), title="Carte <1>", description="Deux groupes")
    root = ElementTree.fromstring(svg)
    assert len(svg.encode()) <= 15_000
    assert root.get("role") == "img"
    assert [child.text for child in root][:2] == ["Carte <1>", "Deux groupes"]


def test_nothing_is_styled_in_line_and_nothing_moves():
    svg = draw_opinion_map(drawing(), title="Carte", description="")
    assert not re.search(r"style=|<script|<style|<animate|href=", svg)


def test_every_group_has_its_letter_and_its_hatching():
    svg = draw_opinion_map(drawing(), title="Carte", description="")
    assert ">A</text>" in svg
    assert ">B</text>" in svg
    assert set(re.findall(r"url\(#(map-h\d)\)", svg)) == {"map-h0", "map-h1"} == set(re.findall(r'id="(map-h\d)"', svg))


def test_landmarks_do_not_cover_one_another():
    svg = draw_opinion_map(drawing(), title="Carte", description="")
    marks = re.findall(r"M(\d+) (-?\d+)l13 13", svg)
    places = np.array(marks, float)
    gaps = np.linalg.norm(places[:, None] - places[None], axis=2)[~np.eye(len(places), dtype=bool)]
    assert len(places) == 17
    assert gaps.min() > 20


def test_the_person_who_asks_is_shown_only_then():
    assert "map-here" not in draw_opinion_map(drawing(), title="Carte", description="")
    assert "map-here" in draw_opinion_map(drawing(here=(0.2, 0.1)), title="Carte", description="")


def test_an_empty_map_is_still_a_drawing():
    empty = MapDrawing((0, 0), (0, 0), [[0.0] * 4] * 3)
    assert ElementTree.fromstring(draw_opinion_map(empty, title="Carte", description="")).get("role") == "img"


def test_the_same_map_is_the_same_bytes():
    assert draw_opinion_map(drawing(), title="a", description="b") == draw_opinion_map(
        drawing(), title="a", description="b"
    )
