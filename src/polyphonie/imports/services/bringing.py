"""A file is brought, looked into, described where needed, then confirmed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from django.db import transaction

from polyphonie.accounts.models import User
from polyphonie.campaigns.permissions import refuse_if_closed
from polyphonie.consultations.models import Activity, Consultation
from polyphonie.core.errors import DomainError
from polyphonie.formats import VOTE_KINDS, Look, ReadOptions, files_of_folder
from polyphonie.imports.enums import ImportStatus
from polyphonie.imports.errors import ImportAlreadyConfirmed, ImportCannotBeConfirmed, NothingToResume, SignIsUnknown
from polyphonie.imports.models import Import
from polyphonie.imports.services.applying import run_import
from polyphonie.imports.services.keeping import chunks_of, keep_file, path_of
from polyphonie.imports.services.previewing import preview_of
from polyphonie.imports.services.reading import look_into, options_from, options_to_save

VOTES = VOTE_KINDS


def receive_file(
    *,
    consultation: Consultation,
    name: str,
    chunks: Iterable[bytes],
    activity: Activity | None = None,
    options: ReadOptions | None = None,
    brought_by: User | None = None,
) -> Import:
    """
    Keep a file, look into it, and show what it would give; nothing of it is taken yet.

    Raises
    ------
    FormatError
        If the file is no table at all.
    """
    name = Path(name).name[-255:]
    kept = keep_file(chunks)
    options = replace(options or ReadOptions(), file_name=name)
    look = look_into(kept.path, options)
    return Import.objects.create(
        consultation=consultation,
        activity=activity,
        file_name=name,
        digest=kept.digest,
        size=kept.size,
        options=options_to_save(options),
        brought_by=brought_by,
        **_seen(look),
    )


def _seen(look: Look) -> dict[str, object]:
    recognition = look.harvest.recognition if look.harvest else None
    return {
        "preview": preview_of(look),
        "tool": recognition.tool if recognition else "",
        "kind": recognition.kind if recognition else "",
        "generation": recognition.generation[:60] if recognition else "",
        "language": recognition.language[:8] if recognition else "",
        "n_rows": look.harvest.n_rows - look.harvest.n_rows_aside if look.harvest else 0,
    }


def choose_options(*, of_import: Import, options: ReadOptions, activity: Activity | None) -> Import:
    """Say what the columns are, and look again."""
    if of_import.status != ImportStatus.PREVIEWED:
        raise ImportAlreadyConfirmed
    options = replace(options, file_name=of_import.file_name)
    look = look_into(path_of(of_import.digest), options)
    of_import.activity = activity
    of_import.options = options_to_save(options)
    for name, value in _seen(look).items():
        setattr(of_import, name, value)
    of_import.save()
    return of_import


def check_can_be_confirmed(of_import: Import) -> None:
    """Refuse to carry out what was carried out, what nobody can read, and votes whose sign is not known."""
    if of_import.status != ImportStatus.PREVIEWED:
        raise ImportAlreadyConfirmed
    if of_import.preview.get("error") or "n_rows" not in of_import.preview:
        raise ImportCannotBeConfirmed
    if of_import.kind in VOTES and not of_import.preview["sign_declared"]:
        raise SignIsUnknown


def can_be_confirmed(of_import: Import) -> bool:
    """Tell whether all that had to be said about a file was said."""
    try:
        check_can_be_confirmed(of_import)
    except (ImportAlreadyConfirmed, ImportCannotBeConfirmed, SignIsUnknown):
        return False
    return True


@transaction.atomic
def confirm_import(*, of_import: Import) -> Import:
    """Ask for an import that was previewed to be carried out."""
    locked = Import.objects.select_for_update(of=("self",)).get(pk=of_import.pk)
    refuse_if_closed(locked.consultation.campaign)
    check_can_be_confirmed(locked)
    locked.status = ImportStatus.QUEUED
    locked.save(update_fields=["status", "updated_at"])
    return locked


@transaction.atomic
def resume_import(*, of_import: Import) -> Import:
    """Ask for an import that was interrupted to be gone on with, from where it stopped."""
    locked = Import.objects.select_for_update(of=("self",)).get(pk=of_import.pk)
    refuse_if_closed(locked.consultation.campaign)
    if not locked.is_interrupted:
        raise NothingToResume
    locked.status = ImportStatus.QUEUED
    locked.ended_at = None
    locked.save(update_fields=["status", "ended_at", "updated_at"])
    return locked


def look_at_paths(paths: Iterable[Path], options: ReadOptions) -> list[tuple[Path, ReadOptions, Look]]:
    """Look into files that are on this machine; nothing is kept."""
    return [
        (path, wanted, look_into(path, replace(wanted, file_name=path.name)))
        for path, wanted in _expanded(paths, options)
    ]


def import_paths(
    *,
    consultation: Consultation,
    paths: Sequence[Path],
    at: datetime,
    activity: Activity | None = None,
    options: ReadOptions | None = None,
    brought_by: User | None = None,
) -> list[Import]:
    """
    Import files that are on this machine, now.

    A folder stands for the export that it holds: the statements first, then the votes on them, whose sign
    is what the folder declares.
    """
    imports = [
        receive_file(
            consultation=consultation,
            name=path.name,
            chunks=chunks_of(path),
            activity=activity,
            options=wanted,
            brought_by=brought_by,
        )
        for path, wanted in _expanded(paths, options or ReadOptions())
    ]
    try:
        for of_import in imports:
            check_can_be_confirmed(of_import)
    except DomainError:
        Import.objects.filter(pk__in=[of_import.pk for of_import in imports]).delete()
        raise
    return [run_import(of_import=confirm_import(of_import=of_import), at=at) for of_import in in_order(imports)]


def in_order(imports: list[Import]) -> list[Import]:
    """Statements come before the votes on them."""
    return sorted(imports, key=lambda of_import: of_import.kind in VOTES)


def _expanded(paths: Iterable[Path], options: ReadOptions) -> list[tuple[Path, ReadOptions]]:
    expanded = []
    for path in paths:
        if path.is_dir():
            files, agree = files_of_folder(path)
            agree = options.agree if options.agree is not None else agree
            expanded += [(file, replace(options, agree=agree)) for file in files]
        else:
            expanded.append((path, options))
    return expanded


def saved_options(of_import: Import) -> ReadOptions:
    """Give what was said of the columns so far."""
    return options_from(of_import.options, file_name=of_import.file_name)
