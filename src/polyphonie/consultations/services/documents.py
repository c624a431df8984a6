"""Documents of an activity: attaching one, and taking it away."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.files.base import File
from django.db import transaction

from polyphonie.accounts.models import User
from polyphonie.consultations.models import Activity, ActivityDocument
from polyphonie.consultations.permissions import refuse_change
from polyphonie.core.audit import record
from polyphonie.core.files import forget_file, keep_file


@transaction.atomic
def attach_document(
    *,
    activity: Activity,
    upload: File[bytes],
    title: str,
    kind: str,
    is_public: bool,
    person: User,
    at: datetime,
) -> ActivityDocument:
    """
    Keep a file that documents an activity. Without a title, it bears its own name.

    Raises
    ------
    FileRefused
        If the file cannot be kept; nothing of it is.
    """
    refuse_change(activity.consultation)
    file = keep_file(upload, received_from_id=person.pk)
    document = ActivityDocument.objects.create(
        activity=activity, file=file, title=title or file.name, kind=kind, is_public=is_public
    )
    _record("document_attached", document, person=person, at=at, size=file.size, media_type=file.media_type)
    return document


@transaction.atomic
def remove_document(*, document: ActivityDocument, person: User, at: datetime) -> None:
    """Take a document away from its activity, and its content from the machine where nothing else needs it."""
    refuse_change(document.activity.consultation)
    file = document.file
    _record("document_removed", document, person=person, at=at)
    document.delete()
    forget_file(file)


def _record(verb: str, document: ActivityDocument, *, person: User, at: datetime, **details: Any) -> None:
    consultation = document.activity.consultation
    record(
        verb,
        document,
        at=at,
        actor_id=person.pk,
        campaign_id=consultation.campaign_id,
        territory_id=consultation.territory_id,
        activity=document.activity_id,
        digest=document.file.digest,
        **details,
    )
