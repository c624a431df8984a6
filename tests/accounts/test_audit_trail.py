"""The audit trail: who reads it, in which words, and that it cannot be tampered with unseen."""

import io
import json

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from polyphonie.accounts.acts import ACTS, say_act, say_details
from polyphonie.accounts.enums import Role
from polyphonie.core import audit
from polyphonie.core.models import AuditEvent
from polyphonie.ledger import Link, check_chain
from tests.factories import NOON, MembershipFactory, TerritoryFactory, UserFactory

pytestmark = pytest.mark.django_db


def record(verb="charter_signed", *, territory=None, actor=None, at=NOON, **details):
    territory_id = territory.pk if territory else None
    return audit.record(verb, at=at, actor_id=actor.pk if actor else None, territory_id=territory_id, **details)


def numbers_in(response):
    return [row.event.number for row in response.context["rows"]]


@pytest.fixture
def coordinator(client):
    person = MembershipFactory(coordinator=True).user
    client.force_login(person)
    return person


def test_a_coordinator_reads_it_all_the_last_first(client, coordinator):
    for _ in range(3):
        record(territory=TerritoryFactory())
    assert numbers_in(client.get(reverse("audit_trail"))) == [3, 2, 1]


def test_a_lead_reads_that_of_their_territory_and_no_other(client):
    lead, other = MembershipFactory(), TerritoryFactory()
    record(territory=lead.territory)
    record(territory=other)
    client.force_login(lead.user)
    assert numbers_in(client.get(reverse("territory_audit_trail", args=[lead.territory.slug]))) == [1]
    for name in ("territory_audit_trail", "territory_audit_trail_export"):
        assert client.get(reverse(name, args=[other.slug])).status_code == 404
    for name in ("audit_trail", "audit_trail_export"):
        assert client.get(reverse(name)).status_code == 403


@pytest.mark.parametrize("role", [Role.CONTRIBUTOR, Role.ANALYST, Role.READER, Role.ETHICS_MEMBER])
def test_other_roles_do_not_read_it(client, role):
    member = MembershipFactory(role=role)
    client.force_login(member.user)
    assert client.get(reverse("audit_trail")).status_code == 403
    assert client.get(reverse("territory_audit_trail", args=[member.territory.slug])).status_code == 404


def test_a_filter_of_one_territory_does_not_open_another(client):
    lead, other = MembershipFactory(), TerritoryFactory()
    record(territory=other)
    client.force_login(lead.user)
    response = client.get(reverse("territory_audit_trail", args=[lead.territory.slug]), {"territory": other.slug})
    assert numbers_in(response) == []


def test_visitors_are_sent_to_the_login(client):
    assert client.get(reverse("audit_trail")).status_code == 302


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"verb": "charter_signed"}, [1]),
        ({"since": "2026-06-16"}, [2]),
        ({"until": "2026-06-15"}, [1]),
        ({"since": "2026-06-15", "until": "2026-06-16"}, [2, 1]),
        ({"verb": "no_such_verb"}, []),
        ({"since": "yesterday"}, []),
        ({"since": "2026-06-16", "until": "2026-06-15"}, []),
    ],
)
def test_filters_by_act_and_by_day(client, coordinator, filters, found):
    record("charter_signed")
    record("grid_published", at=NOON + timezone.timedelta(days=1))
    assert numbers_in(client.get(reverse("audit_trail"), filters)) == found


def test_an_act_is_said_in_a_sentence_with_the_name_of_whoever_did_it(client, coordinator):
    record("charter_signed", territory=TerritoryFactory(name="Bonneval"), actor=UserFactory(name="Ada"), version=2)
    content = client.get(reverse("audit_trail")).content.decode()
    assert "La charte a été signée." in content
    assert "Bonneval" in content
    assert ">\n    \n      Ada" in content or "Ada" in content
    assert "version\xa0: 2" in content


def test_a_gone_account_and_the_machine_are_said_as_such(client, coordinator):
    gone = UserFactory()
    record(actor=gone)
    gone.delete()
    record()
    content = client.get(reverse("audit_trail")).content.decode()
    assert "un compte qui n’existe plus" in content
    assert "le logiciel" in content


def test_an_unknown_verb_is_shown_as_it_was_recorded():
    assert "planet landed" in say_act("planet_landed")


def test_details_name_roles_and_keep_codes():
    assert say_details({"role": "reader", "odd_key": 3}) == [("rôle", "lecture"), ("odd key", "3")]


def test_each_known_verb_has_a_french_sentence():
    assert [verb for verb in ACTS if say_act(verb) == verb or not say_act(verb).endswith(".")] == []


def test_html_in_details_is_shown_as_text(client, coordinator):
    record("odd", note="<script>alert(1)</script>")
    assert "<script>alert" not in client.get(reverse("audit_trail")).content.decode()


def test_a_long_trail_comes_by_pages_in_few_queries(client, coordinator, django_assert_max_num_queries):
    for _ in range(60):
        record(territory=TerritoryFactory(), actor=UserFactory())
    with django_assert_max_num_queries(12):
        response = client.get(reverse("audit_trail"), {"page": 3})
    assert len(response.context["rows"]) == 10


def test_whoever_downloads_it_checks_the_chain_alone(client, coordinator):
    for number in range(5):
        record(territory=TerritoryFactory(), actor=coordinator, count=number)
    content = b"".join(client.get(reverse("audit_trail_export")).streaming_content).decode()
    lines = [json.loads(line) for line in content.splitlines()]
    links = [Link(one["number"], one["content"], one["previous_digest"], one["digest"]) for one in lines]
    assert check_chain(links) == AuditEvent.objects.first().digest


def test_the_command_says_that_the_trail_is_whole():
    record()
    out = io.StringIO()
    call_command("check_audit_trail", stdout=out)
    assert "whole: 1 acts" in out.getvalue()


def tamper(sentence):
    """Change the table as someone who owns the database could, its guards taken off."""
    with connection.cursor() as cursor:
        for act in ("update", "delete"):
            of = "" if connection.vendor == "sqlite" else " ON core_auditevent"
            cursor.execute(f"DROP TRIGGER core_auditevent_refuses_{act}{of}")
        cursor.execute(sentence)


@pytest.mark.parametrize(
    ("sentence", "broken_at"),
    [
        ("UPDATE core_auditevent SET verb = 'other' WHERE number = 2", 2),
        ("UPDATE core_auditevent SET actor_id = 7 WHERE number = 3", 3),
        ("DELETE FROM core_auditevent WHERE number = 2", 2),
        ("DELETE FROM core_auditevent WHERE number = 4", 4),
    ],
)
def test_the_command_says_where_it_breaks(sentence, broken_at):
    for _ in range(4):
        record()
    tamper(sentence)
    with pytest.raises(CommandError, match=f"broken at act {broken_at}"):
        call_command("check_audit_trail", stdout=io.StringIO())
