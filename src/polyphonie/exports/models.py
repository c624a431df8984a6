"""Files that were asked for, while they are made and until they expire."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import Self

from django.db import models

from polyphonie.accounts.models import User
from polyphonie.consultations.models import Consultation
from polyphonie.core.models import TimeStampedModel
from polyphonie.exports.enums import ExportStatus
from polyphonie.territories.models import Territory

KEPT = timedelta(hours=24)
"""How long a file waits for the person who asked for it."""


class ExportQuerySet(models.QuerySet["Export"]):
    """Chainable filters; each name reads after `Export.objects`."""

    def of(self, territory: Territory) -> Self:
        return self.filter(consultation__territory=territory)

    def asked_by(self, person: User) -> Self:
        return self.filter(asked_by=person)

    def in_force_at(self, when: datetime) -> Self:
        """Those that have not expired."""
        return self.filter(expires_at__gt=when)


class Export(TimeStampedModel):
    """One large file that a person asked for. Its address is a secret, and opens to that person only."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="exports")
    format = models.CharField(max_length=20)
    language = models.CharField(max_length=5, default="fr")
    includes_hidden = models.BooleanField(default=False)
    asked_by = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    status = models.CharField(max_length=10, choices=ExportStatus.choices, default=ExportStatus.WAITING)
    size = models.PositiveBigIntegerField(default=0, help_text="In bytes")
    expires_at = models.DateTimeField()

    objects = ExportQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status__in=ExportStatus.values), name="export_status_is_one_of_the_known_states"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.format} ({self.get_status_display()})"
