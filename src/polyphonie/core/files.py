"""Keeping the files that people attach, each once, under the digest of its content."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from django.conf import settings
from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from polyphonie.core.errors import DomainError
from polyphonie.core.models import StoredFile
from polyphonie.formats.attachments import HEAD_BYTES, AttachmentRefused, check_document, recognize_attachment

_SENTENCES = {
    "empty": _("This file is empty. Choose another one."),
    "kind": _("Files of this kind are not taken. Send a PDF, a document, a spreadsheet, an image or a text."),
    "content": _("This file is not what its name says. Save it again in its own program, then send it."),
    "macros": _("This document holds macros, which are programs. Save it without them, then send it again."),
    "size": _("This file is too large: %(limit)s MB at most. Make it lighter, or give a link to it."),
}


class FileRefused(DomainError):
    """A file that somebody attached cannot be kept."""


def keep_file(upload: File[bytes], *, received_from_id: int | None = None) -> StoredFile:
    """
    Check an uploaded file and keep it under its digest.

    Raises
    ------
    FileRefused
        If it is empty, too large, of a kind that is not taken, not what its name says, or if it holds macros.
    """
    limit = settings.ATTACHMENT_MAX_BYTES
    if upload.size is not None and upload.size > limit:
        raise FileRefused(_SENTENCES["size"] % {"limit": limit // (1024 * 1024)})
    name = _plain_name(upload.name or "")
    upload.seek(0)
    try:
        media_type = recognize_attachment(name, upload.read(HEAD_BYTES))
        check_document(upload, media_type)
    except AttachmentRefused as error:
        raise FileRefused(_SENTENCES[error.reason]) from error
    upload.seek(0)
    digest, size = _write(upload.chunks())
    return StoredFile.objects.create(
        digest=digest, name=name, media_type=media_type, size=size, received_from_id=received_from_id
    )


def forget_file(file: StoredFile) -> None:
    """Remove a file that nothing points to any more, and its content unless the same was kept for another use."""
    place, digest = path_of(file), file.digest
    file.delete()

    def remove_content() -> None:
        if not StoredFile.objects.filter(digest=digest).exists():
            place.unlink(missing_ok=True)

    transaction.on_commit(remove_content)


def path_of(file: StoredFile) -> Path:
    """Tell where a file is kept."""
    return _folder() / file.digest[:2] / file.digest


def _folder() -> Path:
    return Path(settings.MEDIA_ROOT) / "attachments"


def _write(chunks: Iterable[bytes]) -> tuple[str, int]:
    """Write beside, then put in place: a stopped process leaves nothing half written under a digest."""
    folder = _folder()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    digest, size = hashlib.sha256(), 0
    with tempfile.NamedTemporaryFile(dir=folder, prefix="receiving-", delete=False) as file:
        beside = Path(file.name)
        try:
            for chunk in chunks:
                digest.update(chunk)
                size += file.write(chunk)
        except BaseException:
            beside.unlink(missing_ok=True)
            raise
    place = folder / digest.hexdigest()[:2] / digest.hexdigest()
    place.parent.mkdir(exist_ok=True, mode=0o700)
    beside.replace(place)
    return digest.hexdigest(), size


def _plain_name(name: str) -> str:
    """Keep the last part of a name, without what a terminal or a header could misread."""
    last = PurePosixPath(name.replace("\\", "/")).name
    readable = "".join(letter for letter in last if letter.isprintable() and letter not in '"\\/').strip(" .")
    stem, dot, suffix = readable.rpartition(".")
    return f"{stem[:180]}{dot}{suffix[:10]}" if dot else readable[:190]
