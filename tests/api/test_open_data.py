"""The files of a campaign: what is in them, what is kept out, and how they are put in place."""

import csv
import io
import json
from datetime import timedelta

import polars as pl
import pytest

from polyphonie.api.open_data import releases
from polyphonie.api.open_data.catalogue import DATASETS
from polyphonie.api.open_data.tables import said
from polyphonie.campaigns.enums import CampaignStatus
from polyphonie.consultations.models import Attendance, SoughtPublic
from polyphonie.info_grids.models import GridVersion
from tests.factories import (
    NOON,
    ActivityFactory,
    CampaignFactory,
    CommitmentFactory,
    ConsultationFactory,
    ContributionFactory,
    DocumentVersionFactory,
    EngagementFactory,
    IdeaFactory,
    InfoGridFactory,
    MilestoneFactory,
    SignatureFactory,
    StatementFactory,
    VoteFactory,
)

pytestmark = pytest.mark.django_db


def rows_of(campaign, name):
    release = releases.make_release(campaign, at=NOON)
    return json.loads((release.folder / f"{name}.json").read_text(encoding="utf-8"))


@pytest.fixture
def campaign():
    return CampaignFactory()


def test_every_data_set_is_written_in_three_formats_that_say_the_same(campaign):
    consultation = ConsultationFactory(campaign=campaign, opens_at=NOON)
    EngagementFactory(campaign=campaign, territory=consultation.territory)
    ContributionFactory(consultation=consultation, said_at=NOON)
    ActivityFactory(consultation=consultation, n_hours="2.5", n_participants=80)
    release = releases.make_release(campaign, at=NOON)
    for name, dataset in DATASETS.items():
        as_json = json.loads((release.folder / f"{name}.json").read_text(encoding="utf-8"))
        as_table = pl.read_parquet(release.folder / f"{name}.parquet")
        as_csv = list(csv.DictReader(io.StringIO((release.folder / f"{name}.csv").read_text(encoding="utf-8"))))
        assert as_table.columns == [column.name for column in dataset.columns]
        assert len(as_json) == len(as_csv) == as_table.height
    assert {path.suffix for path in release.folder.iterdir()} == {".csv", ".json", ".parquet"}


def test_a_type_is_kept_in_parquet(campaign):
    consultation = ConsultationFactory(campaign=campaign, opens_at=NOON)
    ActivityFactory(consultation=consultation, n_hours="2.5", held_on=NOON.date())
    release = releases.make_release(campaign, at=NOON)
    activity = pl.read_parquet(release.folder / "activities.parquet").to_dicts()[0]
    assert (activity["n_hours"], activity["held_on"], activity["is_cancelled"]) == (2.5, NOON.date(), False)
    assert pl.read_parquet(release.folder / "consultations.parquet")["opens_at"][0] == NOON


def test_the_charter_is_given_once_it_is_published(campaign):
    commitment = CommitmentFactory(charter__campaign=campaign, title="We answer")
    assert rows_of(campaign, "charter") == []
    charter = commitment.charter
    charter.published_at, charter.digest = NOON, "4" * 64
    charter.save()
    assert [row["title"] for row in rows_of(campaign, "charter")] == ["We answer"]


def test_the_name_of_a_signatory_is_in_no_file(campaign):
    engagement = EngagementFactory(campaign=campaign)
    SignatureFactory(engagement=engagement, signatory_name="Dominique Introuvable", signatory_function="Mayor")
    release = releases.make_release(campaign, at=NOON)
    assert rows_of(campaign, "signatures")[0]["signatory_function"] == "Mayor"
    assert not any(b"Introuvable" in path.read_bytes() for path in release.folder.iterdir())


def test_the_identifiers_that_people_have_elsewhere_are_in_no_file(campaign):
    consultation = ConsultationFactory(campaign=campaign, guarantor="Claude Garante")
    ContributionFactory(consultation=consultation, external_id="introuvable-7", source_name="mails.csv")
    release = releases.make_release(campaign, at=NOON)
    assert rows_of(campaign, "contributions")[0]["text"]
    for path in release.folder.iterdir():
        content = path.read_bytes()
        assert not any(words in content for words in (b"introuvable-7", b"mails.csv", b"Claude Garante"))


def test_a_territory_that_withdrew_is_there_and_says_so(campaign):
    EngagementFactory(campaign=campaign, withdrawn=True)
    (row,) = rows_of(campaign, "territories")
    assert (row["status"], row["withdrawn_on"]) == ("withdrawn", "2026-06-15")


def test_small_attendance_is_withheld_with_what_would_tell_it(campaign):
    activity = ActivityFactory(n_participants=55, consultation__campaign=campaign)
    for category, n_people in (("resident", 40), ("staff_member", 3), ("company", 12)):
        Attendance.objects.create(activity=activity, category=category, n_people=n_people)
    found = {row["category"]: row["n_people"] for row in rows_of(campaign, "attendance")}
    assert found == {"resident": 40, "staff_member": None, "company": None}


def test_few_participants_of_an_activity_are_withheld(campaign):
    ActivityFactory(consultation__campaign=campaign, n_participants=4)
    (row,) = rows_of(campaign, "activities")
    assert (row["n_participants"], row["is_withheld"]) == (None, True)


def test_votes_of_too_few_people_are_withheld(campaign):
    statement = StatementFactory(consultation__campaign=campaign)
    VoteFactory.create_batch(4, statement=statement)
    (row,) = rows_of(campaign, "statements")
    assert (row["n_agree"], row["is_withheld"]) == (None, True)


def test_a_grid_is_given_value_by_value_and_small_counts_are_withheld(campaign):
    grid = InfoGridFactory(engagement__campaign=campaign)
    answers = {"summary": {"value": "Bonjour", "origin": "typed"}, "n_people": {"value": 3, "origin": "typed"}}
    content = {"form": 1, "answers": answers}
    GridVersion.objects.create(grid=grid, form=grid.form, number=1, published_at=NOON, content=content, digest="6" * 64)
    found = {row["field"]: (row["value"], row["is_withheld"]) for row in rows_of(campaign, "grids")}
    assert found == {"summary": ("Bonjour", False), "n_people": (None, True)}


def test_what_is_not_published_is_in_no_file(campaign):
    draft = ConsultationFactory(campaign=campaign, draft=True)
    SoughtPublic.objects.create(consultation=draft, category="young")
    activity = ActivityFactory(consultation=draft)
    Attendance.objects.create(activity=activity, category="young", n_people=50)
    ContributionFactory(consultation=draft)
    ContributionFactory(consultation__campaign=campaign, hidden=True)
    ContributionFactory(consultation__campaign=campaign, erased=True)
    StatementFactory(consultation=draft)
    IdeaFactory(run__campaign=campaign, run__is_published=False)
    InfoGridFactory(engagement__campaign=campaign)
    release = releases.make_release(campaign, at=NOON)
    n_rows = {one["path"]: one["polyphonie:n_rows"] for one in release.package["resources"]}
    names = ("publics-sought", "activities", "attendance", "contributions", "statements", "ideas", "documents", "grids")
    assert {n_rows[f"{name}.csv"] for name in names} == {0}


def test_another_campaign_stays_out(campaign):
    MilestoneFactory()
    ContributionFactory()
    DocumentVersionFactory()
    for name in ("milestones", "contributions", "documents", "territories", "consultations"):
        assert rows_of(campaign, name) == []


def test_no_cell_of_a_csv_is_a_formula_and_json_keeps_the_text(campaign):
    MilestoneFactory(campaign=campaign, label="=HYPERLINK(1)")
    release = releases.make_release(campaign, at=NOON)
    assert ",'=HYPERLINK(1)," in (release.folder / "milestones.csv").read_text(encoding="utf-8")
    assert rows_of(campaign, "milestones")[0]["label"] == "=HYPERLINK(1)"


# --- Releases ---------------------------------------------------------------------------------------------------------


def test_a_release_that_says_the_same_keeps_its_address_and_its_date(campaign):
    first = releases.make_release(campaign, at=NOON)
    second = releases.make_release(campaign, at=NOON + timedelta(days=1))
    assert (second.folder, second.made_at) == (first.folder, first.made_at)
    assert second.checked_at == NOON + timedelta(days=1)


def test_a_new_release_takes_the_place_of_the_former_one(campaign):
    first = releases.make_release(campaign, at=NOON)
    MilestoneFactory(campaign=campaign)
    second = releases.make_release(campaign, at=NOON + timedelta(days=1))
    assert second.digest != first.digest
    assert not first.folder.exists()


def test_a_process_that_dies_leaves_the_former_release_whole(campaign, monkeypatch):
    first = releases.make_release(campaign, at=NOON)
    MilestoneFactory(campaign=campaign)

    def die(*_args, **_more):
        raise KeyboardInterrupt

    monkeypatch.setattr(releases, "_point_to", die)
    with pytest.raises(KeyboardInterrupt):
        releases.make_release(campaign, at=NOON + timedelta(days=1))
    assert releases.current_release(campaign).folder == first.folder
    assert (first.folder / "milestones.csv").is_file()


def test_what_a_dead_process_left_is_cleared_in_time(campaign):
    first = releases.make_release(campaign, at=NOON)
    left = first.folder.parent / "making-left"
    left.mkdir()
    releases.make_release(campaign, at=NOON - timedelta(days=365 * 50))
    assert left.exists()
    releases.make_release(campaign, at=NOON + timedelta(days=365 * 50))
    assert not left.exists()


def test_a_release_is_due_once_a_day(campaign):
    assert releases.is_due(campaign, at=NOON)
    releases.make_release(campaign, at=NOON)
    assert not releases.is_due(campaign, at=NOON + timedelta(hours=23))
    assert releases.is_due(campaign, at=NOON + timedelta(hours=25))


def test_a_closed_campaign_keeps_its_last_release(campaign):
    releases.make_release(campaign, at=NOON)
    campaign.status, campaign.closed_at = CampaignStatus.CLOSED, NOON + timedelta(days=1)
    campaign.save()
    assert releases.is_due(campaign, at=NOON + timedelta(days=2))
    releases.make_release(campaign, at=NOON + timedelta(days=2))
    assert not releases.is_due(campaign, at=NOON + timedelta(days=900))


def test_what_a_person_had_erased_leaves_the_files_of_a_closed_campaign(campaign):
    said_once = ContributionFactory(consultation__campaign=campaign)
    campaign.status, campaign.closed_at = CampaignStatus.CLOSED, NOON
    campaign.save()
    releases.make_release(campaign, at=NOON + timedelta(days=1))
    type(said_once).objects.filter(pk=said_once.pk).update(text="", erased_at=NOON + timedelta(days=30))
    assert releases.is_due(campaign, at=NOON + timedelta(days=31))


@pytest.mark.parametrize("name", list(DATASETS))
def test_every_word_of_the_dictionary_is_in_both_languages(name):
    dataset = DATASETS[name]
    sentences = [dataset.title, dataset.description]
    for column in dataset.columns:
        sentences += [one for one in (column.meaning, column.missing, column.unit) if one is not None]
    same = {"SHA-256", "UTC", "Format.", "Contributions"}
    untranslated = [str(said(one, "en")) for one in sentences if said(one, "fr") == said(one, "en")]
    assert set(untranslated) <= same
