import re
from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from polyphonie.campaigns.enums import CampaignStatus, JoinRequestStatus
from polyphonie.campaigns.models import JoinRequest
from polyphonie.territories.services import merge_territory
from tests.factories import (
    NOON,
    CampaignFactory,
    EngagementFactory,
    JoinRequestFactory,
    MembershipFactory,
    TerritoryFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
WHO = {"name": "Camille Exemple", "function": "Head of participation", "email": "camille@example.org", "message": ""}
NASTY = "<script>alert(1)</script>"


def ask(client, campaign, territory, **changed):
    address = reverse("campaigns:join_as", args=[campaign.slug, territory.slug])
    return client.post(address, WHO | changed)


def link_in(message):
    return re.search(r"https?://[^/\s]+(/\S*rejoindre/confirmer/\S+)", message.body)[1]


@pytest.fixture
def sent(client, django_capture_on_commit_callbacks):
    """A request that was made, and the link that was mailed."""
    with django_capture_on_commit_callbacks(execute=True):
        ask(client, CampaignFactory(), TerritoryFactory(name="Sainte-Voix"))
    return link_in(mail.outbox[0])


def test_a_person_finds_the_territory_and_says_who_they_are(client):
    campaign, town = CampaignFactory(), TerritoryFactory(name="Saint-Voix")
    page = client.get(reverse("campaigns:join", args=[campaign.slug]), {"q": "st voix"})
    address = reverse("campaigns:join_as", args=[campaign.slug, town.slug])
    assert address in page.content.decode()
    assert client.get(address).status_code == 200


@pytest.mark.parametrize("words", ["مراكش", "東京", NASTY, "%", "a\x00b", "x" * 3000])
def test_any_words_give_a_page_and_the_way_to_propose_a_city(client, words):
    campaign = CampaignFactory()
    page = client.get(reverse("campaigns:join", args=[campaign.slug]), {"q": words})
    assert page.status_code == 200
    assert reverse("campaigns:join_city", args=[campaign.slug]) in page.content.decode()
    assert NASTY not in page.content.decode()


def test_nothing_reaches_the_coordinator_before_the_address_is_confirmed(sent):
    assert JoinRequest.objects.get().status == JoinRequestStatus.UNCONFIRMED
    assert len(mail.outbox) == 1


def test_opening_the_link_confirms_nothing_and_the_button_does(client, sent):
    assert "Sainte-Voix" in client.get(sent).content.decode()
    assert JoinRequest.objects.get().status == JoinRequestStatus.UNCONFIRMED
    assert client.post(sent).status_code == 200
    assert JoinRequest.objects.get().status == JoinRequestStatus.CONFIRMED


def test_coordinators_are_told_once_the_address_is_confirmed(client, sent, django_capture_on_commit_callbacks):
    coordinator = MembershipFactory(coordinator=True).user
    MembershipFactory()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(sent)
        client.post(sent)
    assert [message.to for message in mail.outbox[1:]] == [[coordinator.email]]


def test_a_link_used_again_says_that_it_is_confirmed(client, sent):
    client.post(sent)
    assert client.get(sent).status_code == client.post(sent).status_code == 200
    assert JoinRequest.objects.get().status == JoinRequestStatus.CONFIRMED


def test_an_expired_link_is_refused_and_the_request_is_kept(client, sent):
    JoinRequest.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert "72" in client.get(sent).content.decode()
    assert client.post(sent).status_code == 410
    assert JoinRequest.objects.get().status == JoinRequestStatus.UNCONFIRMED


@pytest.mark.parametrize("secret", ["x", "a" * 43, "é", "%00"])
def test_an_invented_link_does_not_work(client, secret):
    JoinRequestFactory()
    assert client.post(f"/rejoindre/confirmer/{secret}/").status_code == 404


def test_the_database_does_not_hold_what_the_link_carries(sent):
    secret = sent.rstrip("/").rsplit("/", 1)[1]
    assert secret not in str(JoinRequest.objects.values().get())


def test_a_page_with_a_secret_is_never_kept(client, sent):
    assert "no-store" in client.get(sent)["Cache-Control"]


def test_asking_twice_makes_one_request_and_one_mail(client, django_capture_on_commit_callbacks):
    campaign, town = CampaignFactory(), TerritoryFactory()
    with django_capture_on_commit_callbacks(execute=True):
        answers = [ask(client, campaign, town, email=email) for email in ("a@example.org", "A@Example.org ")]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert (JoinRequest.objects.count(), len(mail.outbox)) == (1, 1)


def test_the_link_is_sent_again_and_the_one_before_stops_working(client, sent, django_capture_on_commit_callbacks):
    JoinRequest.objects.update(sent_at=timezone.now() - timedelta(minutes=3))
    address = reverse("campaigns:join_sent", args=[JoinRequest.objects.get().campaign.slug])
    with django_capture_on_commit_callbacks(execute=True):
        client.post(address, {"email": WHO["email"]})
    assert len(mail.outbox) == 2
    assert client.post(sent).status_code == 404
    assert client.post(link_in(mail.outbox[1])).status_code == 200


def test_a_link_is_sent_five_times_at_most(client, sent, django_capture_on_commit_callbacks):
    address = reverse("campaigns:join_sent", args=[JoinRequest.objects.get().campaign.slug])
    for _ in range(8):
        JoinRequest.objects.update(sent_at=timezone.now() - timedelta(minutes=3))
        with django_capture_on_commit_callbacks(execute=True):
            client.post(address, {"email": WHO["email"]})
    assert len(mail.outbox) == 5


def test_asking_again_says_the_same_to_everyone(client, sent):
    address = reverse("campaigns:join_sent", args=[JoinRequest.objects.get().campaign.slug])
    pages = [client.post(address, {"email": email}).content for email in (WHO["email"], "nobody@example.org")]
    without_token = [re.sub(rb'value="[A-Za-z0-9]{64}"', b"", page) for page in pages]
    assert without_token[0] == without_token[1]


def test_an_address_with_an_account_is_answered_like_another(client):
    campaign, town, person = CampaignFactory(), TerritoryFactory(), UserFactory()
    first, second = ask(client, campaign, town, email=person.email), ask(client, campaign, town)
    assert (first.status_code, first.url) == (second.status_code, second.url)


def test_requests_of_one_address_are_bounded_in_an_hour(client):
    campaign = CampaignFactory()
    answers = [ask(client, campaign, TerritoryFactory()).status_code for _ in range(6)]
    assert answers == [302] * 5 + [200]
    JoinRequest.objects.update(created_at=timezone.now() - timedelta(hours=2))
    assert ask(client, campaign, TerritoryFactory()).status_code == 302


def test_requests_for_one_territory_are_bounded_in_an_hour(client):
    campaign, town = CampaignFactory(), TerritoryFactory()
    answers = [ask(client, campaign, town, email=f"{n}@example.org").status_code for n in range(21)]
    assert answers == [302] * 20 + [200]


def test_a_request_that_nobody_confirmed_is_erased_after_a_month(client, sent):
    abandoned = JoinRequest.objects.get()
    JoinRequest.objects.update(expires_at=timezone.now() - timedelta(days=31))
    waiting = JoinRequestFactory(status=JoinRequestStatus.CONFIRMED, expires_at=NOON - timedelta(days=90))
    ask(client, CampaignFactory(), TerritoryFactory())
    kept = set(JoinRequest.objects.values_list("pk", flat=True))
    assert (abandoned.pk in kept, waiting.pk in kept) == (False, True)


def test_a_territory_that_takes_part_says_so_and_whom_to_contact(client):
    engagement = EngagementFactory(contact_function="Head of data")
    campaign, town = engagement.campaign, engagement.territory
    page = client.get(reverse("campaigns:join_as", args=[campaign.slug, town.slug])).content.decode()
    assert "Head of data" in page
    assert 'name="email"' not in page
    assert ask(client, campaign, town).status_code == 200
    assert not JoinRequest.objects.exists()


def test_a_merged_territory_leads_to_its_successor(client):
    former, today, campaign = TerritoryFactory(name="Vieux"), TerritoryFactory(name="Neuf"), CampaignFactory()
    merge_territory(former=former, into=today, on=NOON.date(), person=None, at=NOON)
    page = client.get(reverse("campaigns:join", args=[campaign.slug]), {"q": "vieux"}).content.decode()
    assert "Vieux a fusionné avec Neuf" in page
    answer = client.get(reverse("campaigns:join_as", args=[campaign.slug, former.slug]))
    assert answer.url == reverse("campaigns:join_as", args=[campaign.slug, today.slug])


@pytest.mark.parametrize("name", ["join", "join_city"])
def test_a_closed_campaign_says_that_it_is(client, name):
    campaign = CampaignFactory(status=CampaignStatus.CLOSED)
    page = client.get(reverse(f"campaigns:{name}", args=[campaign.slug]))
    assert "close" in page.content.decode()
    assert 'name="q" value=""' not in page.content.decode()
    assert ask(client, campaign, TerritoryFactory()).status_code == 200
    assert not JoinRequest.objects.exists()


def test_a_campaign_in_preparation_is_seen_by_the_national_team_alone(client):
    campaign = CampaignFactory(draft=True)
    address = reverse("campaigns:join", args=[campaign.slug])
    assert client.get(address).status_code == 404
    client.force_login(MembershipFactory(coordinator=True).user)
    assert "préparation" in client.get(address).content.decode()


def test_a_campaign_that_closes_meanwhile_refuses_the_confirmation(client, sent):
    campaign = JoinRequest.objects.get().campaign
    campaign.status = CampaignStatus.CLOSED
    campaign.save()
    assert client.post(sent).status_code == 410


def test_a_city_abroad_is_proposed(client):
    campaign = CampaignFactory()
    address = reverse("campaigns:join_city", args=[campaign.slug])
    answer = client.post(address, WHO | {"city": "Marrakech  (مراكش)", "country": "MA"})
    assert answer.status_code == 302
    asked = JoinRequest.objects.get()
    assert (asked.territory, asked.proposed_name, asked.proposed_country) == (None, "Marrakech (مراكش)", "MA")


@pytest.mark.parametrize("country", ["", "FR", "ZZ", "<b>"])
def test_a_city_abroad_is_in_a_country_abroad(client, country):
    address = reverse("campaigns:join_city", args=[CampaignFactory().slug])
    assert client.post(address, WHO | {"city": "Ville", "country": country}).status_code == 200
    assert not JoinRequest.objects.exists()


@pytest.mark.parametrize(
    "changed", [{"name": ""}, {"function": " "}, {"email": "not an address"}, {"message": "x" * 2001}]
)
def test_what_is_missing_is_said_beside_the_field(client, changed):
    answer = ask(client, CampaignFactory(), TerritoryFactory(), **changed)
    assert b"field-error" in answer.content
    assert not JoinRequest.objects.exists()


def test_nothing_that_a_stranger_writes_goes_to_the_address_they_typed(client, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        ask(client, CampaignFactory(), TerritoryFactory(), name="Buy\r\nBcc: all@example.org", message="cheap pills")
    message = mail.outbox[0]
    assert JoinRequest.objects.get().name == "Buy Bcc: all@example.org"
    assert "Buy" not in message.body + message.subject
    assert "pills" not in message.body
    assert message.to == [WHO["email"]]


def test_html_in_every_field_is_shown_as_text(client, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        ask(
            client,
            CampaignFactory(),
            TerritoryFactory(name=NASTY, slug="nasty"),
            name=NASTY,
            function=NASTY,
            message=NASTY,
        )
    page = client.get(link_in(mail.outbox[0])).content.decode()
    assert NASTY not in page
    assert "&lt;script&gt;" in page


def test_the_pages_ask_few_questions_of_the_database(client, django_assert_max_num_queries):
    campaign = CampaignFactory()
    for _ in range(15):
        TerritoryFactory(name="Sainte-Voix")
        EngagementFactory(campaign=campaign, territory=TerritoryFactory(name="Sainte-Voix"))
    with django_assert_max_num_queries(12):
        client.get(reverse("campaigns:join", args=[campaign.slug]), {"q": "sainte voix"})


def test_the_pages_speak_english_too(client):
    campaign = CampaignFactory()
    assert b"Join the campaign" in client.get(f"/en/campagnes/{campaign.slug}/rejoindre/").content
