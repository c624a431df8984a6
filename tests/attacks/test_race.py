"""Fifty times the same act at once, a dozen in flight: it is done once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection, connections

from polyphonie.accounts.enums import Role
from polyphonie.accounts.models import Invitation, Membership
from polyphonie.accounts.secrets import digest_of
from polyphonie.accounts.services.accepting import accept_as
from polyphonie.campaigns.models import JoinRequest, Signature
from polyphonie.campaigns.services.joining import Applicant, ask_to_join, confirm_request
from polyphonie.campaigns.services.signing import Signing, sign_charter
from polyphonie.core import audit
from polyphonie.core.errors import DomainError
from polyphonie.core.models import AuditEvent
from polyphonie.programme.models import Unsubscription
from polyphonie.programme.services.unsubscribing import unsubscribe
from tests.factories import (
    NOON,
    CampaignFactory,
    CharterFactory,
    CommitmentFactory,
    EngagementFactory,
    JoinRequestFactory,
    TerritoryFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db(transaction=True)

TIMES, IN_FLIGHT = 50, 12


@pytest.fixture(autouse=True)
def only_where_several_write_at_once():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer at a time, and here one database in memory: run this on PostgreSQL")


def at_once(act):
    """Do an act fifty times at once; give what each came to: its result, or the error that a person is told."""

    def once(number):
        try:
            return act()
        except DomainError as error:
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(max_workers=IN_FLIGHT) as executor:
        return list(executor.map(once, range(TIMES)))


def done(outcomes):
    return [outcome for outcome in outcomes if not isinstance(outcome, DomainError)]


def test_a_charter_is_signed_once():
    engagement = EngagementFactory(accepted=True)
    charter = CharterFactory(campaign=engagement.campaign, published_at=None, digest="")
    CommitmentFactory(charter=charter)
    charter.published_at, charter.digest = NOON, "4" * 64
    charter.save()
    signing = Signing(
        charter_digest=charter.digest,
        signatory_name="Dominique Exemple",
        signatory_function="Mayor",
        signed_on=NOON.date(),
    )
    outcomes = at_once(lambda: sign_charter(engagement=engagement, signing=signing, person=None, at=NOON))
    assert Signature.objects.filter(engagement=engagement).count() == 1
    assert len({outcome.pk for outcome in done(outcomes)}) == 1
    assert AuditEvent.objects.filter(verb="charter_signed").count() == 1


def test_an_invitation_gives_its_role_once():
    person = UserFactory(email="camille@example.org")
    invitation = Invitation.objects.create(
        email=person.email,
        role=Role.TERRITORY_LEAD,
        territory=TerritoryFactory(),
        secret_digest=digest_of("a secret"),
        expires_at=NOON + timedelta(days=7),
    )
    outcomes = at_once(lambda: accept_as(invitation=invitation, person=person, at=NOON))
    assert len(done(outcomes)) == 1
    assert Membership.objects.filter(user=person).count() == 1


def test_a_request_to_join_is_made_and_confirmed_once():
    campaign, territory = CampaignFactory(), TerritoryFactory()
    applicant = Applicant(
        name="Camille", function="Head of participation", email="camille@example.org", territory=territory
    )
    at_once(lambda: ask_to_join(campaign=campaign, applicant=applicant, at=NOON))
    assert JoinRequest.objects.filter(campaign=campaign).count() == 1
    JoinRequestFactory(campaign=campaign, secret_digest=digest_of("a secret"))
    at_once(lambda: confirm_request(secret="a secret", at=NOON))
    assert AuditEvent.objects.filter(verb="join_request_confirmed").count() == 1


def test_a_person_unsubscribes_once():
    person, campaign = UserFactory(), CampaignFactory()
    at_once(lambda: unsubscribe(person=person, campaign=campaign, at=NOON))
    assert Unsubscription.objects.count() == 1


def test_those_who_write_the_audit_trail_at_once_make_one_chain():
    at_once(lambda: audit.record("tried", at=NOON, actor_id=None))
    assert audit.check_trail() == TIMES
    assert list(AuditEvent.objects.order_by("number").values_list("number", flat=True)) == list(range(1, TIMES + 1))
