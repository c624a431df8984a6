"""What the software knows is filled in, each with its source."""

import pytest

from polyphonie.consultations.enums import AudienceCategory, Kind, Reach
from polyphonie.consultations.models import ActivityDocument, Attendance, SoughtPublic
from polyphonie.core.models import StoredFile
from polyphonie.info_grids.definition import Choice, Field
from polyphonie.info_grids.enums import FieldKind
from polyphonie.info_grids.knowledge import SOURCE_NAMES, known_values
from polyphonie.info_grids.reading import read_definition
from polyphonie.info_grids.shipped import shipped_form
from tests.factories import (
    NOON,
    ActivityFactory,
    ConsultationFactory,
    ContributionFactory,
    EngagementFactory,
    IdeaFactory,
    IdeaRunFactory,
    ReadingFactory,
    TerritoryFactory,
)

pytestmark = pytest.mark.django_db


def known(engagement):
    return known_values(engagement, read_definition(shipped_form()).fields.values())


def consultation_of(engagement, **more):
    return ConsultationFactory(campaign=engagement.campaign, territory=engagement.territory, **more)


def test_every_source_of_the_shipped_form_is_known():
    fields = read_definition(shipped_form()).fields.values()
    assert {one.source for one in fields if one.source} == set(SOURCE_NAMES)


def test_a_territory_that_did_nothing_yet_is_known_by_the_reference_only():
    found = known(EngagementFactory(charter_signed_on=None))
    assert set(found) == {"identifier", "name", "kind", "population"}
    assert "INSEE" in found["population"].sentence
    assert found["population"].url


def test_an_intercommunal_body_is_known_by_its_legal_form():
    body = TerritoryFactory(epci_kind=True, category="METRO", siren="244400404")
    found = known(EngagementFactory(territory=body))
    assert (found["kind"].value, found["identifier"].value) == ("metropole", "244400404")


def test_consultations_become_rows_with_their_mandate():
    engagement = EngagementFactory()
    consultation_of(engagement, title="Ours", question="Why?", guarantor="A guarantor", opens_at=NOON)
    consultation_of(engagement, title="Hidden", is_published=False)
    ConsultationFactory(title="Elsewhere", campaign=engagement.campaign)
    rows = known(engagement)["approaches"].value
    assert [row["title"] for row in rows] == ["Ours"]
    assert (rows[0]["mandate"], rows[0]["facilitation"], rows[0]["opens_on"]) == (
        "consultation",
        ["guarantor"],
        "2026-06-15",
    )


def test_activities_become_rows_and_cancelled_ones_do_not():
    engagement = EngagementFactory()
    consultation = consultation_of(engagement)
    held = ActivityFactory(consultation=consultation, n_participants=40, n_hours="2.50", held_on=NOON.date())
    ActivityFactory(consultation=consultation, is_cancelled=True)
    file = StoredFile.objects.create(digest="0" * 64, name="a.pdf", media_type="application/pdf", size=3)
    ActivityDocument.objects.create(activity=held, file=file, title="Minutes", kind="minutes")
    rows = known(engagement)["activities"].value
    assert len(rows) == 1
    assert (rows[0]["n_hours"], rows[0]["n_participants"], rows[0]["records"]) == (2.5, 40, ["minutes"])


def test_publics_say_who_was_sought_who_came_and_who_was_missed():
    engagement = EngagementFactory()
    consultation = consultation_of(engagement)
    SoughtPublic.objects.create(
        consultation=consultation, category=AudienceCategory.UNION, reach=Reach.ABSENT, why_absent="Nobody asked them."
    )
    for n_people in (12, 30):
        Attendance.objects.create(
            activity=ActivityFactory(consultation=consultation), category=AudienceCategory.RESIDENT, n_people=n_people
        )
    rows = {row["category"]: row for row in known(engagement)["publics"].value}
    assert rows["resident"]["n_people"] == 42
    assert (rows["union"]["reach"], rows["union"]["why_absent"]) == ("absent", "Nobody asked them.")


def test_ideas_are_those_that_the_territory_carries_most():
    engagement = EngagementFactory()
    consultation = consultation_of(engagement)
    run = IdeaRunFactory(campaign=engagement.campaign)
    often, once = IdeaFactory(run=run, label="Often"), IdeaFactory(run=run, label="Once")
    for idea in (often, often, once):
        contribution = ContributionFactory(consultation=consultation, kind=Kind.PROPOSAL)
        ReadingFactory(run=run, idea=idea, contribution=contribution)
    ReadingFactory(run=run, idea=once)
    found = known(engagement)
    assert [(row["text"], row["n_contributions"]) for row in found["results"].value] == [("Often", 2), ("Once", 1)]
    assert found["results"].value[0]["kind"] == "proposal"
    assert found["n_contributions"].value == 3
    assert "polyphonie_ideas" in found["tools"].value


def test_what_a_form_does_not_take_is_left_out():
    engagement = EngagementFactory()
    kind = Field("k", FieldKind.CHOICE, {"fr": "K"}, source="territory_kind", choices=(Choice("city", {"fr": "V"}),))
    strange = Field("s", FieldKind.NUMBER, {"fr": "S"}, source="territory_name")
    absent = Field("a", FieldKind.TEXT, {"fr": "A"}, source="no_such_source")
    short = Field("n", FieldKind.TEXT, {"fr": "N"}, source="territory_name", max_length=5)
    found = known_values(engagement, [kind, strange, absent, short])
    assert list(found) == ["n"]
    assert len(found["n"].value) <= 5


def test_more_rows_than_a_form_takes_are_said_to_be_cut():
    engagement = EngagementFactory()
    for _ in range(3):
        ActivityFactory(consultation=consultation_of(engagement))
    column = Field("title", FieldKind.TEXT, {"fr": "T"})
    rows = Field("r", FieldKind.ROWS, {"fr": "R"}, source="activities", columns=(column,), max_length=2)
    found = known_values(engagement, [rows])["r"]
    assert len(found.value) == 2
    assert "2" in found.sentence
    assert "3" in found.sentence
