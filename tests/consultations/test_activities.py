from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from polyphonie.consultations.models import Activity
from polyphonie.core.models import AuditEvent
from tests.factories import (
    ActivityFactory,
    ConsultationFactory,
    ContributionFactory,
    MembershipFactory,
    StatementFactory,
    TerritoryFactory,
)

pytestmark = pytest.mark.django_db
TYPED = {"title": "Atelier du soir", "format": "workshop", "recruitment": "open"}
HTML = "<img src=x onerror=alert(1)>"


@pytest.fixture
def consultation(place):
    return ConsultationFactory(campaign=place.campaign, territory=place.territory)


def _add(client, consultation, **typed):
    return client.post(f"/bureau/consultations/{consultation.slug}/sequences/nouvelle/", {**TYPED, **typed})


def _edit(client, activity, **typed):
    address = f"/bureau/sequences/{activity.pk}/"
    seen = client.get(address).context["form"]["seen"].value()
    return client.post(address, {**TYPED, "title": activity.title, "seen": seen, **typed})


def test_hours_are_those_of_the_territory_and_count_the_debate(client, place, consultation):
    client.force_login(place.lead)
    _add(client, consultation, starts_on="2026-03-29", starts_hour="18:30", ends_hour="20:00")
    activity = Activity.objects.get()
    assert activity.starts_at == datetime(2026, 3, 29, 16, 30, tzinfo=UTC)
    assert activity.ends_at == datetime(2026, 3, 29, 18, 0, tzinfo=UTC)
    assert (activity.held_on, activity.n_hours) == (date(2026, 3, 29), Decimal("1.5"))
    page = client.get(f"/sequences/{activity.pk}/").content.decode()
    assert "29 mars 2026, de 18\xa0h\xa030 à 20\xa0h, heure de Paris" in page


def test_a_night_across_a_change_of_clocks_counts_the_hours_that_passed(client, place, consultation):
    client.force_login(place.lead)
    night = {"starts_on": "2026-10-24", "starts_hour": "22:00", "ends_on": "2026-10-25", "ends_hour": "06:00"}
    _add(client, consultation, **night)
    assert Activity.objects.get().n_hours == 9


def test_another_clock_may_be_named(client, place, consultation):
    client.force_login(place.lead)
    _add(client, consultation, starts_on="2026-11-01", starts_hour="18:00", time_zone="Africa/Abidjan")
    activity = Activity.objects.get()
    assert activity.starts_at == datetime(2026, 11, 1, 18, 0, tzinfo=UTC)
    assert "18\xa0h, heure d’Abidjan" in client.get(f"/sequences/{activity.pk}/").content.decode()


def test_a_city_abroad_gives_its_name_to_its_clock(client):
    montreal = TerritoryFactory(foreign=True, country="CA", name="Montréal", time_zone="America/Toronto")
    starts_at = datetime(2026, 3, 8, 22, 30, tzinfo=UTC)
    activity = ActivityFactory(consultation__territory=montreal, held_on=date(2026, 3, 8), starts_at=starts_at)
    assert "18\xa0h\xa030, heure de Montréal" in client.get(f"/sequences/{activity.pk}/").content.decode()
    assert "6:30 p.m., Montréal time" in client.get(f"/en/sequences/{activity.pk}/").content.decode()


def test_a_survey_lasts_whole_days(client, place, consultation):
    client.force_login(place.lead)
    _add(client, consultation, starts_on="2026-03-01", ends_on="2026-03-31")
    activity = Activity.objects.get()
    assert activity.lasts_whole_days
    assert activity.n_hours is None
    assert "du 1er mars 2026 au 31 mars 2026" in client.get(f"/sequences/{activity.pk}/").content.decode()
    form = client.get(f"/bureau/sequences/{activity.pk}/").context["form"]
    assert (form["starts_on"].value(), form["ends_on"].value()) == (date(2026, 3, 1), date(2026, 3, 31))


def test_a_day_may_be_known_before_its_hour(client, place, consultation):
    client.force_login(place.lead)
    _add(client, consultation, starts_on="02/06/2026")
    activity = Activity.objects.get()
    assert (activity.held_on, activity.starts_at) == (date(2026, 6, 2), None)


def test_saving_again_what_the_form_shows_changes_nothing(client, place, consultation):
    client.force_login(place.lead)
    _add(
        client,
        consultation,
        starts_on="2026-03-29",
        starts_hour="18:30",
        ends_hour="20:00",
        n_young="7",
        n_hours="2,25",
    )
    activity = Activity.objects.get()
    form = client.get(f"/bureau/sequences/{activity.pk}/").context["form"]
    shown = {name: form[name].value() for name in form.fields if form[name].value() not in (None, False)}
    client.post(f"/bureau/sequences/{activity.pk}/", shown)
    again = Activity.objects.get()
    assert (again.starts_at, again.ends_at, again.n_hours) == (activity.starts_at, activity.ends_at, Decimal("2.25"))
    assert again.attendance.get().n_people == 7


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"starts_on": "2026-03-29", "starts_hour": "02:30"}, "n’existe pas ce jour-là"),
        ({"starts_on": "2026-10-25", "starts_hour": "02:30"}, "arrive deux fois"),
        ({"starts_on": "2026-03-08", "starts_hour": "02:30", "time_zone": "America/Toronto"}, "n’existe pas"),
        ({"starts_hour": "18:30"}, "aussi le jour"),
        ({"starts_on": "2026-05-02", "starts_hour": "18:00", "ends_hour": "17:00"}, "avant d’avoir commencé"),
        ({"starts_on": "2026-05-02", "ends_hour": "17:00"}, "à quelle heure elle commence"),
        ({"starts_on": "2026-05-02", "ends_on": "2026-05-01"}, "précède le premier"),
        ({"starts_on": "2026-05-02", "starts_hour": "9:00", "ends_on": "2026-05-03"}, "se termine le dernier jour"),
        ({"starts_on": "30 février"}, "date valide"),
        ({"time_zone": "Mars/Olympus"}, "n’est pas connu"),
        ({"time_zone": "../../etc/passwd"}, "n’est pas connu"),
        ({"n_participants": "10", "n_young": "12"}, "plus nombreux que les participants"),
        ({"n_participants": "99999999999"}, "inférieure ou égale"),
        ({"registration_url": "javascript:alert(1)"}, "URL"),
        ({"format": "circus"}, "choix valide"),
    ],
)
def test_what_cannot_be_is_said_beside_the_field(client, place, consultation, typed, sentence):
    client.force_login(place.lead)
    answer = _add(client, consultation, **typed)
    assert answer.status_code == 200
    assert sentence in answer.content.decode()
    assert not Activity.objects.exists()


def test_html_stays_text_and_markdown_is_harmless(client, place, consultation):
    client.force_login(place.lead)
    texts = {name: f"{name} {HTML}" for name in ("title", "place", "facilitation", "information")}
    _add(client, consultation, **texts, description=f"**Venez** {HTML} [ici](javascript:alert(1))")
    page = client.get(f"/sequences/{Activity.objects.get().pk}/").content.decode()
    assert "<strong>Venez</strong>" in page
    assert "<img" not in page
    assert 'href="javascript' not in page


def test_two_activities_of_a_consultation_have_two_titles(client, place, consultation):
    client.force_login(place.lead)
    _add(client, consultation)
    assert "porte déjà ce titre" in _add(client, consultation).content.decode()
    other = ActivityFactory(consultation=consultation)
    assert "porte déjà ce titre" in _edit(client, other, title=TYPED["title"]).content.decode()


def test_two_people_do_not_write_over_each_other_unseen(client, place, consultation):
    activity = ActivityFactory(consultation=consultation)
    client.force_login(place.lead)
    address = f"/bureau/sequences/{activity.pk}/"
    seen = client.get(address).context["form"]["seen"].value()
    _edit(client, activity, place="La mairie")
    mine = {**TYPED, "place": "La gare", "seen": seen}
    answer = client.post(address, mine)
    activity.refresh_from_db()
    assert activity.place == "La mairie"
    assert "La gare" in answer.content.decode()
    client.post(address, {**mine, "seen": answer.context["form"]["seen"].value()})
    activity.refresh_from_db()
    assert activity.place == "La gare"


def test_an_activity_is_cancelled_and_takes_place_after_all(client, place, consultation):
    activity = ActivityFactory(consultation=consultation, held_on=date(2026, 6, 2))
    client.force_login(place.lead)
    client.post(f"/bureau/sequences/{activity.pk}/annulation/", {"action": "cancel"})
    assert "annulée" in client.get(f"/sequences/{activity.pk}/").content.decode()
    client.post(f"/bureau/sequences/{activity.pk}/annulation/", {"action": "restore"})
    assert "annulée" not in client.get(f"/sequences/{activity.pk}/").content.decode()


@pytest.mark.parametrize("factory", [ContributionFactory, StatementFactory])
def test_an_activity_on_which_something_hangs_is_not_removed(client, place, consultation, factory):
    activity = ActivityFactory(consultation=consultation)
    factory(consultation=consultation, activity=activity)
    client.force_login(place.lead)
    answer = client.post(f"/bureau/sequences/{activity.pk}/retrait/", follow=True)
    assert "ne peut pas être supprimée" in answer.content.decode()
    assert Activity.objects.exists()


def test_an_activity_on_which_nothing_hangs_is_removed(client, place, consultation):
    activity = ActivityFactory(consultation=consultation)
    client.force_login(place.lead)
    client.post(f"/bureau/sequences/{activity.pk}/retrait/")
    assert not Activity.objects.exists()
    assert AuditEvent.objects.filter(verb="activity_removed").exists()


@pytest.mark.parametrize("role", ["reader", "ethics_member", "lead_elsewhere", "contributor_elsewhere"])
@pytest.mark.parametrize("end", ["", "annulation/", "retrait/", "documents/"])
def test_nobody_else_changes_an_activity(client, people, consultation, role, end):
    activity = ActivityFactory(consultation=consultation, title="Avant")
    client.force_login(getattr(people, role))
    assert client.post(f"/bureau/sequences/{activity.pk}/{end}", {**TYPED, "action": "cancel"}).status_code == 404
    activity.refresh_from_db()
    assert (activity.title, activity.is_cancelled) == ("Avant", False)


def test_a_contributor_adds_an_activity(client, people, consultation):
    client.force_login(people.contributor)
    assert _add(client, consultation).status_code == 302
    assert AuditEvent.objects.filter(verb="activity_created").exists()


def test_the_activity_of_a_draft_is_seen_by_its_own_territory_only(client):
    activity = ActivityFactory(consultation__draft=True)
    address = f"/sequences/{activity.pk}/"
    assert client.get(address).status_code == 404
    client.force_login(MembershipFactory().user)
    assert client.get(address).status_code == 404
    client.force_login(MembershipFactory(reader=True, territory=activity.consultation.territory).user)
    assert client.get(address).status_code == 200


def test_small_counts_are_withheld_and_what_gives_them_away(client):
    activity = ActivityFactory(n_participants=44)
    for category, n_people in (("resident", 30), ("union", 2), ("staff_member", 12)):
        activity.attendance.create(category=category, n_people=n_people)
    page = client.get(f"/sequences/{activity.pk}/").content.decode()
    cells = page.split("<tbody>")[1].split("</tbody>")[0]
    assert "30" in cells
    assert cells.count("moins de 5") == 1
    assert cells.count("non montré") == 1
    assert "12" not in cells


def test_what_was_said_in_an_activity_is_on_its_page(client):
    activity = ActivityFactory()
    ContributionFactory(activity=activity, consultation=activity.consultation, text="Un humain au bout du fil")
    ContributionFactory(activity=activity, consultation=activity.consultation, text="Cachée", hidden=True)
    StatementFactory(activity=activity, consultation=activity.consultation, text="Un guichet partout")
    page = client.get(f"/sequences/{activity.pk}/").content.decode()
    assert "Un humain au bout du fil" in page
    assert "Cachée" not in page
    assert "1 énoncé" in page
    assert "Un guichet partout" in client.get(f"/sequences/{activity.pk}/?show=statements").content.decode()


def test_the_page_of_the_consultation_withholds_what_that_of_the_activity_withholds(client):
    activity = ActivityFactory(n_participants=91)
    activity.attendance.create(category="union", n_people=3)
    ActivityFactory(consultation=activity.consultation, n_participants=3)
    ActivityFactory(consultation=activity.consultation, n_participants=37)
    page = client.get(f"/consultations/{activity.consultation.slug}/").content.decode()
    assert '<td class="number">91</td>' not in page
    assert '<td class="number">37</td>' in page
    assert page.count("moins de 5") == 1
    assert "91" not in client.get(f"/sequences/{activity.pk}/").content.decode().split("Qui est venu")[1][:900]
