"""The example goes in through the importers, and nothing of it is lost."""

from collections import Counter
from dataclasses import replace

import pytest

from polyphonie.accounts.models import User
from polyphonie.campaigns.models import Campaign, Signature
from polyphonie.consultations.enums import Public
from polyphonie.consultations.models import (
    Activity,
    Attendance,
    Consultation,
    Contribution,
    Participant,
    Statement,
    Vote,
    VoteEvent,
)
from polyphonie.core.audit import check_trail
from polyphonie.core.errors import DomainError
from polyphonie.example.bringing import bring_files
from polyphonie.example.building import build_campaign
from polyphonie.example.description import Example, TerritoryDescription, read_example
from polyphonie.example.loader import forget_example, is_loaded, load_example
from polyphonie.example.logins import build_logins, passwords_path
from polyphonie.ideas.models import IdeaDecision, IdeaRun
from polyphonie.imports.enums import ImportStatus
from polyphonie.imports.models import Import
from polyphonie.imports.services import reading
from polyphonie.info_grids.models import GridAnswer, GridVersion, InfoGrid
from polyphonie.opinion_maps.models import OpinionMap
from polyphonie.syntheses.models import Document, DocumentVersion, Sentence
from tests.factories import CampaignFactory, TerritoryFactory

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


@pytest.fixture
def read_here(monkeypatch):
    """Read files in this process: the limited child has its own tests, and takes its time to start."""
    monkeypatch.setattr(reading, "run_limited", lambda function, *args, **limits: function(*args))


def test_every_row_of_every_file_is_accounted_for(example, campaign, read_here):
    bring_files(example)
    imports = Import.objects.exclude(status=ImportStatus.PREVIEWED)
    assert {of_import.status for of_import in imports} == {ImportStatus.DONE}
    for of_import in imports:
        assert of_import.n_rows == of_import.n_taken + of_import.n_already_there + of_import.n_refused
        assert sum((line.last_row or line.row) - line.row + 1 for line in of_import.rows.all()) == of_import.n_rows
    assert not Contribution.objects.filter(public=Public.UNKNOWN).exists()


def test_one_file_is_left_for_the_lead_to_confirm(example, campaign, read_here):
    clermont = replace(example, territories=example.territories[:1])
    bring_files(clermont)
    bring_files(clermont)
    waiting = Import.objects.get(status=ImportStatus.PREVIEWED)
    assert (waiting.file_name, waiting.n_rows) == ("clermont-soirees.csv", 10)
    assert not Contribution.objects.filter(source_name=waiting.file_name).exists()


def test_bringing_a_vote_again_changes_nothing(example, campaign, read_here):
    brittany = replace(example, territories=tuple(one for one in example.territories if _is_brittany(one)))
    models = (Contribution, Statement, Participant, Vote, VoteEvent)
    bring_files(brittany)
    before = [model.objects.count() for model in models]
    bring_files(brittany)
    assert [model.objects.count() for model in models] == before == [37, 40, 304, 6374, 6420]


def _is_brittany(territory: TerritoryDescription) -> bool:
    return territory.key.scheme == "insee-reg"


@pytest.mark.slow
def test_loading_twice_loses_and_adds_nothing(settings, tmp_path, read_here):
    settings.DATA_DIR = tmp_path
    load_example()
    before = _counts()
    assert is_loaded()
    passwords_path().with_name("demo-loaded.json").unlink()
    load_example()
    assert _counts() == before
    assert before["Document"] == 10
    assert before["Signature"] == 8
    assert Counter(InfoGrid.objects.values_list("status", flat=True)) == {
        "published": 4,
        "submitted": 1,
        "returned": 1,
        "draft": 1,
    }
    assert check_trail() > 0


def _counts() -> dict[str, int]:
    models = (Contribution, Vote, OpinionMap, IdeaRun, IdeaDecision, Document, DocumentVersion, Sentence, User)
    models += (Activity, Attendance, Signature, GridAnswer, GridVersion)
    return {model.__name__: model.objects.count() for model in models}


def test_a_password_is_drawn_once_and_kept_from_others(example, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    first, again = build_logins(example.users), build_logins(example.users)
    assert first == again
    assert passwords_path().stat().st_mode & 0o777 == 0o600
    assert len({login.password for login in first}) == len(first) == len(example.users)


def test_a_password_that_the_person_changed_is_not_shown(example, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    login = build_logins(example.users)[0]
    person = User.objects.get(email=login.email)
    person.set_password("another long sentence")
    person.save()
    assert build_logins(example.users)[0].password == ""


def test_a_real_campaign_is_never_forgotten(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    CampaignFactory(is_fictitious=False)
    with pytest.raises(DomainError):
        forget_example()
    assert Campaign.objects.exists()


def test_files_loaded_into_another_database_are_not_taken_for_loaded(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    assert not is_loaded()
