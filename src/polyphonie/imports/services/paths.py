"""Files that are on this machine: looked at, or imported at once; folders and archives stand for what they hold."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from polyphonie.accounts.models import User
from polyphonie.consultations.models import Activity, Consultation
from polyphonie.core.errors import DomainError
from polyphonie.formats import Look, ReadOptions
from polyphonie.formats.bundles import is_bundle
from polyphonie.imports.models import Import
from polyphonie.imports.services.applying import run_import
from polyphonie.imports.services.bringing import check_can_be_confirmed, confirm_import, in_order, receive_files
from polyphonie.imports.services.keeping import chunks_of
from polyphonie.imports.services.reading import bundle_in, look_into


def look_at_paths(paths: Iterable[Path], options: ReadOptions) -> list[tuple[Path, ReadOptions, Look]]:
    """Look into files that are on this machine; nothing is kept. `member` names the file of an archive."""
    looks = []
    for path, wanted in _files(paths, options):
        named = replace(wanted, file_name=path.name)
        looks += [(path, each, look_into(path, each)) for each in _members(path, named)]
    return looks


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

    A folder or an archive stands for what it holds: the statements first, then the votes on them, whose sign
    is what the files beside them declare.
    """
    imports = [
        of_import
        for path, wanted in _files(paths, options or ReadOptions())
        for of_import in receive_files(
            consultation=consultation,
            name=path.name,
            chunks=chunks_of(path),
            activity=activity,
            options=wanted,
            brought_by=brought_by,
        ).imports
    ]
    try:
        for of_import in imports:
            check_can_be_confirmed(of_import)
    except DomainError:
        Import.objects.filter(pk__in=[of_import.pk for of_import in imports]).delete()
        raise
    return [run_import(of_import=confirm_import(of_import=of_import), at=at) for of_import in in_order(imports)]


def _files(paths: Iterable[Path], options: ReadOptions) -> list[tuple[Path, ReadOptions]]:
    """Give the files themselves: of a folder, those that can be imported, in order."""
    found: list[tuple[Path, ReadOptions]] = []
    for path in paths:
        if path.is_dir():
            members = _members(path, replace(options, file_name=path.name))
            found += [(path / str(each.member), replace(each, member=None, file_name=None)) for each in members]
        else:
            found.append((path, options))
    return found


def _members(path: Path, options: ReadOptions) -> list[ReadOptions]:
    """Give the options of each member that can be imported; those given, where the file is no bundle."""
    if not is_bundle(path, name=options.file_name):
        return [options]
    bundle = bundle_in(path, options)
    agrees = {member.name: member.agree if options.agree is None else options.agree for member in bundle.to_import}
    return [replace(options, member=name, agree=agree) for name, agree in agrees.items()]
