"""Reminders to territories: what is sent, to whom, and what became of each mail."""

from __future__ import annotations

from typing import Self

from django.db import models

from polyphonie.accounts.models import User
from polyphonie.campaigns.models import Campaign, Engagement
from polyphonie.core.models import TimeStampedModel
from polyphonie.programme.enums import MailingStatus, MailOutcome, Stage


class Mailing(TimeStampedModel):
    """One reminder to the territories that stand at some stages, in both languages, looked at before it leaves."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="mailings")
    stages: models.JSONField[list[str], list[str]] = models.JSONField(default=list, help_text="Values of Stage")
    only_late = models.BooleanField(default=False)
    subject_fr = models.CharField(max_length=200)
    body_fr = models.TextField(max_length=5000)
    subject_en = models.CharField(max_length=200)
    body_en = models.TextField(max_length=5000)
    status = models.CharField(max_length=8, choices=MailingStatus.choices, default=MailingStatus.DRAFT)
    written_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status__in=MailingStatus.values), name="mailing_status_is_one_of_the_known_states"
            ),
        ]

    def __str__(self) -> str:
        return self.subject_fr


class MailQuerySet(models.QuerySet["Mail"]):
    """Chainable filters; each name reads after `Mail.objects`."""

    def waiting(self) -> Self:
        return self.filter(outcome=MailOutcome.WAITING)


class Mail(models.Model):
    """
    One mail of a mailing, to one person. Nobody gets two, nobody is skipped.

    It is marked SENDING, and that is committed, before it is handed to the mail server: a process killed in
    between leaves it so, and the next one calls it UNCERTAIN, which a person settles.
    """

    mailing = models.ForeignKey(Mailing, on_delete=models.CASCADE, related_name="mails")
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    engagement = models.ForeignKey(Engagement, on_delete=models.CASCADE, related_name="+")
    stage = models.CharField(max_length=15, choices=Stage.choices)
    territories = models.TextField(blank=True, help_text="Names of the territories that it is about, as it says them")
    deadline = models.DateField(null=True, blank=True, help_text="What is due first, as it says it")
    outcome = models.CharField(max_length=12, choices=MailOutcome.choices, default=MailOutcome.WAITING)
    changed_at = models.DateTimeField(auto_now=True)

    objects = MailQuerySet.as_manager()

    class Meta:
        ordering = ["mailing_id", "id"]
        constraints = [
            models.UniqueConstraint(fields=["mailing", "person"], name="person_gets_a_mailing_once"),
            models.CheckConstraint(
                condition=models.Q(outcome__in=MailOutcome.values), name="mail_outcome_is_one_of_the_known_outcomes"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.mailing} → {self.person_id}"


class Unsubscription(models.Model):
    """A person who no longer wants the reminders of a campaign."""

    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="unsubscriptions")
    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="unsubscriptions")
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["person", "campaign"], name="person_unsubscribes_once_from_a_campaign"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} – {self.campaign}"
