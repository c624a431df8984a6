"""What people said, as it was received."""

from __future__ import annotations

from typing import Self

from django.db import models

from polyphonie.accounts.models import User
from polyphonie.campaigns.models import Campaign
from polyphonie.consultations.enums import Kind, Public
from polyphonie.consultations.models.consultation import Activity, Consultation
from polyphonie.core.models import TimeStampedModel
from polyphonie.territories.models import Territory


class ContributionQuerySet(models.QuerySet["Contribution"]):
    """Chainable filters; each name reads after `Contribution.objects`."""

    def of(self, territory: Territory) -> Self:
        return self.filter(consultation__territory=territory)

    def in_campaign(self, campaign: Campaign) -> Self:
        return self.filter(consultation__campaign=campaign)

    def public(self) -> Self:
        """What anyone finds in lists and counts: all that may be read, but for what was edited since at its source."""
        return self.readable().current()

    def readable(self) -> Self:
        """What anyone may open, even replaced since: published, not hidden by moderation, not erased."""
        return self.filter(
            consultation__is_published=True,
            is_hidden=False,
            erased_at__isnull=True,
        ).exclude(consultation__campaign__status="draft")

    def kept(self) -> Self:
        """What analyses count: all but what was erased at the person's request, or edited since at its source."""
        return self.current().filter(erased_at__isnull=True)

    def current(self) -> Self:
        """Leave out the versions that later ones replaced at their source."""
        return self.filter(superseded_at__isnull=True)


class Contribution(TimeStampedModel):
    """
    A text as received. It never changes; the database refuses it.

    Moderation is a separate record, `is_hidden` only its present outcome. Erasure,
    a person's right, empties the text and keeps the row.
    """

    # Indexed with the public, the kind and the source, which serve for it alone.
    consultation = models.ForeignKey(
        Consultation, on_delete=models.PROTECT, db_index=False, related_name="contributions"
    )
    activity = models.ForeignKey(
        Activity, on_delete=models.SET_NULL, null=True, blank=True, related_name="contributions"
    )
    source = models.CharField(max_length=40, help_text="The tool it comes from: decidim, polis, limesurvey, table…")
    external_id = models.CharField(max_length=200, help_text="Its identifier in that tool")
    question = models.CharField(max_length=500, blank=True, help_text="What it answers, where the source asks")
    title = models.CharField(max_length=500, blank=True)
    text = models.TextField(blank=True)
    text_digest = models.CharField(max_length=64, help_text="SHA-256 of title and text as received")
    public = models.CharField(max_length=20, choices=Public.choices, default=Public.UNKNOWN)
    kind = models.CharField(max_length=20, choices=Kind.choices, default=Kind.UNKNOWN)
    language = models.CharField(max_length=8, blank=True, help_text="As declared by the source; empty where unknown")
    url = models.URLField(max_length=1000, blank=True)
    said_at = models.DateTimeField(null=True, blank=True, help_text="When the person said it, if known")
    source_digest = models.CharField(max_length=64, blank=True, help_text="SHA-256 of the file it comes from")
    source_name = models.CharField(max_length=255, blank=True, help_text="Name of that file")
    source_sheet = models.CharField(max_length=100, blank=True)
    source_row = models.PositiveIntegerField(null=True, blank=True, help_text="Row in the file, the first being 1")
    batch = models.PositiveBigIntegerField(
        null=True, blank=True, editable=False, help_text="Number of the import that brought it"
    )
    earlier_version = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        related_name="later_versions",
        help_text="What was received before under the same identifier, where its author edited it at the source",
    )
    superseded_at = models.DateTimeField(
        null=True, blank=True, editable=False, help_text="When a later version of it was received"
    )
    is_hidden = models.BooleanField(default=False)
    erased_at = models.DateTimeField(null=True, blank=True)

    objects = ContributionQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["consultation", "public"]),
            models.Index(fields=["consultation", "kind"]),
            models.Index(fields=["batch", "source_row"]),
            models.Index(
                fields=["earlier_version"],
                condition=models.Q(earlier_version__isnull=False),
                name="later_versions_of_contribution",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "source", "external_id"], name="contribution_is_received_once_from_its_source"
            ),
            models.CheckConstraint(
                condition=models.Q(public__in=Public.values), name="contribution_public_is_one_of_the_known_publics"
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=Kind.values), name="contribution_kind_is_one_of_the_known_kinds"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.external_id}"

    @property
    def whole_text(self) -> str:
        """Title and text, as analyses read them."""
        return f"{self.title}\n{self.text}" if self.title else self.text

    def is_public(self) -> bool:
        """Tell whether anyone may read it."""
        return (
            self.consultation.is_published
            and self.consultation.campaign.is_public
            and not self.is_hidden
            and self.erased_at is None
        )


class ModerationDecision(TimeStampedModel):
    """A person hid a contribution from the public, or showed it again, and said why. It stays in all counts."""

    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="moderation_decisions")
    hides = models.BooleanField()
    reason = models.CharField(max_length=500)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-created_at", "-id"]

    def __str__(self) -> str:
        return self.reason
