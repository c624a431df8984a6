import gzip
from xml.etree import ElementTree

import pytest

from polyphonie.drawing.france import draw_france, draw_locator
from polyphonie.drawing.places import MapPlace

WORDS = {"title": "Where they are", "description": "Alès, Namur"}
SVG = "{http://www.w3.org/2000/svg}"


def drawn(*places, draw=draw_france):
    return ElementTree.fromstring(draw(places, **WORDS))


def marks(svg):
    """The shapes that are drawn, one for each place."""
    drawn = [path.get("d") for path in svg.iter(f"{SVG}path") if "map-mark" in path.get("class")]
    return [f"M{shape}" for path in drawn for shape in path.split("M")[1:]]


def labels(svg):
    return [text.text for text in svg.iter(f"{SVG}text") if text.get("class") == "map-label"]


def test_each_place_has_its_mark_and_its_name():
    svg = drawn(MapPlace("Alès", "commune", ["30"]), MapPlace("Bretagne", "region", ["22", "29", "35", "56"]))
    assert len(marks(svg)) == 2
    assert labels(svg) == ["Alès", "Bretagne"]


def test_places_that_fall_together_are_set_apart():
    svg = drawn(MapPlace("A", "commune", ["30"]), MapPlace("B", "commune", ["30"]))
    first, second = marks(svg)
    assert first != second


def test_a_place_overseas_is_on_the_map_and_a_city_abroad_on_another_one():
    svg = drawn(MapPlace("Saint-Denis", "commune", ["974"]), MapPlace("Namur", "foreign_city"))
    assert labels(svg) == ["Saint-Denis"]


def test_a_place_of_an_unknown_departement_is_left_to_the_table():
    assert not marks(drawn(MapPlace("Nouméa", "commune", ["988"])))


def test_names_are_left_out_where_they_would_cover_each_other():
    svg = drawn(*(MapPlace(f"{code:02d}", "departement", [f"{code:02d}"]) for code in range(30, 50)))
    assert len(marks(svg)) == 20
    assert not labels(svg)


def test_the_map_says_what_it_shows_to_those_who_do_not_see_it():
    svg = drawn(MapPlace("<Alès>", "commune", ["30"]))
    assert svg.get("role") == "img"
    assert svg.find(f"{SVG}title").text == "Where they are"
    assert labels(svg) == ["<Alès>"]


def test_the_map_weighs_less_than_thirty_kilobytes():
    places = [MapPlace(f"Territoire {code}", "epci", [f"{code:02d}"]) for code in range(1, 15)]
    assert len(draw_france(places, **WORDS).encode()) < 30_000


def test_two_thousand_territories_stay_light_and_few_elements():
    kinds = ("commune", "commune", "epci", "departement")
    places = [MapPlace(f"T{n}", kinds[n % 4], [f"{n % 95 + 1:02d}"]) for n in range(2000)]
    drawing = draw_france(places, **WORDS)
    assert len(gzip.compress(drawing.encode())) < 30_000
    assert len(list(ElementTree.fromstring(drawing).iter())) < 30


def test_no_two_territories_of_a_departement_share_a_mark():
    svg = drawn(*(MapPlace(f"T{n}", "commune", ["30"]) for n in range(40)))
    assert len(set(marks(svg))) == 40


@pytest.mark.parametrize("place", [MapPlace("Alès", "commune", ["30"]), MapPlace("Mamoudzou", "commune", ["976"])])
def test_a_locator_shows_the_departement(place):
    svg = ElementTree.fromstring(draw_locator(place, **WORDS))
    assert any("map-land" in path.get("class", "") for path in svg.iter(f"{SVG}path"))


def test_there_is_no_locator_for_a_city_abroad():
    assert draw_locator(MapPlace("Namur", "foreign_city"), **WORDS) == ""
