"""Large files: asked for by one person, made by the worker, kept for that person for a day."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from polyphonie.accounts.models import User
from polyphonie.consultations.models import Consultation, Contribution, Vote
from polyphonie.core import audit
from polyphonie.exports.catalogue import format_named
from polyphonie.exports.enums import ExportStatus
from polyphonie.exports.errors import NoRoomLeft
from polyphonie.exports.models import KEPT, Export
from polyphonie.exports.queries.holding import Scope
from polyphonie.exports.services.writing import make_archive

LARGE = 20_000
"""Contributions and votes together, from which a file is made by the worker rather than while the person waits."""


def is_large(consultation: Consultation) -> bool:
    """Tell whether the files of a consultation take too long to be made while somebody waits."""
    contributions = Contribution.objects.filter(consultation=consultation).order_by()[:LARGE].count()
    votes = Vote.objects.filter(statement__consultation=consultation).order_by()[:LARGE].count()
    return contributions + votes >= LARGE


def record_export(*, consultation: Consultation, name: str, includes_hidden: bool, person: User, at: datetime) -> None:
    """Write in the audit trail who takes what: the record comes first, by itself."""
    audit.record(
        "consultation_exported",
        consultation,
        at=at,
        actor_id=person.pk,
        campaign_id=consultation.campaign_id,
        territory_id=consultation.territory_id,
        format=name,
        includes_hidden=includes_hidden,
    )


@transaction.atomic
def ask_for_export(
    *, consultation: Consultation, name: str, language: str, includes_hidden: bool, person: User, at: datetime
) -> Export:
    """
    Note that a person asks for a file that the worker will make.

    Raises
    ------
    UnknownFormat
    """
    format_named(name)
    record_export(consultation=consultation, name=name, includes_hidden=includes_hidden, person=person, at=at)
    return Export.objects.create(
        consultation=consultation,
        format=name,
        language=language,
        includes_hidden=includes_hidden,
        asked_by=person,
        expires_at=at + KEPT,
    )


def carry_out(*, export: Export, at: datetime) -> Export:
    """Make the file; it waits for its person from then on. One that expired meanwhile is not made."""
    if export.status != ExportStatus.WAITING or export.expires_at <= at:
        return export
    path = path_of_export(export)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    scope = Scope(includes_hidden=export.includes_hidden)
    try:
        make_archive(export.consultation, export.format, path, scope=scope, language=export.language)
    except NoRoomLeft:
        export.status = ExportStatus.FAILED
    else:
        export.status, export.size, export.expires_at = ExportStatus.READY, path.stat().st_size, at + KEPT
    export.save(update_fields=["status", "size", "expires_at", "updated_at"])
    return export


def give_up(*, export_id: int) -> None:
    """Note that the file will not be made: the workers died on it."""
    Export.objects.filter(pk=export_id, status=ExportStatus.WAITING).update(status=ExportStatus.FAILED)


def sweep(*, at: datetime) -> int:
    """Delete the files that expired, and give their number."""
    expired = list(Export.objects.filter(expires_at__lte=at))
    for export in expired:
        path_of_export(export).unlink(missing_ok=True)
        export.delete()
    return len(expired)


def path_of_export(export: Export) -> Path:
    """Tell where the file is kept."""
    return Path(settings.MEDIA_ROOT) / "exports" / "asked" / f"{export.key}.zip"
