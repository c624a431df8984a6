from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from icalendar import Calendar

from polyphonie.consultations.calendar_feed import write_feed
from polyphonie.consultations.queries import agenda
from tests.factories import ActivityFactory, CampaignFactory, ConsultationFactory, EngagementFactory, TerritoryFactory

pytestmark = pytest.mark.django_db
PARIS, TORONTO, ABIDJAN = ZoneInfo("Europe/Paris"), ZoneInfo("America/Toronto"), ZoneInfo("Africa/Abidjan")
CHANGES = [
    datetime(2026, 3, 28, 18, 30, tzinfo=PARIS),
    datetime(2026, 3, 29, 10, 0, tzinfo=PARIS),
    datetime(2026, 10, 24, 18, 30, tzinfo=PARIS),
    datetime(2026, 10, 25, 18, 30, tzinfo=PARIS),
    datetime(2026, 3, 7, 18, 30, tzinfo=TORONTO),
    datetime(2026, 3, 8, 18, 30, tzinfo=TORONTO),
    datetime(2026, 10, 31, 18, 30, tzinfo=TORONTO),
    datetime(2026, 11, 1, 18, 30, tzinfo=TORONTO),
    datetime(2026, 10, 25, 18, 30, tzinfo=ABIDJAN),
]


def _written(*activities):
    return Calendar.from_ical(write_feed(activities, name="Agenda", url="https://example.org/"))


def _event(activity):
    return next(iter(_written(activity).walk("VEVENT")))


def _feed(client, campaign, query="", **headers):
    return client.get(f"/campagnes/{campaign.slug}/agenda.ics{query}", headers=headers)


@pytest.mark.parametrize("starts", CHANGES, ids=str)
def test_moments_are_the_same_once_read_back_around_each_change_of_clocks(starts):
    ends = (starts.astimezone(UTC) + timedelta(hours=2)).astimezone(starts.tzinfo)
    activity = ActivityFactory(
        held_on=starts.date(), starts_at=starts.astimezone(UTC), ends_at=ends, time_zone=starts.tzinfo.key
    )
    event = _event(activity)
    assert event["dtstart"].dt == starts
    assert event["dtend"].dt == ends
    assert event["dtstart"].dt.astimezone(UTC) == starts.astimezone(UTC)


def test_each_time_zone_that_is_named_is_defined():
    activities = [
        ActivityFactory(held_on=date(2026, 3, 29), starts_at=datetime(2026, 3, 29, 16, tzinfo=UTC), time_zone=zone)
        for zone in ("Europe/Paris", "America/Toronto", "Africa/Abidjan")
    ]
    calendar = _written(*activities)
    named = {event["dtstart"].params["TZID"] for event in calendar.walk("VEVENT")}
    assert named == {"Europe/Paris", "America/Toronto", "Africa/Abidjan"}
    assert {zone["tzid"] for zone in calendar.walk("VTIMEZONE")} == named


@pytest.mark.parametrize("starts", CHANGES, ids=str)
def test_the_definition_of_a_time_zone_gives_the_offset_that_the_law_gives(starts):
    activity = ActivityFactory(held_on=starts.date(), starts_at=starts.astimezone(UTC), time_zone=starts.tzinfo.key)
    zone = next(iter(_written(activity).walk("VTIMEZONE"))).to_tz(lookup_tzid=False)
    naive = starts.replace(tzinfo=None)
    assert zone.utcoffset(naive) == starts.utcoffset()


def test_a_day_without_an_hour_and_whole_days_are_days():
    day = ActivityFactory(held_on=date(2026, 6, 2))
    assert _event(day)["dtstart"].dt == date(2026, 6, 2)
    assert _event(day)["dtend"].dt == date(2026, 6, 3)
    survey = ActivityFactory(
        held_on=date(2026, 3, 1),
        starts_at=datetime(2026, 3, 1, tzinfo=PARIS),
        ends_at=datetime(2026, 4, 1, tzinfo=PARIS),
    )
    assert (_event(survey)["dtstart"].dt, _event(survey)["dtend"].dt) == (date(2026, 3, 1), date(2026, 4, 1))


def test_words_are_kept_whole_and_break_no_line():
    hostile = "Débat; «ouvert», مدينة\r\nBEGIN:VEVENT\r\nUID:x \\n"
    activity = ActivityFactory(title=hostile[:190], place=hostile, description=hostile, held_on=date(2026, 6, 2))
    calendar = _written(activity)
    assert len(calendar.walk("VEVENT")) == 1
    assert "مدينة" in str(_event(activity)["summary"])
    assert "BEGIN:VEVENT" in str(_event(activity)["location"])


def test_an_event_has_a_stable_name_an_address_and_its_state():
    activity = ActivityFactory(held_on=date(2026, 6, 2), is_cancelled=True, place="Médiathèque", is_online=True)
    event = _event(activity)
    assert str(event["uid"]).startswith(f"activity-{activity.pk}@")
    assert event["status"] == "CANCELLED"
    assert str(event["url"]).endswith(f"/sequences/{activity.pk}/")
    assert "Médiathèque" in str(event["location"])
    assert "geo" not in event


def test_the_sequence_grows_with_each_change():
    activity = ActivityFactory(held_on=date(2026, 6, 2), created_at=timezone.now() - timedelta(days=2))
    before = _event(activity)
    activity.updated_at += timedelta(seconds=90)
    after = _event(activity)
    assert after["sequence"] > before["sequence"]
    assert after["dtstamp"].dt > before["dtstamp"].dt
    assert after["uid"] == before["uid"]


def test_the_feed_is_a_calendar_and_is_not_sent_twice(client):
    activity = ActivityFactory(held_on=timezone.localdate(), title="Atelier")
    campaign = activity.consultation.campaign
    answer = _feed(client, campaign)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert b"Atelier" in answer.content
    again = _feed(client, campaign, **{"If-None-Match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    compressed = _feed(client, campaign, **{"If-None-Match": f"W/{answer['ETag']}"})
    assert (compressed.status_code, compressed.content) == (304, b"")
    activity.title = "Débat"
    activity.save()
    changed = _feed(client, campaign, **{"If-None-Match": answer["ETag"]})
    assert "Débat".encode() in changed.content


def test_what_is_withdrawn_leaves_the_feed(client):
    activity = ActivityFactory(held_on=timezone.localdate(), title="Atelier")
    campaign = activity.consultation.campaign
    etag = _feed(client, campaign)["ETag"]
    activity.consultation.is_published = False
    activity.consultation.save()
    answer = _feed(client, campaign, **{"If-None-Match": etag})
    assert answer.status_code == 200
    assert b"Atelier" not in answer.content


def test_a_territory_has_its_own_feed(client):
    campaign = CampaignFactory()
    arles, dakar = (TerritoryFactory(name=name) for name in ("Arles", "Dakar"))
    for territory in (arles, dakar):
        EngagementFactory(campaign=campaign, territory=territory)
        consultation = ConsultationFactory(campaign=campaign, territory=territory)
        ActivityFactory(consultation=consultation, held_on=timezone.localdate(), title=f"Atelier {territory.name}")
    answer = _feed(client, campaign, f"?territory={arles.slug}").content
    assert b"Atelier Arles" in answer
    assert b"Atelier Dakar" not in answer
    assert _feed(client, campaign, "?territory=nowhere").status_code == 404


def test_the_feed_holds_the_last_twelve_months_only_and_so_many_events(client, monkeypatch):
    consultation, today = ConsultationFactory(), timezone.localdate()
    for days in (-800, -300, -30, 5, 50):
        ActivityFactory(consultation=consultation, held_on=today + timedelta(days=days), title=f"À {days} jours")
    events = Calendar.from_ical(_feed(client, consultation.campaign).content).walk("VEVENT")
    assert len(events) == 4
    monkeypatch.setattr(agenda, "FEED_LIMIT", 3)
    kept = agenda.first_of_feed(agenda.feed_of(consultation.campaign, None, at=timezone.now()), at=timezone.now())
    assert [activity.title for activity in kept] == ["À 5 jours", "À 50 jours", "À -30 jours"]
