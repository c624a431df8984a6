"""The charter of a campaign, by versions, and its commitments."""

from __future__ import annotations

from typing import Self

from django.db import models

from polyphonie.campaigns.enums import EvidenceKind
from polyphonie.campaigns.models.campaign import Campaign
from polyphonie.core.models import TimeStampedModel


class CharterQuerySet(models.QuerySet["Charter"]):
    """Chainable filters; each name reads after `Charter.objects`."""

    def in_campaign(self, campaign: Campaign) -> Self:
        return self.filter(campaign=campaign)

    def published(self) -> Self:
        return self.filter(published_at__isnull=False)


class Charter(TimeStampedModel):
    """
    One version of what territories sign. Once published it never changes; the database refuses it.

    At most one version of a campaign is a draft. The charter in force is the last published.
    """

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="charters")
    version = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    preamble = models.TextField(blank=True, help_text="Markdown")
    change_note = models.TextField(blank=True, help_text="What changed since the version before, for its signatories")
    published_at = models.DateTimeField(null=True, blank=True)
    digest = models.CharField(max_length=64, blank=True, help_text="SHA-256 of its whole text, once published")

    objects = CharterQuerySet.as_manager()

    class Meta:
        ordering = ["campaign_id", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "version"], name="charter_version_is_unique_in_its_campaign"),
            models.UniqueConstraint(
                fields=["campaign"],
                condition=models.Q(published_at__isnull=True),
                name="charter_has_one_draft_in_its_campaign",
            ),
            models.CheckConstraint(
                condition=models.Q(published_at__isnull=True) | ~models.Q(digest=""),
                name="charter_that_is_published_has_its_digest",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, v{self.version}"

    @property
    def is_published(self) -> bool:
        return self.published_at is not None


class Commitment(models.Model):
    """One thing that signatories promise, and how they show that they do it."""

    charter = models.ForeignKey(Charter, on_delete=models.CASCADE, related_name="commitments")
    code = models.SlugField(max_length=40, help_text="Stable from one version to the next")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True, help_text="Markdown")
    evidence = models.CharField(max_length=30, choices=EvidenceKind.choices, default=EvidenceKind.DECLARED)

    class Meta:
        ordering = ["charter_id", "position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["charter", "code"], name="commitment_code_is_unique_in_its_charter"),
            models.CheckConstraint(
                condition=models.Q(evidence__in=EvidenceKind.values),
                name="commitment_evidence_is_one_of_the_known_kinds",
            ),
        ]

    def __str__(self) -> str:
        return self.title
