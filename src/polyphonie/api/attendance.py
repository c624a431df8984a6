"""What of the attendance of activities may be given: the same decision as on the page of each activity."""

from __future__ import annotations

from collections.abc import Mapping

from polyphonie.analysis.disclosure import Disclosure, disclosure_of
from polyphonie.consultations.models import Attendance


def disclosures_of(activities: Mapping[int, tuple[int | None, int]]) -> dict[int, Disclosure]:
    """Decide, for activities given with their number of participants and their threshold, what is withheld."""
    counts: dict[int, dict[str, int]] = {}
    rows = Attendance.objects.filter(activity__in=list(activities)).order_by("activity_id", "id")
    for activity, category, n_people in rows.values_list("activity_id", "category", "n_people"):
        counts.setdefault(activity, {})[category] = n_people
    return {
        activity: disclosure_of(counts.get(activity, {}), threshold, total=n_participants)
        for activity, (n_participants, threshold) in activities.items()
    }
