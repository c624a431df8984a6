"""Every kind of public page, in French and in English: light, sober, accessible, and whole without scripts."""

import re

import pytest

from tests.pages.ecoindex import grade

pytestmark = pytest.mark.browser

MAX_KILOBYTES, MAX_KILOBYTES_WITH_A_MAP = 50, 100
MAX_REQUESTS = 8
EXPECTED_ROUTES = {
    *("portal:home", "portal:campaign", "portal:territory", "portal:contributions", "portal:contribution"),
    *("portal:about", "portal:method", "portal:accessibility", "consultations:detail", "opinion_maps:detail"),
    *("ideas:list", "syntheses:list", "syntheses:detail", "manifesto:detail", "api:docs", "account_login"),
    *(
        "programme:territories",
        "programme:sincerity",
        "programme:sincerity_board",
        "campaigns:charter",
        "campaigns:join",
    ),
    *("campaigns:signed_charter", "consultations:agenda", "consultations:activity", "info_grids:detail"),
    *("info_grids:compare", "api:open_data", "campaigns:framing"),
}


def test_every_kind_of_page_is_reached_from_the_home_page(crawled):
    links, _ = crawled
    for language in ("fr", "en"):
        assert EXPECTED_ROUTES - {link.route for link in links if link.language == language} == set()


def test_no_link_leads_nowhere(crawled):
    assert crawled[1] == []


def test_each_page_is_whole_without_scripts(site, crawled):
    thin = {}
    for link in crawled[0]:
        _, page = site.get(link.path)
        main = re.search(r"<main\b.*?</main>", page, flags=re.DOTALL)
        words = re.sub(r"<[^>]+>", " ", main[0] if main else "").split()
        if len(words) < 5 or "<h1" not in page or f'<html lang="{link.language}"' not in page:
            thin[link.path] = len(words)
    assert thin == {}


def test_pages_are_light(visits):
    heavy = {
        one.link.path: round(one.kilobytes, 1)
        for one in visits
        if one.kilobytes > (MAX_KILOBYTES_WITH_A_MAP if one.has_map else MAX_KILOBYTES)
    }
    assert heavy == {}


def test_pages_make_few_requests(visits):
    assert {one.link.path: one.n_requests for one in visits if one.n_requests > MAX_REQUESTS} == {}


def test_pages_are_sober(visits):
    poor = {
        one.link.path: (round(one.score, 1), one.n_elements, one.n_requests, round(one.kilobytes))
        for one in visits
        if grade(one.score) != "A"
    }
    assert poor == {}


def test_pages_ask_nothing_of_a_third_party(visits):
    assert {one.link.path: one.elsewhere for one in visits if one.elsewhere} == {}


def test_the_browser_complains_of_nothing(visits):
    assert {one.link.path: one.complaints for one in visits if one.complaints} == {}


def test_no_page_scrolls_sideways_on_a_phone(visits):
    assert {one.link.path: one.too_wide for one in visits if one.too_wide} == {}


def test_pages_are_accessible_in_every_width_and_scheme(visits):
    assert {one.link.path: one.violations for one in visits if one.violations} == {}
