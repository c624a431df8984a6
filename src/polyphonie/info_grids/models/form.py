"""The form of the grid, by versions."""

from __future__ import annotations

from typing import Any, Self

from django.db import models

from polyphonie.campaigns.models import Campaign
from polyphonie.core.models import TimeStampedModel


class GridFormQuerySet(models.QuerySet["GridForm"]):
    """Chainable filters; each name reads after `GridForm.objects`."""

    def in_campaign(self, campaign: Campaign) -> Self:
        return self.filter(campaign=campaign)

    def published(self) -> Self:
        return self.filter(published_at__isnull=False)


class GridForm(TimeStampedModel):
    """
    One version of the grid's form. Once published it never changes; the database refuses it.

    `definition` is what `info_grids.definition.read_definition` reads: blocks, and their typed fields.
    """

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="grid_forms")
    version = models.PositiveSmallIntegerField()
    definition: models.JSONField[Any, Any] = models.JSONField(default=dict)
    change_note = models.TextField(blank=True, help_text="What changed since the version before")
    published_at = models.DateTimeField(null=True, blank=True)
    digest = models.CharField(max_length=64, blank=True, help_text="SHA-256 of the definition, once published")

    objects = GridFormQuerySet.as_manager()

    class Meta:
        ordering = ["campaign_id", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "version"], name="grid_form_version_is_unique_in_its_campaign"),
            models.UniqueConstraint(
                fields=["campaign"],
                condition=models.Q(published_at__isnull=True),
                name="grid_form_has_one_draft_in_its_campaign",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.campaign}, v{self.version}"

    @property
    def is_published(self) -> bool:
        return self.published_at is not None
