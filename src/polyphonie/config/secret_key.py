"""The secret key of an installation that was given none: made once, kept in a file that only its owner reads."""

import os
import secrets
from pathlib import Path


def kept_in(path: Path) -> str:
    """Read the key kept at `path`, or make one and keep it there with mode 600."""
    try:
        return path.read_text(encoding="ascii")
    except FileNotFoundError:
        pass
    path.parent.mkdir(parents=True, exist_ok=True)
    key = secrets.token_urlsafe(64)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii")
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(key)
    return key
