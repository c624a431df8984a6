"""The tool that makes the reference, on small made-up sources."""

import io
import json
import tarfile

import pytest

from tools import reference_data

COMMUNE = {"type": "commune-actuelle", "zone": "metro", "departement": "01", "region": "84", "codesPostaux": ["01000"]}
FILES = {
    "communes": [
        {**COMMUNE, "code": "01001", "nom": "L'Une", "siren": "210000001", "population": 700},
        {**COMMUNE, "code": "38002", "nom": "L'Autre", "departement": "38", "population": 300},
        {**COMMUNE, "code": "01003", "nom": "Ancienne", "type": "commune-deleguee"},
    ],
    "epci": [
        {
            "code": "200000001",
            "nom": "CC des Deux",
            "type": "CC",
            "populationMunicipale": 1000,
            "membres": [
                {"code": "01001", "populationMunicipale": 700},
                {"code": "38002", "populationMunicipale": 300},
            ],
        }
    ],
    "ept": [],
    "departements": [
        {"code": "01", "nom": "Ain", "region": "84", "zone": "metro"},
        {"code": "38", "nom": "Isère", "region": "84", "zone": "metro"},
        {"code": "988", "nom": "Nouvelle-Calédonie", "region": "988", "zone": "com"},
    ],
    "regions": [
        {"code": "84", "nom": "Auvergne-Rhône-Alpes", "zone": "metro"},
        {"code": "988", "nom": "Nouvelle-Calédonie", "zone": "com"},
    ],
}


@pytest.fixture
def rows():
    return {row["identifier"]: row for row in reference_data.territories(FILES.__getitem__)}


def test_only_present_communes_are_kept(rows):
    assert {key for key, row in rows.items() if row["kind"] == "commune"} == {"01001", "38002"}


def test_a_commune_names_its_body(rows):
    assert rows["01001"]["epci"] == "200000001"


def test_a_body_stands_where_most_of_its_inhabitants_live(rows):
    assert (rows["200000001"]["departement"], rows["200000001"]["name"]) == ("01", "Communauté de communes des Deux")


def test_the_population_of_a_region_is_the_sum_of_its_communes(rows):
    assert rows["84"]["population"] == "1000"


def test_an_overseas_collectivity_is_no_region(rows):
    assert (rows["988"]["kind"], rows["988"]["region"], rows["988"]["population"]) == ("departement", "", "")


def test_the_same_rows_give_the_same_bytes(rows):
    assert reference_data.compressed(rows.values()) == reference_data.compressed(list(rows.values()))


def test_a_file_is_read_from_the_tarball_of_its_package(tmp_path):
    source = reference_data.DECOUPAGE
    with tarfile.open(tmp_path / source.tarball, "w:gz") as archive:
        content = json.dumps([1]).encode()
        header = tarfile.TarInfo("package/data/epci.json")
        header.size = len(content)
        archive.addfile(header, io.BytesIO(content))
    assert reference_data.member(tmp_path, source, "data/epci.json") == b"[1]"


def test_a_land_that_crosses_the_antimeridian_goes_on_beyond_it():
    ring = [(170.0, 65.0), (-170.0, 66.0), (170.0, 67.0)]
    assert reference_data.world_outline.unwrapped(ring) == [(170.0, 65.0), (190.0, 66.0), (170.0, 67.0)]
    back = [(-175.0, 65.0), (150.0, 66.0), (-175.0, 67.0)]
    assert reference_data.world_outline.unwrapped(back) == [(185.0, 65.0), (150.0, 66.0), (185.0, 67.0)]


def test_a_region_is_drawn_as_all_its_departements():
    assert reference_data.departements_by_region(FILES["departements"]) == {"84": ["01", "38"]}
