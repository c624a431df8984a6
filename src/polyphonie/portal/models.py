"""What can be searched: contributions, and the sentences of published documents."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q

from polyphonie.campaigns.models import Campaign
from polyphonie.consultations.models import Contribution
from polyphonie.syntheses.models import PublishedSentence


class SearchEntryQuerySet(models.QuerySet["SearchEntry"]):
    """Chainable filters; each name reads after `SearchEntry.objects`."""

    def in_campaign(self, campaign: Campaign) -> Self:
        return self.filter(campaign=campaign)

    def public(self) -> Self:
        """What anyone may find: decided when reading, so that hiding a contribution takes effect at once."""
        of_document = "sentence__version__document__consultation"
        national, published = {f"{of_document}__isnull": True}, {f"{of_document}__is_published": True}
        shown = Q(contribution__isnull=True) & (Q(**national) | Q(**published)) | Q(
            contribution__consultation__is_published=True,
            contribution__is_hidden=False,
            contribution__erased_at__isnull=True,
            contribution__superseded_at__isnull=True,
        )
        return self.filter(shown).exclude(campaign__status="draft")


class SearchEntry(models.Model):
    """The stems of one contribution, or of one published sentence. The words themselves stay where they are."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="search_entries")
    contribution = models.OneToOneField(
        Contribution, on_delete=models.CASCADE, null=True, blank=True, related_name="search_entry"
    )
    sentence = models.OneToOneField(
        PublishedSentence, on_delete=models.CASCADE, null=True, blank=True, related_name="search_entry"
    )
    stems = models.TextField(help_text="Stemmed words; never shown")

    objects = SearchEntryQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        verbose_name_plural = "search entries"
        constraints = [
            models.CheckConstraint(
                condition=Q(contribution__isnull=False, sentence__isnull=True)
                | Q(contribution__isnull=True, sentence__isnull=False),
                name="search_entry_is_one_contribution_or_one_sentence",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.contribution_id or self.sentence_id}"
