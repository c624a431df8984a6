"""
Time the pages and the exports of a large programme: 2,000 territories, 5,000 consultations, 20,000 activities and
2,000 published grids of 150 fields, on SQLite or on DATABASE_URL (whose database must be empty).

Each page is asked for without any cache, in the process of this measure: what is timed is the server's own work, and
its queries are counted. The CPU time beside it is what a quiet machine would show; with SQLite, the database is in it.
Exports run in a process of their own, whose greatest memory is read when it ends.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

BAR_MILLISECONDS = 300
BAR_QUERIES = 12
BAR_EXPORT_SECONDS = 20
BAR_EXPORT_MEGABYTES = 300
N_TIMES = 5


@dataclass(frozen=True)
class Measure:
    """How long a page took, its worst time, its queries and its weight."""

    milliseconds: float
    worst: float
    cpu_milliseconds: float
    n_queries: int
    kilobytes: float

    @property
    def passes(self) -> bool:
        return self.milliseconds < BAR_MILLISECONDS and self.n_queries <= BAR_QUERIES


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--territories", type=int, default=2000, help="territories engaged, each with its grid (2000)")
    parser.add_argument("--consultations", type=int, default=5000, help="consultations (5000)")
    parser.add_argument("--activities", type=int, default=20_000, help="activities (20000)")
    parser.add_argument("--fields", type=int, default=150, help="fields of the grid (150)")
    parser.add_argument("--only", default="", help="time only the pages whose name holds this")
    parser.add_argument("--keep", metavar="FOLDER", help="keep the database there, and use it again if it is there")
    parser.add_argument("--export", metavar="NAME", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    os.environ.setdefault("POLYPHONIE_SECOND_FACTOR", "optional")
    if asked.export:
        run_export(asked.export)
        return
    with tempfile.TemporaryDirectory() as folder:
        os.environ["POLYPHONIE_DATA_DIR"] = asked.keep or folder
        start = time.perf_counter()
        build(asked)
        print(f"built in {time.perf_counter() - start:.0f} s", flush=True)
        failures = [*time_pages(asked.only), *([] if asked.only else time_exports())]
    if failures:
        print(f"\nabove the bar: {', '.join(failures)}")


def set_up() -> None:
    """Start Django; the names of style sheets need no manifest, which `serve` would have written."""
    import django
    from django.conf import settings

    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    django.setup()


def build(asked: argparse.Namespace) -> None:
    """Make the database and fill it."""
    set_up()
    from benchmarks.large_programme import Sizes, build_programme, is_built
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    if is_built():
        return
    build_programme(
        Sizes(
            n_territories=asked.territories,
            n_consultations=asked.consultations,
            n_activities=asked.activities,
            n_fields=asked.fields,
        )
    )


def time_pages(only: str) -> Iterator[str]:
    """Time every page, print its measure, and give the names of those above the bar."""
    from benchmarks.large_programme import CLIENTS, pages

    clients = {kind: make() for kind, make in CLIENTS.items()}
    print(f"\n{'page':<44} {'asked by':<12} {'median ms':>9} {'worst':>7} {'CPU ms':>7} {'queries':>8} {'kB gz':>7}")
    for page in pages():
        if only not in page.name:
            continue
        client = clients[page.asked_by]
        status = client.get(page.path).status_code
        if status != 200:
            print(f"{page.name:<44} {page.asked_by:<12} answered {status}", flush=True)
            yield page.name
            continue
        measure = time_page(lambda path=page.path, client=client: client.get(path, HTTP_ACCEPT_ENCODING="gzip"))
        print(
            f"{page.name:<44} {page.asked_by:<12} {measure.milliseconds:>9.0f} {measure.worst:>7.0f} "
            f"{measure.cpu_milliseconds:>7.0f} {measure.n_queries:>8} {measure.kilobytes:>7.1f}"
            f"{'' if measure.passes else '   above the bar'}",
            flush=True,
        )
        if not measure.passes:
            yield page.name


def time_page(ask: Callable[[], object]) -> Measure:
    """Ask for a page several times, each without what the time before left in the cache."""
    from django.core.cache import cache
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    seconds, cpu_seconds = [], []
    for _ in range(N_TIMES):
        cache.clear()
        start, cpu_start = time.perf_counter(), time.process_time()
        answer = ask()
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
        seconds.append(time.perf_counter() - start)
        cpu_seconds.append(time.process_time() - cpu_start)
    cache.clear()
    with CaptureQueriesContext(connection) as queries:
        ask()
    return Measure(
        milliseconds=statistics.median(seconds) * 1000,
        worst=max(seconds) * 1000,
        cpu_milliseconds=statistics.median(cpu_seconds) * 1000,
        n_queries=len(queries),
        kilobytes=len(content) / 1024,
    )


def time_exports() -> Iterator[str]:
    """Time each export of everything, in its own process."""
    from benchmarks.exports import EXPORTS

    print(f"\n{'export of everything':<44} {'seconds':>9} {'MB':>7}")
    for name in EXPORTS:
        start = time.perf_counter()
        done = subprocess.run(
            [sys.executable, __file__, "--export", name], capture_output=True, text=True, check=False, cwd=ROOT
        )
        seconds = time.perf_counter() - start
        if done.returncode:
            raise SystemExit(done.stderr[-2000:])
        megabytes = float(done.stdout.strip().splitlines()[-1])
        passes = seconds < BAR_EXPORT_SECONDS and megabytes < BAR_EXPORT_MEGABYTES
        print(f"{name:<44} {seconds:>9.1f} {megabytes:>7.0f}{'' if passes else '   above the bar'}", flush=True)
        if not passes:
            yield name


def run_export(name: str) -> None:
    """Run one export in this process, and print the greatest memory that it took, in megabytes."""
    set_up()
    from benchmarks.exports import EXPORTS

    EXPORTS[name]()
    print(greatest_memory())


def greatest_memory() -> float:
    """Give the greatest memory of this process, in megabytes; `getrusage` would count that of its parent too."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


if __name__ == "__main__":
    main()
