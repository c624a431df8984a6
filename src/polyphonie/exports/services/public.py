"""The files that anyone may have: made once for each state of what is public, and kept until it changes."""

from __future__ import annotations

import hashlib
from pathlib import Path

from django.conf import settings
from django.db.models import Count, Max, Sum

from polyphonie import __version__
from polyphonie.consultations.models import Activity, Consultation, VoteEvent
from polyphonie.exports.catalogue import format_named
from polyphonie.exports.queries.holding import Scope, contributions_of, statements_of
from polyphonie.exports.services.writing import make_archive
from polyphonie.opinion_maps.models import OpinionMap
from polyphonie.syntheses.models import Document

PUBLIC = Scope(is_public=True)


def public_file(consultation: Consultation, name: str, *, language: str) -> Path:
    """
    Give the archive of a format; it is made where nobody asked for it since something public changed.

    The former one is deleted, so that what a person had erased does not stay.

    Raises
    ------
    UnknownFormat, NoRoomLeft
    """
    place = place_of_public_file(consultation, name, language=language)
    if not place.is_file():
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        make_archive(consultation, name, place, scope=PUBLIC, language=language)
        for former in place.parent.glob(f"{name}.{language}.*.zip"):
            if former != place:
                former.unlink(missing_ok=True)
    return place


def place_of_public_file(consultation: Consultation, name: str, *, language: str) -> Path:
    """Tell where the archive of a format stands, made or not: its name changes with what is public."""
    format_named(name)
    folder = Path(settings.MEDIA_ROOT) / "exports" / "public" / consultation.slug
    return folder / f"{name}.{language}.{state_of(consultation)}.zip"


def state_of(consultation: Consultation) -> str:
    """Sum up what a public export depends on: while it stays the same, so does the export."""
    contributions = contributions_of(consultation, PUBLIC).order_by().aggregate(n=Count("pk"), keys=Sum("pk"))
    statements = statements_of(consultation, PUBLIC).order_by().aggregate(n=Count("pk"), keys=Sum("pk"))
    events = VoteEvent.objects.filter(statement__consultation=consultation).order_by()
    votes = events.aggregate(n=Count("pk"), last=Max("pk"))
    activities = Activity.objects.filter(consultation=consultation).order_by().aggregate(n=Count("pk"))
    maps = OpinionMap.objects.filter(consultation=consultation, is_published=True).aggregate(last=Max("pk"))
    documents = Document.objects.published().filter(consultation=consultation).aggregate(n=Count("versions"))
    campaign, territory = consultation.campaign, consultation.territory
    said = (
        __version__,
        *contributions.values(),
        *statements.values(),
        *votes.values(),
        *activities.values(),
        *maps.values(),
        *documents.values(),
        *(consultation.updated_at, campaign.title, campaign.disclosure_threshold, territory.name),
    )
    return hashlib.sha256(repr(said).encode()).hexdigest()[:16]
