from datetime import timedelta, timezone

import pytest
from django.db import DatabaseError, connection, transaction

from polyphonie.core import audit
from polyphonie.core.models import AuditEvent, AuditHead
from polyphonie.ledger import GENESIS, BrokenChainError
from tests.factories import NOON, TerritoryFactory

pytestmark = pytest.mark.django_db


def record(n=1, **details):
    return [audit.record("charter_signed", at=NOON + timedelta(hours=k), actor_id=7, **details) for k in range(n)]


@pytest.fixture
def unguarded():
    """As when somebody with the database's own password took the guard away."""
    table = AuditEvent._meta.db_table
    with connection.cursor() as cursor:
        for act in ("update", "delete"):
            place = f" ON {table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER {table}_refuses_{act}{place}")


def test_an_event_says_who_when_what_and_on_what():
    territory = TerritoryFactory()
    event = audit.record("grid_published", territory, at=NOON, actor_id=7, territory_id=territory.pk, version=2)
    kept = AuditEvent.objects.get(pk=event.pk)
    assert (kept.verb, kept.target_type, kept.target_id) == (
        "grid_published",
        "territories.territory",
        str(territory.pk),
    )
    assert (kept.at, kept.actor_id, kept.details) == (NOON, 7, {"version": 2})
    assert kept in AuditEvent.objects.about("territories.territory", territory.pk).in_territory(territory.pk)


def test_the_first_event_follows_from_nothing_and_each_from_the_one_before():
    first, second = record(2)
    assert first.previous_digest == GENESIS
    assert second.previous_digest == first.digest
    assert [first.number, second.number] == [1, 2]
    assert audit.check_trail() == 2


def test_an_empty_trail_is_whole():
    assert audit.check_trail() == 0


def test_an_act_that_fails_leaves_no_event_and_no_gap():
    record()
    with pytest.raises(DatabaseError), transaction.atomic():  # noqa: PT012 - the event is recorded before the act fails
        record()
        AuditHead.objects.create(pk=2)
    record()
    assert list(AuditEvent.objects.values_list("number", flat=True).order_by("number")) == [1, 2]
    assert audit.check_trail() == 2


def test_a_moment_is_the_same_wherever_it_is_read():
    """The digest covers the moment in UTC: a server in another time zone finds the trail whole."""
    audit.record("moved", at=NOON.astimezone(timezone(timedelta(hours=-5))), actor_id=None)
    assert audit.content_of(AuditEvent.objects.get())["at"] == "2026-06-15T12:00:00.000000+00:00"
    assert audit.check_trail() == 1


def test_details_with_any_words_of_json_are_kept_whole():
    record(label="à l’été — « oui »", rows=[1, None, {"deep": True}], empty={})
    assert audit.check_trail() == 1


def test_details_that_json_does_not_know_are_refused_before_anything_is_written():
    with pytest.raises(TypeError):
        record(when=NOON)
    assert not AuditEvent.objects.exists()


@pytest.mark.parametrize("column", ["verb", "actor_id", "at", "details", "digest", "territory_id"])
def test_the_database_refuses_to_change_an_event(column):
    event = record()[0]
    with pytest.raises(DatabaseError, match="rows are only added"), transaction.atomic():
        AuditEvent.objects.update(**{column: {"at": NOON, "details": {}}.get(column, 1)})
    event.refresh_from_db()
    assert audit.check_trail() == 1


def test_the_database_refuses_to_remove_an_event():
    event = record()[0]
    with pytest.raises(DatabaseError, match="rows are only added"), transaction.atomic():
        event.delete()
    with pytest.raises(DatabaseError, match="rows are only added"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM core_auditevent")
    assert AuditEvent.objects.count() == 1


def test_there_is_one_head_only():
    record()
    with pytest.raises(DatabaseError), transaction.atomic():
        AuditHead.objects.create(pk=2)


@pytest.mark.parametrize(
    ("column", "value"), [("verb", "nothing"), ("actor_id", 8), ("details", {"version": 3}), ("at", NOON)]
)
def test_a_change_made_behind_the_guard_is_found(unguarded, column, value):
    record(3, version=2)
    AuditEvent.objects.filter(number=2).update(**{column: value})
    with pytest.raises(BrokenChainError) as broken:
        audit.check_trail()
    assert broken.value.number == 2


@pytest.mark.parametrize(("removed", "found_at"), [(1, 1), (2, 2), (3, 3)])
def test_a_removal_made_behind_the_guard_is_found(unguarded, removed, found_at):
    record(3)
    AuditEvent.objects.filter(number=removed).delete()
    with pytest.raises(BrokenChainError) as broken:
        audit.check_trail()
    assert broken.value.number == found_at


def test_the_removal_of_every_event_is_found(unguarded):
    record(3)
    AuditEvent.objects.all().delete()
    with pytest.raises(BrokenChainError, match="last events are missing"):
        audit.check_trail()


def test_a_head_set_back_is_found(unguarded):
    first, *_ = record(3)
    AuditHead.objects.update(number=1, digest=first.digest)
    with pytest.raises(BrokenChainError, match="last events are missing"):
        audit.check_trail()


def test_the_check_reads_the_trail_in_few_queries(django_assert_num_queries):
    record(30)
    with django_assert_num_queries(3):
        assert audit.check_trail() == 30
