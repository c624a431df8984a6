import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from polyphonie.territories import finder
from polyphonie.territories.models import Territory
from polyphonie.territories.queries import label_of, search_territories, shown
from polyphonie.territories.reference import read_rows
from tests.factories import TerritoryFactory


@pytest.fixture(scope="module")
def names():
    return list(read_rows())


@pytest.fixture(scope="module")
def whole_index(names):
    rows = (
        (
            place,
            row["name"],
            row["kind"],
            row["country"],
            int(row["population"] or 0),
            row["departement"],
            row["identifier"],
            "",
        )
        for place, row in enumerate(names)
    )
    return finder.build_index(rows, "whole")


@pytest.fixture
def find(names, whole_index, monkeypatch):
    """Find in the whole reference, without a database: names and départements of the first answers."""
    monkeypatch.setattr(finder, "_index", lambda: whole_index)
    return lambda words, n=5: [
        f"{names[hit.pk]['name']} {names[hit.pk]['departement']}".strip() for hit in finder.find_by_words(words)[:n]
    ]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("nantes", "Nantes 44"),
        ("NANTES", "Nantes 44"),
        ("nates", "Nantes 44"),
        ("Nnates", "Nantes 44"),
        ("st etienne", "Saint-Étienne 42"),
        ("St. Étienne", "Saint-Étienne 42"),
        ("saint etiene", "Saint-Étienne 42"),
        ("ste foy les lyon", "Sainte-Foy-lès-Lyon 69"),
        ("saint-denis (93)", "Saint-Denis 93"),
        ("Saint-Denis 974", "Saint-Denis 974"),
        ("chalon s/ saone", "Chalon-sur-Saône 71"),
        ("l'hay les roses", "L’Haÿ-les-Roses 94"),
        ("villeneuve dascq", "Villeneuve-d’Ascq 59"),
        ("lehavre", "Le Havre 76"),
        ("CA Nord Grande Terre", "Communauté d’agglomération du Nord Grande Terre 971"),
        ("thierache du centre", "Communauté de communes de la Thiérache du Centre 02"),
        ("montreal", "Montréal"),
        ("montreal canada", "Montréal"),
        ("Namur, Belgique", "Namur"),
        ("Saarbrücken", None),
        ("ajaccio 2a", "Ajaccio 2A"),
    ],
)
def test_a_territory_is_found_by_what_people_type(find, words, expected):
    found = find(words)
    assert expected is None or expected in found


def test_homonyms_come_with_the_largest_first(find):
    assert find("saint-denis", 2) == ["Saint-Denis 974", "Saint-Denis 93"]


@pytest.mark.parametrize("words", ["", " ", "--", "مراكش", "東京", "🙂", "a" * 5000, "%", "\x00", "'; DROP TABLE--"])
def test_what_is_not_a_name_finds_nothing_and_breaks_nothing(find, words):
    assert find(words) == []


def test_a_search_in_the_whole_reference_is_quick(find):
    find("warm")
    start = time.perf_counter()
    for words in ("nantes", "saint etiene du rouvrai", "st denis 93", "zzzzzz qqqq", "sainte"):
        find(words)
    assert (time.perf_counter() - start) / 5 < 0.15


@pytest.mark.django_db
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=150))
def test_no_text_ever_breaks_the_search(words):
    assert isinstance(shown(search_territories(words)), list)


def named(words):
    return [one.label for one in shown(search_territories(words))]


@pytest.fixture
def places(db):
    region = TerritoryFactory(kind="region", scheme="insee-reg", name="Île-de-France", identifier="11")
    departement = TerritoryFactory(kind="departement", scheme="insee-dep", name="Seine-Saint-Denis", identifier="93")
    TerritoryFactory(
        name="Saint-Denis", identifier="93066", departement=departement, postal_codes="93200 93210", siren="219300662"
    )
    TerritoryFactory(epci_kind=True, name="Plaine Commune", identifier="200057867", region=region)
    TerritoryFactory(foreign=True, name="Dschang", identifier="2232444", country="CM")


@pytest.mark.parametrize(
    ("words", "label"),
    [
        ("93210", "Saint-Denis (93)"),
        ("93066", "Saint-Denis (93)"),
        ("219300662", "Saint-Denis (93)"),
        ("219 300 662 00015", "Saint-Denis (93)"),
        ("200 057 867", "Plaine Commune (Île-de-France)"),
        ("93", "Seine-Saint-Denis (93)"),
        ("Cameroun", "Dschang (Cameroun)"),
        ("cameroon", "Dschang (Cameroun)"),
        ("CM", "Dschang (Cameroun)"),
        ("dchang", "Dschang (Cameroun)"),
    ],
)
def test_a_territory_is_found_by_its_numbers_and_its_country(places, words, label):
    assert named(words) == [label]


def test_a_page_of_answers_asks_two_questions(places, django_assert_max_num_queries):
    named("nothing that is there")
    with django_assert_max_num_queries(3):
        named("saint denis")


@pytest.mark.django_db
def test_a_territory_that_was_just_added_is_found():
    assert named("Voix-Neuve") == []
    TerritoryFactory(name="Voix-Neuve")
    assert named("voix neuve") == ["Voix-Neuve"]


@pytest.mark.django_db
def test_a_city_in_another_script_is_found_by_its_own_name():
    city = TerritoryFactory(foreign=True, name="مراكش", country="MA")
    assert named("مراكش") == [label_of(city)]


@pytest.mark.django_db
def test_a_search_never_changes_what_is_there():
    TerritoryFactory(name="Voix")
    named("voix")
    assert Territory.objects.count() == 1
