"""Every kind of public page, found from the home page through links, as a visitor would."""

from __future__ import annotations

import re
from collections import Counter, deque
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from django.urls import Resolver404, resolve
from django.utils.translation import override

from tests.pages.running_site import Site

EXAMPLES = {"fr": 2, "en": 1}
"""How many pages of each kind are visited; one is enough where only a filter or a page number differs."""
FILES = re.compile(r"\.(json|csv|css|svg|zip|parquet|xlsx|ics|pdf)$|^/api/v\d|^/static/")
DOORS = ("/", "/en/")


@dataclass(frozen=True)
class Link:
    """A page, and the kind of page that it is."""

    path: str
    route: str
    language: str


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        target = dict(attributes).get("href")
        if tag == "a" and target:
            self.found.append(target)


def crawl(site: Site) -> tuple[list[Link], list[str]]:
    """Give pages of every kind in both languages, and the links that lead nowhere."""
    kept: list[Link] = []
    dead: list[str] = []
    seen: set[str] = set()
    n_of_kind: Counter[tuple[str, str]] = Counter()
    waiting = deque(DOORS)
    while waiting:
        path = waiting.popleft()
        link = read_link(path)
        if path in seen or link is None:
            continue
        seen.add(path)
        if n_of_kind[link.route, link.language] >= (1 if link.route.endswith("?") else EXAMPLES[link.language]):
            continue
        status, page = site.get(path)
        if status != 200:
            dead.append(f"{path}: {status}")
            continue
        n_of_kind[link.route, link.language] += 1
        if not page.lstrip().startswith("<!DOCTYPE html>"):
            continue  # a document that people download
        kept.append(link)
        waiting.extend(links_of(page, path))
    return kept, dead


def links_of(page: str, path: str) -> list[str]:
    """List the addresses of this site that a page links to."""
    parser = _Links()
    parser.feed(page)
    found = [urlsplit(urljoin("http://site" + path, target)) for target in parser.found]
    addresses = [one.path + (f"?{one.query}" if one.query else "") for one in found if one.netloc == "site"]
    return [address for address in dict.fromkeys(addresses) if not FILES.search(urlsplit(address).path)]


def read_link(path: str) -> Link | None:
    """Name the kind of page at an address; a list that is filtered or turned is another kind."""
    parts = urlsplit(path)
    language = "en" if parts.path.startswith("/en/") else "fr"
    with override(language):
        try:
            match = resolve(parts.path)
        except Resolver404:
            return Link(path, "nowhere", language)
    return Link(path, f"{match.view_name}?" if parts.query else match.view_name, language)
