"""Files that people attach, recognized by their content: what may be kept, and what is refused."""

from __future__ import annotations

import zipfile
import zlib
from pathlib import PurePosixPath
from typing import IO, Final

from polyphonie.formats.zip_directories import directory_of

HEAD_BYTES: Final = 4096
"""How much of the beginning `recognize_attachment` needs."""

_ZIP_KINDS: Final = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".odp": "application/vnd.oasis.opendocument.presentation",
}
_SIGNATURES: Final = (
    (b"%PDF-", "application/pdf", (".pdf",)),
    (b"\x89PNG\r\n\x1a\n", "image/png", (".png",)),
    (b"\xff\xd8\xff", "image/jpeg", (".jpg", ".jpeg")),
    (b"ID3", "audio/mpeg", (".mp3",)),
    (b"\xff\xfb", "audio/mpeg", (".mp3",)),
    (b"OggS", "audio/ogg", (".ogg", ".oga", ".opus")),
)
_TEXTS: Final = {".txt": "text/plain", ".csv": "text/csv", ".md": "text/markdown"}

_MAIN_PART: Final = {
    kind: f"{kind}.main+xml".encode() for kind in _ZIP_KINDS.values() if kind.startswith("application/vnd.openxml")
}
"""What the table of types of an Office document says of its main part."""
_OPEN_DOCUMENT: Final = "application/vnd.oasis.opendocument."
_LARGEST_DIRECTORY: Final = 1024 * 1024
_LARGEST_MEMBER: Final = 1024 * 1024

ATTACHMENT_SUFFIXES: Final = tuple(
    sorted({*_ZIP_KINDS, *_TEXTS, ".webp", ".m4a", *(suffix for *_, found in _SIGNATURES for suffix in found)})
)
"""What a person may attach, by the end of the name."""


class AttachmentRefused(ValueError):
    """
    A file that cannot be kept.

    `reason` is "empty", "kind" (not one that is taken), "content" (it is not what its name says) or "macros"
    (a document that holds programs).
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def recognize_attachment(name: str, head: bytes) -> str:
    """
    Tell what a file is from its beginning, which must agree with its name.

    Parameters
    ----------
    name : str
        As the sender gives it; only the end counts.
    head : bytes
        Its first bytes, `HEAD_BYTES` of them where it is as long.

    Returns
    -------
    str
        Its media type: one of those that a browser shows or saves without running anything.

    Raises
    ------
    AttachmentRefused
        If it is empty, of a kind that is not taken (pages, scripts, programs, SVG, archives, documents
        with macros), or not what its name says.

    Examples
    --------
    >>> recognize_attachment("compte-rendu.PDF", b"%PDF-1.7 ...")
    'application/pdf'
    """
    suffix = PurePosixPath(name.replace("\\", "/")).suffix.lower()
    if not head:
        raise AttachmentRefused("empty")
    if suffix not in ATTACHMENT_SUFFIXES:
        raise AttachmentRefused("kind")
    found = _media_type(suffix, head)
    if found is None:
        raise AttachmentRefused("content")
    return found


def _media_type(suffix: str, head: bytes) -> str | None:
    if suffix in _ZIP_KINDS:
        return _ZIP_KINDS[suffix] if head.startswith(b"PK\x03\x04") else None
    if suffix in _TEXTS:
        return _TEXTS[suffix] if b"\0" not in head else None
    if suffix == ".webp":
        return "image/webp" if head.startswith(b"RIFF") and head[8:12] == b"WEBP" else None
    if suffix == ".m4a":
        return "audio/mp4" if head[4:8] == b"ftyp" else None
    return next((kind for start, kind, ends in _SIGNATURES if suffix in ends and head.startswith(start)), None)


def check_document(file: IO[bytes], media_type: str) -> None:
    """
    Look inside a document that is an archive: it must be what it says, and hold no program.

    Only its table of contents and one small member are read, both within bounds: an archive that lies about its
    size, or would unfold into gigabytes, costs nothing. What is no archive is not read at all.

    Parameters
    ----------
    file : binary file
        That can be moved in; it is left anywhere.
    media_type : str
        As `recognize_attachment` gives it.

    Raises
    ------
    AttachmentRefused
        "content" where it is not the document that it says, "macros" where it holds programs.
    """
    if media_type not in _ZIP_KINDS.values():
        return
    _check_directory(file)
    try:
        with zipfile.ZipFile(file) as archive:
            _check_members(archive, media_type)
    except AttachmentRefused:
        raise
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, OSError, EOFError, zlib.error) as error:
        raise AttachmentRefused("content") from error


def _check_directory(file: IO[bytes]) -> None:
    """Refuse an archive whose table of contents is larger than any office program writes, before it is read."""
    directory = directory_of(file)
    if directory is None or not directory.is_last or directory.size > _LARGEST_DIRECTORY:
        raise AttachmentRefused("content")


def _check_members(archive: zipfile.ZipFile, media_type: str) -> None:
    names = [name.lower() for name in archive.namelist()]
    if media_type.startswith(_OPEN_DOCUMENT):
        if _read_member(archive, "mimetype").strip() != media_type.encode():
            raise AttachmentRefused("content")
        if any(name.startswith(("basic/", "scripts/")) for name in names):
            raise AttachmentRefused("macros")
        return
    said = _read_member(archive, "[Content_Types].xml").lower()
    if any(name.rpartition("/")[2].startswith(("vbaproject", "vbadata")) for name in names) or b"macroenabled" in said:
        raise AttachmentRefused("macros")
    if _MAIN_PART[media_type].lower() not in said:
        raise AttachmentRefused("content")


def _read_member(archive: zipfile.ZipFile, name: str) -> bytes:
    """Read a member that no program writes large."""
    try:
        with archive.open(name) as member:
            found = member.read(_LARGEST_MEMBER + 1)
    except KeyError as error:
        raise AttachmentRefused("content") from error
    if len(found) > _LARGEST_MEMBER:
        raise AttachmentRefused("content")
    return found
