"""Files that people attach: minutes, deliberations, photos of the wall. Kept once by content, served as downloads."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from polyphonie.core.models.stamped import TimeStampedModel


class StoredFile(TimeStampedModel):
    """
    A file as it was received, checked and kept under its digest.

    `media_type` is what its content says that it is, never what its name or its sender says.
    Who may fetch it is the affair of the row that points to it.
    """

    digest = models.CharField(max_length=64, db_index=True, help_text="SHA-256 of the content")
    name = models.CharField(max_length=200, help_text="Name for the person, without any folder")
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    received_from = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name
