"""Opinion maps, kept with all that they rest on."""

from __future__ import annotations

from typing import Self

from django.db import models

from polyphonie.campaigns.models import Campaign
from polyphonie.consultations.models import Consultation
from polyphonie.core.models import TimeStampedModel
from polyphonie.territories.models import Territory


class OpinionMapQuerySet(models.QuerySet["OpinionMap"]):
    """Chainable filters; each name reads after `OpinionMap.objects`."""

    def of(self, territory: Territory) -> Self:
        return self.filter(consultation__territory=territory)

    def in_campaign(self, campaign: Campaign) -> Self:
        return self.filter(consultation__campaign=campaign)

    def published(self) -> Self:
        return self.filter(is_published=True, consultation__is_published=True).exclude(
            consultation__campaign__status="draft"
        )


class OpinionMap(TimeStampedModel):
    """The map of the votes of one consultation, as computed once. A new computation is a new map."""

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="opinion_maps")
    votes_digest = models.CharField(max_length=64, help_text="SHA-256 of the votes, in canonical order")
    parameters = models.JSONField(default=dict)
    seed = models.BigIntegerField(default=0)
    versions = models.JSONField(default=dict, help_text="Of Polyphonie and the libraries that computed it")
    verdict = models.CharField(max_length=20)
    n_participants = models.PositiveIntegerField(default=0)
    n_statements = models.PositiveIntegerField(default=0)
    n_votes = models.PositiveBigIntegerField(default=0)
    result = models.JSONField(default=dict, help_text="Groups and statements")
    positions = models.JSONField(default=dict, help_text="Columns: participant, x, y, group, membership, n_votes")
    is_published = models.BooleanField(default=False)

    objects = OpinionMapQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-id"]

    def __str__(self) -> str:
        return f"{self.consultation} ({self.votes_digest[:12]})"
