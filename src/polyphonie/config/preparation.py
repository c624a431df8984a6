"""What a site needs before it serves: sound settings, up-to-date tables, static files gathered."""

from __future__ import annotations

import hashlib
from io import StringIO
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connections
from django.db.migrations.executor import MigrationExecutor

_STAMP = "gathered"


def prepare_site(*, serves_pages: bool = True) -> None:
    """Verify, migrate and, for what serves pages, gather static files. Run again, it does next to nothing."""
    settings.DATA_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
    call_command("check", databases=["default"], stdout=StringIO())
    if has_migrations_to_apply():
        call_command("migrate", interactive=False, verbosity=0, skip_checks=True)
    if serves_pages:
        gather_static_files()


def has_migrations_to_apply() -> bool:
    """Tell whether the tables are those of an older version."""
    executor = MigrationExecutor(connections["default"])
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def gather_static_files() -> bool:
    """Copy, name by content and compress the style sheets and images, unless none has changed since last time."""
    if settings.DEBUG:
        return False
    ignored = [] if settings.ADMIN_SITE else ["admin"]
    stamp, state = Path(settings.STATIC_ROOT) / _STAMP, _state_of_static_files(ignored)
    if stamp.exists() and stamp.read_text(encoding="ascii") == state:
        return False
    stamp.unlink(missing_ok=True)
    # Former files stay: they are named by their content, and a site that still runs gives them out.
    call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=ignored)
    stamp.write_text(state, encoding="ascii")
    return True


def _state_of_static_files(ignored: list[str]) -> str:
    """Digest names, sizes and dates: reading every file would cost more than it tells."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list(ignored):
            details = Path(storage.path(name)).stat()
            digest.update(f"{name}\0{details.st_size}\0{details.st_mtime_ns}\n".encode())
    return digest.hexdigest()
