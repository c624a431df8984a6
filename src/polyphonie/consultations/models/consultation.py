"""What a territory opens: a consultation with its mandate, and the activities through which people speak."""

from __future__ import annotations

from datetime import datetime
from typing import Self
from zoneinfo import ZoneInfo

from django.db import models

from polyphonie.campaigns.models import Campaign
from polyphonie.consultations.enums import (
    ActivityFormat,
    AudienceCategory,
    DocumentKind,
    Mandate,
    Reach,
    Recruitment,
)
from polyphonie.consultations.local_times import is_midnight
from polyphonie.core.models import StoredFile, TimeStampedModel
from polyphonie.territories.models import Territory
from polyphonie.territories.time_zones import zone_of


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
    organizer = models.CharField(max_length=200, blank=True, help_text="The service that runs it; no name of a person")
    guarantor = models.CharField(max_length=200, blank=True, help_text="Who watches over its sincerity (garant)")
    methods = models.TextField(blank=True, help_text="How people take part, and how what they say is gathered")
    information_url = models.URLField(max_length=500, blank=True)
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


class SoughtPublic(models.Model):
    """A public that a consultation seeks, and whether it came; where it did not, why."""

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="sought_publics")
    category = models.CharField(max_length=20, choices=AudienceCategory.choices)
    n_expected = models.PositiveIntegerField(null=True, blank=True)
    reach = models.CharField(max_length=10, choices=Reach.choices, default=Reach.NOT_YET)
    why_absent = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["consultation_id", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "category"], name="public_is_sought_once_in_a_consultation"
            ),
            models.CheckConstraint(
                condition=models.Q(category__in=AudienceCategory.values),
                name="sought_public_category_is_one_of_the_known_categories",
            ),
            models.CheckConstraint(
                condition=models.Q(reach__in=Reach.values), name="sought_public_reach_is_one_of_the_known_states"
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_category_display())


class ActivityQuerySet(models.QuerySet["Activity"]):
    """Chainable filters; each name reads after `Activity.objects`."""

    def of(self, territory: Territory) -> Self:
        return self.filter(consultation__territory=territory)

    def in_campaign(self, campaign: Campaign) -> Self:
        return self.filter(consultation__campaign=campaign)

    def public(self) -> Self:
        """Those of published consultations of campaigns that anyone may see."""
        return self.filter(consultation__is_published=True).exclude(consultation__campaign__status="draft")

    def announced(self) -> Self:
        """Those that have their place in the agenda: their day is known."""
        return self.filter(held_on__isnull=False)


class Activity(TimeStampedModel):
    """
    One sequence of a consultation: a workshop, a debate, a survey, an opinion vote.

    `starts_at` and `ends_at` are moments; `time_zone` tells the clock that people there read.
    `held_on` is its day there, which may be known when the hour is not.
    """

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="activities")
    title = models.CharField(max_length=200)
    format = models.CharField(max_length=20, choices=ActivityFormat.choices, default=ActivityFormat.OTHER)
    description = models.TextField(blank=True, help_text="What happens in it, and for whom; Markdown")
    held_on = models.DateField(null=True, blank=True)
    starts_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    time_zone = models.CharField(max_length=40, blank=True, help_text="IANA name; empty for that of the territory")
    is_cancelled = models.BooleanField(default=False)
    is_online = models.BooleanField(default=False)
    place = models.CharField(max_length=200, blank=True)
    registration_url = models.URLField(max_length=500, blank=True)
    n_hours = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    n_participants = models.PositiveIntegerField(null=True, blank=True)
    recruitment = models.CharField(max_length=12, choices=Recruitment.choices, default=Recruitment.UNKNOWN)
    facilitation = models.CharField(max_length=200, blank=True, help_text="Who leads it: a service, a provider")
    information = models.TextField(blank=True, help_text="What participants were given to know; experts heard")

    objects = ActivityQuerySet.as_manager()

    class Meta:
        ordering = ["consultation_id", "held_on", "id"]
        verbose_name_plural = "activities"
        indexes = [models.Index(fields=["starts_at"]), models.Index(fields=["held_on", "starts_at"])]
        constraints = [
            models.UniqueConstraint(fields=["consultation", "title"], name="activity_is_named_once_in_a_consultation"),
            models.CheckConstraint(
                condition=models.Q(format__in=ActivityFormat.values), name="activity_format_is_one_of_the_known_formats"
            ),
            models.CheckConstraint(
                condition=models.Q(recruitment__in=Recruitment.values),
                name="activity_recruitment_is_one_of_the_known_modes",
            ),
            models.CheckConstraint(
                condition=models.Q(ends_at__isnull=True) | models.Q(ends_at__gt=models.F("starts_at")),
                name="activity_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def zone(self) -> ZoneInfo:
        """The clock that people read where it takes place; asks for the consultation and its territory."""
        return zone_of(self.time_zone) if self.time_zone else self.consultation.territory.zone

    @property
    def lasts_whole_days(self) -> bool:
        """Whether it has days and no hour: a survey from the 1st to the 31st, or an hour that is not known."""
        if self.starts_at is None or self.ends_at is None:
            return self.starts_at is None
        return is_midnight(self.starts_at, self.zone) and is_midnight(self.ends_at, self.zone)


class Attendance(models.Model):
    """How many people of a category came to an activity. A person may be counted in several categories."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="attendance")
    category = models.CharField(max_length=20, choices=AudienceCategory.choices)
    n_people = models.PositiveIntegerField()

    class Meta:
        ordering = ["activity_id", "id"]
        verbose_name_plural = "attendance"
        constraints = [
            models.UniqueConstraint(fields=["activity", "category"], name="category_is_counted_once_in_an_activity"),
            models.CheckConstraint(
                condition=models.Q(category__in=AudienceCategory.values),
                name="attendance_category_is_one_of_the_known_categories",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_category_display()}: {self.n_people}"


class ActivityDocument(TimeStampedModel):
    """A file that documents an activity: its minutes, what participants were given, a photo of the board."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="documents")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=12, choices=DocumentKind.choices, default=DocumentKind.OTHER)
    is_public = models.BooleanField(default=False, help_text="Shown with the activity, once it is")

    class Meta:
        ordering = ["activity_id", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=DocumentKind.values),
                name="activity_document_kind_is_one_of_the_known_kinds",
            ),
        ]

    def __str__(self) -> str:
        return self.title
