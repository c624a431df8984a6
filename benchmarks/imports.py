"""
Time an import of a million rows, on SQLite and on PostgreSQL: the first one, the same file again, the greatest memory
of the process that writes and of the child that reads, and how long a vote waits meanwhile.

`--rows 0 --megabytes 800` reads a larger file instead, for its memory. `--kill 200` kills the writing process at as
many random moments, each time goes on, and compares the rows with those of an import that was left alone.

With SQLite, the CPU time is what a quiet machine would show. PostgreSQL needs a server where `--server` says; the
databases of the measure are made there, and dropped.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import json
import os
import random
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

PARTS = ("--prepare", "--work", "--vote", "--digest", "--empty")
BAR_SECONDS = 30
BAR_TIMES_QUICKER = 3
BAR_MEGABYTES = 600
BAR_VOTE_MILLISECONDS = 500
DATABASE = "polyphonie_bench_imports"
TEXT = (
    "Nous voulons que l’intelligence artificielle serve les habitants, à l’école, à l’hôpital, dans les mairies ; "
    'qu’elle soit "expliquée" à tous, que les données restent ici, et qu’un agent réponde au téléphone'
)
WORDS = TEXT.split()
PUBLICS = ("Habitant", "Élue", "Association", "Entreprise", "Agent")
THEMES = ("École", "Santé", "Emploi", "Environnement")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=1_000_000, help="rows of the file (1000000)")
    parser.add_argument("--megabytes", type=int, default=0, help="size of the file instead, in megabytes")
    parser.add_argument("--database", choices=("sqlite", "postgres", "both"), default="both")
    parser.add_argument("--server", default="postgres://postgres@127.0.0.1", help="where PostgreSQL answers")
    parser.add_argument("--kill", type=int, default=0, metavar="N", help="kill the worker at N random moments instead")
    parser.add_argument("--seed", type=int, default=0, help="of the random moments")
    for name in PARTS:
        parser.add_argument(name, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    os.environ.setdefault("POLYPHONIE_SECOND_FACTOR", "optional")
    if any(getattr(asked, name[2:]) for name in PARTS):
        run_part(asked)
        return
    with tempfile.TemporaryDirectory(prefix="bench-imports-") as folder:
        for database in ("sqlite", "postgres") if asked.database == "both" else (asked.database,):
            with database_of(database, Path(folder) / database, asked.server):
                kill_often(asked, Path(folder)) if asked.kill else measure(asked, database, Path(folder))


@contextlib.contextmanager
def database_of(kind: str, folder: Path, server: str) -> Iterator[None]:
    """Give the measure a database of its own."""
    folder.mkdir()
    os.environ["POLYPHONIE_DATA_DIR"] = str(folder)
    if kind == "sqlite":
        os.environ["DATABASE_URL"] = ""
        yield
        return
    import psycopg

    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {DATABASE}")
        os.environ["DATABASE_URL"] = f"{server}/{DATABASE}"
        try:
            yield
        finally:
            connection.execute(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")


def write_file(path: Path, *, n_rows: int, megabytes: int) -> int:
    """Write a table of six columns, its texts with quotation marks, commas and accents; give the number of its rows."""
    chance = random.Random(1)
    number = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write("id,date,public,theme,titre,texte\r\n")
        while number < n_rows or file.tell() < megabytes * 1_000_000:
            number += 1
            day, hour = f"2026-{1 + number % 12:02}-{1 + number % 28:02}", f"{number % 24:02}:{number % 60:02}:07"
            text = " ".join(chance.choices(WORDS, k=12)).replace('"', '""')
            public, theme = PUBLICS[number % len(PUBLICS)], THEMES[number % len(THEMES)]
            file.write(f'{number},{day} {hour},{public},{theme},Idée n° {number},"{text}"\r\n')
    return number


def part(*arguments: str) -> subprocess.Popen[str]:
    """Start a part of the measure in a process of its own."""
    return subprocess.Popen([sys.executable, __file__, *arguments], stdout=subprocess.PIPE, text=True, cwd=ROOT)


def answer(process: subprocess.Popen[str]) -> dict[str, float]:
    said, _ = process.communicate()
    if process.returncode:
        raise SystemExit(f"a part of the measure ended with {process.returncode}")
    return json.loads(said.strip().splitlines()[-1])


def measure(asked: argparse.Namespace, database: str, folder: Path) -> None:
    """Time the first import and the second one, with somebody who votes meanwhile."""
    path = folder / "contributions.csv"
    if not path.exists():
        write_file(path, n_rows=0 if asked.megabytes else asked.rows, megabytes=asked.megabytes)
    size = path.stat().st_size / 1e6
    print(f"\n{database}, {size:.0f} MB")
    print(f"{'':<14} {'seconds':>8} {'CPU':>6} {'rows/s':>8} {'MB writes':>10} {'MB reads':>9} {'vote p95 ms':>12}")
    seconds = []
    for name in ("first import", "the same again"):
        answer(part("--prepare", str(path)))
        voter = part("--vote", name)
        done = answer(part("--work", name))
        voter.send_signal(signal.SIGTERM)
        votes = answer(voter)
        seconds.append(done["seconds"])
        print(
            f"{name:<14} {done['seconds']:>8.1f} {done['cpu']:>6.1f} {done['n_rows'] / done['seconds']:>8.0f} "
            f"{done['writer']:>10.0f} {done['reader']:>9.0f} {votes['p95']:>8.0f} of {votes['n']:.0f}"
            f"  taken {done['n_taken']:.0f}, there {done['n_there']:.0f}, refused {done['n_refused']:.0f}",
            flush=True,
        )
        for figure, bar, what in (
            (done["seconds"], BAR_SECONDS * size / 140, "time"),
            (done["writer"] + done["reader"], BAR_MEGABYTES, "memory"),
            (votes["p95"], BAR_VOTE_MILLISECONDS, "votes"),
        ):
            if figure > bar:
                print(f"  above the bar: {what}")
    if seconds[0] < BAR_TIMES_QUICKER * seconds[1]:
        print(f"  above the bar: the second is only {seconds[0] / seconds[1]:.1f} times quicker")


# --- Parts, each in its process ---------------------------------------------------------------------------------------


def run_part(asked: argparse.Namespace) -> None:
    import django

    django.setup()
    if asked.prepare:
        print(json.dumps(prepare(Path(asked.prepare))))
    elif asked.work:
        print(json.dumps(work()))
    elif asked.vote:
        print(json.dumps(vote()))
    elif asked.empty:
        empty_and_wait()
        print("{}")
    else:
        print(json.dumps({"digest": digest_of_rows()}))


def prepare(path: Path) -> dict[str, float]:
    """Make the tables, a consultation with a statement and a voter, and an import that waits."""
    from django.core.management import call_command
    from django.utils import timezone

    call_command("migrate", verbosity=0)
    from tests.factories import ConsultationFactory, ParticipantFactory, StatementFactory

    from polyphonie.consultations.models import Consultation
    from polyphonie.imports.enums import ImportStatus
    from polyphonie.imports.models import Import
    from polyphonie.imports.services.keeping import chunks_of, keep_file

    consultation = Consultation.objects.first()
    if consultation is None:
        consultation = ConsultationFactory()
        StatementFactory(consultation=consultation)
        ParticipantFactory(consultation=consultation)
    kept = keep_file(chunks_of(path))
    of_import = Import.objects.create(
        consultation=consultation,
        file_name=path.name,
        digest=kept.digest,
        size=kept.size,
        tool="table",
        kind="contributions",
        status=ImportStatus.QUEUED,
        created_at=timezone.now(),
    )
    return {"pk": of_import.pk}


def work() -> dict[str, float]:
    """Carry out the last import, and tell what it took."""
    from django.utils import timezone

    from polyphonie.imports.models import Import
    from polyphonie.imports.services import run_import

    reader = _Watcher()
    reader.start()
    of_import = Import.objects.order_by("pk").last()
    assert of_import is not None
    start = time.perf_counter()
    done = run_import(of_import=of_import, at=timezone.now())
    seconds = time.perf_counter() - start
    if done.status != "done":
        raise SystemExit(f"{done.status}: {done.error}")
    times = os.times()
    return {
        "seconds": seconds,
        "cpu": times.user + times.system + times.children_user + times.children_system,
        "n_rows": done.n_rows,
        "n_taken": done.n_taken,
        "n_there": done.n_already_there,
        "n_refused": done.n_refused,
        "writer": highest_memory("self"),
        "reader": reader.highest,
    }


class _Watcher(threading.Thread):
    """Look at the memory of the children of this process."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.highest = 0.0

    def run(self) -> None:
        while True:
            for children in Path("/proc/self/task").glob("*/children"):
                with contextlib.suppress(OSError, ValueError, IndexError):
                    for pid in children.read_text().split():
                        self.highest = max(self.highest, highest_memory(pid))
            time.sleep(0.05)


def highest_memory(process: str) -> float:
    """Give the greatest memory of a process so far, in megabytes."""
    status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def vote() -> dict[str, float]:
    """Vote again and again until told to stop, and tell how long a vote waited."""
    from django.db import transaction
    from django.utils import timezone

    from polyphonie.consultations.models import Participant, Statement, Vote, VoteEvent

    going = [True]
    signal.signal(signal.SIGTERM, lambda *_: going.clear())
    statement, participant = Statement.objects.first(), Participant.objects.first()
    waits = []
    while going:
        start = time.perf_counter()
        with transaction.atomic():
            event = {"statement": statement, "participant": participant, "value": random.choice((1, 0, -1))}
            VoteEvent.objects.create(**event, cast_at=timezone.now())
            Vote.objects.update_or_create(
                statement=statement, participant=participant, defaults={"value": event["value"]}
            )
        waits.append(1000 * (time.perf_counter() - start))
        time.sleep(0.05)
    return {"n": len(waits), "p95": statistics.quantiles(waits, n=20)[-1] if len(waits) > 1 else 0.0}


# --- Killing ----------------------------------------------------------------------------------------------------------


def kill_often(asked: argparse.Namespace, folder: Path) -> None:
    """Kill the worker at random moments, go on each time, and compare the rows with those of an import left alone."""
    path = folder / "contributions.csv"
    write_file(path, n_rows=min(asked.rows, 60_000), megabytes=0)
    answer(part("--prepare", str(path)))
    start = time.perf_counter()
    answer(part("--work", "alone"))
    whole = time.perf_counter() - start
    wanted = answer(part("--digest", "rows"))["digest"]
    chance = random.Random(asked.seed)
    n_wrong = n_killed = 0
    for _ in range(asked.kill):
        answer(part("--empty", "rows"))
        while True:
            worker = part("--work", "killed")
            try:
                worker.wait(timeout=chance.uniform(0.0, whole))
            except subprocess.TimeoutExpired:
                worker.kill()
                worker.wait()
                n_killed += 1
                if chance.random() < 0.5:
                    answer(part("--work", "the rest"))
                    break
            else:
                break
        n_wrong += answer(part("--digest", "rows"))["digest"] != wanted
    print(f"killed {n_killed} times in {asked.kill} imports; {n_wrong} ended with other rows")


def empty_and_wait() -> None:
    """Take away what the import brought, and let it wait again."""
    from polyphonie.consultations.models import Contribution
    from polyphonie.imports.models import Import, ImportRow

    ImportRow.objects.all().delete()
    Contribution.objects.all()._raw_delete("default")
    Import.objects.update(
        status="queued", n_done=0, n_taken=0, n_rows=0, n_already_there=0, n_refused=0, started_at=None, preview={}
    )


def digest_of_rows() -> str:
    """Sum up what is in the database, in an order that does not depend on keys or on moments."""
    from polyphonie.consultations.models import Contribution
    from polyphonie.imports.models import Import, ImportRow

    counts = ("status", "n_rows", "n_done", "n_taken", "n_already_there", "n_refused")
    said = ("external_id", "source_row", "batch", "title", "text", "text_digest", "public", "kind", "said_at")
    told = ("sheet", "row", "last_row", "outcome", "reason")
    digest = hashlib.sha256()
    for rows in (
        Import.objects.order_by("pk").values_list(*counts),
        Contribution.objects.order_by("source_row").values_list(*said),
        ImportRow.objects.order_by("row").values_list(*told),
    ):
        for row in rows.iterator():
            digest.update(repr(row).encode())
    return digest.hexdigest()


if __name__ == "__main__":
    main()
