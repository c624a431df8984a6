import re

import pytest
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.test import Client
from django.utils import translation

from polyphonie.core.templatetags.languages import lang_of
from polyphonie.core.templatetags.staves import stave, stave_details
from polyphonie.drawing.stave import StaveVoice
from tests.factories import CampaignFactory, ContributionFactory

pytestmark = pytest.mark.django_db
VOICES = [StaveVoice("Communes", "carries", 3), StaveVoice("Régions", "dissents", 1)]


@pytest.mark.parametrize("code", ["400", "403", "403_csrf", "404", "413", "429", "500"])
def test_each_error_page_says_what_happened_and_what_to_do(code):
    with translation.override("fr"):
        page = render_to_string(f"{code}.html", request=_request())
    assert len(re.findall("<h1", page)) == 1
    assert "Erreur" in page
    assert 'href="/' in page


def test_the_page_of_a_broken_server_needs_neither_request_nor_database(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert "Quelque chose s’est cassé" in render_to_string("500.html")


def test_an_unknown_address_answers_404_in_the_language_of_the_address():
    answer = Client().get("/en/nowhere/")
    assert answer.status_code == 404
    assert "This page does not exist" in answer.content.decode()


def test_a_form_without_its_key_gets_a_page_that_helps():
    answer = Client(enforce_csrf_checks=True).post("/account/login/", {"login": "a@example.org"})
    assert answer.status_code == 403
    assert "Ce formulaire est resté ouvert trop longtemps" in answer.content.decode()


def test_each_page_has_its_landmarks_and_one_title():
    page = Client().get("/").content.decode()
    for mark in ('class="skip-link" href="#main"', "<header>", '<main id="main"', "<footer", 'role="search"'):
        assert page.count(mark) == 1, mark


def test_the_language_switch_keeps_the_page_and_its_query():
    assert 'href="/en/recherche/?q=eau"' in Client().get("/recherche/?q=eau").content.decode()
    assert 'href="/recherche/?q=eau"' in Client().get("/en/recherche/?q=eau").content.decode()


@pytest.mark.parametrize(("is_fictitious", "n_banners"), [(True, 1), (False, 0)])
def test_a_fictitious_campaign_says_so_on_its_pages(is_fictitious, n_banners):
    campaign = CampaignFactory(is_fictitious=is_fictitious)
    page = Client().get(f"/campagnes/{campaign.slug}/").content.decode()
    assert page.count("Exemple fictif.") == n_banners


@pytest.mark.parametrize(
    ("address", "mark"),
    [
        ("/campagnes/ia/", 'href="/campagnes/ia/" aria-current="page"'),
        ("/campagnes/ia/contributions/", 'href="/campagnes/ia/contributions/" aria-current="page"'),
        ("/contributions/{contribution}/", 'href="/campagnes/ia/contributions/" aria-current="true"'),
        ("/consultations/c/", 'href="/campagnes/ia/" aria-current="true"'),
    ],
)
def test_the_navigation_marks_where_one_is(address, mark):
    contribution = ContributionFactory(consultation__campaign__slug="ia", consultation__slug="c")
    page = Client().get(address.format(contribution=contribution.pk)).content.decode()
    assert page.count("aria-current=") == 1
    assert re.search(mark.replace(" aria", r"\s+aria"), page)


def test_no_page_holds_a_style_or_a_script_of_its_own():
    page = Client().get("/a-propos/").content.decode()
    assert not re.search(r"<style|\sstyle=|<script(?![^>]*src=)|\son\w+=", page)


def test_the_login_page_sums_errors_up_above_the_form_and_shows_them_beside_their_field():
    page = Client().post("/account/login/", {"login": "not-an-address", "password": ""}).content.decode()
    assert page.index('class="error-summary"') < page.index('id="id_password_error"')
    assert 'href="#id_password"' in page
    assert 'id="id_password_error"' in page


def test_nobody_is_invited_to_open_an_account():
    assert "signup" not in Client().get("/account/login/").content.decode()


@pytest.mark.parametrize(("language", "marked"), [("en", ' lang="en"'), ("fr", ""), ("", ""), ("fr-FR", "")])
def test_words_in_another_language_are_marked(language, marked):
    with translation.override("fr"):
        assert lang_of(language) == marked


def test_the_stave_says_its_denominator():
    with translation.override("fr"):
        assert "portée par 1 voix sur 2, contestée par 1" in stave(VOICES)


def test_the_stave_has_its_table_one_key_away():
    with translation.override("fr"):
        context = stave_details(VOICES)
    assert [row[0] for row in context["rows"]] == ["Communes", "Régions"]
    assert "<summary>" in render_to_string("core/_stave.html", context)


def _request():
    request = HttpRequest()
    request.path = "/"
    request.META = {"SERVER_NAME": "localhost", "SERVER_PORT": "80"}
    return request
