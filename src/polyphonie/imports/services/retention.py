"""Files that were imported are kept as long as was said, then deleted; what was taken from them stays."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from polyphonie.imports.enums import ImportStatus
from polyphonie.imports.models import Import
from polyphonie.imports.services.keeping import path_of

NEEDED = (ImportStatus.QUEUED, ImportStatus.RUNNING)


def imports_whose_file_is_due(*, at: datetime) -> QuerySet[Import]:
    """List the imports whose file is past its date, and is not needed by another one."""
    today = timezone.localdate(at)
    needs = Q(kept_until__isnull=True) | Q(kept_until__gte=today) | Q(status__in=NEEDED)
    others = Import.objects.filter(needs, digest=OuterRef("digest"), file_deleted_at__isnull=True)
    return Import.objects.filter(file_deleted_at__isnull=True, kept_until__lt=today).exclude(Exists(others))


def delete_old_files(*, at: datetime) -> int:
    """Delete the files that are past their date, and note it with each of their imports; give their number."""
    digests = list(imports_whose_file_is_due(at=at).order_by().values_list("digest", flat=True).distinct())
    return sum(_delete(digest, at=at) for digest in digests)


@transaction.atomic
def _delete(digest: str, *, at: datetime) -> bool:
    """Delete a file as the last act of the transaction that notes it: where that fails, it is tried the next day."""
    due = imports_whose_file_is_due(at=at).filter(digest=digest)
    if not Import.objects.filter(pk__in=list(due.values_list("pk", flat=True))).update(file_deleted_at=at):
        return False
    path_of(digest).unlink(missing_ok=True)
    return True
