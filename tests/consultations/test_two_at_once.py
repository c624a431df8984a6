"""Two people save the same page at the same moment: one is told, and nothing is lost."""

import threading

import pytest
from django.db import connection

from polyphonie.consultations.errors import SavedMeanwhile
from polyphonie.consultations.models import Activity, Consultation
from polyphonie.consultations.services.activities import ActivityDescription, save_activity
from polyphonie.consultations.services.versions import version_of
from tests.factories import NOON, ActivityFactory, UserFactory


def _described(title):
    return ActivityDescription(
        title=title,
        format="workshop",
        description="",
        held_on=None,
        starts_at=None,
        ends_at=None,
        time_zone="",
        is_online=False,
        place="",
        registration_url="",
        n_hours=None,
        n_participants=None,
        recruitment="open",
        facilitation="",
        information="",
    )


@pytest.mark.django_db(transaction=True)
def test_of_two_people_who_save_at_once_the_second_is_told():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer at a time, and its tests one database in memory")
    activity, person = ActivityFactory(), UserFactory()
    seen, outcomes, ready = version_of(activity), [], threading.Barrier(2)

    def save(title):
        ready.wait(timeout=10)
        try:
            row = Activity.objects.select_related("consultation__campaign").get(pk=activity.pk)
            described = {"description": _described(title), "attendance": {"young": 9}}
            save_activity(activity=row, **described, seen=seen, person=person, at=NOON)
            outcomes.append(title)
        except SavedMeanwhile:
            outcomes.append("told")
        finally:
            connection.close()

    threads = [threading.Thread(target=save, args=(title,)) for title in ("One", "Two")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    activity.refresh_from_db()
    assert sorted(outcomes) == sorted([activity.title, "told"])
    assert activity.attendance.get().n_people == 9
    assert Consultation.objects.count() == 1
