"""Creating, editing, opening and closing campaigns."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from polyphonie.campaigns.editions import QuestionRow, fingerprint_of_rows
from polyphonie.campaigns.enums import CampaignStatus, Deadline, EvidenceKind
from polyphonie.campaigns.errors import (
    CampaignAlreadyOpened,
    CampaignIsClosed,
    CampaignNotOpen,
    CampaignNotReady,
    ChangedMeanwhile,
)
from polyphonie.campaigns.models import Campaign, Charter
from polyphonie.campaigns.permissions import refuse_if_closed
from polyphonie.campaigns.services.creating import NewCampaign, create_campaign
from polyphonie.campaigns.services.editing import Edition, question_rows, save_questions
from polyphonie.campaigns.services.phases import close_campaign, open_campaign
from polyphonie.campaigns.shipped import shipped_campaign
from polyphonie.core.models import AuditEvent
from tests.factories import (
    NOON,
    CampaignFactory,
    CharterFactory,
    CommitmentFactory,
    MembershipFactory,
    MilestoneFactory,
    QuestionFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
OPENS = date(2027, 3, 1)
HOSTILE = '<script>alert(1)</script><img src=x onerror="alert(2)">'


@pytest.fixture
def coordinator(client):
    """A coordinator who is logged in."""
    person = MembershipFactory(coordinator=True).user
    client.force_login(person)
    return person


def create(**asked):
    asked = {"title": "Nouvelle campagne", "language": "fr", "opens_on": OPENS} | asked
    return create_campaign(asked=NewCampaign(**asked), person=UserFactory(), at=NOON)


def edition(seen):
    return Edition(UserFactory(), NOON, seen)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_shipped_charter_holds_seven_commitments_each_with_its_evidence(language):
    commitments = shipped_campaign(language).commitments
    assert [one.evidence for one in commitments] == [
        EvidenceKind.MANDATE_STATED,
        EvidenceKind.ACTIVITIES_DOCUMENTED,
        EvidenceKind.DECLARED,
        EvidenceKind.PUBLICS_DESCRIBED,
        EvidenceKind.GRID_PUBLISHED,
        EvidenceKind.REPLIES_GIVEN,
        EvidenceKind.DATA_OPENED,
    ]


def test_both_languages_ship_the_same_campaign():
    fr, en = shipped_campaign("fr"), shipped_campaign("en")
    assert [one.code for one in fr.commitments] == [one.code for one in en.commitments]
    assert [(one.days, one.deadline) for one in fr.milestones] == [(one.days, one.deadline) for one in en.milestones]
    assert len(fr.questions) == len(en.questions)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_shipped_texts_say_that_they_are_a_first_version(language):
    shipped, words = shipped_campaign(language), {"fr": "première version", "en": "first version"}[language]
    assert all(words in text for text in (shipped.call, shipped.framing_note, shipped.charter_preamble))


def test_a_campaign_made_from_the_template_has_its_calendar_counted_from_the_opening():
    campaign = create()
    dates = {entry.deadline: entry.date for entry in campaign.milestones.exclude(deadline="")}
    assert dates[Deadline.SIGN] == OPENS + timedelta(days=120)
    assert campaign.charters.get().commitments.count() == 7
    assert campaign.status == CampaignStatus.DRAFT


def test_a_campaign_made_in_english_has_english_texts():
    assert "artificial intelligence" in create(language="en").summary


def test_a_campaign_made_from_an_earlier_one_takes_its_texts_and_moves_its_calendar():
    earlier = CampaignFactory(opens_on=date(2026, 1, 1), call="Come.", disclosure_threshold=12, other_languages=["br"])
    QuestionFactory(campaign=earlier, text="Why?")
    MilestoneFactory(campaign=earlier, date=date(2026, 2, 1), deadline=Deadline.GRID)
    charter = CharterFactory(campaign=earlier, draft=True)
    CommitmentFactory(charter=charter, code="kept")
    made = create(made_from=earlier)
    assert (made.call, made.disclosure_threshold, made.other_languages) == ("Come.", 12, ["br"])
    assert [question.text for question in made.questions.all()] == ["Why?"]
    assert made.milestones.get().date == OPENS + timedelta(days=31)
    assert made.milestones.get().deadline == Deadline.GRID
    assert made.charters.get().commitments.get().code == "kept"
    assert not made.charters.get().is_published


def test_two_campaigns_of_the_same_title_have_two_addresses():
    assert create().slug != create().slug


def test_no_campaign_takes_the_address_of_the_page_that_creates_them():
    assert create(title="Nouvelle").slug != "nouvelle"


def test_creating_a_campaign_is_in_the_audit_trail():
    campaign = create()
    assert AuditEvent.objects.get(verb="campaign_created").campaign_id == campaign.pk


def test_a_campaign_opens_once_it_has_a_charter_a_question_and_a_date():
    campaign = CampaignFactory(draft=True)
    with pytest.raises(CampaignNotReady):
        open_campaign(campaign=campaign, person=None, at=NOON)
    QuestionFactory(campaign=campaign)
    CharterFactory(campaign=campaign)
    assert open_campaign(campaign=campaign, person=None, at=NOON).status == CampaignStatus.OPEN


def test_an_open_campaign_is_not_opened_again():
    with pytest.raises(CampaignAlreadyOpened):
        open_campaign(campaign=CampaignFactory(), person=None, at=NOON)


def test_a_closed_campaign_says_when_and_refuses_every_write():
    campaign = CampaignFactory()
    closed = close_campaign(campaign=campaign, person=None, at=NOON)
    assert closed.closed_at == NOON
    with pytest.raises(CampaignIsClosed):
        refuse_if_closed(campaign)
    with pytest.raises(CampaignIsClosed):
        close_campaign(campaign=campaign, person=None, at=NOON)


def test_a_campaign_in_preparation_cannot_be_closed():
    with pytest.raises(CampaignNotOpen):
        close_campaign(campaign=CampaignFactory(draft=True), person=None, at=NOON)


def test_questions_are_moved_corrected_added_and_removed_at_once():
    campaign = CampaignFactory()
    first, second, third = (QuestionFactory(campaign=campaign, position=n, text=f"Q{n}") for n in (1, 2, 3))
    rows = [QuestionRow(third.pk, "Q3"), QuestionRow(first.pk, "Q1, better"), QuestionRow(None, "New")]
    seen = fingerprint_of_rows(question_rows(campaign))
    save_questions(campaign=campaign, rows=rows, removed={second.pk}, edition=edition(seen))
    assert [question.text for question in campaign.questions.all()] == ["Q3", "Q1, better", "New"]
    assert set(campaign.questions.values_list("pk", flat=True)) > {first.pk, third.pk}


def test_a_question_that_was_added_meanwhile_is_never_lost():
    campaign = CampaignFactory()
    seen = fingerprint_of_rows(question_rows(campaign))
    QuestionFactory(campaign=campaign, text="Of somebody else")
    rows = [QuestionRow(None, "Mine")]
    with pytest.raises(ChangedMeanwhile):
        save_questions(campaign=campaign, rows=rows, removed=(), edition=edition(seen))
    seen = fingerprint_of_rows(question_rows(campaign))
    save_questions(campaign=campaign, rows=rows, removed=(), edition=edition(seen))
    assert [question.text for question in campaign.questions.all()] == ["Mine", "Of somebody else"]


def test_questions_of_another_campaign_stay_out():
    campaign, other = CampaignFactory(), QuestionFactory(text="Theirs")
    seen = fingerprint_of_rows([])
    save_questions(campaign=campaign, rows=[QuestionRow(other.pk, "Stolen")], removed={other.pk}, edition=edition(seen))
    other.refresh_from_db()
    assert other.text == "Theirs"


def test_a_closed_campaign_takes_no_question():
    campaign = CampaignFactory(status=CampaignStatus.CLOSED)
    with pytest.raises(CampaignIsClosed):
        save_questions(campaign=campaign, rows=[], removed=(), edition=edition(""))


def pages_of(campaign):
    slug = campaign.slug
    names = ("manage", "questions", "calendar", "open", "close", "charter_edit")
    sections = ("general", "call", "note", "languages", "threshold")
    return [
        reverse("campaigns:desk"),
        reverse("campaigns:create"),
        *(reverse(f"campaigns:{name}", args=[slug]) for name in names),
        *(reverse("campaigns:edit", args=[slug, section]) for section in sections),
    ]


def test_a_stranger_is_asked_to_log_in_before_the_back_office(client):
    for address in pages_of(CampaignFactory()):
        assert client.get(address).status_code == 302


@pytest.mark.parametrize("traits", [{}, {"analyst": True, "territory": None}, {"reader": True}])
def test_only_the_coordinator_runs_a_campaign(client, traits):
    client.force_login(MembershipFactory(**traits).user)
    for address in pages_of(CampaignFactory()):
        assert client.get(address).status_code == 403


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_page_of_the_coordinator_answers_with_few_queries(
    client, coordinator, language, django_assert_max_num_queries
):
    campaign = create()
    client.cookies["django_language"] = language
    for address in pages_of(campaign):
        path = address if language == "fr" else f"/en{address}"
        with django_assert_max_num_queries(12):
            assert client.get(path).status_code == 200


def test_a_campaign_is_created_in_the_browser(client, coordinator):
    typed = {"title": "Débat", "language": "fr", "opens_on": "2027-03-01", "closes_on": "", "made_from": ""}
    response = client.post(reverse("campaigns:create"), typed)
    campaign = Campaign.objects.get(title="Débat")
    assert response.url == reverse("campaigns:manage", args=[campaign.slug])


def test_a_campaign_cannot_end_before_it_opens(client, coordinator):
    typed = {"title": "Débat", "language": "fr", "opens_on": "2027-03-01", "closes_on": "2027-02-01", "made_from": ""}
    response = client.post(reverse("campaigns:create"), typed)
    assert response.context["form"].has_error("closes_on")


def edit(client, campaign, section, **typed):
    address = reverse("campaigns:edit", args=[campaign.slug, section])
    seen = client.get(address).context["form"].initial["seen"]
    return client.post(address, {"seen": seen} | typed)


def test_the_note_is_previewed_without_being_saved(client, coordinator):
    campaign = CampaignFactory(draft=True)
    page = edit(client, campaign, "note", framing_note="**fort**", preview="1").content.decode()
    assert "<strong>fort</strong>" in page
    campaign.refresh_from_db()
    assert campaign.framing_note == ""


def test_a_second_coordinator_does_not_overwrite_what_they_have_not_seen(client, coordinator):
    campaign = CampaignFactory(call="Before")
    address = reverse("campaigns:edit", args=[campaign.slug, "call"])
    seen = client.get(address).context["form"].initial["seen"]
    Campaign.objects.filter(pk=campaign.pk).update(call="Of somebody else")
    response = client.post(address, {"seen": seen, "call": "Mine"})
    page = response.content.decode()
    assert "Of somebody else" in page
    assert "Mine" in page
    again = response.context["form"]["seen"].value()
    client.post(address, {"seen": again, "call": "Mine and theirs"})
    campaign.refresh_from_db()
    assert campaign.call == "Mine and theirs"


def test_the_address_of_an_open_campaign_stays(client, coordinator):
    campaign = CampaignFactory()
    edit(client, campaign, "general", title="Other", slug="other", summary="", opens_on="", closes_on="")
    before, campaign = campaign.slug, Campaign.objects.get(pk=campaign.pk)
    assert (campaign.slug, campaign.title) == (before, "Other")


def test_an_address_that_is_taken_is_refused(client, coordinator):
    taken, campaign = CampaignFactory(), CampaignFactory(draft=True)
    response = edit(client, campaign, "general", title="Other", slug=taken.slug, summary="")
    assert response.context["form"].has_error("slug")


@pytest.mark.parametrize(
    ("typed", "is_taken"), [("0", False), ("1", True), ("100", True), ("101", False), ("x", False)]
)
def test_the_threshold_is_between_1_and_100(client, coordinator, typed, is_taken):
    response = edit(client, CampaignFactory(), "threshold", disclosure_threshold=typed)
    assert (response.status_code == 302) == is_taken


def test_an_unknown_section_is_not_found(client, coordinator):
    assert client.get(reverse("campaigns:edit", args=[CampaignFactory().slug, "other"])).status_code == 404


def test_editing_a_closed_campaign_is_refused_in_words(client, coordinator):
    campaign = CampaignFactory(status=CampaignStatus.CLOSED, closed_at=NOON)
    response = edit(client, campaign, "call", call="Mine")
    assert response.status_code == 200
    assert response.context["form"].non_field_errors()
    assert client.get(reverse("campaigns:manage", args=[campaign.slug])).status_code == 200


def rows_posted(prefix, rows, *, n_saved, **more):
    data = {f"{prefix}-TOTAL_FORMS": len(rows), f"{prefix}-INITIAL_FORMS": n_saved}
    for rank, row in enumerate(rows):
        data |= {f"{prefix}-{rank}-{name}": value for name, value in row.items()}
    return data | more


def test_questions_are_saved_in_the_browser(client, coordinator):
    campaign = CampaignFactory()
    first, second = (QuestionFactory(campaign=campaign, position=n, text=f"Q{n}") for n in (1, 2))
    address = reverse("campaigns:questions", args=[campaign.slug])
    seen = client.get(address).context["seen"].initial["seen"]
    rows = [
        {"pk": first.pk, "text": "Q1", "ORDER": 2},
        {"pk": second.pk, "text": "Q2", "ORDER": 2},
        {"text": "Q3", "ORDER": ""},
        {"text": "", "ORDER": ""},
    ]
    assert client.post(address, rows_posted("questions", rows, n_saved=2, seen=seen)).status_code == 302
    assert [question.text for question in campaign.questions.all()] == ["Q2", "Q1", "Q3"]


def test_a_calendar_refused_for_a_date_keeps_what_was_typed(client, coordinator):
    campaign = CampaignFactory()
    address = reverse("campaigns:calendar", args=[campaign.slug])
    seen = client.get(address).context["seen"].initial["seen"]
    rows = [{"date": "2026-02-31", "label": "A meeting", "deadline": ""}]
    page = client.post(address, rows_posted("milestones", rows, n_saved=0, seen=seen)).content.decode()
    assert "A meeting" in page
    assert "2026-02-31" in page


def test_html_in_every_field_is_shown_as_text(client, coordinator):
    campaign = CampaignFactory(title=HOSTILE, summary=HOSTILE, call=HOSTILE, framing_note=HOSTILE)
    QuestionFactory(campaign=campaign, text=HOSTILE)
    MilestoneFactory(campaign=campaign, label=HOSTILE)
    charter = CharterFactory(campaign=campaign, draft=True, title=HOSTILE, preamble=HOSTILE, change_note=HOSTILE)
    CommitmentFactory(charter=charter, title=HOSTILE, text=HOSTILE)
    slug = campaign.slug
    pages = [*pages_of(campaign), reverse("campaigns:charter_publish", args=[slug])]
    pages += [reverse(f"campaigns:{name}", args=[slug]) for name in ("framing", "charter")]
    for address in pages:
        page = client.get(address).content.decode()
        assert "<script>alert" not in page, address
        assert "<img src=x" not in page, address
    Charter.objects.filter(pk=charter.pk).update(published_at=NOON, digest="a" * 64)
    for name, args in (("charter", [slug]), ("charter_version", [slug, 1])):
        page = client.get(reverse(f"campaigns:{name}", args=args)).content.decode()
        assert "<script>alert" not in page
        assert "<img src=x" not in page


def test_a_link_with_a_script_in_the_note_is_taken_out(client):
    campaign = CampaignFactory(framing_note="[click](javascript:alert(1)) [there](https://example.org)")
    page = client.get(reverse("campaigns:framing", args=[campaign.slug])).content.decode()
    assert 'href="javascript:' not in page
    assert 'href="https://example.org"' in page


def test_the_checklist_says_what_is_missing_and_what_other_rooms_hold(client, coordinator):
    campaign = create()
    checks = client.get(reverse("campaigns:manage", args=[campaign.slug])).context["checks"]
    missing = {check.label for check in checks if not check.is_done}
    assert len(missing) == 4
    assert [check.label for check in checks if check.is_required and not check.is_done] == ["La charte est publiée"]


def test_the_shipped_charter_is_not_published_unread_without_a_warning(client, coordinator):
    campaign = create()
    address = reverse("campaigns:charter_publish", args=[campaign.slug])
    assert client.get(address).context["is_unread"]
    campaign.charters.update(preamble="Our own words.")
    assert not client.get(address).context["is_unread"]


def test_a_text_that_nobody_changed_stays_the_same_through_a_browser(client, coordinator):
    campaign = create()
    before = campaign.framing_note
    edit(client, campaign, "note", framing_note=before.replace("\n", "\r\n"))
    campaign.refresh_from_db()
    assert campaign.framing_note == before
