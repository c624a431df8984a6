"""From a consultation to files, or to one archive of them, put in place in one stroke."""

from __future__ import annotations

import errno
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection, transaction

from polyphonie.consultations.models import Consultation
from polyphonie.exports.catalogue import format_named
from polyphonie.exports.errors import NoRoomLeft
from polyphonie.exports.queries.holding import Scope, holding_of
from polyphonie.exports.readme import write_readme
from polyphonie.formats.writing import write_zip

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


def write_files(consultation: Consultation, name: str, folder: Path, *, scope: Scope, language: str) -> list[Path]:
    """
    Write the files of a format into a folder, made where it is missing; files of the same names are replaced.

    The same content gives the same bytes: nothing in the files says when they were written.

    Raises
    ------
    UnknownFormat, NoRoomLeft
    """
    form = format_named(name)
    with _room(), _beside(folder) as making:
        with one_state_of_the_database():
            holding = holding_of(consultation, scope, language=language)
            files = form.writer.write(holding, making)
        files.append(write_readme(making, holding, form, files))
        folder.mkdir(parents=True, exist_ok=True)
        return [file.replace(folder / file.name) for file in files]


def make_archive(consultation: Consultation, name: str, path: Path, *, scope: Scope, language: str) -> Path:
    """
    Write the files of a format as one zip at this path; nothing stands there until it is whole.

    Raises
    ------
    UnknownFormat, NoRoomLeft
    """
    format_named(name)
    with _room(), _beside(path.parent) as making:
        files = write_files(consultation, name, making / "files", scope=scope, language=language)
        return write_zip(making / "whole.zip", files).replace(path)


@contextmanager
def _beside(folder: Path) -> Iterator[Path]:
    """Give a folder on the same disk, that is gone at the end."""
    place = folder if folder.is_dir() else next(parent for parent in folder.absolute().parents if parent.is_dir())
    with tempfile.TemporaryDirectory(dir=place, prefix=".making-") as making:
        yield Path(making)


@contextmanager
def _room() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise NoRoomLeft from error
        raise


@contextmanager
def one_state_of_the_database() -> Iterator[None]:
    """Read everything from the same state, where the database can do so without stopping those who write."""
    if connection.vendor != "postgresql" or connection.in_atomic_block:
        yield
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield
