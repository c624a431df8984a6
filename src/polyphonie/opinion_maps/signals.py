"""A published map keeps its votes from being removed; one that is not is computed again."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.dispatch import receiver
from django.urls import reverse
from django.utils.translation import gettext as _

from polyphonie.consultations.models import Consultation, Statement, VoteEvent
from polyphonie.core.obstacles import Obstacle
from polyphonie.core.signals import rows_asked_to_go, rows_going
from polyphonie.opinion_maps.models import OpinionMap


@receiver(rows_asked_to_go)
def published_maps_of(
    sender: Any, *, consultation: Consultation, batch: int, since: datetime, **kwargs: Any
) -> list[Obstacle]:
    """List the published maps that were drawn from the votes of an import."""
    sentence = _("A published map of opinions was drawn from its votes.")
    maps = _maps(consultation, batch=batch, since=since).filter(is_published=True)
    return [Obstacle(sentence, reverse("opinion_maps:detail", args=[each.pk]), is_published=True) for each in maps]


@receiver(rows_going)
def forget_unpublished_maps(
    sender: Any, *, consultation: Consultation, batch: int, since: datetime, **kwargs: Any
) -> None:
    """Forget the maps that were drawn from these votes, and that nobody but those who work here has seen."""
    _maps(consultation, batch=batch, since=since).filter(is_published=False).delete()


def _maps(consultation: Consultation, *, batch: int, since: datetime) -> QuerySet[OpinionMap]:
    events = VoteEvent.objects.filter(batch=batch)
    statements = Statement.objects.filter(batch=batch)
    if not events.exists() and not statements.exists():
        return OpinionMap.objects.none()
    return OpinionMap.objects.filter(consultation=consultation, created_at__gte=since).only("pk")
