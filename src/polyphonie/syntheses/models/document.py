"""A document, its sections and its published versions."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.urls import reverse

from polyphonie.accounts.models import User
from polyphonie.campaigns.models import Campaign
from polyphonie.consultations.models import Consultation
from polyphonie.core.models import TimeStampedModel
from polyphonie.ideas.models import IdeaRun, Topic
from polyphonie.syntheses.enums import DocumentKind, SectionKind
from polyphonie.territories.models import Territory


class DocumentQuerySet(models.QuerySet["Document"]):
    """Chainable filters; each name reads after `Document.objects`."""

    def in_campaign(self, campaign: Campaign) -> Self:
        return self.filter(campaign=campaign)

    def of(self, territory: Territory) -> Self:
        return self.filter(consultation__territory=territory)

    def published(self) -> Self:
        """What anyone may read: a version exists, and neither the campaign nor the consultation is a draft."""
        of_the_public = models.Q(consultation__isnull=True) | models.Q(consultation__is_published=True)
        versions = DocumentVersion.objects.filter(document=models.OuterRef("pk"))
        return self.filter(of_the_public, models.Exists(versions)).exclude(campaign__status="draft")

    def local(self) -> Self:
        return self.filter(kind=DocumentKind.LOCAL_SYNTHESIS)


class Document(TimeStampedModel):
    """A local synthesis, the national synthesis or the manifesto: one mechanism for the three."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="documents")
    consultation = models.ForeignKey(
        Consultation, on_delete=models.PROTECT, null=True, blank=True, related_name="documents"
    )
    kind = models.CharField(max_length=20, choices=DocumentKind.choices)
    slug = models.SlugField(max_length=120, unique=True)
    title = models.CharField(max_length=200)
    language = models.CharField(max_length=5, default="fr")
    run = models.ForeignKey(
        IdeaRun,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="documents",
        help_text="The ideas it was drafted from",
    )
    removed = models.JSONField(
        default=list, blank=True, help_text="What a person took out, by key: a new draft does not bring it back"
    )

    objects = DocumentQuerySet.as_manager()

    class Meta:
        ordering = ["campaign_id", "kind", "title", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=DocumentKind.values), name="document_kind_is_one_of_the_known_kinds"
            ),
            models.CheckConstraint(
                condition=models.Q(kind=DocumentKind.LOCAL_SYNTHESIS, consultation__isnull=False)
                | (~models.Q(kind=DocumentKind.LOCAL_SYNTHESIS) & models.Q(consultation__isnull=True)),
                name="document_is_local_where_it_has_a_consultation",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The manifesto has an address of its own, in its campaign."""
        if self.kind == DocumentKind.MANIFESTO:
            return reverse("manifesto:detail", args=[self.campaign.slug])
        return reverse("syntheses:detail", args=[self.slug])

    @property
    def territory(self) -> Territory | None:
        return self.consultation.territory if self.consultation else None


class Section(models.Model):
    """A part of a document: a theme, a chapter, the minority views."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="sections")
    position = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=200, blank=True, help_text="What a new draft recognizes it by")
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=15, choices=SectionKind.choices, default=SectionKind.FREE)
    topic = models.ForeignKey(Topic, on_delete=models.SET_NULL, null=True, blank=True, related_name="sections")

    class Meta:
        ordering = ["document_id", "position", "id"]

    def __str__(self) -> str:
        return self.title


class DocumentVersion(models.Model):
    """
    A document as published: frozen, numbered, with its digest and its coverage.

    The content names contributions by identifier and digest and never copies their words, so that a person's
    right to erasure holds in what is published too.
    """

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    content = models.JSONField(help_text="Sections, sentences, figures and evidence, as they were")
    digest = models.CharField(max_length=64, help_text="SHA-256 of the canonical JSON of the content")
    coverage = models.JSONField(default=dict)

    class Meta:
        ordering = ["document_id", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="version_number_is_unique_in_its_document"),
        ]

    def __str__(self) -> str:
        return f"{self.document}, v{self.number}"
