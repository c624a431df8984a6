"""A campaign, its questions and its calendar."""

from __future__ import annotations

from typing import Self

from django.db import models

from polyphonie.campaigns.enums import CampaignStatus, Deadline
from polyphonie.core.models import TimeStampedModel
from polyphonie.territories.models import Territory


class CampaignQuerySet(models.QuerySet["Campaign"]):
    """Chainable filters; each name reads after `Campaign.objects`."""

    def public(self) -> Self:
        return self.exclude(status=CampaignStatus.DRAFT)


class Campaign(TimeStampedModel):
    """A national debate that territories join under a charter."""

    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField(max_length=200)
    summary = models.CharField(max_length=400, blank=True, help_text="What it is, in one sentence")
    call = models.TextField(blank=True, help_text="The call to territories; paragraphs separated by empty lines")
    framing_note = models.TextField(blank=True, help_text="How the campaign works, for those who run it; Markdown")
    status = models.CharField(max_length=10, choices=CampaignStatus.choices, default=CampaignStatus.DRAFT)
    is_fictitious = models.BooleanField(default=False, help_text="Every page says that it is an example")
    language = models.CharField(max_length=5, default="fr")
    other_languages = models.JSONField(
        default=list, blank=True, help_text="Codes of the other languages in which people may contribute"
    )
    made_from = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", help_text="The campaign it copied"
    )
    closed_at = models.DateTimeField(null=True, blank=True)
    opens_on = models.DateField(null=True, blank=True)
    closes_on = models.DateField(null=True, blank=True)
    disclosure_threshold = models.PositiveSmallIntegerField(
        default=5, help_text="Counts of people below this are withheld in public"
    )
    territories = models.ManyToManyField(Territory, through="Engagement", related_name="campaigns")

    objects = CampaignQuerySet.as_manager()

    class Meta:
        ordering = ["-opens_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(closes_on__isnull=True) | models.Q(closes_on__gte=models.F("opens_on")),
                name="campaign_closes_after_it_opens",
            ),
            models.CheckConstraint(
                condition=models.Q(disclosure_threshold__gte=1, disclosure_threshold__lte=100),
                name="campaign_disclosure_threshold_is_between_1_and_100",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_public(self) -> bool:
        return self.status != CampaignStatus.DRAFT

    @property
    def is_closed(self) -> bool:
        """Whether it is readable for ever and no longer changes."""
        return self.status == CampaignStatus.CLOSED


class Question(models.Model):
    """A question that the campaign puts to debate everywhere."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=500)

    class Meta:
        ordering = ["campaign_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "position"], name="question_has_its_own_position"),
        ]

    def __str__(self) -> str:
        return self.text


class Milestone(models.Model):
    """A date of the campaign's calendar."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="milestones")
    date = models.DateField()
    label = models.CharField(max_length=200)
    deadline = models.CharField(
        max_length=10, choices=Deadline.choices, default=Deadline.NONE, blank=True, help_text="What is due by then"
    )

    class Meta:
        ordering = ["date", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(deadline__in=Deadline.values),
                name="milestone_deadline_is_one_of_the_known_deadlines",
            ),
        ]

    def __str__(self) -> str:
        return self.label
