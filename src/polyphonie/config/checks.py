"""What is verified at start: that the database really runs with the options that protect votes."""

from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections

from polyphonie.config.database import SQLITE_TIMEOUT_SECONDS

# synchronous=FULL reads back as 2
_EXPECTED = {"journal_mode": "wal", "synchronous": 2, "busy_timeout": SQLITE_TIMEOUT_SECONDS * 1000}


@register(Tags.database)
def sqlite_runs_with_its_options(databases: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """Read back each option: a setting written one level too high would be ignored in silence."""
    problems: list[CheckMessage] = []
    for alias in databases or []:
        connection = connections[alias]
        if connection.vendor != "sqlite" or connection.is_in_memory_db():  # type: ignore[attr-defined]
            continue
        with connection.cursor() as cursor:
            for name, expected in _EXPECTED.items():
                found = cursor.execute(f"PRAGMA {name}").fetchone()[0]
                if found != expected:
                    problems.append(
                        Error(
                            f"SQLite runs with {name}={found}, {expected} is needed.",
                            hint="Is the data directory on a network disk? SQLite needs a local one.",
                            id="polyphonie.E001",
                        )
                    )
    return problems


@register(Tags.database)
def postgresql_keeps_what_it_acknowledges(databases: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """A server may be set to acknowledge before writing; a vote once acknowledged must not be lost."""
    problems: list[CheckMessage] = []
    for alias in databases or []:
        connection = connections[alias]
        if connection.vendor != "postgresql":
            continue
        with connection.cursor() as cursor:
            cursor.execute("SHOW synchronous_commit")
            found = cursor.fetchone()[0]
        if found == "off":
            problems.append(
                Error(
                    "PostgreSQL runs with synchronous_commit=off: votes could be lost after being acknowledged.",
                    hint="Take it out of the options of DATABASE_URL.",
                    id="polyphonie.E002",
                )
            )
    return problems
