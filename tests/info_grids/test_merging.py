"""Completing a table is not correcting it, and taking what is known again loses nothing."""

import pytest

from polyphonie.info_grids.definition import Field
from polyphonie.info_grids.enums import AnswerOrigin, FieldKind
from polyphonie.info_grids.knowledge.merging import agrees, taken
from polyphonie.info_grids.models import GridAnswer
from polyphonie.info_grids.services.opening import take_known
from tests.factories import NOON, ConsultationFactory
from tests.info_grids.worlds import one_field, words, world

COLUMNS = tuple(
    Field(key, FieldKind.TEXT, {"fr": key}, is_required=key == "title") for key in ("kind", "title", "cost")
)
TABLE = Field("table", FieldKind.ROWS, {"fr": "T"}, columns=COLUMNS)
KNOWN = [{"title": "One"}, {"title": "Two"}]


@pytest.mark.parametrize(
    ("value", "is_agreed"),
    [
        (KNOWN, True),
        ([{"title": "One", "cost": "9"}, {"title": "Two"}, {"title": "Mine"}], True),
        ([{"title": "Two"}, {"title": "One"}], True),
        ([{"title": "One"}], False),
        ([{"title": "One"}, {"title": "Renamed"}], False),
        (None, False),
    ],
)
def test_a_table_agrees_with_what_is_known_where_it_holds_all_of_it(value, is_agreed):
    assert agrees(TABLE, value, KNOWN) is is_agreed


def test_taking_what_is_known_keeps_what_people_added():
    value = [{"title": "One", "cost": "9"}, {"title": "Two"}, {"title": "Mine"}]
    now = [{"title": "One", "kind": "debate"}, {"title": "Three"}]
    assert taken(TABLE, value, now, KNOWN) == [
        {"title": "One", "cost": "9", "kind": "debate"},
        {"title": "Three"},
        {"title": "Mine"},
    ]


@pytest.mark.django_db
def test_completing_what_is_known_asks_for_no_note():
    columns = [one_field("title", is_required=True), one_field("cost", "number", visibility="restricted")]
    table = one_field("approaches", "rows", columns=columns, source="consultations")
    here = world({"blocks": [{"key": "b", "title": words("B"), "fields": [table]}]})
    ConsultationFactory(campaign=here.campaign, territory=here.territory, title="Ours")
    take_known(grid=here.grid, keys=["approaches"], person=None, at=NOON)
    here.save("approaches", [{"title": "Ours", "cost": 900}], base=1)
    assert GridAnswer.objects.get().origin == AnswerOrigin.KNOWN
    here.save("approaches", [{"title": "Another", "cost": 900}], base=2)
    assert GridAnswer.objects.get().origin == AnswerOrigin.CORRECTED
