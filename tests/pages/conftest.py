"""The sites that browser tests visit: each loaded once, served as people serve it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.pages.crawl import Link, crawl
from tests.pages.running_site import Site, running_site
from tests.pages.visits import CHROMIUM, Visit, visit_all


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep these tests together: they share one site."""
    for item in items:
        if "tests/pages/" in item.nodeid and item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.xdist_group("pages"))
            item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with running_site(tmp_path_factory.mktemp("site")) as site:
        yield site


@pytest.fixture(scope="session")
def written_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Give a site of their own to the tests that write: a visitor of the other one finds what they expect."""
    with running_site(tmp_path_factory.mktemp("written-site")) as site:
        yield site


@pytest.fixture(scope="session")
def crawled(site: Site) -> tuple[list[Link], list[str]]:
    return crawl(site)


@pytest.fixture(scope="session")
def browser_is_here() -> None:
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed: pages are not looked at in a browser")


@pytest.fixture(scope="session")
def visits(browser_is_here: None, site: Site, crawled: tuple[list[Link], list[str]]) -> list[Visit]:
    return visit_all(site, crawled[0])
