import re
from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from polyphonie.campaigns.models import DeclaredEvidence
from polyphonie.consultations.models import Attendance
from polyphonie.info_grids.enums import GridStatus
from tests.factories import (
    ActivityFactory,
    CampaignFactory,
    ConsultationFactory,
    EngagementFactory,
    InfoGridFactory,
    JoinRequestFactory,
    MembershipFactory,
    TerritoryFactory,
    UserFactory,
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


# The territories, for anyone


def test_the_list_follows_the_alphabet_and_says_so(client, campaign, engage):
    engage("Zuydcoote", declares=True)
    engage("Arles", signs=False)
    page = text(client, "/campagnes/ia/territoires/")
    assert rows_of(page) == ["Arles", "Zuydcoote"]
    assert "ne sont pas classés" in page


def test_each_territory_says_how_far_it_went_and_never_that_it_is_late(client, campaign, engage):
    engage("Arles", signs=False)
    engage("Brest", declares=True)
    page = text(client, "/campagnes/ia/territoires/")
    assert "a rejoint la campagne" in page
    assert "a publié une consultation" in page
    assert "retard" not in page


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("q=etienne", ["Saint-Étienne"]),
        ("q=bouches", ["Arles"]),
        ("region=93", ["Arles"]),
        ("region=93&departement=13", ["Arles"]),
        ("region=93&departement=99", []),
        ("kind=epci", []),
        ("stage=joined", ["Saint-Étienne"]),
        ("stage=<b>", []),
    ],
)
def test_the_list_is_filtered(client, campaign, engage, query, names):
    region = TerritoryFactory(name="Provence-Alpes-Côte d’Azur", kind="region", scheme="insee-reg", identifier="93")
    departement = TerritoryFactory(
        name="Bouches-du-Rhône", kind="departement", scheme="insee-dep", identifier="13", region=region, slug="bdr"
    )
    territory = engage("Arles").territory
    territory.region, territory.departement = region, departement
    territory.save()
    EngagementFactory(campaign=campaign, territory=TerritoryFactory(name="Saint-Étienne", slug="se"), accepted=True)
    assert rows_of(text(client, f"/campagnes/ia/territoires/?{query}")) == names


def test_figures_come_with_their_denominators(client, campaign, engage):
    engagement = engage("Arles", declares=True)
    engage("Brest")
    consultation = campaign.consultations.get(territory=engagement.territory)
    ActivityFactory(consultation=consultation, n_participants=30, n_hours=2)
    ActivityFactory(consultation=consultation)
    page = re.sub(r"\s+", " ", text(client, "/campagnes/ia/territoires/"))
    assert "dont 1 ont publié une consultation" in page
    assert "dans 1 séquence sur 2 qui donne un nombre" in page
    assert "ce n’est pas un sondage" in page


def test_small_publics_are_withheld_with_what_would_give_them_away(client, campaign, engage):
    engagement = engage("Arles", declares=True)
    activity = ActivityFactory(consultation=campaign.consultations.get(territory=engagement.territory))
    for category, n in (("resident", 40), ("staff_member", 17), ("union", 3)):
        Attendance.objects.create(activity=activity, category=category, n_people=n)
    page = text(client, "/campagnes/ia/territoires/")
    counts = re.findall(r'<td class="number">\s*([^<]+?)\s*</td>', page.split("Qui est venu")[1].split("</table>")[0])
    assert counts[::2] == ["40", "non communiqué", "non communiqué"]
    assert "inférieurs à 5" in page


def test_what_is_not_published_is_in_no_figure(client, campaign, engage):
    draft = ConsultationFactory(campaign=campaign, territory=engage("Arles").territory, draft=True)
    ActivityFactory(consultation=draft, n_participants=30)
    page = re.sub(r"\s+", " ", text(client, "/campagnes/ia/territoires/"))
    assert "participants" not in page
    assert "<strong>0</strong> <span> ateliers" in page


def test_cities_abroad_are_on_the_world(client, campaign):
    city = TerritoryFactory(name="Dschang", foreign=True, latitude=5.44, longitude=10.05)
    EngagementFactory(campaign=campaign, territory=city)
    page = text(client, "/campagnes/ia/territoires/")
    assert 'class="map-world"' in page
    drawing = re.search(r'<svg class="map-world".*?</svg>', page, re.DOTALL)[0]
    assert "Dschang" in ElementTree.fromstring(drawing).itertext()


def test_a_campaign_in_preparation_has_no_public_page(client):
    draft = CampaignFactory(draft=True, slug="draft")
    EngagementFactory(campaign=draft, territory__slug="arles")
    for address in ("territoires/", "engagements/", "territoires/arles/engagements/"):
        text(client, f"/campagnes/draft/{address}", status=404)
    client.force_login(MembershipFactory(coordinator=True).user)
    text(client, "/campagnes/draft/territoires/")


@pytest.mark.parametrize("address", ["territoires/", "engagements/", "territoires/commune-3/engagements/", ""])
@pytest.mark.parametrize("language", ["", "/en"])
def test_public_pages_are_light_and_ask_little(
    client, campaign, engage, django_assert_max_num_queries, address, language
):
    for number in range(30):
        engage(f"Commune {number}", declares=number % 2 == 0, lead=False)
    with django_assert_max_num_queries(12):
        page = text(client, f"{language}/campagnes/ia/{address}")
    assert page.count("<h1") == 1
    assert len(page.encode()) < 80_000
    assert len(re.findall(r"<[a-z]", page)) < 480


# The sincerity board


def test_the_board_shows_states_in_words_and_no_grade(client, campaign, engage):
    engage("Arles", declares=True)
    page = text(client, "/campagnes/ia/engagements/")
    assert "rien n’a encore été montré" in page
    assert "%" not in re.sub(r"%\w", "", page.split("<main")[1].split("</main")[0])
    assert "ni note, ni classement" in page


def test_a_territory_shows_each_commitment_with_its_facts(client, campaign, engage):
    engage("Arles", declares=True)
    page = text(client, "/campagnes/ia/territoires/arles/engagements/")
    assert "Version 1 de la charte" in page
    assert "ne dit pas encore qui elle cherchait" in page
    assert "rien n’a encore été montré" in page


def declare(client, **more):
    given = {"commitment": "declared", "text": "Un livret remis à chacun", **more}
    return client.post("/bureau/campagnes/ia/territoires/arles/engagements/", given)


def test_a_lead_declares_with_a_document_that_anyone_downloads(client, campaign, engage):
    client.force_login(MembershipFactory(territory=engage("Arles").territory).user)
    answer = declare(client, document=SimpleUploadedFile("livret.pdf", b"%PDF-1.7 livret"))
    assert answer.status_code == 302
    client.logout()
    assert "Un livret remis" in text(client, "/campagnes/ia/territoires/arles/engagements/")
    document = client.get(f"/engagements/{DeclaredEvidence.objects.get().pk}/document/")
    assert b"".join(document.streaming_content) == b"%PDF-1.7 livret"
    assert document["Content-Disposition"].startswith("attachment")


def test_a_document_that_is_withdrawn_leaves_the_public_page(client, campaign, engage):
    client.force_login(MembershipFactory(territory=engage("Arles").territory).user)
    declare(client, document=SimpleUploadedFile("livret.pdf", b"%PDF-1.7 livret"))
    pk = DeclaredEvidence.objects.get().pk
    client.post(f"/bureau/engagements/{pk}/retrait/")
    assert "livret" in text(client, f"/engagements/{pk}/document/")
    client.logout()
    assert client.get(f"/engagements/{pk}/document/").status_code == 404
    page = text(client, "/campagnes/ia/territoires/arles/engagements/")
    assert "Un livret remis" not in page
    assert "a été retiré par le territoire" in page


def test_a_page_in_disguise_is_refused_beside_the_field(client, campaign, engage):
    client.force_login(MembershipFactory(territory=engage("Arles").territory).user)
    answer = declare(client, document=SimpleUploadedFile("livret.pdf", HTML.encode()))
    assert answer.status_code == 200
    assert not DeclaredEvidence.objects.exists()
    assert "error-summary" in answer.content.decode()


def test_html_in_every_field_is_shown_as_words(client, campaign, engage):
    client.force_login(MembershipFactory(territory=engage("Arles").territory).user)
    declare(client, text=HTML, url="https://example.org/?q=<script>")
    page = text(client, "/campagnes/ia/territoires/arles/engagements/")
    assert HTML not in page
    assert "&lt;script&gt;" in page
    assert declare(client, url="javascript:alert(1)").status_code == 200


@pytest.mark.parametrize("role", ["analyst", "reader", "elsewhere", "nobody"])
def test_nobody_else_declares(client, campaign, engage, role):
    territory = engage("Arles").territory
    person = {
        "analyst": lambda: MembershipFactory(analyst=True, territory=territory).user,
        "reader": lambda: MembershipFactory(reader=True, territory=territory).user,
        "elsewhere": lambda: MembershipFactory().user,
        "nobody": UserFactory,
    }[role]()
    client.force_login(person)
    assert declare(client).status_code == 404
    text(client, "/bureau/campagnes/ia/territoires/arles/engagements/", status=404)


def test_a_stranger_is_asked_to_log_in(client, campaign, engage):
    engage("Arles")
    for address in [*COORDINATOR_PAGES, "/bureau/campagnes/ia/territoires/arles/engagements/"]:
        assert "login" in client.get(address)["Location"]


def test_a_closed_campaign_takes_no_more_evidence(client, campaign, engage):
    client.force_login(MembershipFactory(territory=engage("Arles").territory).user)
    campaign.status = "closed"
    campaign.save()
    declare(client)
    assert not DeclaredEvidence.objects.exists()


# The page of a territory, and the desk


def test_the_page_of_a_territory_is_made_to_be_shared(client, campaign, engage):
    engagement = engage("Arles", declares=True)
    consultation = campaign.consultations.get(territory=engagement.territory)
    ActivityFactory(
        consultation=consultation, title="Atelier du soir", held_on=timezone.localdate() + timedelta(days=2)
    )
    page = text(client, "/campagnes/ia/territoires/arles/")
    assert re.search(r'<meta property="og:title"\s+content="Arles – L’IA en commun">', page)
    assert "/territoires/arles/</a>" in page
    assert "Atelier du soir" in page
    assert "Ses engagements" in page


def test_the_short_address_leads_to_the_page(client, campaign, engage):
    engage("Arles")
    assert client.get("/territoires/arles/")["Location"] == "/campagnes/ia/territoires/arles/"


def test_the_short_address_of_a_merged_commune_leads_to_the_new_one(client, campaign, engage):
    merged = TerritoryFactory(slug="ancienne", merged_into=engage("Arles").territory)
    assert client.get(f"/territoires/{merged.slug}/")["Location"] == "/campagnes/ia/territoires/arles/"


def test_the_short_address_of_a_draft_campaign_says_nothing(client):
    EngagementFactory(campaign=CampaignFactory(draft=True), territory__slug="arles")
    assert client.get("/territoires/arles/").status_code == 404


def test_the_desk_of_a_lead_says_what_the_programme_expects(client, campaign, engage):
    client.force_login(MembershipFactory(territory=engage("Arles", signs=False).territory).user)
    page = text(client, "/bureau/")
    assert "Signer la charte" in page
    assert "Signature" in page or "Dates qui viennent" not in page


def test_the_desk_of_the_coordinator_says_what_waits(client, campaign, coordinator, django_assert_max_num_queries):
    JoinRequestFactory(campaign=campaign, status="confirmed", confirmed_at=timezone.now())
    InfoGridFactory(engagement__campaign=campaign, status=GridStatus.SUBMITTED, submitted_at=timezone.now())
    with django_assert_max_num_queries(12):
        page = text(client, "/bureau/")
    assert "1 demande de participation à examiner" in page
    assert "1 grille à relire" in page
    assert "/bureau/campagnes/ia/suivi/" in page
