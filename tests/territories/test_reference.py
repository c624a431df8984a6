import pytest

from polyphonie.territories.enums import TerritoryKind
from polyphonie.territories.models import Territory
from polyphonie.territories.names import searchable
from polyphonie.territories.queries import communes_of, search_territories, shown
from polyphonie.territories.reference import attributions, read_rows
from polyphonie.territories.services import load_reference


@pytest.fixture(scope="module")
def rows():
    return list(read_rows())


def of_kind(rows, kind):
    return [row for row in rows if row["kind"] == kind]


def test_the_reference_holds_every_commune_and_every_intercommunal_body(rows):
    epci = [row for row in of_kind(rows, "epci") if row["category"] != "EPT"]
    assert (len(of_kind(rows, "commune")), len(epci)) == (34_969, 1_255)


def test_the_reference_holds_the_cities_abroad_of_the_programme(rows):
    names = {row["name"] for row in of_kind(rows, "foreign_city")}
    assert names == {"Abidjan", "Agadir", "Casablanca", "Dschang", "Montréal", "Namur", "Québec", "Sarrebruck"}


def test_the_population_of_a_body_is_the_municipal_one(rows):
    nantes = next(row for row in rows if row["identifier"] == "244400404")
    assert nantes["population"] == "683981"


def test_the_population_of_a_departement_is_the_sum_of_its_communes(rows):
    loire_atlantique = next(row for row in rows if row["scheme"] == "insee-dep" and row["identifier"] == "44")
    communes = [row for row in of_kind(rows, "commune") if row["departement"] == "44"]
    assert int(loire_atlantique["population"]) == sum(int(row["population"]) for row in communes)


def test_no_two_territories_share_an_identifier(rows):
    keys = {(row["country"], row["scheme"], row["identifier"]) for row in rows}
    assert len(keys) == len(rows)


def test_each_source_says_its_licence():
    assert all(source.licence and source.credit for source in attributions())


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("L’Haÿ-les-Roses", "l hay les roses"),
        ("Œuilly", "oeuilly"),
        ("  Saint-Étienne ", "saint etienne"),
        ("مراكش", ""),
    ],
)
def test_a_name_is_searched_without_accents_nor_signs(name, expected):
    assert searchable(name) == expected


@pytest.fixture
def reference(rows, monkeypatch):
    """A few territories of the reference, loaded."""
    kept = [row for row in rows if row["kind"] in {"region", "departement"} or "244400404" in row.values()]
    monkeypatch.setattr("polyphonie.territories.services.read_rows", lambda: iter(kept))
    return load_reference()


@pytest.mark.django_db
def test_loading_the_reference_twice_writes_nothing_more(reference):
    assert reference.n_written == reference.n_territories
    assert load_reference().n_written == 0


@pytest.mark.django_db
def test_a_territory_that_changed_in_the_reference_is_brought_up_to_date(reference):
    Territory.objects.filter(identifier="44109").update(population=1)
    assert load_reference().n_written == 1
    assert Territory.objects.get(identifier="44109").population == 327_734


@pytest.mark.django_db
def test_a_commune_knows_its_body_its_departement_and_its_region(reference):
    nantes = Territory.objects.select_related("epci", "departement", "region").get(identifier="44109")
    assert (nantes.epci.name, nantes.departement.name, nantes.region.name) == (
        "Nantes Métropole",
        "Loire-Atlantique",
        "Pays de la Loire",
    )


@pytest.mark.django_db
def test_the_communes_of_a_body_are_found(reference):
    metropole = Territory.objects.get(identifier="244400404")
    assert communes_of(metropole).count() == 24
    assert Territory.objects.members_of(metropole).of_kind(TerritoryKind.COMMUNE).count() == 24


@pytest.mark.django_db
@pytest.mark.parametrize("words", ["nantes", "NANTES", "44000", "Nântes", "44109"])
def test_a_territory_is_found_whatever_the_accents_and_the_capitals(reference, words):
    assert Territory.objects.get(identifier="44109") in [one.territory for one in shown(search_territories(words))]


@pytest.mark.django_db
def test_nothing_is_found_for_nothing(reference):
    assert search_territories(" -- ") == []
