from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from polyphonie.campaigns.enums import CampaignStatus
from polyphonie.consultations.models import Activity
from tests.factories import (
    ActivityFactory,
    CampaignFactory,
    ConsultationFactory,
    ContributionFactory,
    EngagementFactory,
    MembershipFactory,
    TerritoryFactory,
)

pytestmark = pytest.mark.django_db


def _on(days, consultation=None, **more):
    starts_at = timezone.now() + timedelta(days=days)
    where = {"consultation": consultation} if consultation else {}
    return ActivityFactory(
        held_on=starts_at.date(), starts_at=starts_at, ends_at=starts_at + timedelta(hours=2), **where, **more
    )


def _agenda(client, campaign, query=""):
    return client.get(f"/campagnes/{campaign.slug}/agenda/{query}").content.decode()


def test_what_is_coming_stands_first_and_what_is_past_on_demand(client):
    consultation = ConsultationFactory()
    _on(20, consultation, title="Plus tard")
    _on(3, consultation, title="Bientôt")
    _on(-40, consultation, title="Fini")
    page = _agenda(client, consultation.campaign)
    assert page.index("Bientôt") < page.index("Plus tard")
    assert "Fini" not in page
    past = _agenda(client, consultation.campaign, "?when=past")
    assert "Fini" in past
    assert "Bientôt" not in past


def test_what_began_and_has_not_ended_is_still_coming(client):
    now = timezone.now()
    activity = ActivityFactory(
        title="Questionnaire",
        held_on=(now - timedelta(days=9)).date(),
        starts_at=now - timedelta(days=9),
        ends_at=now + timedelta(days=9),
    )
    assert "Questionnaire" in _agenda(client, activity.consultation.campaign)


def test_drafts_other_campaigns_and_undated_activities_stay_out(client):
    campaign = CampaignFactory()
    _on(3, ConsultationFactory(campaign=campaign, draft=True), title="Brouillon")
    _on(3, title="Ailleurs")
    ActivityFactory(consultation__campaign=campaign, title="Sans date")
    page = _agenda(client, campaign)
    assert not any(title in page for title in ("Brouillon", "Ailleurs", "Sans date"))
    assert "Rien n’est encore annoncé" in page


def test_the_agenda_of_a_campaign_in_preparation_is_not_public(client):
    campaign = CampaignFactory(draft=True)
    for end in ("agenda/", "agenda.ics"):
        assert client.get(f"/campagnes/{campaign.slug}/{end}").status_code == 404
    client.force_login(MembershipFactory(coordinator=True).user)
    assert client.get(f"/campagnes/{campaign.slug}/agenda/").status_code == 200


def test_the_agenda_of_a_closed_campaign_stays_readable(client):
    assert "Agenda" in _agenda(client, CampaignFactory(status=CampaignStatus.CLOSED))


def test_the_agenda_is_filtered_by_territory_format_and_place(client):
    campaign = CampaignFactory()
    arles, dakar = (TerritoryFactory(name=name, name_search=name.lower()) for name in ("Arles", "Dakar"))
    for territory in (arles, dakar):
        EngagementFactory(campaign=campaign, territory=territory)
    _on(3, ConsultationFactory(campaign=campaign, territory=arles), title="Atelier d’Arles")
    _on(
        4,
        ConsultationFactory(campaign=campaign, territory=dakar),
        title="Débat de Dakar",
        format="debate",
        is_online=True,
    )
    for query, shown, hidden in (
        (f"?territory={arles.slug}", "Atelier d’Arles", "Débat de Dakar"),
        ("?territory=ârl", "Atelier d’Arles", "Débat de Dakar"),
        ("?format=debate", "Débat de Dakar", "Atelier d’Arles"),
        ("?place=online", "Débat de Dakar", "Atelier d’Arles"),
        ("?place=on-site", "Atelier d’Arles", "Débat de Dakar"),
    ):
        page = _agenda(client, campaign, query)
        assert shown in page, query
        assert hidden not in page, query


@pytest.mark.parametrize(
    "query", ["?format=circus", "?page=zzz", "?page=99", "?territory=%00%3Cscript%3E", "?when=%27", "?place=moon"]
)
def test_a_query_that_means_nothing_harms_nothing(client, query):
    campaign = CampaignFactory()
    answer = client.get(f"/campagnes/{campaign.slug}/agenda/{query}")
    assert answer.status_code == 200
    assert "<script>" not in answer.content.decode()


def test_each_activity_is_told_on_its_own_clock(client):
    campaign = CampaignFactory()
    day = date(2099, 7, 1)
    noon = datetime(2099, 7, 1, 12, tzinfo=UTC)
    for country, name, zone in (("CA", "Montréal", "America/Toronto"), ("CI", "Abidjan", "Africa/Abidjan")):
        territory = TerritoryFactory(foreign=True, country=country, name=name, time_zone=zone)
        consultation = ConsultationFactory(campaign=campaign, territory=territory)
        ActivityFactory(consultation=consultation, held_on=day, starts_at=noon)
    ActivityFactory(consultation=ConsultationFactory(campaign=campaign), held_on=day, starts_at=noon)
    page = _agenda(client, campaign)
    for words in ("8\xa0h, heure de Montréal", "12\xa0h, heure d’Abidjan", "14\xa0h, heure de Paris", "Juillet 2099"):
        assert words in page


def test_a_cancelled_activity_says_so(client):
    activity = _on(3, is_cancelled=True)
    assert "annulée" in _agenda(client, activity.consultation.campaign)


@pytest.fixture
def large(db):
    """Give a consultation of 200 activities, with people, documents to come and things said."""
    consultation = ConsultationFactory()
    now = timezone.now()
    Activity.objects.bulk_create(
        Activity(
            consultation=consultation,
            title=f"Atelier {number}",
            held_on=(now + timedelta(days=number % 60)).date(),
            starts_at=now + timedelta(days=number % 60),
            n_participants=number,
        )
        for number in range(200)
    )
    ContributionFactory.create_batch(20, consultation=consultation, activity=consultation.activities.first())
    return consultation


@pytest.mark.parametrize("as_lead", [False, True])
@pytest.mark.parametrize("page", ["detail", "agenda", "past", "feed", "activity", "edit", "list", "readiness", "one"])
def test_each_page_asks_the_database_twelve_times_at_most(client, large, django_assert_max_num_queries, page, as_lead):
    activity = large.activities.first()
    addresses = {
        "detail": f"/consultations/{large.slug}/",
        "agenda": f"/campagnes/{large.campaign.slug}/agenda/?territory={large.territory.slug}",
        "past": f"/campagnes/{large.campaign.slug}/agenda/?when=past",
        "feed": f"/campagnes/{large.campaign.slug}/agenda.ics",
        "activity": f"/sequences/{activity.pk}/",
        "edit": f"/bureau/consultations/{large.slug}/",
        "list": f"/bureau/consultations/{large.slug}/sequences/",
        "readiness": f"/bureau/consultations/{large.slug}/relecture/",
        "one": f"/bureau/sequences/{activity.pk}/",
    }
    if as_lead:
        client.force_login(MembershipFactory(territory=large.territory).user)
    with django_assert_max_num_queries(12):
        answer = client.get(addresses[page])
    assert answer.status_code == (200 if as_lead or "/bureau/" not in addresses[page] else 302)
