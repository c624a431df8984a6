"""Registers of AI systems are known, and never imported as contributions."""

import pytest

from polyphonie.formats import FormatError, open_table, read_file, recognize
from polyphonie.formats.reading import best_reader
from tests.formats.files import write_csv

DUTCH = """
name description_short organization category status begin_date end_date contact_email website publication_category
url goal proportionality human_intervention risks lawful_basis process_index_url impacttoetsen source_data
methods_and_models provider publiccode lang standard_version source_id tags
"""
BRITISH = """
name description website contact_email organisation team senior_responsible_owner external_supplier
external_supplier_role data_access_terms scope benefit alternatives_considered model_type frequency_usage phase
maintenance system_architecture process_integration provided_information human_decisions required_training
appeals_and_review source_data_name risk_name risk_description risk_mitigation
"""
FRENCH = """
Nom_collectivite Nom_du_projet SIRET Latitude Longitude Type_de_collectivite Date_de_demarrage Statut_du_projet
Partenaires Description_service Theme Sous_Theme Audience URL_Service URL_Logo Date_de_derniere_mise_a_jour
"""
REGISTERS = {"nl-1.0.0": DUTCH.split(), "atrs": BRITISH.split(), "interconnectes": FRENCH.split()}


@pytest.fixture(params=REGISTERS)
def generation(request):
    return request.param


def register(tmp_path, headings, *, separator=","):
    row = [f"Une valeur pour {heading}, en quelques mots" for heading in headings]
    return write_csv(tmp_path / "registre.csv", [headings, row, row], separator=separator)


@pytest.mark.parametrize("separator", [",", ";"])
def test_a_register_is_known_by_its_columns(tmp_path, generation, separator):
    found = recognize(register(tmp_path, REGISTERS[generation], separator=separator))
    assert (found.tool, found.kind, found.generation) == ("table", "register", generation)
    assert found.confidence > 0.9


def test_columns_in_another_order_or_numbered_are_known_too(tmp_path, generation):
    headings = [f"{name}_1" if name.startswith("risk_") else name for name in reversed(REGISTERS[generation])]
    assert recognize(register(tmp_path, headings)).generation == generation


def test_a_register_is_not_imported_as_contributions(tmp_path, generation):
    with pytest.raises(FormatError) as caught:
        read_file(register(tmp_path, REGISTERS[generation]))
    assert caught.value.code == "not_contributions"
    assert "a register of AI systems" in str(caught.value)


def test_a_table_with_a_few_such_columns_is_no_register(tmp_path):
    headings = ["name", "description", "organisation", "website", "status", "risks"]
    _, recognition = best_reader(open_table(register(tmp_path, headings)))
    assert recognition.kind == "contributions"


def test_the_columns_that_a_register_must_have_are_enough(tmp_path):
    needed = ["name", "description_short", "organization", "status", "publication_category", "contact_email", "lang"]
    assert recognize(register(tmp_path, needed)).kind == "register"
