from datetime import UTC, datetime

import pytest

from polyphonie.campaigns.enums import CampaignStatus, EngagementStatus
from polyphonie.campaigns.models import Campaign, Engagement
from polyphonie.consultations.models import Consultation, SoughtPublic
from polyphonie.core.models import AuditEvent
from tests.factories import NOON, ConsultationFactory, EngagementFactory, MembershipFactory, TerritoryFactory

pytestmark = pytest.mark.django_db
TYPED = {"title": "L’IA à la médiathèque", "mandate": "consultation"}
HTML = "<script>alert(1)</script><b>gras</b>"


def _edit(client, consultation, **typed):
    address = f"/bureau/consultations/{consultation.slug}/"
    seen = client.get(address).context["form"]["seen"].value()
    return client.post(address, {"title": consultation.title, "mandate": "consultation", "seen": seen, **typed})


@pytest.mark.parametrize("role", ["territory_lead", "contributor", "analyst", "coordinator", "national_analyst"])
def test_who_works_in_the_territory_creates_a_consultation(client, place, people, role):
    client.force_login(getattr(people, role))
    assert client.post(place.new, TYPED).status_code == 302
    consultation = Consultation.objects.get()
    assert not consultation.is_published
    assert consultation.slug == "lia-a-la-mediatheque"


@pytest.mark.parametrize("role", ["reader", "ethics_member", "lead_elsewhere", "contributor_elsewhere"])
def test_nobody_else_creates_a_consultation(client, place, people, role):
    client.force_login(getattr(people, role))
    assert client.get(place.new).status_code == 404
    assert client.post(place.new, TYPED).status_code == 404
    assert not Consultation.objects.exists()


def test_a_stranger_is_asked_to_log_in(client, place):
    consultation = ConsultationFactory(draft=True)
    for address in (place.new, *(f"/bureau/consultations/{consultation.slug}/{end}" for end in ("", "relecture/"))):
        assert client.get(address).status_code == 302


@pytest.mark.parametrize("role", ["reader", "ethics_member", "lead_elsewhere", "contributor_elsewhere"])
@pytest.mark.parametrize("end", ["", "relecture/", "sequences/", "sequences/nouvelle/"])
def test_nobody_else_opens_the_desk_of_a_consultation(client, place, people, role, end):
    consultation = ConsultationFactory(campaign=place.campaign, territory=place.territory)
    client.force_login(getattr(people, role))
    assert client.get(f"/bureau/consultations/{consultation.slug}/{end}").status_code == 404


@pytest.mark.parametrize(
    ("status", "sentence"),
    [(EngagementStatus.ACCEPTED, "n’est pas encore signée"), (EngagementStatus.WITHDRAWN, "a quitté la campagne")],
)
def test_a_territory_that_has_not_signed_or_has_left_creates_nothing(client, place, status, sentence):
    Engagement.objects.update(status=status, withdrawn_at=NOON)
    client.force_login(place.lead)
    assert sentence in client.get(place.new).content.decode()
    assert sentence in client.post(place.new, TYPED).content.decode()
    assert not Consultation.objects.exists()


@pytest.mark.parametrize(
    ("status", "sentence"), [(CampaignStatus.CLOSED, "close"), (CampaignStatus.DRAFT, "pas encore ouverte")]
)
def test_a_campaign_that_is_not_open_takes_no_consultation(client, place, status, sentence):
    Campaign.objects.update(status=status)
    client.force_login(place.lead)
    assert sentence in client.post(place.new, TYPED).content.decode()
    assert not Consultation.objects.exists()


def test_a_territory_that_never_joined_creates_nothing(client, place):
    stranger = MembershipFactory()
    address = place.new.replace(place.territory.slug, stranger.territory.slug)
    client.force_login(stranger.user)
    assert "n’a pas rejoint" in client.post(address, TYPED).content.decode()


def test_nothing_of_a_closed_campaign_is_changed_or_published(client, place):
    consultation = ConsultationFactory(campaign=place.campaign, territory=place.territory, draft=True)
    client.force_login(place.lead)
    Campaign.objects.update(status=CampaignStatus.CLOSED)
    assert client.post(f"/bureau/consultations/{consultation.slug}/", TYPED).status_code == 200
    client.post(f"/bureau/consultations/{consultation.slug}/publication/", {"action": "publish"})
    consultation.refresh_from_db()
    assert consultation.title != TYPED["title"]
    assert not consultation.is_published


def test_everything_is_kept_as_it_was_typed(client, place):
    consultation = ConsultationFactory(campaign=place.campaign, territory=place.territory)
    client.force_login(place.lead)
    texts = {
        name: f"{name} {HTML}"
        for name in ("question", "negotiable", "decision", "organizer", "guarantor", "methods", "publics_absent")
    }
    answer = _edit(client, consultation, **texts, title="مدينة", information_url="https://example.org/x")
    assert answer.status_code == 302
    consultation.refresh_from_db()
    assert {name: getattr(consultation, name) for name in texts} == texts
    page = client.get(f"/consultations/{consultation.slug}/").content.decode()
    assert "مدينة" in page
    assert "<script>alert" not in page
    assert "<b>gras" not in page
    assert page.count("&lt;script&gt;") >= len(texts)


def test_the_slug_stays_when_the_title_changes(client, place):
    consultation = ConsultationFactory(campaign=place.campaign, territory=place.territory, slug="first")
    client.force_login(place.lead)
    _edit(client, consultation, title="Another one")
    consultation.refresh_from_db()
    assert (consultation.slug, consultation.title) == ("first", "Another one")


@pytest.mark.parametrize("title", ["مدينة", "L’IA à la médiathèque"])
def test_two_consultations_of_one_title_have_two_slugs(client, place, title):
    client.force_login(place.lead)
    for _ in range(3):
        assert client.post(place.new, {**TYPED, "title": title}).status_code == 302
    slugs = set(Consultation.objects.values_list("slug", flat=True))
    assert len(slugs) == 3
    assert all(slugs)


def test_dates_are_typed_on_the_clock_of_the_territory(client):
    territory = TerritoryFactory(foreign=True, country="CA", time_zone="America/Toronto")
    engagement = EngagementFactory(territory=territory)
    client.force_login(MembershipFactory(territory=territory).user)
    address = f"/bureau/campagnes/{engagement.campaign.slug}/territoires/{territory.slug}/consultations/nouvelle/"
    typed = {"opens_on": "2026-03-08", "opens_hour": "10:00", "closes_on": "2026-11-01"}
    assert client.post(address, {**TYPED, **typed}).status_code == 302
    consultation = Consultation.objects.get()
    assert consultation.opens_at == datetime(2026, 3, 8, 14, 0, tzinfo=UTC)
    assert consultation.closes_at == datetime(2026, 11, 2, 4, 59, tzinfo=UTC)
    page = client.get(f"/consultations/{consultation.slug}/").content.decode()
    assert "1er novembre 2026" in page


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"opens_on": "2026-03-29", "opens_hour": "02:30"}, "n’existe pas ce jour-là"),
        ({"opens_on": "2026-10-25", "opens_hour": "02:30"}, "arrive deux fois"),
        ({"opens_hour": "02:30"}, "aussi le jour"),
        ({"opens_on": "2026-05-02", "closes_on": "2026-05-01"}, "avant d’ouvrir"),
        ({"closes_on": "2026-05-01"}, "aussi quand elle ouvre"),
        ({"information_url": "javascript:alert(1)"}, "URL"),
        ({"sought_young": "on", "reach_young": "absent"}, "pourquoi ce public"),
        ({"sought_young": "on", "expected_young": "-3"}, "supérieure ou égale à 0"),
        ({"title": ""}, "obligatoire"),
    ],
)
def test_what_cannot_be_is_said_beside_the_field(client, place, typed, sentence):
    client.force_login(place.lead)
    answer = client.post(place.new, {**TYPED, **typed})
    assert answer.status_code == 200
    assert sentence in answer.content.decode()
    assert not Consultation.objects.exists()


def test_publics_are_ticked_counted_and_explained(client, place):
    consultation = ConsultationFactory(campaign=place.campaign, territory=place.territory)
    client.force_login(place.lead)
    young = {
        "sought_young": "on",
        "expected_young": "40",
        "reach_young": "absent",
        "why_young": "Le mardi, ils ont sport",
    }
    _edit(client, consultation, **young, expected_union="3")
    assert list(SoughtPublic.objects.values_list("category", "n_expected", "reach")) == [("young", 40, "absent")]
    page = client.get(f"/consultations/{consultation.slug}/").content.decode()
    assert "Le mardi, ils ont sport" in page
    _edit(client, consultation)
    assert not SoughtPublic.objects.exists()


def test_two_people_do_not_write_over_each_other_unseen(client, place):
    consultation = ConsultationFactory(campaign=place.campaign, territory=place.territory)
    client.force_login(place.lead)
    address = f"/bureau/consultations/{consultation.slug}/"
    seen = client.get(address).context["form"]["seen"].value()
    _edit(client, consultation, decision="La sienne")
    mine = {**TYPED, "decision": "La mienne", "seen": seen}
    answer = client.post(address, mine)
    page = answer.content.decode()
    consultation.refresh_from_db()
    assert consultation.decision == "La sienne"
    assert "Une autre personne a enregistré" in page
    assert "La mienne" in page
    assert "La sienne" in page
    client.post(address, {**mine, "seen": answer.context["form"]["seen"].value()})
    consultation.refresh_from_db()
    assert consultation.decision == "La mienne"


def test_what_is_missing_is_listed_and_prevents_nothing(client, place):
    consultation = ConsultationFactory(campaign=place.campaign, territory=place.territory, draft=True)
    client.force_login(place.lead)
    page = client.get(f"/bureau/consultations/{consultation.slug}/relecture/").content.decode()
    assert "choses manquent" in page
    assert "Publier la consultation" in page


def test_a_contributor_sees_what_is_missing_and_does_not_publish(client, place, people):
    consultation = ConsultationFactory(campaign=place.campaign, territory=place.territory, draft=True)
    client.force_login(people.contributor)
    page = client.get(f"/bureau/consultations/{consultation.slug}/relecture/").content.decode()
    assert "Publier la consultation" not in page
    assert client.post(f"/bureau/consultations/{consultation.slug}/publication/").status_code == 404


def test_creating_publishing_and_withdrawing_leave_their_trace(client, place):
    client.force_login(place.lead)
    client.post(place.new, TYPED)
    address = f"/bureau/consultations/{Consultation.objects.get().slug}/publication/"
    for action in ("publish", "publish", "withdraw"):
        client.post(address, {"action": action})
    verbs = AuditEvent.objects.in_territory(place.territory.pk).order_by("number").values_list("verb", flat=True)
    assert list(verbs) == ["consultation_created", "consultation_published", "consultation_withdrawn"]
