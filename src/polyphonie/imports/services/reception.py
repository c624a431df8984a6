"""Several files brought at once: each gets its imports, or one sentence that says what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from polyphonie.accounts.models import User
from polyphonie.consultations.models import Activity, Consultation
from polyphonie.core.errors import DomainError
from polyphonie.formats import FormatError
from polyphonie.imports.enums import ImportStatus
from polyphonie.imports.models import Import
from polyphonie.imports.services.bringing import receive_files
from polyphonie.imports.services.mappings import apply_saved_mapping

MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class FileBrought:
    """A file as it arrives."""

    name: str
    size: int
    chunks: Iterable[bytes]


@dataclass(frozen=True)
class Reception:
    """
    What became of one file: its imports, one per member of an archive, or what is wrong with it.

    `aside` are the members that are not imported: name, code of the reason, places of its sentence.
    """

    name: str
    size: int
    imports: tuple[Import, ...] = ()
    error: FormatError | DomainError | None = None
    aside: tuple[tuple[str, str, Mapping[str, str]], ...] = ()


def receive(
    file: FileBrought, *, consultation: Consultation, activity: Activity | None, by: User | None, limit: int
) -> Reception:
    """Receive one file; the same one brought again, as by a second press of the button, gives the same preview."""
    if file.size > limit:
        error = FormatError("too_big", file=file.name, limit=limit // MEGABYTE)
        return Reception(file.name, file.size, error=error)
    try:
        received = receive_files(
            consultation=consultation, name=file.name, chunks=file.chunks, activity=activity, brought_by=by
        )
    except (FormatError, DomainError) as error:
        return Reception(file.name, file.size, error=error)
    aside = tuple((name, error.code, error.params) for name, error in received.aside)
    return Reception(file.name, file.size, imports=tuple(map(_once, received.imports)), aside=aside)


def _once(of_import: Import) -> Import:
    """Keep one preview of the same file for the same activity, the older one."""
    same = Import.objects.filter(
        consultation=of_import.consultation_id,
        digest=of_import.digest,
        member=of_import.member,
        file_name=of_import.file_name,
        activity=of_import.activity_id,
        brought_by=of_import.brought_by_id,
        status=ImportStatus.PREVIEWED,
    )
    older = same.filter(pk__lt=of_import.pk).order_by("pk").first()
    if older is not None:
        of_import.delete()
        return older
    apply_saved_mapping(of_import=of_import)
    return of_import
