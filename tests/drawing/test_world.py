import math
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from polyphonie.drawing.places import MapPlace
from polyphonie.drawing.projection import natural_earth
from polyphonie.drawing.world import draw_world

WORDS = {"title": "Cities abroad", "description": "Montréal"}
SVG = "{http://www.w3.org/2000/svg}"
MONTREAL = MapPlace("Montréal", "foreign_city", (), 45.51, -73.59)
ABIDJAN = MapPlace("Abidjan", "foreign_city", (), 5.35, -4.0)


def drawn(*places):
    return ElementTree.fromstring(draw_world(places, **WORDS))


def box_of(svg):
    return [float(number) for number in svg.get("viewBox").split()]


def marks(svg):
    (path,) = [path.get("d") for path in svg.iter(f"{SVG}path") if "map-mark" in path.get("class")]
    return [tuple(map(float, shape.split("h")[0].split())) for shape in path.split("M")[1:]]


def test_cities_stand_where_they_are_on_the_globe():
    montreal, abidjan = sorted(marks(drawn(MONTREAL, ABIDJAN)))
    assert montreal[0] < abidjan[0]
    assert montreal[1] < abidjan[1]


def test_names_are_written_and_escaped():
    svg = drawn(MapPlace("<b>Namur</b>", "foreign_city", (), 50.5, 4.9))
    assert [text.text for text in svg.iter(f"{SVG}text")] == ["<b>Namur</b>"]


def test_names_of_neighbors_do_not_cover_each_other():
    svg = drawn(MONTREAL, MapPlace("Québec", "foreign_city", (), 46.8, -71.2))
    first, second = [float(text.get("y")) for text in svg.iter(f"{SVG}text")]
    assert abs(first - second) > 30


def test_a_city_without_coordinates_is_left_to_the_table():
    assert draw_world([MapPlace("Cité", "foreign_city")], **WORDS) == ""


def test_the_world_weighs_less_than_fifteen_kilobytes():
    assert len(draw_world([MONTREAL], **WORDS).encode()) < 15_000


def test_the_image_says_what_it_shows():
    svg = drawn(MONTREAL)
    assert svg.get("role") == "img"
    assert svg.find(f"{SVG}title").text == "Cities abroad"


@given(st.floats(-180, 180), st.floats(-58, 84))
def test_every_inhabited_place_falls_on_the_map(longitude, latitude):
    svg = drawn(MapPlace("A", "foreign_city", (), latitude, longitude))
    left, top, width, height = box_of(svg)
    ((x, y),) = marks(svg)
    assert left <= x <= left + width
    assert top <= y <= top + height


@given(st.floats(-180, 180), st.floats(-90, 90))
def test_the_projection_is_even(longitude, latitude):
    x, y = natural_earth(longitude, latitude)
    assert math.isclose(natural_earth(-longitude, latitude)[0], -x, abs_tol=1e-12)
    assert math.isclose(natural_earth(longitude, -latitude)[1], -y, abs_tol=1e-12)
