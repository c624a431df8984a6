from datetime import date, timedelta

import pytest
from django.utils import timezone

from polyphonie.campaigns.enums import Deadline
from polyphonie.info_grids.enums import GridStatus
from polyphonie.programme.enums import Stage
from polyphonie.programme.queries.places import engaged_places
from polyphonie.programme.queries.stages import deadlines_of, stage_counts, standing_of, standings_of
from tests.factories import (
    CharterFactory,
    ConsultationFactory,
    EngagementFactory,
    InfoGridFactory,
    MilestoneFactory,
    TerritoryFactory,
)

pytestmark = pytest.mark.django_db


def stages(campaign):
    return {one.place.name: one.stage for one in standings_of(campaign, at=timezone.now())}


def test_each_territory_stands_where_its_rows_say(campaign, engage):
    engage("Arles", signs=False)
    engage("Brest")
    engage("Cahors", declares=True)
    InfoGridFactory(engagement=engage("Dole", declares=True), status=GridStatus.SUBMITTED, submitted_at=timezone.now())
    assert stages(campaign) == {
        "Arles": Stage.TO_SIGN,
        "Brest": Stage.TO_DECLARE,
        "Cahors": Stage.TO_COLLECT,
        "Dole": Stage.TO_REVIEW,
    }


def test_a_draft_consultation_declares_nothing(campaign, engage):
    engagement = engage("Arles")
    ConsultationFactory(campaign=campaign, territory=engagement.territory, draft=True)
    assert stages(campaign)["Arles"] == Stage.TO_DECLARE


def test_a_new_charter_asks_its_signatories_again(campaign, engage):
    engage("Arles")
    CharterFactory(campaign=campaign, version=2, published_at=timezone.now())
    (standing,) = standings_of(campaign, at=timezone.now())
    assert standing.stage == Stage.TO_SIGN_AGAIN
    assert not standing.is_late


def test_a_charter_in_preparation_asks_nobody(campaign, engage):
    engage("Arles")
    CharterFactory(campaign=campaign, version=2, draft=True)
    assert stages(campaign)["Arles"] == Stage.TO_DECLARE


def test_the_consultations_of_another_campaign_do_not_count(campaign, engage):
    engagement = engage("Arles")
    ConsultationFactory(territory=engagement.territory)
    assert stages(campaign)["Arles"] == Stage.TO_DECLARE


def test_a_territory_that_did_not_sign_in_time_is_late(campaign, engage):
    engage("Arles", signs=False)
    (standing,) = standings_of(campaign, at=timezone.now())
    assert standing.position.late == (Deadline.SIGN,)
    (before,) = standings_of(campaign, at=timezone.now() - timedelta(days=4))
    assert before.position.late == ()


def test_the_last_date_of_a_deadline_holds(campaign):
    MilestoneFactory(campaign=campaign, date=date(2030, 1, 1), deadline=Deadline.SIGN)
    assert deadlines_of(campaign) == {Deadline.SIGN: date(2030, 1, 1)}


def test_one_territory_stands_as_in_the_list(campaign, engage):
    engagement = engage("Arles", declares=True)
    engage("Brest")
    now = timezone.now()
    assert standing_of(engagement, at=now) == standings_of(campaign, at=now)[0]


def test_counts_name_every_stage(campaign, engage):
    engage("Arles")
    counts = stage_counts(standings_of(campaign, at=timezone.now()))
    assert counts[Stage.TO_DECLARE] == 1
    assert list(counts) == list(Stage)


def test_territories_come_in_the_order_of_the_alphabet_whatever_they_did(campaign, engage):
    engage("Zuydcoote", declares=True)
    engage("Ébreuil", signs=False)
    engage("Arles", signs=False)
    assert list(stages(campaign)) == ["Arles", "Ébreuil", "Zuydcoote"]
    assert [place.name for place in engaged_places(campaign)] == ["Arles", "Ébreuil", "Zuydcoote"]


def test_who_withdrew_is_not_on_the_map(campaign):
    EngagementFactory(campaign=campaign, withdrawn=True)
    assert engaged_places(campaign) == []


def test_the_number_of_queries_does_not_depend_on_the_territories(campaign, engage, django_assert_num_queries):
    for number in range(30):
        engage(f"Commune {number}", declares=number % 2 == 0)
    with django_assert_num_queries(5):
        assert len(standings_of(campaign, at=timezone.now())) == 30


def test_a_region_lies_in_itself(campaign):
    EngagementFactory(
        campaign=campaign,
        territory=TerritoryFactory(name="Bretagne", kind="region", scheme="insee-reg", identifier="53"),
    )
    (place,) = engaged_places(campaign)
    assert (place.region_code, place.region_name) == ("53", "Bretagne")
