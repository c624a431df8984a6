"""A file is brought, looked into, described where needed, then confirmed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from time import monotonic

from django.db import transaction
from django.utils import timezone

from polyphonie.accounts.models import User
from polyphonie.campaigns.permissions import refuse_if_closed
from polyphonie.consultations.models import Activity, Consultation
from polyphonie.formats import VOTE_KINDS, FormatError, Look, ReadOptions
from polyphonie.formats.bundles import Bundle, Member, is_bundle
from polyphonie.imports.enums import ImportStatus
from polyphonie.imports.errors import ImportAlreadyConfirmed, ImportCannotBeConfirmed, NothingToResume, SignIsUnknown
from polyphonie.imports.models import Import
from polyphonie.imports.services.keeping import KeptFile, keep_file, kept_until, path_of
from polyphonie.imports.services.previewing import preview_of
from polyphonie.imports.services.reading import bundle_in, look_into, options_from, options_to_save

VOTES = VOTE_KINDS
# Somebody waits for the page: an archive may hold a thousand files that each take long.
SECONDS_OF_AN_ARCHIVE = 60


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
    kept, options = _kept(name, chunks, options)
    return _import_of(kept, options, Destination(consultation, activity, brought_by))


@dataclass(frozen=True)
class Destination:
    """Where a file is brought, and who brings it."""

    consultation: Consultation
    activity: Activity | None
    brought_by: User | None


@dataclass(frozen=True)
class Received:
    """The imports of a file, one for each member of an archive; `aside` are the members that are left, and why."""

    imports: tuple[Import, ...]
    aside: tuple[tuple[str, FormatError], ...] = ()


def receive_files(
    *,
    consultation: Consultation,
    name: str,
    chunks: Iterable[bytes],
    activity: Activity | None = None,
    options: ReadOptions | None = None,
    brought_by: User | None = None,
) -> Received:
    """
    Keep a file or an archive of files, look into each, and show what it would give, what is voted on first.

    Raises
    ------
    FormatError
        If the file is neither a table nor an archive that holds one.
    """
    kept, options = _kept(name, chunks, options)
    where = Destination(consultation, activity, brought_by)
    if not is_bundle(kept.path, name=options.file_name):
        return Received((_import_of(kept, options, where),))
    bundle = bundle_in(kept.path, options)
    imports: list[Import] = []
    aside = {member.name: member.error for member in bundle.aside if member.error}
    began = monotonic()
    for member in bundle.to_import or _without_columns(bundle):
        if monotonic() - began > SECONDS_OF_AN_ARCHIVE:
            aside[member.name] = FormatError("not_looked_into", file=member.name)
            continue
        agree = member.agree if options.agree is None else options.agree
        try:
            imports.append(_import_of(kept, replace(options, member=member.name, agree=agree), where))
            aside.pop(member.name, None)
        except FormatError as error:
            aside[member.name] = error
    if not imports:
        raise next(iter(aside.values()))
    return Received(tuple(imports), tuple(aside.items()))


def _without_columns(bundle: Bundle) -> list[Member]:
    """Where nothing of an archive is known, give its tables: a person may say what their columns are."""
    return [member for member in bundle.aside if member.error and member.error.code == "no_text_column"]


def _kept(name: str, chunks: Iterable[bytes], options: ReadOptions | None) -> tuple[KeptFile, ReadOptions]:
    return keep_file(chunks), replace(options or ReadOptions(), file_name=Path(name).name[-255:])


def _import_of(kept: KeptFile, options: ReadOptions, where: Destination) -> Import:
    look = look_into(kept.path, options)
    return Import.objects.create(
        consultation=where.consultation,
        activity=where.activity,
        file_name=options.file_name or kept.path.name,
        member=(options.member or "")[:500],
        digest=kept.digest,
        size=kept.size,
        options=options_to_save(options),
        brought_by=where.brought_by,
        kept_until=kept_until(timezone.localdate()),
        **_seen(look),
    )


def _seen(look: Look) -> dict[str, object]:
    recognition = look.harvest.recognition if look.harvest else None
    return {
        "preview": preview_of(look),
        "tool": recognition.tool if recognition else "",
        "kind": recognition.kind if recognition else "",
        "generation": recognition.generation[:60] if recognition else "",
        "language": look.language[:8],
        "n_rows": look.harvest.n_rows - look.harvest.n_rows_aside if look.harvest else 0,
    }


def choose_options(*, of_import: Import, options: ReadOptions, activity: Activity | None) -> Import:
    """Say what the columns are, and look again."""
    if of_import.status != ImportStatus.PREVIEWED:
        raise ImportAlreadyConfirmed
    options = replace(options, file_name=of_import.file_name, member=of_import.member or None)
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


def in_order(imports: list[Import]) -> list[Import]:
    """Statements come before the votes on them."""
    return sorted(imports, key=lambda of_import: of_import.kind in VOTES)


def saved_options(of_import: Import) -> ReadOptions:
    """Give what was said of the columns so far."""
    return options_from(of_import.options, file_name=of_import.file_name, member=of_import.member)
