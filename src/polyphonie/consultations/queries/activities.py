"""What the page of an activity says."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from polyphonie.analysis.disclosure import Disclosure, disclosure_of, is_small
from polyphonie.consultations.enums import Moderation
from polyphonie.consultations.models import Activity, ActivityDocument, Contribution, Statement


@dataclass(frozen=True)
class CategoryLine:
    """One line of the table of who came; `n_people` is None where it is withheld."""

    label: str
    n_people: int | None
    is_small: bool


@dataclass(frozen=True)
class Attendance:
    """Who came to an activity, as anyone may read it."""

    lines: list[CategoryLine]
    n_participants: int | None
    is_total_small: bool
    is_something_hidden: bool


def attendance_of(activity: Activity, *, threshold: int) -> Attendance:
    """Count who came by category; what is small is withheld, and what would give it away."""
    rows = list(activity.attendance.all())
    counts = {row.category: row.n_people for row in rows}
    total = activity.n_participants
    shown = disclosure_of(counts, threshold, total=total)
    lines = [_line(str(row.get_category_display()), row.category, row.n_people, shown) for row in rows]
    is_total_small = is_small(total, threshold)
    return Attendance(
        lines=lines,
        n_participants=total if shown.shows_total else None,
        is_total_small=is_total_small,
        is_something_hidden=bool(shown.hidden) or (total is not None and not is_total_small and not shown.shows_total),
    )


@dataclass(frozen=True)
class ActivityLine:
    """An activity in a table, with its number of participants as anyone may read it."""

    activity: Activity
    n_participants: int | None
    is_small: bool


def activity_lines(activities: Iterable[Activity], *, threshold: int) -> list[ActivityLine]:
    """Count the participants of each activity; a total that its own page withholds is withheld here too."""
    lines = []
    for activity in activities:
        counts = {row.category: row.n_people for row in activity.attendance.all()}
        shown = disclosure_of(counts, threshold, total=activity.n_participants)
        n_shown = activity.n_participants if shown.shows_total else None
        lines.append(ActivityLine(activity, n_shown, is_small(activity.n_participants, threshold)))
    return lines


def _line(label: str, category: str, n_people: int, shown: Disclosure) -> CategoryLine:
    return CategoryLine(label, None if category in shown.withheld else n_people, is_small=category in shown.small)


def documents_of(activity: Activity, *, with_those_kept_back: bool) -> QuerySet[ActivityDocument]:
    """List the documents of an activity: the public ones, or all of them for who works there."""
    documents = activity.documents.select_related("file")
    return documents if with_those_kept_back else documents.filter(is_public=True)


def contributions_of(activity: Activity) -> QuerySet[Contribution]:
    """List what was said in an activity and may be read, as it came."""
    return Contribution.objects.kept().filter(activity=activity, is_hidden=False).order_by("id")


def statements_of(activity: Activity) -> QuerySet[Statement]:
    """List the statements that came from an activity, each with its number of votes."""
    statements = activity.statements.exclude(moderation=Moderation.REJECTED)
    return statements.annotate(n_votes=Count("votes")).order_by("id")
