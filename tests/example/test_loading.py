"""The example goes in through the importers, and nothing of it is lost."""

import pytest

from polyphonie.campaigns.models import Campaign
from polyphonie.consultations.enums import Public
from polyphonie.consultations.models import Consultation, Contribution, Participant, Statement, Vote
from polyphonie.example.bringing import bring_files
from polyphonie.example.building import build_campaign
from polyphonie.example.description import Example, read_example
from polyphonie.imports.enums import ImportStatus
from polyphonie.imports.models import Import
from tests.factories import TerritoryFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def example() -> Example:
    """The example, whose eight territories are in the reference."""
    described = read_example()
    for territory in described.territories:
        key = territory.key
        TerritoryFactory(country=key.country, scheme=key.scheme, identifier=key.identifier)
    return described


@pytest.fixture
def campaign(example) -> Campaign:
    return build_campaign(example)


def test_the_campaign_is_built_with_all_that_its_pages_show(campaign):
    assert campaign.is_fictitious
    assert campaign.engagements.count() == campaign.consultations.count() == 8
    assert campaign.questions.count() == 4
    assert campaign.codebooks.get().topics.count() == 12


def test_what_a_person_changed_is_not_built_again(example, campaign):
    Consultation.objects.filter(slug="barcelonnette-cahier").update(title="Un titre corrigé")
    build_campaign(example)
    assert Consultation.objects.get(slug="barcelonnette-cahier").title == "Un titre corrigé"
    assert Consultation.objects.count() == 8


def test_every_row_of_every_file_is_accounted_for(example, campaign):
    bring_files(example)
    imports = Import.objects.all()
    assert {of_import.status for of_import in imports} == {ImportStatus.DONE}
    for of_import in imports:
        assert of_import.n_rows == of_import.n_taken + of_import.n_already_there + of_import.n_refused
        assert of_import.rows.count() == of_import.n_rows
    assert not Contribution.objects.filter(public=Public.UNKNOWN).exists()


def test_bringing_the_files_again_changes_nothing(example, campaign):
    bring_files(example)
    models = (Contribution, Statement, Participant, Vote)
    before = [model.objects.count() for model in models]
    bring_files(example)
    assert [model.objects.count() for model in models] == before
    assert before[1:] == [40, 304, 6374]
