"""The grid of a territory: its answers, what was said of them, what was published."""

from __future__ import annotations

from typing import Any, Self

from django.db import models

from polyphonie.accounts.models import User
from polyphonie.campaigns.models import Campaign, Engagement
from polyphonie.core.models import StoredFile, TimeStampedModel
from polyphonie.info_grids.enums import AnswerOrigin, GridStatus
from polyphonie.info_grids.models.form import GridForm
from polyphonie.territories.models import Territory


class InfoGridQuerySet(models.QuerySet["InfoGrid"]):
    """Chainable filters; each name reads after `InfoGrid.objects`."""

    def of(self, territory: Territory) -> Self:
        return self.filter(engagement__territory=territory)

    def in_campaign(self, campaign: Campaign) -> Self:
        return self.filter(engagement__campaign=campaign)

    def published(self) -> Self:
        """Those of which at least one version is public."""
        return self.filter(versions__isnull=False).exclude(engagement__campaign__status="draft").distinct()


class InfoGrid(TimeStampedModel):
    """The grid that a territory fills in a campaign. It stays bound to the version of the form it was opened with."""

    engagement = models.OneToOneField(Engagement, on_delete=models.PROTECT, related_name="grid")
    form = models.ForeignKey(GridForm, on_delete=models.PROTECT, related_name="grids")
    status = models.CharField(max_length=10, choices=GridStatus.choices, default=GridStatus.DRAFT)
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)

    objects = InfoGridQuerySet.as_manager()

    class Meta:
        ordering = ["engagement__territory__name_search", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status__in=GridStatus.values), name="grid_status_is_one_of_the_known_states"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.engagement.territory}, v{self.form.version}"


class GridAnswer(models.Model):
    """
    The present answer to one field. `value` has the shape that the field's kind gives it; null where it was emptied.

    `revision` counts its changes: whoever saves says which revision they read, and nobody overwrites another.
    """

    grid = models.ForeignKey(InfoGrid, on_delete=models.CASCADE, related_name="answers")
    field_key = models.CharField(max_length=60)
    value: models.JSONField[Any, Any] = models.JSONField(null=True, blank=True)
    origin = models.CharField(max_length=10, choices=AnswerOrigin.choices, default=AnswerOrigin.TYPED)
    known_value: models.JSONField[Any, Any] = models.JSONField(
        null=True, blank=True, help_text="What the software knew when it was corrected"
    )
    note = models.CharField(max_length=1000, blank=True, help_text="Why it was corrected, or a remark")
    revision = models.PositiveIntegerField(default=1)
    changed_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["grid_id", "id"]
        constraints = [
            models.UniqueConstraint(fields=["grid", "field_key"], name="field_is_answered_once_in_a_grid"),
            models.CheckConstraint(
                condition=models.Q(origin__in=AnswerOrigin.values),
                name="grid_answer_origin_is_one_of_the_known_origins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.grid}: {self.field_key}"


class AnswerChange(models.Model):
    """The journal of answers: every value that a field took, in order. Rows are only added."""

    grid = models.ForeignKey(InfoGrid, on_delete=models.PROTECT, related_name="changes")
    field_key = models.CharField(max_length=60)
    revision = models.PositiveIntegerField()
    value: models.JSONField[Any, Any] = models.JSONField(null=True, blank=True)
    origin = models.CharField(max_length=10, choices=AnswerOrigin.choices)
    note = models.CharField(max_length=1000, blank=True)
    changed_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["grid_id", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["grid", "field_key", "revision"], name="grid_answer_revision_is_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.grid}: {self.field_key}, {self.revision}"


class GridFile(TimeStampedModel):
    """A file attached to an answer; the answer's value holds its key."""

    grid = models.ForeignKey(InfoGrid, on_delete=models.CASCADE, related_name="files")
    field_key = models.CharField(max_length=60)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.file.name


class GridComment(TimeStampedModel):
    """A remark of the review, on one field or on the whole grid; the territory answers by changing or by writing."""

    grid = models.ForeignKey(InfoGrid, on_delete=models.CASCADE, related_name="comments")
    field_key = models.CharField(max_length=60, blank=True, help_text="Empty for the whole grid")
    text = models.TextField(max_length=2000)
    author = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.text[:80]


class GridVersion(models.Model):
    """What a territory published, as it was. It never changes; the database refuses it."""

    grid = models.ForeignKey(InfoGrid, on_delete=models.PROTECT, related_name="versions")
    form = models.ForeignKey(GridForm, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    content: models.JSONField[Any, Any] = models.JSONField(
        help_text="Answers by field: value, origin, note. Restricted fields are not in it"
    )
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["grid_id", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["grid", "number"], name="grid_version_number_is_unique_in_its_grid"),
        ]

    def __str__(self) -> str:
        return f"{self.grid}, {self.number}"
