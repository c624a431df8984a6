"""All grids as files: what anyone has, what the coordinator has."""

import csv
import io
import json
import zipfile

import fastexcel
import pytest

from polyphonie.core.models import AuditEvent
from polyphonie.info_grids.models import GridVersion
from tests.factories import (
    NOON,
    CampaignFactory,
    EngagementFactory,
    GridAnswerFactory,
    GridFormFactory,
    InfoGridFactory,
    MembershipFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

FORM = {
    "blocks": [
        {
            "key": "a",
            "title": {"fr": "Territoire", "en": "Territory"},
            "fields": [
                {"key": "summary", "kind": "text", "label": {"fr": "Résumé", "en": "Summary"}},
                {
                    "key": "n_people",
                    "kind": "number",
                    "label": {"fr": "Participants", "en": "Participants"},
                    "counts_people": True,
                },
                {
                    "key": "secret",
                    "kind": "text",
                    "label": {"fr": "Réservé", "en": "Restricted"},
                    "visibility": "restricted",
                },
                {
                    "key": "themes",
                    "kind": "choices",
                    "label": {"fr": "Thèmes", "en": "Themes"},
                    "choices": [
                        {"key": "x", "label": {"fr": "École", "en": "School"}},
                        {"key": "y", "label": {"fr": "Santé", "en": "Health"}},
                    ],
                },
                {
                    "key": "events",
                    "kind": "rows",
                    "label": {"fr": "Séquences", "en": "Events"},
                    "columns": [{"key": "title", "kind": "text", "label": {"fr": "Titre", "en": "Title"}}],
                },
            ],
        }
    ]
}
VALUES = {
    "summary": "=1+1",
    "n_people": 3,
    "themes": ["x", "y"],
    "events": [{"title": "Café"}, {"title": "Atelier"}],
}


@pytest.fixture
def campaign():
    form = GridFormFactory(definition=FORM)
    grid = InfoGridFactory(engagement__campaign=form.campaign, engagement__territory__name="Abidjan", form=form)
    answers = {key: {"value": value, "origin": "typed"} for key, value in VALUES.items()}
    GridVersion.objects.create(
        grid=grid, form=form, number=1, published_at=NOON, content={"form": 1, "answers": answers}, digest="6" * 64
    )
    other = InfoGridFactory(engagement__campaign=form.campaign, engagement__territory__name="Tunis", form=form)
    GridAnswerFactory(grid=other, field_key="summary", value="brouillon")
    GridAnswerFactory(grid=other, field_key="secret", value="introuvable")
    EngagementFactory(campaign=form.campaign, territory__name="Sfax")
    return form.campaign


def get(client, campaign, suffix, prefix=""):
    response = client.get(f"{prefix}/campagnes/{campaign.slug}/grilles.{suffix}")
    assert response.status_code == 200
    return b"".join(response.streaming_content)


def answers_of(content):
    grids = json.loads(content)["grids"]
    return {
        grid["name"]: [(one["field"], one["value"], one["is_withheld"]) for one in grid["answers"]] for grid in grids
    }


def test_the_json_holds_what_is_published_and_who_has_not_answered(client, campaign):
    content = get(client, campaign, "json")
    found = answers_of(content)
    assert list(found) == ["Abidjan"]
    assert ("summary", "=1+1", False) in found["Abidjan"]
    assert ("n_people", None, True) in found["Abidjan"]
    assert {one["name"] for one in json.loads(content)["not_published"]} == {"Sfax", "Tunis"}
    assert "secret" not in {one["field"] for one in json.loads(content)["dictionary"]}


def test_the_csv_is_long_and_holds_no_formula(client, campaign):
    with zipfile.ZipFile(io.BytesIO(get(client, campaign, "csv"))) as archive:
        assert set(archive.namelist()) == {"answers.csv", "dictionary.csv", "not-published.csv"}
        rows = list(csv.DictReader(io.StringIO(archive.read("answers.csv").decode())))
    assert ("summary", "'=1+1") in {(row["field"], row["value"]) for row in rows}
    assert [row["place"] for row in rows if row["field"] == "events"] == ["1", "2"]


@pytest.mark.parametrize(("prefix", "school"), [("", "École"), ("/en", "School")])
def test_the_workbook_has_a_sheet_by_block_and_by_repeated_rows(client, campaign, prefix, school):
    book = fastexcel.read_excel(get(client, campaign, "xlsx", prefix))
    assert len(book.sheet_names) == 4
    first = book.load_sheet(0, header_row=None, skip_rows=0, dtypes="string").to_polars().rows()
    assert first[1][0] == "Abidjan"
    assert "=1+1" in first[1]
    assert school in first[1][4]
    rows = book.load_sheet(1, header_row=None, skip_rows=0, dtypes="string").to_polars().rows()
    assert [row[2] for row in rows[1:]] == ["Café", "Atelier"]


def test_a_file_is_made_once_until_another_grid_is_published(client, campaign, settings):
    first = get(client, campaign, "json")
    folder = settings.MEDIA_ROOT / "grid-exports" / campaign.slug
    (made,) = folder.iterdir()
    assert get(client, campaign, "json") == first
    form = campaign.grid_forms.first()
    grid = InfoGridFactory(engagement__campaign=campaign, form=form)
    GridVersion.objects.create(
        grid=grid, form=form, number=1, published_at=NOON, content={"form": 1, "answers": {}}, digest="8" * 64
    )
    assert len(json.loads(get(client, campaign, "json"))["grids"]) == 2
    assert made not in list(folder.iterdir())


@pytest.mark.parametrize("suffix", ["pdf", "xlsm", "exe"])
def test_there_is_no_other_format(client, campaign, suffix):
    assert client.get(f"/campagnes/{campaign.slug}/grilles.{suffix}").status_code == 404


def test_nothing_is_exported_of_a_campaign_in_preparation(client):
    campaign = GridFormFactory(campaign=CampaignFactory(draft=True)).campaign
    assert client.get(f"/campagnes/{campaign.slug}/grilles.json").status_code == 404


@pytest.mark.parametrize("suffix", ["json", "csv", "xlsx"])
def test_the_coordinator_has_everything_and_the_trail_says_so(client, campaign, suffix):
    person = MembershipFactory(coordinator=True).user
    client.force_login(person)
    response = client.post(f"/bureau/campagnes/{campaign.slug}/grilles.{suffix}")
    content = b"".join(response.streaming_content)
    assert response["Cache-Control"] == "no-store"
    if suffix == "json":
        assert ("secret", "introuvable", False) in answers_of(content)["Tunis"]
    event = AuditEvent.objects.get(verb="grid_exported")
    assert (event.actor_id, event.details) == (person.pk, {"format": suffix})


def test_nobody_else_has_everything(client, campaign):
    address = f"/bureau/campagnes/{campaign.slug}/grilles.json"
    assert client.post(address).status_code == 302
    for person in (UserFactory(), MembershipFactory().user, MembershipFactory(analyst=True, national=True).user):
        client.force_login(person)
        assert client.post(address).status_code == 403
    client.force_login(MembershipFactory(coordinator=True).user)
    assert client.get(address).status_code == 405
