import pytest

from polyphonie.territories import time_zones
from polyphonie.territories.enums import Scheme, TerritoryKind
from polyphonie.territories.models import Territory
from polyphonie.territories.reference import read_rows
from polyphonie.territories.time_zones import known_zones, zone_name

OVERSEAS = {"971", "972", "973", "974", "975", "976", "977", "978", "986", "987", "988"}


@pytest.mark.parametrize(
    ("scheme", "identifier", "expected"),
    [
        (Scheme.INSEE_COMMUNE, "44109", "Europe/Paris"),
        (Scheme.INSEE_COMMUNE, "97101", "America/Guadeloupe"),
        (Scheme.INSEE_COMMUNE, "97209", "America/Martinique"),
        (Scheme.INSEE_COMMUNE, "97302", "America/Cayenne"),
        (Scheme.INSEE_COMMUNE, "97411", "Indian/Reunion"),
        (Scheme.INSEE_COMMUNE, "97608", "Indian/Mayotte"),
        (Scheme.INSEE_COMMUNE, "98731", "Pacific/Marquesas"),
        (Scheme.INSEE_DEPARTEMENT, "988", "Pacific/Noumea"),
        (Scheme.INSEE_REGION, "04", "Indian/Reunion"),
        (Scheme.INSEE_REGION, "11", "Europe/Paris"),
        (Scheme.SIREN, "249740119", "Indian/Reunion"),
        (Scheme.SIREN, "200018653", "America/Guadeloupe"),
        (Scheme.SIREN, "244400404", "Europe/Paris"),
    ],
)
def test_a_french_territory_knows_what_time_it_is(scheme, identifier, expected):
    assert zone_name(time_zone="", country="FR", scheme=scheme, identifier=identifier) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Montréal", "America/Toronto"),
        ("Québec", "America/Toronto"),
        ("Abidjan", "Africa/Abidjan"),
        ("Casablanca", "Africa/Casablanca"),
        ("Agadir", "Africa/Casablanca"),
        ("Dschang", "Africa/Douala"),
        ("Namur", "Europe/Brussels"),
        ("Sarrebruck", "Europe/Berlin"),
    ],
)
def test_each_city_of_the_programme_knows_what_time_it_is(name, expected):
    row = next(row for row in read_rows() if row["kind"] == TerritoryKind.FOREIGN_CITY and row["name"] == name)
    city = Territory(country=row["country"], scheme=row["scheme"], identifier=row["identifier"])
    assert city.zone.key == expected


def test_every_territory_overseas_has_a_zone_of_its_own():
    wrong = [
        row["name"]
        for row in read_rows()
        if (row["departement"] or row["identifier"]) in OVERSEAS
        and row["scheme"] != Scheme.INSEE_REGION
        and not zone_name(
            time_zone="", country=row["country"], scheme=row["scheme"], identifier=row["identifier"]
        ).startswith(("America/", "Indian/", "Pacific/"))
    ]
    assert wrong == []


def test_the_zone_that_was_set_comes_first():
    assert Territory(country="CM", scheme=Scheme.DECLARED, time_zone="Africa/Lagos").zone.key == "Africa/Lagos"


def test_a_city_of_an_unknown_country_has_the_time_of_the_site():
    assert Territory(country="BR", scheme=Scheme.DECLARED).zone.key == "Europe/Paris"


def test_a_zone_that_the_machine_does_not_know_is_not_an_error():
    assert Territory(country="CM", scheme=Scheme.DECLARED, time_zone="Nowhere/At all").zone.key == "Europe/Paris"


def test_every_zone_named_exists():
    named = {*time_zones._BY_DEPARTEMENT.values(), *time_zones._BY_COMMUNE.values(), *time_zones._BY_COUNTRY.values()}
    assert named <= known_zones()
