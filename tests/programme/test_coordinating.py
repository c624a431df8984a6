import re

import pytest
from django.core import signing
from django.urls import reverse
from django.utils import timezone

from polyphonie.info_grids.enums import GridStatus
from polyphonie.programme.models import Mail, Mailing, Unsubscription
from polyphonie.programme.queries.mailings import unsubscribe_token
from tests.factories import (
    InfoGridFactory,
    JoinRequestFactory,
    MembershipFactory,
)
from tests.programme.reading import rows_of, text

pytestmark = pytest.mark.django_db
HTML = "<script>alert('x')</script>"
COORDINATOR_PAGES = [
    "/bureau/campagnes/ia/suivi/",
    "/bureau/campagnes/ia/suivi.csv",
    "/bureau/campagnes/ia/rappels/",
    "/bureau/campagnes/ia/rappels/nouveau/",
]


# The follow-up


@pytest.mark.parametrize("address", COORDINATOR_PAGES)
def test_a_lead_does_not_follow_the_others(client, campaign, engage, address):
    client.force_login(MembershipFactory(territory=engage("Arles").territory).user)
    assert client.get(address).status_code == 403


def test_the_coordinator_sees_stages_lateness_and_leads(client, campaign, engage, coordinator):
    engagement = engage("Arles", signs=False, lead=False)
    MembershipFactory(territory=engagement.territory, user__name="Camille")
    InfoGridFactory(engagement=engage("Brest", declares=True), status=GridStatus.SUBMITTED, submitted_at=timezone.now())
    JoinRequestFactory(campaign=campaign, status="confirmed")
    page = re.sub(r"\s+", " ", text(client, "/bureau/campagnes/ia/suivi/"))
    assert "charte à signer" in page
    assert "signer la charte" in page
    assert "Camille (jamais connecté)" in page
    assert "grille à relire" in page.lower()


def test_the_follow_up_asks_little_whatever_the_number(
    client, campaign, engage, coordinator, django_assert_max_num_queries
):
    for number in range(40):
        engage(f"Commune {number:02d}")
    with django_assert_max_num_queries(12):
        page = text(client, "/bureau/campagnes/ia/suivi/")
    assert len(rows_of(page)) == 25


def test_the_follow_up_is_filtered_and_sorted_without_script(client, campaign, engage, coordinator):
    engage("Arles")
    engage("Brest", signs=False)
    assert rows_of(text(client, "/bureau/campagnes/ia/suivi/?late=1")) == ["Brest"]
    assert rows_of(text(client, "/bureau/campagnes/ia/suivi/?stage=to_declare")) == ["Arles"]
    assert rows_of(text(client, "/bureau/campagnes/ia/suivi/?q=bre")) == ["Brest"]
    assert rows_of(text(client, "/bureau/campagnes/ia/suivi/?sort=stage")) == ["Brest", "Arles"]
    assert rows_of(text(client, "/bureau/campagnes/ia/suivi/?sort=;drop&stage=<b>")) == ["Arles", "Brest"]


def test_the_export_names_no_one_and_runs_no_formula(client, campaign, engage, coordinator):
    engagement = engage("Arles", lead=False)
    MembershipFactory(territory=engagement.territory, user__name="Camille", user__email="camille@example.org")
    engagement.territory.name = "=1+1"
    engagement.territory.save()
    exported = text(client, "/bureau/campagnes/ia/suivi.csv")
    assert "'=1+1" in exported
    assert "amille" not in exported


# Reminders


def write(client, **more):
    given = {
        "stages": ["to_sign"],
        "subject_fr": "Rappel",
        "body_fr": "Bonjour %(territory)s",
        "subject_en": "Reminder",
        "body_en": "Hello %(territory)s",
        **more,
    }
    return client.post("/bureau/campagnes/ia/rappels/nouveau/", given)


def test_a_reminder_is_written_read_then_sent_once(
    client, campaign, engage, coordinator, mailoutbox, django_capture_on_commit_callbacks
):
    engage("Arles", signs=False)
    engage("Brest", signs=False, lead=False)
    page = text(client, write(client)["Location"])
    assert "Bonjour Arles" in page
    assert "aucun référent actif" in page
    assert mailoutbox == []
    address, seen = re.search(r'action="([^"]*envoi/)"', page)[1], re.search(r'name="seen" value="(\w+)"', page)[1]
    for _ in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            client.post(address, {"seen": seen})
    assert len(mailoutbox) == 1
    assert "envoyé" in text(client, address.removesuffix("envoi/"))


def test_the_text_of_a_stage_is_proposed(client, campaign, coordinator):
    page = text(client, "/bureau/campagnes/ia/rappels/nouveau/?stage=to_fill")
    assert "la grille est à remplir" in page
    assert "the grid is to be filled" in page


def test_a_name_that_cannot_be_filled_in_is_refused_beside_the_field(client, campaign, coordinator):
    page = write(client, body_fr="Bonjour %(password)s").content.decode()
    assert "%(password)s" in page
    assert "ne peut pas être rempli" in page
    assert not Mailing.objects.exists()


def test_html_in_a_reminder_is_words(client, campaign, engage, coordinator):
    engage("Arles", signs=False)
    page = text(client, write(client, subject_fr=HTML, body_fr=HTML, subject_en=HTML, body_en=HTML)["Location"])
    assert HTML not in page
    assert HTML not in text(client, "/bureau/campagnes/ia/rappels/")


def test_the_pages_of_a_reminder_ask_little(client, campaign, engage, coordinator, django_assert_max_num_queries):
    for number in range(40):
        engage(f"Commune {number:02d}", signs=False)
    address = write(client)["Location"]
    with django_assert_max_num_queries(12):
        page = text(client, address)
    client.post(f"{address}envoi/", {"seen": re.search(r'name="seen" value="(\w+)"', page)[1]})
    assert Mail.objects.count() == 40
    with django_assert_max_num_queries(12):
        text(client, address)


def test_a_lead_sees_and_touches_no_reminder(client, campaign, engage):
    mailing = Mailing.objects.create(campaign=campaign, stages=["to_sign"], subject_fr="a", body_fr="b")
    client.force_login(MembershipFactory(territory=engage("Arles", signs=False).territory).user)
    for name in ("mailing", "mailing_edit"):
        assert client.get(reverse(f"programme:{name}", args=[mailing.pk])).status_code == 403
    for name in ("mailing_confirm", "mailing_go_on"):
        assert client.post(reverse(f"programme:{name}", args=[mailing.pk])).status_code == 403
    assert not Mail.objects.exists()


# Unsubscribing


@pytest.fixture
def link(campaign, engage):
    person = MembershipFactory(territory=engage("Arles").territory).user
    return f"/rappels/desinscription/{unsubscribe_token(person.pk, campaign.pk)}/"


def test_opening_the_link_changes_nothing(client, link):
    assert "Ne plus recevoir" in text(client, link)
    assert not Unsubscription.objects.exists()


def test_one_click_from_a_mail_program_unsubscribes_without_a_cookie(link):
    from django.test import Client

    stranger = Client(enforce_csrf_checks=True)
    for _ in range(2):
        answer = stranger.post(link, {"List-Unsubscribe": "One-Click"})
        assert answer.status_code == 200
    assert Unsubscription.objects.count() == 1


def test_one_may_come_back(client, link):
    client.post(link, {"decision": "stop"})
    client.post(link, {"decision": "again"})
    assert not Unsubscription.objects.exists()


@pytest.mark.parametrize(
    "token",
    ["x", "WzEsMV0:1x:forged", signing.dumps([1, 1], salt="another"), signing.dumps("x", salt="y")],
    ids=["short", "forged", "of another kind", "of no kind"],  # a signature holds the time
)
def test_a_link_that_this_site_did_not_write_is_unknown(client, campaign, token):
    text(client, f"/rappels/desinscription/{token}/", status=404)


def test_the_link_names_nobody(client, link, campaign):
    page = text(client, link)
    assert "example.org" not in page.replace("@example", "")
    assert campaign.title in page
