"""The same cells of a grid are withheld on its page, in every file and in the API."""

import csv
import io
import json
import zipfile

import fastexcel
import polars as pl
import pytest
from django.urls import reverse

from polyphonie.api.open_data import releases
from polyphonie.info_grids.disclosure import withheld_cells
from polyphonie.info_grids.models import GridVersion
from polyphonie.info_grids.reading import read_definition
from tests.factories import NOON, GridFormFactory, InfoGridFactory
from tests.info_grids.worlds import small_form

pytestmark = pytest.mark.django_db

ROWS = [{"title": "Small", "n": 4}, {"title": "Large", "n": 87}, {"title": "Larger", "n": 910}]
VALUES = {"summary": "We asked.", "n_people": 3, "sessions": ROWS, "total": 1001}
WITHHELD = {("n_people", 0, ""), ("sessions", 1, "n"), ("sessions", 2, "n")}
GIVEN = {("sessions", 3, "n"), ("total", 0, "")}


@pytest.fixture
def grid():
    form = GridFormFactory(definition=small_form())
    grid = InfoGridFactory(engagement__campaign=form.campaign, form=form)
    answers = {key: {"value": value, "origin": "typed"} for key, value in VALUES.items()}
    GridVersion.objects.create(
        grid=grid, form=form, number=1, published_at=NOON, content={"form": 1, "answers": answers}, digest="6" * 64
    )
    return grid


def download(client, grid, suffix):
    response = client.get(f"/campagnes/{grid.engagement.campaign.slug}/grilles.{suffix}")
    return b"".join(response.streaming_content)


def check(rows):
    """Rows of a file, each a dict: those that are withheld hold no value, and are the ones that must be."""
    found = {(row["field"], int(row["place"] or 0), row["column"] or "") for row in rows if _is_withheld(row)}
    given = {(row["field"], int(row["place"] or 0), row["column"] or "") for row in rows if row["value"]}
    assert found == WITHHELD
    assert given >= GIVEN
    assert not given & WITHHELD


def _is_withheld(row):
    return row["is_withheld"] in (True, "true")


def test_these_cells_are_withheld():
    assert withheld_cells(read_definition(small_form()), VALUES, 5) == WITHHELD


def test_the_json_and_the_csv_withhold_them(client, grid):
    check(json.loads(download(client, grid, "json"))["grids"][0]["answers"])
    with zipfile.ZipFile(io.BytesIO(download(client, grid, "csv"))) as archive:
        check(list(csv.DictReader(io.StringIO(archive.read("answers.csv").decode()))))


def test_the_workbook_and_the_page_withhold_them(client, grid):
    book = fastexcel.read_excel(download(client, grid, "xlsx"))
    sheets = [book.load_sheet(name, header_row=None, dtypes="string").to_polars().rows() for name in book.sheet_names]
    cells = {cell for sheet in sheets[:-2] for row in sheet for cell in row if cell}
    slugs = [grid.engagement.campaign.slug, grid.engagement.territory.slug]
    page = client.get(reverse("info_grids:detail", args=slugs)).content.decode().split("SHA-256")[0]
    assert {"910", "1001"} <= {cell.removesuffix(".0") for cell in cells}
    assert not {"87", "4", "87.0", "4.0"} & cells
    assert ">87<" not in page
    assert all(count in page for count in ("910", "moins de 5"))


def test_the_open_data_withhold_them_in_every_format(grid):
    folder = releases.make_release(grid.engagement.campaign, at=NOON).folder
    check(json.loads((folder / "grids.json").read_text(encoding="utf-8")))
    check(list(csv.DictReader(io.StringIO((folder / "grids.csv").read_text(encoding="utf-8-sig")))))
    check(pl.read_parquet(folder / "grids.parquet").to_dicts())


def test_the_api_withholds_them(client, grid):
    path = f"/api/v1/campaigns/{grid.engagement.campaign.slug}/grids/{grid.engagement.territory.slug}"
    check(client.get(path).json()["answers"])
