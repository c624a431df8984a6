"""What a territory opens: a consultation with its mandate, and the activities through which people speak."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.db import models

from polyphonie.campaigns.models import Campaign
from polyphonie.consultations.enums import ActivityFormat, Mandate
from polyphonie.core.models import TimeStampedModel
from polyphonie.territories.models import Territory


class ConsultationQuerySet(models.QuerySet["Consultation"]):
    """Chainable filters; each name reads after `Consultation.objects`."""

    def of(self, territory: Territory) -> Self:
        return self.filter(territory=territory)

    def in_campaign(self, campaign: Campaign) -> Self:
        return self.filter(campaign=campaign)

    def published(self) -> Self:
        return self.filter(is_published=True).exclude(campaign__status="draft")

    def open_at(self, when: datetime) -> Self:
        return self.filter(opens_at__lte=when, closes_at__gt=when)


class Consultation(TimeStampedModel):
    """A debate that a territory runs in a campaign."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="consultations")
    territory = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="consultations")
    slug = models.SlugField(max_length=120, unique=True)
    title = models.CharField(max_length=200)
    question = models.CharField(max_length=500, blank=True, help_text="The question put to people")
    mandate = models.CharField(max_length=20, choices=Mandate.choices, default=Mandate.CONSULTATION)
    negotiable = models.TextField(blank=True, help_text="What is open to change, and what is not")
    decision = models.TextField(blank=True, help_text="The decision that it feeds")
    publics_sought = models.TextField(blank=True)
    publics_absent = models.TextField(blank=True, help_text="Who was missed, and why")
    opens_at = models.DateTimeField(null=True, blank=True)
    closes_at = models.DateTimeField(null=True, blank=True)
    is_published = models.BooleanField(default=False)

    objects = ConsultationQuerySet.as_manager()

    class Meta:
        ordering = ["territory__name_search", "opens_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(closes_at__isnull=True) | models.Q(closes_at__gt=models.F("opens_at")),
                name="consultation_closes_after_it_opens",
            ),
            models.CheckConstraint(
                condition=models.Q(mandate__in=Mandate.values), name="consultation_mandate_is_one_of_the_known_mandates"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def is_open(self, when: datetime) -> bool:
        """Tell whether people may take part at that moment."""
        if self.opens_at is None or when < self.opens_at:
            return False
        return self.closes_at is None or when < self.closes_at


class Activity(TimeStampedModel):
    """One sequence of a consultation: a workshop, a debate, a survey, an opinion vote."""

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="activities")
    title = models.CharField(max_length=200)
    format = models.CharField(max_length=20, choices=ActivityFormat.choices, default=ActivityFormat.OTHER)
    held_on = models.DateField(null=True, blank=True)
    place = models.CharField(max_length=200, blank=True)
    n_hours = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    n_participants = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["consultation_id", "held_on", "id"]
        verbose_name_plural = "activities"
        constraints = [
            models.UniqueConstraint(fields=["consultation", "title"], name="activity_is_named_once_in_a_consultation"),
            models.CheckConstraint(
                condition=models.Q(format__in=ActivityFormat.values), name="activity_format_is_one_of_the_known_formats"
            ),
        ]

    def __str__(self) -> str:
        return self.title
