"""Where the rows of a file go, and under which identifiers."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath

from django.utils import timezone

from polyphonie.consultations.models import Activity, Consultation
from polyphonie.formats.headings import plain
from polyphonie.imports.models import Import

LONGEST_ID = 200
# Tools that number from 1 in each conversation or survey: the same number means something else in another.
NUMBERED_BY_ACTIVITY = frozenset({"polis", "ej", "limesurvey"})


@dataclass(frozen=True)
class Target:
    """The consultation and the activity that a file is brought to."""

    of_import: Import
    consultation: Consultation
    activity: Activity | None
    activities: dict[str, Activity]
    source: str

    @classmethod
    def of(cls, of_import: Import) -> Target:
        consultation = of_import.consultation
        activities = {plain(activity.title): activity for activity in consultation.activities.all()}
        return cls(
            of_import=of_import,
            consultation=consultation,
            activity=of_import.activity,
            activities=activities,
            source=of_import.tool or "table",
        )

    def activity_named(self, label: str) -> Activity | None:
        """Give the activity that a row names, otherwise that of the whole file."""
        return self.activities.get(plain(label), self.activity) if label else self.activity

    def external_id(self, key: str, *, is_numbered: bool = False) -> str:
        """Make the identifier of a record within its source."""
        if is_numbered:
            key = f"{PurePath(self.of_import.file_name).stem}/{key}"
        elif self.source in NUMBERED_BY_ACTIVITY and self.activity is not None:
            key = f"{self.activity.pk}:{key}"
        return fitted(key)


def fitted(key: str) -> str:
    """Shorten an identifier that is too long, without making two of them alike."""
    if len(key) <= LONGEST_ID:
        return key
    return f"{key[: LONGEST_ID - 17]}~{hashlib.sha256(key.encode()).hexdigest()[:16]}"


def digest_of(text: str) -> str:
    """SHA-256 of a text as received."""
    return hashlib.sha256(text.encode()).hexdigest()


def aware(moment: datetime | None) -> datetime | None:
    """Read a moment without time zone in that of the installation."""
    if moment is None or not timezone.is_naive(moment):
        return moment
    return timezone.make_aware(moment)
