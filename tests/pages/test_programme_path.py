"""A campaign from its creation to two published grids, in a browser that runs no script, in both languages."""

import time

import pytest
from playwright.sync_api import Browser

from tests.pages import programme_path as path
from tests.pages.filled_workbook import WORDS
from tests.pages.visits import in_browser

pytestmark = pytest.mark.browser


def run_the_programme(browser: Browser, site, prefix: str) -> tuple[str, str]:
    """Give what a stranger reads of the grid filled on line, then of the one filled offline."""
    walk = path.Walk(
        browser=browser,
        url=site.url,
        mail_folder=site.data / "mail",
        prefix=prefix,
        mark=f"{prefix.strip('/') or 'fr'}-{time.time_ns()}",
    )
    coordinator = path.log_in(walk, path.COORDINATOR, site.password_of(path.COORDINATOR))
    slug = path.open_a_campaign(walk, coordinator)
    return (
        lead_a_territory(walk, coordinator, slug, words="quimperle", fill=path.fill_on_line),
        lead_a_territory(walk, coordinator, slug, words="dschang", fill=path.fill_offline),
    )


def lead_a_territory(walk: path.Walk, coordinator, slug: str, *, words: str, fill) -> str:
    address = f"lead-{words}-{walk.mark}@example.org"
    lead, territory = path.join(walk, coordinator, slug, words=words, address=address)
    path.sign(walk, lead, slug, territory)
    path.declare(walk, lead, slug, territory)
    fill(walk, lead, slug, territory)
    return path.publish_the_grid(walk, coordinator, slug, territory)


@pytest.mark.usefixtures("browser_is_here")
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_two_territories_go_from_joining_to_a_published_grid(written_site, prefix):
    on_line, offline = in_browser(lambda browser: run_the_programme(browser, written_site, prefix))
    assert "Quimperlé" in on_line
    assert path.WORDS in on_line
    assert "Dschang" in offline
    assert WORDS in offline
