"""What the API gives of the programme, and what it withholds."""

import json

import pytest

from polyphonie.api.open_data.catalogue import DATASETS
from polyphonie.api.open_data.releases import make_release
from polyphonie.consultations.models import Attendance, SoughtPublic
from polyphonie.info_grids.models import GridVersion
from tests.factories import (
    NOON,
    ActivityFactory,
    CampaignFactory,
    CommitmentFactory,
    ConsultationFactory,
    InfoGridFactory,
    MilestoneFactory,
    SignatureFactory,
)

pytestmark = pytest.mark.django_db


def items(client, path):
    response = client.get(f"/api/v1/{path}")
    assert response.status_code == 200, response.content
    return response.json()["items"]


@pytest.fixture
def grid():
    grid = InfoGridFactory()
    answers = {"summary": {"value": "Bonjour", "origin": "typed"}, "n_people": {"value": 3, "origin": "typed"}}
    content = {"form": 1, "answers": answers}
    GridVersion.objects.create(grid=grid, form=grid.form, number=1, published_at=NOON, content=content, digest="6" * 64)
    return grid


def test_the_calendar_of_a_campaign_is_listed(client):
    milestone = MilestoneFactory(deadline="sign")
    (found,) = items(client, f"campaigns/{milestone.campaign.slug}/milestones")
    assert (found["label"], found["deadline"]) == (milestone.label, "sign")


def test_a_charter_comes_with_its_commitments_once_published(client):
    commitment = CommitmentFactory(title="We answer")
    charter = commitment.charter
    path = f"campaigns/{charter.campaign.slug}/charters"
    assert items(client, path) == []
    charter.published_at, charter.digest = NOON, "4" * 64
    charter.save()
    assert [one["title"] for one in items(client, path)[0]["commitments"]] == ["We answer"]


def test_a_signature_gives_the_function_and_no_name(client):
    signature = SignatureFactory(signatory_name="Dominique Introuvable")
    response = client.get(f"/api/v1/campaigns/{signature.charter.campaign.slug}/signatures")
    assert response.json()["items"][0]["signatory_function"] == "Mayor"
    assert "Introuvable" not in response.content.decode()


def test_publics_sought_are_listed(client):
    sought = SoughtPublic.objects.create(consultation=ConsultationFactory(), category="young", reach="absent")
    SoughtPublic.objects.create(consultation=ConsultationFactory(draft=True), category="young")
    (found,) = items(client, "publics-sought")
    assert (found["consultation"], found["reach"]) == (sought.consultation.slug, "absent")


def test_few_participants_are_withheld(client):
    ActivityFactory(n_participants=4)
    ActivityFactory(consultation__is_published=False)
    (found,) = items(client, "activities")
    assert (found["n_participants"], found["is_withheld"]) == (None, True)


def test_what_is_withheld_of_an_activity_does_not_depend_on_the_page(client):
    activity = ActivityFactory(n_participants=55)
    for category, n_people in (("resident", 40), ("staff_member", 3), ("company", 12)):
        Attendance.objects.create(activity=activity, category=category, n_people=n_people)
    whole = items(client, "attendance")
    apart = [items(client, f"attendance?limit=1&offset={offset}")[0] for offset in range(3)]
    assert [row["n_people"] for row in whole] == [row["n_people"] for row in apart] == [40, None, None]


def test_a_published_grid_is_read_value_by_value(client, grid):
    campaign, territory = grid.engagement.campaign, grid.engagement.territory
    assert [row["territory"] for row in items(client, f"campaigns/{campaign.slug}/grids")] == [territory.slug]
    answers = client.get(f"/api/v1/campaigns/{campaign.slug}/grids/{territory.slug}").json()["answers"]
    assert [(one["field"], one["value"], one["is_withheld"]) for one in answers] == [
        ("summary", "Bonjour", False),
        ("n_people", None, True),
    ]


def test_a_grid_that_is_not_published_does_not_exist(client):
    grid = InfoGridFactory()
    path = f"campaigns/{grid.engagement.campaign.slug}/grids"
    assert items(client, path) == []
    assert client.get(f"/api/v1/{path}/{grid.engagement.territory.slug}").status_code == 404


@pytest.mark.parametrize("name", ["milestones", "charters", "signatures", "evidence", "grids"])
def test_a_campaign_in_preparation_has_nothing(client, name):
    assert client.get(f"/api/v1/campaigns/{CampaignFactory(draft=True).slug}/{name}").status_code == 404


def test_lists_cost_few_queries(client, django_assert_max_num_queries, grid):
    SignatureFactory()
    Attendance.objects.create(activity=ActivityFactory(), category="young", n_people=50)
    for path in ("attendance", "activities", f"campaigns/{grid.engagement.campaign.slug}/grids"):
        with django_assert_max_num_queries(4):
            items(client, path)


# --- The files of open data, as pages and downloads -------------------------------------------------------------------


@pytest.fixture
def campaign(client):
    campaign = MilestoneFactory(label="Opening").campaign
    make_release(campaign, at=NOON)
    return campaign


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_page_lists_every_file(client, campaign, prefix, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        page = client.get(f"{prefix}/donnees/{campaign.slug}/").content.decode()
    for name in DATASETS:
        assert f"/donnees/{campaign.slug}/{name}.csv" in page
    assert "/en/donnees/" not in page.replace(f'"/en/donnees/{campaign.slug}/', "")


def test_the_page_says_when_the_first_files_come(client):
    page = client.get(f"/donnees/{CampaignFactory().slug}/").content.decode()
    assert "Revenez un peu plus tard" in page


@pytest.mark.parametrize("suffix", ["csv", "json", "parquet"])
def test_a_file_may_be_read_from_anywhere_and_asked_again(client, campaign, suffix):
    address = f"/donnees/{campaign.slug}/milestones.{suffix}"
    response = client.get(address)
    content = b"".join(response.streaming_content)
    assert response["Access-Control-Allow-Origin"] == "*"
    assert f"{campaign.slug}-milestones.{suffix}" in response["Content-Disposition"]
    assert suffix == "parquet" or b"Opening" in content
    again = client.get(address, headers={"If-None-Match": response["ETag"]})
    assert again.status_code == 304


def test_the_package_describes_every_file(client, campaign):
    response = client.get(f"/donnees/{campaign.slug}/datapackage.json")
    package = json.loads(b"".join(response.streaming_content))
    assert {one["path"] for one in package["resources"]} == {
        f"{name}.{suffix}" for name in DATASETS for suffix in ("csv", "json", "parquet")
    }
    assert all(len(one["hash"]) == len("sha256:") + 64 and one["bytes"] for one in package["resources"])


@pytest.mark.parametrize("name", ["nothing.csv", "milestones.xlsx", "current.json", "grids.part"])
def test_no_other_file_is_given(client, campaign, name):
    assert client.get(f"/donnees/{campaign.slug}/{name}").status_code == 404


def test_nothing_is_given_of_a_campaign_in_preparation(client, campaign):
    campaign.status = "draft"
    campaign.save()
    for name in ("", "milestones/", "milestones.csv", "datapackage.json"):
        assert client.get(f"/donnees/{campaign.slug}/{name}").status_code == 404


@pytest.mark.parametrize("name", list(DATASETS))
def test_each_data_set_has_its_dictionary(client, name):
    page = client.get(f"/donnees/{CampaignFactory().slug}/{name}/").content.decode()
    assert all(f"<code>{column.name}</code>" in page for column in DATASETS[name].columns)
