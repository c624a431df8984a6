"""Files that were brought, and what became of each of their rows."""

from __future__ import annotations

from pathlib import PurePosixPath
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
    """
    One file brought to one consultation: previewed, then confirmed, then reported row by row.

    The files of an archive are one import each: they share its digest, and `member` tells them apart.
    """

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="imports")
    activity = models.ForeignKey(Activity, on_delete=models.SET_NULL, null=True, blank=True, related_name="imports")
    file_name = models.CharField(max_length=255)
    digest = models.CharField(max_length=64, help_text="SHA-256 of the file, under which it is kept")
    member = models.CharField(max_length=500, blank=True, help_text="Path in the archive, if it came in one")
    size = models.PositiveBigIntegerField(help_text="In bytes")
    tool = models.CharField(max_length=40, blank=True)
    kind = models.CharField(max_length=40, blank=True)
    generation = models.CharField(max_length=60, blank=True, help_text="Version of the format")
    language = models.CharField(max_length=8, blank=True, help_text="Of its headings or its texts; empty where unknown")
    options = models.JSONField(default=dict, blank=True, help_text="Column mapping, sign of the votes")
    preview = models.JSONField(default=dict, blank=True, help_text="What was shown before confirming")
    status = models.CharField(max_length=12, choices=ImportStatus.choices, default=ImportStatus.PREVIEWED)
    n_rows = models.PositiveIntegerField(default=0)
    n_done = models.PositiveIntegerField(default=0, help_text="Rows dealt with so far")
    n_taken = models.PositiveIntegerField(default=0)
    n_already_there = models.PositiveIntegerField(default=0)
    n_updated = models.PositiveIntegerField(default=0, help_text="Rows whose text had changed at the source")
    n_refused = models.PositiveIntegerField(default=0)
    error = models.TextField(blank=True)
    brought_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    kept_until = models.DateField(null=True, blank=True, help_text="When the file itself is deleted")
    file_deleted_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

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
                    n_rows=models.F("n_taken")
                    + models.F("n_already_there")
                    + models.F("n_updated")
                    + models.F("n_refused"),
                ),
                name="import_that_is_done_accounts_for_every_row",
            ),
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def source_name(self) -> str:
        """The name of the very file that holds the rows: a member of an archive has its own."""
        return PurePosixPath(self.member).name[-255:] if self.member else self.file_name

    @property
    def is_interrupted(self) -> bool:
        """Tell whether it stopped for a reason that is not in the file: it may be gone on with."""
        return self.status == ImportStatus.FAILED and (not self.error or bool(self.preview.get("is_resumable")))


class ImportRow(models.Model):
    """
    What became of one row of the file, or of a run of rows that follow each other and are all alike.

    A million rows that were all taken are a few lines here; the identifier of each stands in what it gave.
    """

    of_import = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="rows")
    file_name = models.CharField(max_length=255, blank=True, help_text="Member of a folder or archive, if any")
    sheet = models.CharField(max_length=100, blank=True)
    row = models.PositiveIntegerField()
    last_row = models.PositiveIntegerField(null=True, blank=True, help_text="Last row of a run of rows alike")
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


class SavedMapping(TimeStampedModel):
    """What a territory said of the columns of a table: it serves the next file of the same shape."""

    territory = models.ForeignKey(Territory, on_delete=models.CASCADE, related_name="saved_mappings")
    name = models.CharField(max_length=120)
    shape = models.CharField(max_length=64, help_text="SHA-256 of the headings, in order")
    headings = models.JSONField(default=list)
    options = models.JSONField(default=dict)
    saved_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["territory", "shape"], name="mapping_is_saved_once_for_each_shape"),
        ]

    def __str__(self) -> str:
        return self.name
