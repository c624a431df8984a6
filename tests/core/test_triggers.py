"""Guards that the database holds: Django makes a table again to change it on SQLite, and loses them in silence."""

import re

import pytest
from django.db import connection
from django.db.migrations import RunPython
from django.db.migrations.loader import MigrationLoader

from polyphonie.core import database

pytestmark = pytest.mark.django_db

WHAT_STANDS = {
    "sqlite": "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": (
        "SELECT tgname, tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')"
    ),
}


class Notes:
    """Takes the statements of a migration, and carries out none."""

    def __init__(self):
        self.connection, self.statements = connection, []

    def execute(self, statement):
        self.statements.append(statement)


def guards_asked_for():
    """Every guard that some migration creates, with its table."""
    notes = Notes()
    for migration in MigrationLoader(connection).graph.nodes.values():
        for operation in migration.operations:
            if isinstance(operation, RunPython) and operation.code.__module__ == database.__name__:
                operation.code(None, notes)
    return set(re.findall(r"CREATE TRIGGER (\w+) [^;]*? ON (\w+)", "\n".join(notes.statements)))


def guards_that_stand():
    with connection.cursor() as cursor:
        cursor.execute(WHAT_STANDS[connection.vendor])
        return set(cursor.fetchall())


def test_every_guard_that_a_migration_creates_still_stands_after_all_of_them():
    """Where this fails, a later migration changed the table: have it drop the guard before, and create it after."""
    assert len(guards_asked_for()) >= 8
    assert guards_asked_for() - guards_that_stand() == set()


@pytest.mark.parametrize(
    "table",
    [
        "core_auditevent",
        "consultations_contribution",
        "syntheses_documentversion",
        "campaigns_charter",
        "campaigns_signature",
        "info_grids_gridform",
        "info_grids_gridversion",
        "info_grids_answerchange",
    ],
)
def test_what_must_never_change_is_guarded_by_the_database(table):
    assert table in {guarded for _, guarded in guards_that_stand()}
