"""Long tables of a published grid: the first rows on the page of the whole grid, every row one link away."""

import pytest
from django.urls import reverse

from polyphonie.info_grids.models import GridVersion
from polyphonie.info_grids.queries.published import FIRST_ROWS
from tests.factories import NOON, GridFormFactory, InfoGridFactory

pytestmark = pytest.mark.django_db

FORM = {
    "blocks": [
        {
            "key": "h",
            "title": {"fr": "Messages"},
            "fields": [
                {
                    "key": "messages",
                    "kind": "rows",
                    "label": {"fr": "Messages"},
                    "columns": [{"key": "text", "kind": "text", "label": {"fr": "Message"}}],
                }
            ],
        }
    ]
}


def address_of_a_grid(n_rows: int) -> str:
    grid = InfoGridFactory(form=GridFormFactory(definition=FORM), status="published", published_at=NOON)
    rows = [{"text": f"Message {number}"} for number in range(n_rows)]
    answers = {"messages": {"value": rows, "origin": "typed", "note": ""}}
    GridVersion.objects.create(
        grid=grid, form=grid.form, number=1, published_at=NOON, content={"answers": answers}, digest="6" * 64
    )
    engagement = grid.engagement
    return reverse("info_grids:detail", args=[engagement.campaign.slug, engagement.territory.slug])


def n_cells(client, address: str, **query) -> int:
    return client.get(address, query).content.decode().count("<td")


def test_the_whole_grid_shows_the_first_rows_and_leads_to_all(client):
    address = address_of_a_grid(n_rows=32)
    assert "?champ=messages" in client.get(address).content.decode()
    assert n_cells(client, address) == FIRST_ROWS
    assert n_cells(client, address, champ="messages") == 25
    assert n_cells(client, address, champ="messages", page=2) == 7


def test_a_short_table_is_whole_at_once(client):
    address = address_of_a_grid(n_rows=FIRST_ROWS)
    assert "?champ=" not in client.get(address).content.decode()
    assert n_cells(client, address) == FIRST_ROWS


def test_a_table_that_is_not_there_shows_the_whole_grid(client):
    address = address_of_a_grid(n_rows=2)
    assert n_cells(client, address, champ="<script>") == 2
