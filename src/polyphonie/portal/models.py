"""What can be searched: contributions, and the sentences of published documents."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q

from polyphonie.campaigns.models import Campaign
from polyphonie.consultations.models import Contribution
from polyphonie.syntheses.models import DocumentVersion


class SearchEntryQuerySet(models.QuerySet["SearchEntry"]):
    """Chainable filters; each name reads after `SearchEntry.objects`."""

    def in_campaign(self, campaign: Campaign) -> Self:
        return self.filter(campaign=campaign)

    def public(self) -> Self:
        """What anyone may find: decided when reading, so that hiding a contribution takes effect at once."""
        shown = Q(contribution__isnull=True) | Q(
            contribution__consultation__is_published=True,
            contribution__is_hidden=False,
            contribution__erased_at__isnull=True,
        )
        return self.filter(shown).exclude(campaign__status="draft")


class SearchEntry(models.Model):
    """The stems of one contribution, or of one sentence of a published version."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="search_entries")
    contribution = models.OneToOneField(
        Contribution, on_delete=models.CASCADE, null=True, blank=True, related_name="search_entry"
    )
    version = models.ForeignKey(
        DocumentVersion, on_delete=models.CASCADE, null=True, blank=True, related_name="search_entries"
    )
    position = models.PositiveIntegerField(default=0, help_text="Of the sentence in its document, from 1")
    text = models.TextField(blank=True, help_text="The sentence; a contribution keeps its own text")
    stems = models.TextField(help_text="Stemmed words; never shown")

    objects = SearchEntryQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        verbose_name_plural = "search entries"
        constraints = [
            models.CheckConstraint(
                condition=Q(contribution__isnull=False, version__isnull=True)
                | Q(contribution__isnull=True, version__isnull=False),
                name="search_entry_is_one_contribution_or_one_sentence",
            ),
            models.UniqueConstraint(
                fields=["version", "position"],
                condition=Q(version__isnull=False),
                name="sentence_of_a_version_is_indexed_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.contribution_id or self.version_id}"
