import threading
from datetime import timedelta

import pytest
from django.core import mail
from django.db import DatabaseError, connection, connections
from django.urls import reverse

from polyphonie.accounts.enums import Role
from polyphonie.accounts.models import Invitation
from polyphonie.campaigns.enums import CampaignStatus, EngagementStatus, JoinRequestStatus
from polyphonie.campaigns.errors import CampaignIsClosed
from polyphonie.campaigns.joining_errors import (
    CityIsIncomplete,
    RequestIsSettled,
    RequestNotConfirmed,
    TerritoryIsEngaged,
)
from polyphonie.campaigns.models import Engagement, JoinRequest
from polyphonie.campaigns.services.joining import Applicant, ask_to_join
from polyphonie.campaigns.services.joining_decisions import accept_request, decline_request
from polyphonie.core.errors import DomainError
from polyphonie.core.models import AuditEvent
from polyphonie.territories.enums import Scheme
from polyphonie.territories.models import Territory
from polyphonie.territories.services import CityDeclared, merge_territory
from tests.factories import (
    NOON,
    CampaignFactory,
    EngagementFactory,
    JoinRequestFactory,
    MembershipFactory,
    SignatureFactory,
    TerritoryFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
NASTY = "<img src=x onerror=alert(1)>"


def waiting(**fields):
    return JoinRequestFactory(status=JoinRequestStatus.CONFIRMED, confirmed_at=NOON, **fields)


def proposed(**fields):
    return waiting(territory=None, proposed_name="Saint-Louis", proposed_country="SN", **fields)


@pytest.fixture
def coordinator():
    return MembershipFactory(coordinator=True).user


def test_a_request_accepted_opens_a_place_and_invites_the_person(coordinator):
    asked = waiting(function="Head of data", email="lead@example.org")
    engagement = accept_request(request=asked, person=coordinator, at=NOON)
    assert (engagement.status, engagement.contact_function) == (EngagementStatus.ACCEPTED, "Head of data")
    invitation = Invitation.objects.get()
    assert (invitation.email, invitation.role, invitation.territory) == (
        "lead@example.org",
        Role.TERRITORY_LEAD,
        asked.territory,
    )


def test_what_the_coordinator_does_is_in_the_audit_trail(coordinator):
    accept_request(request=waiting(), person=coordinator, at=NOON)
    decline_request(request=waiting(), reason="No", person=coordinator, at=NOON)
    verbs = set(AuditEvent.objects.filter(actor_id=coordinator.pk).values_list("verb", flat=True))
    assert {"territory_engaged", "join_request_accepted", "join_request_declined"} <= verbs


def test_a_request_is_settled_once(coordinator):
    asked = waiting()
    accept_request(request=asked, person=coordinator, at=NOON)
    with pytest.raises(RequestIsSettled):
        accept_request(request=asked, person=UserFactory(), at=NOON)
    with pytest.raises(RequestIsSettled):
        decline_request(request=asked, reason="No", person=UserFactory(), at=NOON)
    assert Engagement.objects.count() == Invitation.objects.count() == 1


def test_a_request_that_nobody_confirmed_is_not_accepted(coordinator):
    with pytest.raises(RequestNotConfirmed):
        accept_request(request=JoinRequestFactory(), person=coordinator, at=NOON)


def test_a_second_person_of_the_same_territory_does_not_double_it(coordinator):
    first = waiting()
    second = waiting(campaign=first.campaign, territory=first.territory)
    accept_request(request=first, person=coordinator, at=NOON)
    with pytest.raises(TerritoryIsEngaged):
        accept_request(request=second, person=coordinator, at=NOON)
    assert JoinRequest.objects.get(pk=second.pk).status == JoinRequestStatus.CONFIRMED


def test_a_territory_that_left_finds_its_place_again(coordinator):
    left = EngagementFactory(withdrawn=True)
    asked = waiting(campaign=left.campaign, territory=left.territory)
    back = accept_request(request=asked, person=coordinator, at=NOON)
    assert (back.pk, back.status) == (left.pk, EngagementStatus.ACCEPTED)


def test_a_territory_that_comes_back_need_not_sign_the_same_charter_twice(coordinator):
    left = SignatureFactory(engagement=EngagementFactory(withdrawn=True)).engagement
    asked = waiting(campaign=left.campaign, territory=left.territory)
    assert accept_request(request=asked, person=coordinator, at=NOON).status == EngagementStatus.SIGNED


def test_a_territory_that_merged_meanwhile_joins_as_its_successor(coordinator):
    asked, today = waiting(), TerritoryFactory()
    merge_territory(former=asked.territory, into=today, on=NOON.date(), person=None, at=NOON)
    assert accept_request(request=asked, person=coordinator, at=NOON).territory == today


def test_a_proposed_city_becomes_a_territory(coordinator):
    city = CityDeclared(name="Saint-Louis", country="SN", time_zone="Africa/Dakar", population=250_000)
    engagement = accept_request(request=proposed(), person=coordinator, at=NOON, city=city)
    assert (engagement.territory.scheme, engagement.territory.zone.key) == (Scheme.DECLARED, "Africa/Dakar")


def test_a_proposed_city_is_checked_first(coordinator):
    with pytest.raises(CityIsIncomplete):
        accept_request(request=proposed(), person=coordinator, at=NOON)


def test_a_closed_campaign_accepts_nobody(coordinator):
    asked = waiting(campaign=CampaignFactory(status=CampaignStatus.CLOSED))
    with pytest.raises(CampaignIsClosed):
        accept_request(request=asked, person=coordinator, at=NOON)


def test_a_refusal_is_mailed_with_its_reason(coordinator, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        decline_request(request=waiting(), reason="Ask your métropole <first>.", person=coordinator, at=NOON)
    assert "Ask your métropole <first>." in mail.outbox[0].body


# --- Pages ------------------------------------------------------------------------------------------------------------


def address(asked, name="request"):
    return reverse(f"campaigns:{name}", args=[asked.campaign.slug, asked.pk])


def pages(asked):
    return [reverse("campaigns:requests", args=[asked.campaign.slug]), address(asked)]


def test_a_stranger_is_asked_to_log_in(client):
    assert {client.get(page).status_code for page in pages(waiting())} == {302}


@pytest.mark.parametrize("role", [Role.TERRITORY_LEAD, Role.ANALYST, Role.READER, Role.CONTRIBUTOR])
def test_no_other_role_sees_or_settles_requests(client, role):
    asked = waiting()
    client.force_login(MembershipFactory(role=role, territory=asked.territory).user)
    assert {client.get(page).status_code for page in pages(asked)} == {403}
    acts = [address(asked, "request_accept"), address(asked, "request_decline")]
    assert {client.post(act, {"reason": "No"}).status_code for act in acts} == {403}
    assert not Engagement.objects.exists()


def test_requests_that_wait_come_first(client, coordinator):
    campaign = CampaignFactory()
    settled = JoinRequestFactory(campaign=campaign, status=JoinRequestStatus.ACCEPTED, name="Settled")
    first = waiting(campaign=campaign, name="Waits longest")
    last = waiting(campaign=campaign, name="Waits less")
    JoinRequest.objects.filter(pk=last.pk).update(confirmed_at=NOON + timedelta(days=1))
    client.force_login(coordinator)
    page = client.get(pages(first)[0]).content.decode()
    assert page.index("Waits longest") < page.index("Waits less") < page.index(settled.name)


def test_the_coordinator_accepts_on_the_page(client, coordinator):
    asked = waiting(name=NASTY, function=NASTY, message=NASTY)
    client.force_login(coordinator)
    assert NASTY not in client.get(address(asked)).content.decode()
    client.post(address(asked, "request_accept"))
    assert Engagement.objects.get().territory == asked.territory


def test_the_second_coordinator_is_told_plainly(client, coordinator):
    asked = waiting()
    accept_request(request=asked, person=UserFactory(), at=NOON)
    client.force_login(coordinator)
    answer = client.post(address(asked, "request_accept"), follow=True)
    assert "autre coordinateur" in answer.content.decode()


def test_the_coordinator_checks_a_city_on_the_page(client, coordinator):
    asked = proposed()
    client.force_login(coordinator)
    refused = client.post(address(asked, "request_accept"), {"name": "", "country": "SN"})
    assert (refused.status_code, Territory.objects.count()) == (200, 0)
    client.post(address(asked, "request_accept"), {"name": "Saint-Louis", "country": "SN", "latitude": "16.03"})
    assert Engagement.objects.get().territory.latitude == 16.03


def test_a_city_that_is_already_there_is_chosen(client, coordinator):
    city, asked = TerritoryFactory(foreign=True, country="SN", name="Saint-Louis"), proposed()
    client.force_login(coordinator)
    client.post(address(asked, "request_accept"), {"name": "x", "country": "SN", "same_as": city.pk})
    assert Engagement.objects.get().territory == city


def test_a_refusal_needs_a_reason(client, coordinator):
    asked = waiting()
    client.force_login(coordinator)
    assert client.post(address(asked, "request_decline"), {"reason": " "}).status_code == 200
    assert JoinRequest.objects.get().status == JoinRequestStatus.CONFIRMED


def test_a_request_of_another_campaign_is_not_found(client, coordinator):
    client.force_login(coordinator)
    other = reverse("campaigns:request", args=[CampaignFactory().slug, waiting().pk])
    assert client.get(other).status_code == 404


def test_the_list_asks_few_questions_of_the_database(client, coordinator, django_assert_max_num_queries):
    campaign = CampaignFactory()
    for _ in range(30):
        waiting(campaign=campaign)
    client.force_login(coordinator)
    with django_assert_max_num_queries(12):
        client.get(reverse("campaigns:requests", args=[campaign.slug]))
    with django_assert_max_num_queries(12):
        client.get(address(JoinRequest.objects.first()))


# --- Many at once -----------------------------------------------------------------------------------------------------


def together(act, n):
    """Run the same act in n threads at once; give what each raised, or None."""
    barrier, outcomes = threading.Barrier(n), [None] * n

    def run(place):
        barrier.wait()
        try:
            act()
        except (DomainError, DatabaseError) as error:
            outcomes[place] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=[place]) for place in range(n)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


postgresql_only = pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite writes one at a time")


@postgresql_only
@pytest.mark.django_db(transaction=True)
def test_fifty_identical_requests_at_once_make_one():
    campaign, town = CampaignFactory(), TerritoryFactory()
    applicant = Applicant(name="A", function="B", email="a@example.org", territory=town)
    outcomes = together(lambda: ask_to_join(campaign=campaign, applicant=applicant, at=NOON), 50)
    assert (outcomes, JoinRequest.objects.count()) == ([None] * 50, 1)


@postgresql_only
@pytest.mark.django_db(transaction=True)
def test_two_coordinators_at_once_open_one_place():
    asked, person = waiting(), MembershipFactory(coordinator=True).user
    outcomes = together(lambda: accept_request(request=asked, person=person, at=NOON), 2)
    assert sorted(type(one).__name__ for one in outcomes) == ["NoneType", "RequestIsSettled"]
    assert Engagement.objects.count() == Invitation.objects.count() == 1


@postgresql_only
@pytest.mark.django_db(transaction=True)
def test_two_requests_of_one_territory_accepted_at_once_open_one_place():
    first, person = waiting(), MembershipFactory(coordinator=True).user
    both = iter([first, waiting(campaign=first.campaign, territory=first.territory)])
    outcomes = together(lambda: accept_request(request=next(both), person=person, at=NOON), 2)
    assert sorted(type(one).__name__ for one in outcomes) == ["NoneType", "TerritoryIsEngaged"]
    assert Engagement.objects.count() == 1
