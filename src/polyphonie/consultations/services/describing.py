"""Creating a consultation and describing it, without losing what another person wrote meanwhile."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.text import slugify

from polyphonie.accounts.models import User
from polyphonie.campaigns.models import Campaign
from polyphonie.consultations.enums import Reach
from polyphonie.consultations.errors import SavedMeanwhile
from polyphonie.consultations.models import Consultation, SoughtPublic
from polyphonie.consultations.permissions import refuse_change, refuse_creation
from polyphonie.consultations.services.versions import version_of
from polyphonie.core.audit import record
from polyphonie.territories.models import Territory


@dataclass(frozen=True)
class ConsultationDescription:
    """What a territory says of a consultation; the names are those of the model."""

    title: str
    question: str
    mandate: str
    negotiable: str
    decision: str
    organizer: str
    guarantor: str
    methods: str
    information_url: str
    opens_at: datetime | None
    closes_at: datetime | None
    publics_sought: str
    publics_absent: str


@dataclass(frozen=True)
class PublicAsked:
    """A public that is sought, how many people of it are expected, and whether it came."""

    category: str
    n_expected: int | None = None
    reach: str = Reach.NOT_YET
    why_absent: str = ""


@transaction.atomic
def create_consultation(
    *,
    campaign: Campaign,
    territory: Territory,
    description: ConsultationDescription,
    publics: Sequence[PublicAsked],
    person: User,
    at: datetime,
) -> Consultation:
    """Create a consultation, which nobody outside of its territory sees before it is published."""
    refuse_creation(campaign, territory)
    consultation = Consultation(campaign=campaign, territory=territory, is_published=False)
    _describe(consultation, description)
    _save_under_a_slug(consultation)
    _set_publics(consultation, publics)
    _record("consultation_created", consultation, person=person, at=at)
    return consultation


@transaction.atomic
def save_consultation(
    *,
    consultation: Consultation,
    description: ConsultationDescription,
    publics: Sequence[PublicAsked],
    seen: str,
    person: User,
    at: datetime,
) -> Consultation:
    """
    Write what a person says of a consultation over what that person had under the eyes, and over nothing else.

    `seen` is the `version_of` the consultation when the page was opened. The slug stays.

    Raises
    ------
    SavedMeanwhile
        If someone else saved it since.
    """
    refuse_change(consultation)
    locked = Consultation.objects.select_for_update(of=("self",)).get(pk=consultation.pk)
    if version_of(locked) != seen:
        raise SavedMeanwhile
    _describe(locked, description)
    locked.save()
    _set_publics(locked, publics)
    _record("consultation_edited", locked, person=person, at=at)
    return locked


def _record(verb: str, consultation: Consultation, *, person: User, at: datetime) -> None:
    record(
        verb,
        consultation,
        at=at,
        actor_id=person.pk,
        campaign_id=consultation.campaign_id,
        territory_id=consultation.territory_id,
    )


def _describe(consultation: Consultation, description: ConsultationDescription) -> None:
    for field in fields(description):
        setattr(consultation, field.name, getattr(description, field.name))


def _set_publics(consultation: Consultation, publics: Sequence[PublicAsked]) -> None:
    consultation.sought_publics.all().delete()
    SoughtPublic.objects.bulk_create(
        SoughtPublic(
            consultation=consultation,
            category=public.category,
            n_expected=public.n_expected,
            reach=public.reach,
            why_absent=public.why_absent,
        )
        for public in publics
    )


def _save_under_a_slug(consultation: Consultation) -> None:
    """Save under the first free slug: another person may take one between the question and the answer."""
    for slug in _slugs(consultation):
        if Consultation.objects.filter(slug=slug).exists():
            continue
        consultation.slug = slug
        try:
            with transaction.atomic():
                consultation.save()
        except IntegrityError:
            if not Consultation.objects.filter(slug=slug).exists():
                raise
            consultation.pk = None
            continue
        return


def _slugs(consultation: Consultation) -> list[str]:
    title = slugify(consultation.title)[:60].strip("-")
    named = "-".join(part for part in (title or "consultation", consultation.territory.slug) if part)[:110].strip("-")
    return [*([title] if title else []), named, *(f"{named}-{number}" for number in range(2, 1000))]
