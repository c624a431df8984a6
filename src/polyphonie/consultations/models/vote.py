"""What people voted on: statements, votes and the journal of their changes."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.utils import timezone

from polyphonie.campaigns.models import Campaign
from polyphonie.consultations.enums import Kind, Moderation, Public, VoteValue
from polyphonie.consultations.models.consultation import Activity, Consultation
from polyphonie.consultations.models.contribution import Contribution
from polyphonie.core.models import TimeStampedModel
from polyphonie.territories.models import Territory


class StatementQuerySet(models.QuerySet["Statement"]):
    """Chainable filters; each name reads after `Statement.objects`."""

    def of(self, territory: Territory) -> Self:
        return self.filter(consultation__territory=territory)

    def in_campaign(self, campaign: Campaign) -> Self:
        return self.filter(consultation__campaign=campaign)

    def published(self) -> Self:
        return (
            self.filter(consultation__is_published=True)
            .exclude(consultation__campaign__status="draft")
            .exclude(moderation=Moderation.REJECTED)
        )


class Statement(TimeStampedModel):
    """One idea in one sentence, that people may vote on."""

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="statements")
    activity = models.ForeignKey(Activity, on_delete=models.SET_NULL, null=True, blank=True, related_name="statements")
    contribution = models.ForeignKey(
        Contribution, on_delete=models.SET_NULL, null=True, blank=True, related_name="statements"
    )
    source = models.CharField(max_length=40)
    external_id = models.CharField(max_length=200)
    text = models.TextField()
    kind = models.CharField(max_length=20, choices=Kind.choices, default=Kind.UNKNOWN)
    language = models.CharField(max_length=8, blank=True)
    is_seed = models.BooleanField(default=False, help_text="Written by the organizer")
    moderation = models.SmallIntegerField(choices=Moderation.choices, default=Moderation.NOT_MODERATED)
    source_digest = models.CharField(max_length=64, blank=True)
    source_name = models.CharField(max_length=255, blank=True)
    source_row = models.PositiveIntegerField(null=True, blank=True)
    batch = models.PositiveBigIntegerField(
        null=True, blank=True, editable=False, db_index=True, help_text="Number of the import that brought it"
    )

    objects = StatementQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "source", "external_id"], name="statement_is_received_once_from_its_source"
            ),
            models.CheckConstraint(
                condition=models.Q(moderation__in=Moderation.values),
                name="statement_moderation_is_one_of_the_known_states",
            ),
        ]

    def __str__(self) -> str:
        return self.text


class Participant(models.Model):
    """Someone who votes, known by a pseudonym only."""

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="participants")
    source = models.CharField(max_length=40)
    external_id = models.CharField(max_length=200)
    public = models.CharField(max_length=20, choices=Public.choices, default=Public.UNKNOWN)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "source", "external_id"], name="participant_is_known_once_in_a_source"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.external_id}"


class Vote(models.Model):
    """The current vote of one person on one statement."""

    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="votes")
    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="votes")
    value = models.SmallIntegerField(choices=VoteValue.choices)
    cast_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["participant", "statement"], name="vote_is_one_per_person_and_statement"),
            models.CheckConstraint(
                condition=models.Q(value__in=VoteValue.values), name="vote_is_agree_disagree_or_pass"
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_value_display())


class VoteEvent(models.Model):
    """The journal of votes: every value that a vote took, in order. Rows are only added."""

    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="vote_events")
    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, db_index=False, related_name="vote_events")
    value = models.SmallIntegerField(choices=VoteValue.choices)
    cast_at = models.DateTimeField(null=True, blank=True)
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)
    batch = models.PositiveBigIntegerField(
        null=True, blank=True, editable=False, db_index=True, help_text="Number of the import that brought it"
    )

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["participant", "statement"])]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(value__in=VoteValue.values), name="vote_event_is_agree_disagree_or_pass"
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_value_display())
