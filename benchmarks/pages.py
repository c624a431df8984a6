"""
Time the pages of a running site, and the votes that it takes, with the example campaign loaded.

The site is served as `polyphonie serve` serves it, on SQLite or on DATABASE_URL; requests are sent one after the other,
then by several visitors at once. There is no page to vote on yet: votes are brought by an import, through the same
importer and the same journal, and that is what is measured.
"""

from __future__ import annotations

import argparse
import csv
import http.client
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import django

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.pages.crawl import crawl
from tests.pages.running_site import POLYPHONIE, ROOT, Site, running_site

N_WARM_UP = 3
N_VISITORS = 8


@dataclass(frozen=True)
class Timing:
    """How long answers took, in milliseconds."""

    n: int
    p50: float
    p95: float

    @classmethod
    def of(cls, seconds: list[float]) -> Timing:
        cuts = statistics.quantiles(seconds, n=20, method="inclusive")
        return cls(n=len(seconds), p50=statistics.median(seconds) * 1000, p95=cuts[18] * 1000)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--requests", type=int, default=40, help="requests to each page (40)")
    parser.add_argument("--votes", type=int, default=20_000, help="votes brought by the import (20000)")
    asked = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        with running_site(Path(folder)) as site:
            print(f"example loaded and served in {time.perf_counter() - start:.1f} s")
            time_pages(site, asked.requests)
            time_visitors(site, asked.requests * 5)
            time_votes(site, asked.votes)


def time_pages(site: Site, n: int) -> None:
    """Time the first page of each kind, asked for one at a time."""
    first = {}
    for link in crawl(site)[0]:
        if link.language == "fr":
            first.setdefault(link.route, link.path)
    every: list[float] = []
    print(f"\n{'page':<26} {'p50 ms':>8} {'p95 ms':>8}   address")
    for route, path in sorted(first.items()):
        seconds = ask(site, path, n)
        every += seconds
        timing = Timing.of(seconds)
        print(f"{route:<26} {timing.p50:>8.1f} {timing.p95:>8.1f}   {path}")
    timing = Timing.of(every)
    print(f"{'all pages':<26} {timing.p50:>8.1f} {timing.p95:>8.1f}   {timing.n} requests")


def time_visitors(site: Site, n: int) -> None:
    """Time the home page and a list, asked for by several visitors at once."""
    print(f"\n{N_VISITORS} visitors at once")
    for path in ("/", f"/campagnes/{first_of(site, 'campaigns')['slug']}/contributions/"):
        start = time.perf_counter()
        with ThreadPoolExecutor(N_VISITORS) as visitors:
            asked = [visitors.submit(ask, site, path, n // N_VISITORS) for _ in range(N_VISITORS)]
            seconds = [one for found in asked for one in found.result()]
        timing, whole = Timing.of(seconds), time.perf_counter() - start
        print(f"{path:<60} {timing.n / whole:>7.0f} pages/s   p50 {timing.p50:.1f} ms   p95 {timing.p95:.1f} ms")


def ask(site: Site, path: str, n: int) -> list[float]:
    """Ask for a page n times on one connection, after a few times that do not count."""
    connection = http.client.HTTPConnection(urlsplit(site.url).netloc, timeout=60)
    seconds = []
    for number in range(n + N_WARM_UP):
        start = time.perf_counter()
        connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
        answer = connection.getresponse()
        answer.read()
        if number >= N_WARM_UP:
            seconds.append(time.perf_counter() - start)
        assert answer.status == 200, f"{path}: {answer.status}"
    connection.close()
    return seconds


def time_votes(site: Site, n: int) -> None:
    """Time an import of votes into the running site, and the home page meanwhile."""
    consultation = first_of(site, "statements")["consultation"]
    folder = site.data / "votes"
    write_polis_export(folder, n_votes=n)
    options = ["--consultation", str(consultation), "--agree", "1", "--apply", "--lang", "en"]
    start = time.perf_counter()
    with (site.data / "import.log").open("w") as log:
        command = [*POLYPHONIE, "import", str(folder), *options]
        bringing = subprocess.Popen(command, cwd=ROOT, env=site.environment, stdout=log, stderr=log)
    meanwhile: list[float] = []
    while bringing.poll() is None:
        meanwhile += ask(site, "/", 5)
    seconds = time.perf_counter() - start
    if bringing.returncode:
        raise SystemExit((site.data / "import.log").read_text())
    timing = Timing.of(meanwhile)
    print(f"\nvotes: {n} imported in {seconds:.1f} s, the start of the command included: {n / seconds:.0f} votes/s")
    print(f"the home page meanwhile: p50 {timing.p50:.1f} ms, p95 {timing.p95:.1f} ms")


def write_polis_export(folder: Path, *, n_votes: int, n_statements: int = 100) -> None:
    """Write votes drawn at random, as Polis exports them: one line a vote."""
    folder.mkdir()
    rng = random.Random(3)
    with (folder / "comments.csv").open("w", newline="") as file:
        writer = csv.writer(file)
        names = ["timestamp", "datetime", "comment-id", "author-id", "agrees", "disagrees", "moderated", "comment-body"]
        writer.writerow(names)
        for statement in range(n_statements):
            writer.writerow([0, "", 9000 + statement, 1, 0, 0, 1, f"Statement number {statement} of the measure"])
    with (folder / "votes.csv").open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["timestamp", "datetime", "comment-id", "voter-id", "vote"])
        for number in range(n_votes):
            person, statement = divmod(number, n_statements)
            writer.writerow([1_700_000_000 + number, "", 9000 + statement, 90_000 + person, rng.choice((-1, 0, 1))])


def first_of(site: Site, what: str) -> dict[str, object]:
    found: dict[str, object] = json.loads(site.get(f"/api/v1/{what}?limit=1")[1])["items"][0]
    return found


if __name__ == "__main__":
    main()
