"""The activities of the example, who came to them, and the documents that they left."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from polyphonie.consultations.models import Activity, ActivityDocument, Attendance, Consultation, SoughtPublic
from polyphonie.core.files import keep_file
from polyphonie.example.description import FILES, TerritoryDescription


def build_activities(consultation: Consultation, entry: TerritoryDescription) -> None:
    """Make the activities of a consultation, the publics that it sought, who came, and what was written of it."""
    SoughtPublic.objects.bulk_create(
        SoughtPublic(consultation=consultation, **public) for public in entry.sought_publics
    )
    for described in entry.activities:
        _build_activity(consultation, dict(described))


def _build_activity(consultation: Consultation, described: dict[str, Any]) -> None:
    attendance: Mapping[str, int] = described.pop("attendance", {})
    documents = described.pop("documents", [])
    activity = Activity.objects.create(consultation=consultation, **_with_its_moment(described))
    Attendance.objects.bulk_create(
        Attendance(activity=activity, category=category, n_people=n_people) for category, n_people in attendance.items()
    )
    for document in documents:
        content = (FILES / "documents" / document["file"]).read_bytes()
        ActivityDocument.objects.create(
            activity=activity,
            file=keep_file(ContentFile(content, name=document["file"])),
            title=document["title"],
            kind=document["kind"],
            is_public=True,
        )


def _with_its_moment(described: dict[str, Any]) -> dict[str, Any]:
    """Place what is still to come so many days ahead, so that the agenda of a demonstration is never empty."""
    if "in_days" not in described:
        return described
    day = timezone.localdate() + timedelta(days=described.pop("in_days"))
    zone = timezone.get_current_timezone()
    starts_at, ends_at = (datetime.combine(day, described.pop(name), tzinfo=zone) for name in ("from", "until"))
    return {**described, "held_on": day, "starts_at": starts_at, "ends_at": ends_at}
