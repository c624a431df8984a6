"""Activities of a consultation: adding, describing, cancelling and removing them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from polyphonie.accounts.models import User
from polyphonie.consultations.errors import ActivityIsInUse, AnotherActivityHasThisTitle, SavedMeanwhile
from polyphonie.consultations.models import Activity, Attendance, Consultation
from polyphonie.consultations.permissions import refuse_change
from polyphonie.consultations.services.versions import version_of
from polyphonie.core.audit import record


@dataclass(frozen=True)
class ActivityDescription:
    """What a territory says of an activity; the names are those of the model."""

    title: str
    format: str
    description: str
    held_on: date | None
    starts_at: datetime | None
    ends_at: datetime | None
    time_zone: str
    is_online: bool
    place: str
    registration_url: str
    n_hours: Decimal | None
    n_participants: int | None
    recruitment: str
    facilitation: str
    information: str


@transaction.atomic
def create_activity(
    *,
    consultation: Consultation,
    description: ActivityDescription,
    attendance: Mapping[str, int],
    person: User,
    at: datetime,
) -> Activity:
    """Add an activity to a consultation."""
    refuse_change(consultation)
    activity = Activity(consultation=consultation)
    _describe(activity, description, attendance)
    _record("activity_created", activity, person=person, at=at, format=activity.format)
    return activity


@transaction.atomic
def save_activity(
    *,
    activity: Activity,
    description: ActivityDescription,
    attendance: Mapping[str, int],
    seen: str,
    person: User,
    at: datetime,
) -> Activity:
    """
    Write what a person says of an activity over what that person had under the eyes, and over nothing else.

    Raises
    ------
    SavedMeanwhile
        If someone else saved it since.
    """
    refuse_change(activity.consultation)
    locked = Activity.objects.select_for_update(of=("self",)).get(pk=activity.pk)
    if version_of(locked) != seen:
        raise SavedMeanwhile
    _describe(locked, description, attendance)
    _record("activity_edited", locked, person=person, at=at)
    return locked


@transaction.atomic
def set_cancelled(*, activity: Activity, is_cancelled: bool, person: User, at: datetime) -> Activity:
    """Say that an activity will not take place, or that it will after all. It stays in the agenda, and says so."""
    refuse_change(activity.consultation)
    locked = Activity.objects.select_for_update(of=("self",)).get(pk=activity.pk)
    if locked.is_cancelled != is_cancelled:
        locked.is_cancelled = is_cancelled
        locked.save(update_fields=["is_cancelled", "updated_at"])
        _record("activity_cancelled" if is_cancelled else "activity_restored", locked, person=person, at=at)
    return locked


@transaction.atomic
def remove_activity(*, activity: Activity, person: User, at: datetime) -> None:
    """
    Remove an activity on which nothing hangs.

    Raises
    ------
    ActivityIsInUse
        If contributions, statements or documents hang on it: the sentence says how many.
    """
    refuse_change(activity.consultation)
    locked = Activity.objects.select_for_update(of=("self",)).get(pk=activity.pk)
    found = (locked.contributions.count(), locked.statements.count(), locked.documents.count())
    if any(found):
        sentence = _(
            "This activity cannot be removed: %(contributions)s contributions, %(statements)s statements and "
            "%(documents)s documents hang on it. If it did not take place, cancel it."
        )
        raise ActivityIsInUse(sentence % dict(zip(("contributions", "statements", "documents"), found, strict=True)))
    _record("activity_removed", locked, person=person, at=at)
    locked.delete()


def _describe(activity: Activity, description: ActivityDescription, attendance: Mapping[str, int]) -> None:
    for field in fields(description):
        setattr(activity, field.name, getattr(description, field.name))
    others = Activity.objects.filter(consultation=activity.consultation_id, title=activity.title).exclude(
        pk=activity.pk
    )
    if others.exists():
        raise AnotherActivityHasThisTitle
    try:
        with transaction.atomic():
            activity.save()
    except IntegrityError as error:
        if others.exists():
            raise AnotherActivityHasThisTitle from error
        raise
    activity.attendance.all().delete()
    Attendance.objects.bulk_create(
        Attendance(activity=activity, category=category, n_people=n) for category, n in attendance.items()
    )


def _record(verb: str, activity: Activity, *, person: User, at: datetime, **details: str) -> None:
    record(
        verb,
        activity,
        at=at,
        actor_id=person.pk,
        campaign_id=activity.consultation.campaign_id,
        territory_id=activity.consultation.territory_id,
        **details,
    )
