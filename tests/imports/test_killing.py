"""A worker that is killed at any moment leaves an import that ends as if nothing had happened."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BENCHMARK = ROOT / "benchmarks" / "imports.py"


@pytest.fixture
def site(tmp_path):
    """A site of its own: a process that is killed needs a database that outlives it."""
    return {
        **os.environ,
        "POLYPHONIE_DATA_DIR": str(tmp_path),
        "DATABASE_URL": "",
        "DJANGO_SETTINGS_MODULE": "tests.settings",
    }


def part(site, *arguments):
    command = [sys.executable, str(BENCHMARK), *arguments]
    return subprocess.run(command, env=site, cwd=ROOT, capture_output=True, text=True, check=True).stdout


def kill_once_done(site, n_rows, *, database):
    """Kill a worker once it has dealt with that many rows, in the middle of what it does next."""
    worker = subprocess.Popen([sys.executable, str(BENCHMARK), "--work", "killed"], env=site, cwd=ROOT)
    with closing(sqlite3.connect(database)) as connection:
        while worker.poll() is None and n_done(connection) < n_rows:
            time.sleep(0.01)
    time.sleep(0.03)
    worker.send_signal(signal.SIGKILL)
    worker.wait()


def n_done(connection):
    return connection.execute("SELECT n_done FROM imports_import").fetchone()[0]


@pytest.mark.slow
def test_a_worker_killed_again_and_again_leaves_the_rows_of_one_left_alone(site, tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("id,texte\n" + "".join(f"{n},Idée numéro {n}\n" for n in range(30_000)), encoding="utf-8")
    part(site, "--prepare", str(path))
    part(site, "--work", "alone")
    wanted = part(site, "--digest", "rows")
    part(site, "--empty", "rows")
    for n_rows in (0, 1, 10_000, 20_000):
        kill_once_done(site, n_rows, database=tmp_path / "polyphonie.sqlite3")
    part(site, "--work", "the rest")
    assert part(site, "--digest", "rows") == wanted


ON_A_SMALL_DISK = """
import django; django.setup()
from django.db import connection
from django.utils import timezone
from polyphonie.consultations.models import Contribution
from polyphonie.imports.models import Import
from polyphonie.imports.services import resume_import, run_import

of_import = Import.objects.get()
with connection.cursor() as cursor:
    n_pages = cursor.execute("PRAGMA page_count").fetchone()[0]
    cursor.execute(f"PRAGMA max_page_count = {n_pages + 2500}")
    full = run_import(of_import=of_import, at=timezone.now())
    print(full.status, full.is_interrupted, "disque" in full.error or "disk" in full.error)
    print(0 < full.n_done == Contribution.objects.count() < 30_000)
    cursor.execute("PRAGMA max_page_count = 1000000")
done = run_import(of_import=resume_import(of_import=full), at=timezone.now())
print(done.status, done.n_taken, Contribution.objects.count())
"""


@pytest.mark.slow
def test_a_full_disk_leaves_nothing_half_done_and_the_import_is_gone_on_with(site, tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("id,texte\n" + "".join(f"{n},Idée numéro {n}\n" for n in range(30_000)), encoding="utf-8")
    part(site, "--prepare", str(path))
    paths = {"PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)])}
    command = [sys.executable, "-c", ON_A_SMALL_DISK]
    said = subprocess.run(command, env={**site, **paths}, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert said.splitlines() == ["failed True True", "True", "done 30000 30000"]
