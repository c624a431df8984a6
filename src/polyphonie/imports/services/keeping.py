"""The files as they were brought, kept under their digest."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from django.conf import settings

CHUNK = 1024 * 1024


@dataclass(frozen=True)
class KeptFile:
    """Where a file is kept, and what it is."""

    path: Path
    digest: str
    size: int


def path_of(digest: str) -> Path:
    """Where the file of that digest is kept."""
    return Path(settings.MEDIA_ROOT) / "imports" / digest[:2] / digest


def keep_file(chunks: Iterable[bytes]) -> KeptFile:
    """Keep a file under its digest; the same file brought twice is kept once."""
    folder = Path(settings.MEDIA_ROOT) / "imports"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    digest, size = hashlib.sha256(), 0
    handle, temporary = tempfile.mkstemp(dir=folder, prefix="incoming-")
    try:
        with os.fdopen(handle, "wb") as stream:
            for chunk in chunks:
                stream.write(chunk)
                digest.update(chunk)
                size += len(chunk)
        path = path_of(digest.hexdigest())
        path.parent.mkdir(exist_ok=True, mode=0o700)
        Path(temporary).replace(path)
    except OSError:
        Path(temporary).unlink(missing_ok=True)
        raise
    return KeptFile(path=path, digest=digest.hexdigest(), size=size)


def chunks_of(path: Path) -> Iterable[bytes]:
    """Read a file piece by piece."""
    with path.open("rb") as stream:
        while chunk := stream.read(CHUNK):
            yield chunk


def kept_until(today: date) -> date | None:
    """Say when a file that is brought today is deleted; None where files are kept for ever."""
    days: int = settings.RAW_FILES_KEPT_DAYS
    return today + timedelta(days=days) if days else None
