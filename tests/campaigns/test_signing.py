from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from polyphonie.accounts.enums import Role
from polyphonie.campaigns.enums import CampaignStatus, EngagementStatus
from polyphonie.campaigns.errors import CampaignIsClosed
from polyphonie.campaigns.joining_errors import (
    AlreadySigned,
    CharterChanged,
    DeliberationTooLate,
    HasMerged,
    HasNotWithdrawn,
    HasWithdrawn,
    NoCharterYet,
    SignedTooEarly,
    SignedTooLate,
)
from polyphonie.campaigns.models import Engagement, Signature
from polyphonie.campaigns.services.signing import Signing, open_again, sign_charter, withdraw
from polyphonie.core.models import AuditEvent
from polyphonie.territories.services import merge_territory
from tests.factories import (
    NOON,
    CampaignFactory,
    CharterFactory,
    CommitmentFactory,
    EngagementFactory,
    MembershipFactory,
    SignatureFactory,
    TerritoryFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
NASTY = "<script>alert(1)</script>"


@pytest.fixture(autouse=True)
def no_pdf(monkeypatch):
    """The PDF has its own tests."""
    monkeypatch.setattr("polyphonie.campaigns.signing_jobs.can_make_pdf", lambda: False)


@pytest.fixture
def engagement():
    return EngagementFactory(accepted=True)


@pytest.fixture
def charter(engagement):
    return CharterFactory(campaign=engagement.campaign)


def words(charter, **changed):
    who = {"signatory_name": "Dominique Exemple", "signatory_function": "Mayor", "signed_on": NOON.date()}
    return Signing(charter_digest=charter.digest, **(who | changed))


def sign(engagement, charter, at=NOON, **changed):
    return sign_charter(engagement=engagement, signing=words(charter, **changed), person=None, at=at)


def test_the_first_signature_makes_the_territory_signed(engagement, charter):
    signature = sign(engagement, charter)
    engagement.refresh_from_db()
    assert (engagement.status, engagement.charter_signed_on) == (EngagementStatus.SIGNED, NOON.date())
    assert signature.charter_digest == charter.digest
    assert AuditEvent.objects.get(verb="charter_signed").details["version"] == 1


def test_a_version_is_signed_once(engagement, charter):
    sign(engagement, charter)
    with pytest.raises(AlreadySigned):
        sign(engagement, charter)


def test_a_new_version_is_signed_again_and_the_date_of_the_first_stays(engagement, charter):
    sign(engagement, charter)
    second = CharterFactory(campaign=engagement.campaign, version=2, digest="5" * 64)
    later = NOON + timedelta(days=3)
    sign(engagement, second, at=later, signed_on=later.date())
    engagement.refresh_from_db()
    assert (Signature.objects.count(), engagement.charter_signed_on) == (2, NOON.date())


def test_a_charter_that_changed_while_it_was_read_is_not_signed(engagement, charter):
    CharterFactory(campaign=engagement.campaign, version=2, digest="5" * 64)
    with pytest.raises(CharterChanged):
        sign(engagement, charter)
    assert not Signature.objects.exists()


def test_a_draft_is_not_signed(engagement):
    draft = CharterFactory(campaign=engagement.campaign, draft=True)
    with pytest.raises(NoCharterYet):
        sign(engagement, draft)


@pytest.mark.parametrize(
    ("changed", "refused"),
    [
        ({"signed_on": NOON.date() + timedelta(days=1)}, SignedTooLate),
        ({"signed_on": NOON.date() - timedelta(days=1)}, SignedTooEarly),
        ({"deliberation_on": NOON.date() + timedelta(days=1)}, DeliberationTooLate),
    ],
)
def test_impossible_dates_are_refused(engagement, charter, changed, refused):
    with pytest.raises(refused):
        sign(engagement, charter, **changed)


def test_the_day_is_that_of_the_territory():
    noumea = TerritoryFactory(identifier="98818")
    engagement = EngagementFactory(accepted=True, territory=noumea)
    charter = CharterFactory(campaign=engagement.campaign)
    evening_in_paris = datetime(2026, 6, 15, 20, 0, tzinfo=UTC)
    assert sign(engagement, charter, at=evening_in_paris, signed_on=date(2026, 6, 16))


def test_a_territory_that_left_or_merged_does_not_sign(engagement, charter):
    withdraw(engagement=engagement, reason="No means", person=None, at=NOON)
    with pytest.raises(HasWithdrawn):
        sign(engagement, charter)
    open_again(engagement=Engagement.objects.get(), person=UserFactory(), at=NOON)
    merge_territory(former=engagement.territory, into=TerritoryFactory(), on=NOON.date(), person=None, at=NOON)
    with pytest.raises(HasMerged):
        sign(engagement, charter)


def test_nothing_is_signed_nor_left_once_the_campaign_is_closed(engagement, charter):
    engagement.campaign.status = CampaignStatus.CLOSED
    engagement.campaign.save()
    with pytest.raises(CampaignIsClosed):
        sign(engagement, charter)
    with pytest.raises(CampaignIsClosed):
        withdraw(engagement=engagement, reason="No means", person=None, at=NOON)


def test_a_signature_never_changes():
    signature = SignatureFactory()
    with pytest.raises(DatabaseError), transaction.atomic():
        Signature.objects.filter(pk=signature.pk).update(signatory_name="Another")
    with pytest.raises(DatabaseError), transaction.atomic():
        Signature.objects.filter(pk=signature.pk).update(charter_digest="0" * 64)


def test_leaving_is_recorded_and_can_be_undone():
    signature = SignatureFactory()
    left = withdraw(engagement=signature.engagement, reason="No means", person=None, at=NOON)
    assert (left.status, left.withdrawn_at) == (EngagementStatus.WITHDRAWN, NOON)
    with pytest.raises(HasWithdrawn):
        withdraw(engagement=left, reason="Again", person=None, at=NOON)
    back = open_again(engagement=left, person=UserFactory(), at=NOON)
    assert (back.status, back.withdrawn_at) == (EngagementStatus.SIGNED, None)
    with pytest.raises(HasNotWithdrawn):
        open_again(engagement=back, person=UserFactory(), at=NOON)
    verbs = list(AuditEvent.objects.order_by("number").values_list("verb", flat=True))
    assert verbs == ["territory_withdrew", "territory_came_back"]


# --- Pages ------------------------------------------------------------------------------------------------------------


def page_of(engagement, name="sign", *more):
    return reverse(f"campaigns:{name}", args=[engagement.campaign.slug, engagement.territory.slug, *more])


@pytest.fixture
def lead(client, engagement):
    person = MembershipFactory(territory=engagement.territory).user
    client.force_login(person)
    return person


def answers(charter, **changed):
    today = timezone.localdate().isoformat()
    who = {"has_read": "on", "signatory_name": "Dominique", "signatory_function": "Mayor", "signed_on": today}
    return who | {"charter_digest": charter.digest} | changed


def test_a_lead_reads_the_whole_charter_and_signs(client, engagement, lead):
    charter = CharterFactory(campaign=engagement.campaign, draft=True)
    CommitmentFactory(charter=charter, title="Say what is negotiable", text="**Before** the debate")
    charter.digest, charter.published_at = "6" * 64, timezone.now() - timedelta(days=1)
    charter.save()
    page = client.get(page_of(engagement)).content.decode()
    assert "Say what is negotiable" in page
    assert "<strong>Before</strong>" in page
    answer = client.post(page_of(engagement), answers(charter))
    assert answer.url == page_of(engagement, "signed_charter")
    assert Signature.objects.get().recorded_by == lead


@pytest.mark.parametrize("missing", ["has_read", "signatory_name", "signatory_function", "signed_on"])
def test_nothing_is_signed_in_part(client, engagement, charter, lead, missing):
    answer = client.post(page_of(engagement), answers(charter) | {missing: ""})
    assert b"error-summary" in answer.content
    assert not Signature.objects.exists()


def test_a_charter_replaced_meanwhile_is_said_in_a_sentence(client, engagement, charter, lead):
    CharterFactory(campaign=engagement.campaign, version=2, digest="5" * 64)
    answer = client.post(page_of(engagement), answers(charter))
    assert "Une nouvelle version de la charte" in answer.content.decode()
    assert not Signature.objects.exists()


def test_a_file_that_is_not_what_it_says_is_refused(client, engagement, charter, lead):
    file = SimpleUploadedFile("deliberation.pdf", b"<html>not a pdf</html>")
    answer = client.post(page_of(engagement), answers(charter, deliberation_file=file))
    assert b"error-summary" in answer.content
    assert not Signature.objects.exists()


def test_a_deliberation_is_given_as_a_download(client, engagement, charter, lead):
    file = SimpleUploadedFile("deliberation.pdf", b"%PDF-1.7 act")
    client.post(page_of(engagement), answers(charter, deliberation_file=file))
    client.logout()
    answer = client.get(page_of(engagement, "deliberation", 1))
    assert (b"".join(answer.streaming_content), answer["Content-Type"]) == (b"%PDF-1.7 act", "application/pdf")
    assert "attachment" in answer["Content-Disposition"]


@pytest.mark.parametrize("name", ["sign", "withdraw"])
def test_who_may_open_the_pages_of_signing(client, engagement, charter, name):
    territory, address = engagement.territory, page_of(engagement, name)
    assert client.get(address).status_code == 302
    seen = {}
    for role in (Role.TERRITORY_LEAD, Role.ANALYST, Role.CONTRIBUTOR, Role.READER):
        client.force_login(MembershipFactory(role=role, territory=territory).user)
        seen[role] = client.get(address).status_code
    client.force_login(MembershipFactory().user)
    seen["lead of another"] = client.get(address).status_code
    client.force_login(MembershipFactory(coordinator=True).user)
    seen["coordinator"] = client.get(address).status_code
    assert [who for who, status in seen.items() if status == 200] == [Role.TERRITORY_LEAD, "coordinator"]
    assert set(seen.values()) == {200, 404}


def test_a_lead_does_not_open_its_place_again_alone(client, engagement, lead):
    withdraw(engagement=engagement, reason="No means", person=None, at=NOON)
    assert client.post(page_of(engagement, "open_again")).status_code == 403
    client.force_login(MembershipFactory(coordinator=True).user)
    client.post(page_of(engagement, "open_again"))
    assert Engagement.objects.get().is_active


def test_a_signed_charter_is_public_and_an_unsigned_one_does_not_exist(client, engagement, charter):
    assert client.get(page_of(engagement, "signed_charter")).status_code == 404
    sign(engagement, charter, signatory_name=NASTY, deliberation_reference=NASTY)
    page = client.get(page_of(engagement, "signed_charter"))
    assert page.status_code == 200
    assert charter.digest in page.content.decode()
    assert NASTY not in page.content.decode()


def test_the_signatures_of_a_campaign_in_preparation_are_not_public(client):
    signature = SignatureFactory(engagement__campaign=CampaignFactory(draft=True))
    assert client.get(page_of(signature.engagement, "signed_charter")).status_code == 404


def test_earlier_versions_stay_readable(client):
    signature = SignatureFactory()
    engagement = signature.engagement
    SignatureFactory(engagement=engagement, charter__version=2, charter__title="Second text")
    last, first = page_of(engagement, "signed_charter"), page_of(engagement, "signed_version", 1)
    assert "Second text" in client.get(last).content.decode()
    assert first in client.get(last).content.decode()
    assert "Second text" not in client.get(first).content.decode()
    assert client.get(page_of(engagement, "signed_version", 3)).status_code == 404


def test_leaving_is_public_with_its_reason_and_what_was_signed_stays(client, lead, engagement, charter):
    sign(engagement, charter)
    client.post(page_of(engagement, "withdraw"), {"reason": f"No means {NASTY}", "is_sure": "on"})
    client.logout()
    page = client.get(page_of(engagement, "signed_charter")).content.decode()
    assert "No means" in page
    assert NASTY not in page
    assert charter.digest in page


def test_a_territory_that_came_back_says_that_it_had_left(client, engagement, charter):
    sign(engagement, charter)
    left = withdraw(engagement=engagement, reason="No means", person=None, at=NOON)
    open_again(engagement=left, person=UserFactory(), at=NOON)
    page = client.get(page_of(engagement, "signed_charter")).content.decode()
    assert "avait quitté la campagne le 15 juin 2026" in page


def test_leaving_needs_a_reason_and_a_tick(client, lead, engagement):
    for given in ({"reason": ""}, {"reason": "No means"}, {"is_sure": "on"}):
        assert client.post(page_of(engagement, "withdraw"), given).status_code == 200
    assert Engagement.objects.get().is_active


def test_a_merged_territory_says_what_it_is_part_of(client, engagement, charter):
    sign(engagement, charter)
    merge_territory(
        former=engagement.territory, into=TerritoryFactory(name="Bourg-Neuf"), on=NOON.date(), person=None, at=NOON
    )
    assert "fait désormais partie de Bourg-Neuf" in client.get(page_of(engagement, "signed_charter")).content.decode()


def test_people_of_a_successor_get_no_right_on_what_merged(client, engagement):
    successor = MembershipFactory()
    merge_territory(former=engagement.territory, into=successor.territory, on=NOON.date(), person=None, at=NOON)
    client.force_login(successor.user)
    assert client.get(page_of(engagement)).status_code == 404


def test_the_pages_ask_few_questions_of_the_database(client, lead, engagement, django_assert_max_num_queries):
    charter = CharterFactory(campaign=engagement.campaign, draft=True)
    for _ in range(12):
        CommitmentFactory(charter=charter)
    charter.digest, charter.published_at = "6" * 64, NOON
    charter.save()
    with django_assert_max_num_queries(12):
        client.get(page_of(engagement))
    sign(engagement, charter)
    with django_assert_max_num_queries(12):
        client.get(page_of(engagement, "signed_charter"))


def test_the_day_proposed_is_that_of_the_territory(client, charter, engagement, lead):
    engagement.territory.time_zone = "Pacific/Kiritimati"
    engagement.territory.save()
    today = timezone.localdate(timezone=engagement.territory.zone).isoformat()
    assert f'name="signed_on" value="{today}"' in client.get(page_of(engagement)).content.decode()
