"""Where rows are kept: SQLite by default, PostgreSQL through DATABASE_URL."""

from pathlib import Path
from typing import Any

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

# Votes are promised to be kept once acknowledged: FULL survives a loss of power, NORMAL may not.
SQLITE_PRAGMAS = {"journal_mode": "WAL", "synchronous": "FULL"}
SQLITE_TIMEOUT_SECONDS = 20
_SQLITE_OPTIONS: dict[str, Any] = {
    # IMMEDIATE takes the write lock at once: a transaction that reads then writes cannot fail half-way.
    "transaction_mode": "IMMEDIATE",
    "timeout": SQLITE_TIMEOUT_SECONDS,
    "init_command": (
        "".join(f"PRAGMA {name}={value};" for name, value in SQLITE_PRAGMAS.items())
        + "PRAGMA cache_size=-64000;PRAGMA temp_store=MEMORY;PRAGMA journal_size_limit=67108864;"
    ),
}


def from_url(url: str, *, data_dir: Path) -> dict[str, Any]:
    """Make Django's database setting from a DATABASE_URL; an empty one means SQLite in the data directory."""
    if not url:
        url = f"sqlite:///{data_dir / 'polyphonie.sqlite3'}"
    try:
        database: dict[str, Any] = dict(dj_database_url.parse(url, conn_max_age=60, conn_health_checks=True))
    except ValueError as error:
        raise ImproperlyConfigured(f"DATABASE_URL cannot be read: {error}") from error
    if database["ENGINE"] == "django.db.backends.sqlite3":
        database["OPTIONS"] = dict(_SQLITE_OPTIONS)
    elif database["ENGINE"] == "django.db.backends.postgresql":
        database.setdefault("OPTIONS", {}).setdefault("options", "-c synchronous_commit=on")
    else:
        raise ImproperlyConfigured("DATABASE_URL must name sqlite or postgres")
    return database
