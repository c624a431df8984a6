"""Files that were brought, and what became of each of their rows."""

from __future__ import annotations

from typing import Self

from django.db import models

from polyphonie.accounts.models import User
from polyphonie.consultations.models import Activity, Consultation
from polyphonie.core.models import TimeStampedModel
from polyphonie.imports.enums import ImportStatus, RowOutcome
from polyphonie.territories.models import Territory


class ImportQuerySet(models.QuerySet["Import"]):
    """Chainable filters; each name reads after `Import.objects`."""

    def of(self, territory: Territory) -> Self:
        return self.filter(consultation__territory=territory)


class Import(TimeStampedModel):
    """One file brought to one consultation: previewed, then confirmed, then reported row by row."""

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="imports")
    activity = models.ForeignKey(Activity, on_delete=models.SET_NULL, null=True, blank=True, related_name="imports")
    file_name = models.CharField(max_length=255)
    digest = models.CharField(max_length=64, help_text="SHA-256 of the file, under which it is kept")
    size = models.PositiveBigIntegerField(help_text="In bytes")
    tool = models.CharField(max_length=40, blank=True)
    kind = models.CharField(max_length=40, blank=True)
    options = models.JSONField(default=dict, blank=True, help_text="Column mapping, sign of the votes")
    preview = models.JSONField(default=dict, blank=True, help_text="What was shown before confirming")
    status = models.CharField(max_length=12, choices=ImportStatus.choices, default=ImportStatus.PREVIEWED)
    n_rows = models.PositiveIntegerField(default=0)
    n_done = models.PositiveIntegerField(default=0, help_text="Rows dealt with so far")
    n_taken = models.PositiveIntegerField(default=0)
    n_already_there = models.PositiveIntegerField(default=0)
    n_refused = models.PositiveIntegerField(default=0)
    error = models.TextField(blank=True)
    brought_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = ImportQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status__in=ImportStatus.values), name="import_status_is_one_of_the_known_states"
            ),
            models.CheckConstraint(
                condition=~models.Q(status=ImportStatus.DONE)
                | models.Q(
                    n_rows=models.F("n_taken") + models.F("n_already_there") + models.F("n_refused"),
                ),
                name="import_that_is_done_accounts_for_every_row",
            ),
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def is_interrupted(self) -> bool:
        """Tell whether it stopped for a reason that is not in the file: it may be gone on with."""
        return self.status == ImportStatus.FAILED and not self.error


class ImportRow(models.Model):
    """What became of one row of the file."""

    of_import = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="rows")
    file_name = models.CharField(max_length=255, blank=True, help_text="Member of a folder or archive, if any")
    sheet = models.CharField(max_length=100, blank=True)
    row = models.PositiveIntegerField()
    column = models.CharField(max_length=200, blank=True)
    outcome = models.CharField(max_length=15, choices=RowOutcome.choices)
    external_id = models.CharField(max_length=200, blank=True)
    reason = models.CharField(max_length=40, blank=True, help_text="Code of the reason, put in words by pages")
    details = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["of_import_id", "file_name", "sheet", "row", "id"]
        indexes = [models.Index(fields=["of_import", "outcome"])]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(outcome__in=RowOutcome.values),
                name="import_row_outcome_is_one_of_the_known_outcomes",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.row}: {self.outcome}"
