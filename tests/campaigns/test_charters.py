"""The charter by versions: drafted, published, frozen, signed again."""

import hashlib
import json
from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse

from polyphonie.accounts.models import Invitation
from polyphonie.campaigns.editions import CommitmentRow
from polyphonie.campaigns.enums import CampaignStatus, EvidenceKind
from polyphonie.campaigns.errors import (
    CampaignIsClosed,
    ChangedMeanwhile,
    ChangeNoteIsMissing,
    CharterIsIncomplete,
    CharterIsPublished,
)
from polyphonie.campaigns.models import Charter
from polyphonie.campaigns.queries import charter_in_force
from polyphonie.campaigns.queries.charters import differences_with_version_before
from polyphonie.campaigns.services import publish_charter
from polyphonie.campaigns.services.charters import (
    CharterWords,
    draft_charter,
    fingerprint_of_words,
    save_charter,
    words_of,
)
from polyphonie.campaigns.services.editing import Edition
from polyphonie.core.models import AuditEvent
from tests.factories import (
    NOON,
    CampaignFactory,
    CharterFactory,
    CommitmentFactory,
    EngagementFactory,
    MembershipFactory,
    SignatureFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft():
    """A first version being prepared, with two commitments."""
    charter = CharterFactory(draft=True)
    CommitmentFactory(charter=charter, code="speak", position=1, title="Speak")
    CommitmentFactory(charter=charter, code="listen", position=2, title="Listen")
    return charter


@pytest.fixture
def coordinator(client):
    """A coordinator who is logged in."""
    person = MembershipFactory(coordinator=True).user
    client.force_login(person)
    return person


def publish(charter, **more):
    return publish_charter(charter=charter, person=UserFactory(), at=NOON, **more)


def next_version(campaign, *, note="We changed a word."):
    charter = draft_charter(campaign=campaign, person=None, at=NOON)
    charter.change_note = note
    charter.save()
    return charter


def edition_of(charter):
    return Edition(UserFactory(), NOON, fingerprint_of_words(words_of(charter)))


def row(commitment, **changes):
    values = {
        "pk": commitment.pk,
        "code": commitment.code,
        "title": commitment.title,
        "text": commitment.text,
        "evidence": commitment.evidence,
    }
    return CommitmentRow(**(values | changes))


def test_a_published_charter_has_the_digest_of_its_canonical_text(draft):
    published = publish(draft)
    content = {
        "title": draft.title,
        "preamble": draft.preamble,
        "commitments": [
            {"code": one.code, "title": one.title, "text": one.text, "evidence": one.evidence}
            for one in draft.commitments.all()
        ],
    }
    written = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert published.digest == hashlib.sha256(written.encode()).hexdigest()


def test_the_charter_in_force_is_the_last_published(draft):
    assert charter_in_force(draft.campaign) is None
    publish(draft)
    second = next_version(draft.campaign)
    assert charter_in_force(draft.campaign) == draft
    publish(second)
    assert charter_in_force(draft.campaign) == second


def test_publishing_is_in_the_audit_trail_with_its_digest(draft):
    published = publish(draft)
    event = AuditEvent.objects.get(verb="charter_published")
    assert event.details == {"version": 1, "digest": published.digest}


def test_a_charter_is_not_published_twice(draft):
    publish(draft)
    with pytest.raises(CharterIsPublished):
        publish(draft)


def test_a_charter_without_a_commitment_is_not_published():
    with pytest.raises(CharterIsIncomplete):
        publish(CharterFactory(draft=True))


def test_a_second_version_says_what_changed(draft):
    publish(draft)
    with pytest.raises(ChangeNoteIsMissing):
        publish(next_version(draft.campaign, note=" "))


def test_a_new_version_starts_from_the_last_and_keeps_the_codes(draft):
    publish(draft)
    second = next_version(draft.campaign)
    assert second.version == 2
    assert [one.code for one in second.commitments.all()] == ["speak", "listen"]


def test_there_is_one_draft_at_a_time(draft):
    assert draft_charter(campaign=draft.campaign, person=None, at=NOON) == draft


def test_a_closed_campaign_takes_no_new_version(draft):
    draft.campaign.status = CampaignStatus.CLOSED
    draft.campaign.save()
    with pytest.raises(CampaignIsClosed):
        draft_charter(campaign=draft.campaign, person=None, at=NOON)
    with pytest.raises(CampaignIsClosed):
        publish(draft)


def test_commitments_are_moved_changed_added_and_removed(draft):
    speak, listen = draft.commitments.all()
    rows = (row(listen, title="Listen well"), CommitmentRow(None, "", "Answer", "", EvidenceKind.REPLIES_GIVEN))
    words = CharterWords("Title", "Preamble", "", rows)
    save_charter(charter=draft, words=words, removed={speak.pk}, edition=edition_of(draft))
    saved = [(one.code, one.title, one.position) for one in draft.commitments.all()]
    assert saved == [("listen", "Listen well", 1), ("answer", "Answer", 2)]


def test_a_new_commitment_never_takes_the_code_of_one_that_was_removed(draft):
    publish(draft)
    second = next_version(draft.campaign)
    speak, listen = second.commitments.all()
    rows = (row(listen), CommitmentRow(None, "", "Speak", "", EvidenceKind.DECLARED))
    words = CharterWords("Title", "", "", rows)
    save_charter(charter=second, words=words, removed={speak.pk}, edition=edition_of(second))
    assert [one.code for one in second.commitments.all()] == ["listen", "speak-2"]


def test_nobody_overwrites_a_draft_they_have_not_seen(draft):
    edition = edition_of(draft)
    Charter.objects.filter(pk=draft.pk).update(preamble="Of somebody else")
    with pytest.raises(ChangedMeanwhile):
        save_charter(charter=draft, words=words_of(draft), edition=edition)


def test_a_published_charter_is_not_edited(draft):
    edition = edition_of(draft)
    publish(draft)
    with pytest.raises(CharterIsPublished):
        save_charter(charter=draft, words=words_of(draft), edition=edition)


def test_a_version_tells_what_changed_since_the_one_before(draft):
    publish(draft)
    second = next_version(draft.campaign)
    speak, listen = second.commitments.all()
    rows = (row(listen, text="Really."), CommitmentRow(None, "", "Answer", "", EvidenceKind.DECLARED))
    words = CharterWords(second.title, "Another preamble", "Note", rows)
    save_charter(charter=second, words=words, removed={speak.pk}, edition=edition_of(second))
    second.refresh_from_db()
    differences = differences_with_version_before(second)
    assert [(one.kind, one.title) for one in differences.changes] == [
        ("changed", "Listen"),
        ("added", "Answer"),
        ("removed", "Speak"),
    ]
    assert differences.is_preamble_changed
    assert not differences.is_title_changed


def test_commitments_in_another_order_are_told_so(draft):
    publish(draft)
    second = next_version(draft.campaign)
    speak, listen = second.commitments.all()
    words = CharterWords(second.title, second.preamble, "Note", (row(listen), row(speak)))
    save_charter(charter=second, words=words, edition=edition_of(second))
    assert [one.kind for one in differences_with_version_before(second).changes] == ["moved"]


def test_the_first_version_has_nothing_before_it(draft):
    assert differences_with_version_before(publish(draft)) is None


def signed_by_a_lead(charter, *, person=None, **engagement):
    membership = MembershipFactory(**({"user": person} if person else {}))
    engaged = EngagementFactory(campaign=charter.campaign, territory=membership.territory, **engagement)
    SignatureFactory(engagement=engaged, charter=charter)
    return membership.user


def test_each_lead_of_a_signatory_receives_one_mail_for_a_new_version(draft, django_capture_on_commit_callbacks):
    publish(draft)
    lead = signed_by_a_lead(draft)
    signed_by_a_lead(draft, person=lead)
    signed_by_a_lead(draft, withdrawn=True)
    MembershipFactory(territory=draft.campaign.engagements.first().territory, reader=True)
    with django_capture_on_commit_callbacks(execute=True):
        publish(next_version(draft.campaign))
    assert [message.to for message in mail.outbox] == [[lead.email]]
    assert "We changed a word." in mail.outbox[0].body
    assert "/charte/versions/2/" in mail.outbox[0].body


def test_the_mail_is_in_the_language_of_the_lead(draft, django_capture_on_commit_callbacks):
    publish(draft)
    lead = signed_by_a_lead(draft)
    Invitation.objects.create(
        email=lead.email,
        role="territory_lead",
        territory=lead.memberships.get().territory,
        accepted_by=lead,
        accepted_at=NOON - timedelta(days=2),
        expires_at=NOON,
        language="en",
        secret_digest="a" * 64,
    )
    with django_capture_on_commit_callbacks(execute=True):
        publish(next_version(draft.campaign))
    assert "/en/" in mail.outbox[0].body
    assert "new version" in mail.outbox[0].subject


def test_a_first_version_sends_no_mail(draft, django_capture_on_commit_callbacks):
    EngagementFactory(campaign=draft.campaign, territory=MembershipFactory().territory)
    with django_capture_on_commit_callbacks(execute=True):
        publish(draft)
    assert mail.outbox == []


def test_a_signature_stays_with_the_version_that_was_signed(draft):
    publish(draft)
    signature = SignatureFactory(engagement__campaign=draft.campaign, charter=draft)
    publish(next_version(draft.campaign))
    signature.refresh_from_db()
    assert signature.charter == draft
    assert signature.charter_digest == draft.digest or signature.charter_id == draft.pk


# Pages


def test_the_charter_is_drafted_then_published_in_the_browser(client, coordinator, draft):
    address = reverse("campaigns:charter_edit", args=[draft.campaign.slug])
    page = client.get(address)
    assert page.status_code == 200
    data = {"seen": page.context["form"].initial["seen"], "title": "Our charter", "preamble": "Together."}
    data |= {"commitments-TOTAL_FORMS": 3, "commitments-INITIAL_FORMS": 2}
    for rank, one in enumerate(draft.commitments.all()):
        for name in ("pk", "code", "title", "text", "evidence"):
            data[f"commitments-{rank}-{name}"] = getattr(one, name)
        data[f"commitments-{rank}-ORDER"] = rank + 1
    data |= {"commitments-2-title": "", "commitments-2-evidence": EvidenceKind.DECLARED}
    response = client.post(address, data | {"preview": "1"})
    assert response.url == reverse("campaigns:charter_publish", args=[draft.campaign.slug])
    assert "Our charter" in client.get(response.url).content.decode()
    assert draft.commitments.count() == 2
    client.post(response.url, {"is_sure": "on"})
    draft.refresh_from_db()
    assert draft.is_published


def test_a_charter_that_somebody_else_saved_is_shown_with_what_was_typed(client, coordinator, draft):
    address = reverse("campaigns:charter_edit", args=[draft.campaign.slug])
    seen = client.get(address).context["form"].initial["seen"]
    Charter.objects.filter(pk=draft.pk).update(title="Of somebody else")
    data = {"seen": seen, "title": "Mine", "preamble": "My words"}
    data |= {"commitments-TOTAL_FORMS": 0, "commitments-INITIAL_FORMS": 0}
    response = client.post(address, data)
    assert response.status_code == 200
    assert "My words" in response.content.decode()
    again = response.context["form"]["seen"].value()
    assert client.post(address, data | {"seen": again}).status_code == 302
    draft.refresh_from_db()
    assert (draft.title, draft.commitments.count()) == ("Mine", 2)


def test_publishing_asks_whether_one_is_sure(client, coordinator, draft):
    client.post(reverse("campaigns:charter_publish", args=[draft.campaign.slug]), {})
    draft.refresh_from_db()
    assert not draft.is_published


def test_a_new_version_is_asked_for_by_a_form_only(client, coordinator, draft):
    address = reverse("campaigns:charter_draft", args=[draft.campaign.slug])
    assert client.get(address).status_code == 405
    assert client.post(address).status_code == 302


@pytest.mark.parametrize("name", ["charter_edit", "charter_publish", "charter_draft"])
def test_a_lead_does_not_write_the_charter(client, draft, name):
    client.force_login(MembershipFactory().user)
    address = reverse(f"campaigns:{name}", args=[draft.campaign.slug])
    assert client.post(address, {"is_sure": "on"}).status_code == 403


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_anyone_reads_the_charter_and_who_signed_it(client, draft, prefix, django_assert_max_num_queries):
    publish(draft)
    names = [SignatureFactory(engagement__campaign=draft.campaign, charter=draft) for _ in range(3)]
    address = prefix + reverse("campaigns:charter", args=[draft.campaign.slug])
    with django_assert_max_num_queries(12):
        page = client.get(address).content.decode()
    assert draft.title in page
    assert all(one.engagement.territory.name in page for one in names)


def test_who_withdrew_is_no_longer_among_the_signatories(client, draft):
    publish(draft)
    gone = SignatureFactory(
        engagement=EngagementFactory(campaign=draft.campaign, withdrawn=True), charter=draft
    ).engagement
    page = client.get(reverse("campaigns:charter", args=[draft.campaign.slug])).content.decode()
    assert gone.territory.name not in page


def test_signatories_are_listed_by_pages(client, draft, django_assert_max_num_queries):
    publish(draft)
    EngagementFactory.create_batch(60, campaign=draft.campaign)
    with django_assert_max_num_queries(12):
        response = client.get(reverse("campaigns:charter", args=[draft.campaign.slug]))
    assert len(response.context["page"]) == 25
    assert len(response.content) < 50_000


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_a_version_shows_what_changed_with_few_queries(client, draft, prefix, django_assert_max_num_queries):
    publish(draft)
    publish(next_version(draft.campaign))
    addresses = [prefix + reverse("campaigns:charter_version", args=[draft.campaign.slug, one]) for one in (1, 2)]
    for address in addresses:
        with django_assert_max_num_queries(12):
            page = client.get(address)
        assert page.status_code == 200
    assert "We changed a word." in page.content.decode()


def test_a_draft_of_the_charter_has_no_public_page(client, draft):
    assert client.get(reverse("campaigns:charter_version", args=[draft.campaign.slug, 1])).status_code == 404


@pytest.mark.parametrize("name", ["charter", "framing"])
def test_the_pages_of_a_campaign_in_preparation_are_for_the_national_team(client, name):
    address = reverse(f"campaigns:{name}", args=[CampaignFactory(draft=True).slug])
    assert client.get(address).status_code == 404
    client.force_login(MembershipFactory().user)
    assert client.get(address).status_code == 404
    client.force_login(MembershipFactory(analyst=True, territory=None).user)
    assert client.get(address).status_code == 200


@pytest.mark.parametrize("name", ["charter", "framing"])
def test_a_closed_campaign_stays_readable(client, name):
    campaign = CampaignFactory(status=CampaignStatus.CLOSED)
    assert client.get(reverse(f"campaigns:{name}", args=[campaign.slug])).status_code == 200


def test_two_campaigns_live_side_by_side(client, draft):
    publish(draft)
    other = CharterFactory(title="The other charter")
    page = client.get(reverse("campaigns:charter", args=[draft.campaign.slug])).content.decode()
    assert other.title not in page
