"""The options of the database are read back where it is really opened: in a file."""

import os
import subprocess
import sys

import pytest
from django.db import connection

from polyphonie.config.checks import postgresql_keeps_what_it_acknowledges
from polyphonie.config.database import from_url

PROGRAM = """
import django
from django.conf import settings
from polyphonie.config import database
{change}
django.setup()
from polyphonie.config.preparation import prepare_site
prepare_site()
from django.db import connection
with connection.cursor() as cursor:
    for name in ("journal_mode", "synchronous", "busy_timeout"):
        print(name, cursor.execute(f"PRAGMA {{name}}").fetchone()[0])
"""


def start_site(tmp_path, change=""):
    environment = {
        **os.environ,
        "DATABASE_URL": "",
        "POLYPHONIE_DATA_DIR": str(tmp_path / "data"),
        "DJANGO_SETTINGS_MODULE": "polyphonie.config.settings",
    }
    command = [sys.executable, "-c", PROGRAM.format(change=change)]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=120)


def test_a_site_starts_with_the_options_that_protect_votes(tmp_path):
    done = start_site(tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["journal_mode", "wal", "synchronous", "2", "busy_timeout", "20000"]


@pytest.mark.parametrize(
    "change",
    [
        'database._SQLITE_OPTIONS["init_command"] = "PRAGMA synchronous=NORMAL;"',
        'database._SQLITE_OPTIONS["timeout"] = 5',
    ],
)
def test_a_site_refuses_to_start_without_them(tmp_path, change):
    done = start_site(tmp_path, change)
    assert done.returncode != 0
    assert "polyphonie.E001" in done.stderr


def test_a_prepared_site_has_its_tables_and_its_static_files(tmp_path):
    assert start_site(tmp_path).returncode == 0
    static = tmp_path / "data" / "static"
    assert (static / "staticfiles.json").exists()
    assert list((static / "core").glob("base.*.css.br"))
    assert not (static / "admin").exists()


def test_postgresql_is_asked_too():
    if connection.vendor != "postgresql":
        pytest.skip("the suite runs on SQLite")
    assert postgresql_keeps_what_it_acknowledges(databases=[]) == []


@pytest.mark.django_db
def test_postgresql_that_acknowledges_too_early_is_refused():
    if connection.vendor != "postgresql":
        pytest.skip("the suite runs on SQLite")
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL synchronous_commit = off")
        assert [message.id for message in postgresql_keeps_what_it_acknowledges(databases=["default"])] == [
            "polyphonie.E002"
        ]


def test_the_timeout_stands_where_django_reads_it(tmp_path):
    assert from_url("", data_dir=tmp_path)["OPTIONS"]["timeout"] == 20


def test_former_style_sheets_stay_for_the_site_that_still_runs(tmp_path):
    assert start_site(tmp_path).returncode == 0
    former = tmp_path / "data" / "static" / "core" / "base.000000000000.css"
    former.write_text("")
    (tmp_path / "data" / "static" / "gathered").write_text("another state")
    assert start_site(tmp_path).returncode == 0
    assert former.exists()
