"""What a browser sees of a page: its weight, its faults, its width, its accessibility."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Any, TypeVar

from playwright.sync_api import Browser, Page, sync_playwright

from tests.pages.crawl import Link
from tests.pages.ecoindex import ecoindex
from tests.pages.running_site import Site

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
SMALL, LARGE = {"width": 360, "height": 740}, {"width": 1280, "height": 800}
EVERY_LOOK = [(size, scheme) for size in ("small", "large") for scheme in ("light", "dark")]
TWO_LOOKS = [("small", "light"), ("large", "dark")]
AXE = Path(str(find_spec("axe_playwright_python").origin)).with_name("axe.min.js")  # type: ignore[union-attr]
RUN_AXE = """async () => {
  const found = await axe.run(document, {resultTypes: ["violations"]});
  const where = rule => rule.nodes.slice(0, 3).map(node => node.target.join(" ")).join(", ");
  return found.violations.map(rule => rule.id + ": " + where(rule));
}"""
TOO_WIDE = """() => {
  const limit = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= limit) return [];
  const hides = element => ["auto", "scroll", "hidden"].includes(getComputedStyle(element).overflowX);
  const isInside = element => element !== null && (hides(element) || isInside(element.parentElement));
  return [...document.querySelectorAll("body *")]
    .filter(one => one.getBoundingClientRect().right > limit + 1 && !isInside(one.parentElement))
    .slice(0, 5).map(one => one.tagName + "." + one.getAttribute("class")).concat("scroll");
}"""

T = TypeVar("T")


@dataclass
class Visit:
    """One page, as it was found."""

    link: Link
    n_requests: int = 0
    kilobytes: float = 0.0
    n_elements: int = 0
    has_map: bool = False
    elsewhere: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    too_wide: list[str] = field(default_factory=list)
    violations: list[str] = field(default_factory=list)

    @property
    def score(self) -> float:
        return ecoindex(n_elements=self.n_elements, n_requests=self.n_requests, kilobytes=self.kilobytes)


def in_browser(work: Callable[[Browser], T]) -> T:
    """Do something with a browser, in a thread of its own: its event loop would hinder the tests that come after."""

    def do() -> T:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
            try:
                return work(browser)
            finally:
                browser.close()

    with ThreadPoolExecutor(max_workers=1) as executor:
        return executor.submit(do).result()


def visit_all(site: Site, links: list[Link]) -> list[Visit]:
    """Visit each page; the first of each kind in French is looked at in every width and scheme."""
    first = {}
    for link in links:
        first.setdefault((link.route, link.language), link)

    def work(browser: Browser) -> list[Visit]:
        return [
            visit(browser, site, link, EVERY_LOOK if first[link.route, link.language] is link else TWO_LOOKS)
            for link in links
        ]

    return in_browser(work)


def visit(browser: Browser, site: Site, link: Link, looks: list[tuple[str, str]]) -> Visit:
    """Load a page with an empty cache, then look at it."""
    context = browser.new_context(viewport=SMALL, color_scheme="light", reduced_motion="reduce")  # type: ignore[arg-type]
    try:
        page = context.new_page()
        seen = Visit(link)
        watch(page, site, seen)
        page.goto(site.url + link.path, wait_until="load")
        seen.n_elements = page.evaluate("document.querySelectorAll('*').length")
        seen.has_map = page.evaluate(
            "document.querySelector('svg.map, figure.map svg, .map svg, svg[data-map]') !== null"
        )
        page.evaluate(AXE.read_text(encoding="utf-8"))
        for size, scheme in looks:
            look(page, seen, size, scheme)
        return seen
    finally:
        context.close()


def watch(page: Page, site: Site, seen: Visit) -> None:
    """Note each request, its weight, and whatever the browser complains of: content policy, scripts, missing files."""
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")

    def count(event: dict[str, Any]) -> None:
        seen.kilobytes += event["encodedDataLength"] / 1024

    def note(event: dict[str, Any]) -> None:
        seen.n_requests += 1
        if not event["request"]["url"].startswith((site.url, "data:")):
            seen.elsewhere.append(event["request"]["url"])

    session.on("Network.loadingFinished", count)
    session.on("Network.requestWillBeSent", note)
    page.on("console", lambda line: seen.complaints.append(line.text) if line.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: seen.complaints.append(str(error)))


def look(page: Page, seen: Visit, size: str, scheme: str) -> None:
    page.set_viewport_size(SMALL if size == "small" else LARGE)  # type: ignore[arg-type]
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    if size == "small" and not seen.too_wide:
        seen.too_wide = page.evaluate(TOO_WIDE)
    seen.violations += [f"{size}, {scheme}: {one}" for one in page.evaluate(RUN_AXE)]
