"""The audit trail: every act that matters, in order, each chained to the one before. Rows are only added."""

from __future__ import annotations

from typing import Self

from django.db import models


class AuditEventQuerySet(models.QuerySet["AuditEvent"]):
    """Chainable filters; each name reads after `AuditEvent.objects`."""

    def about(self, target_type: str, target_id: str | int) -> Self:
        return self.filter(target_type=target_type, target_id=str(target_id))

    def in_territory(self, territory_id: int) -> Self:
        return self.filter(territory_id=territory_id)


class AuditEvent(models.Model):
    """
    One act: who, when, what, on what.

    People are known by their key alone, so that the trail outlives an account and holds no name.
    `digest` covers every other column and the digest before; the database refuses updates and deletions.
    """

    number = models.PositiveBigIntegerField(primary_key=True, help_text="1 for the first, without a gap")
    at = models.DateTimeField()
    actor_id = models.BigIntegerField(null=True, blank=True, help_text="Key of the account; empty for the machine")
    verb = models.CharField(max_length=60, help_text="What was done: charter_signed, grid_published…")
    target_type = models.CharField(max_length=60, blank=True)
    target_id = models.CharField(max_length=200, blank=True)
    campaign_id = models.BigIntegerField(null=True, blank=True, db_index=True)
    territory_id = models.BigIntegerField(null=True, blank=True, db_index=True)
    details = models.JSONField(default=dict, help_text="Figures and codes; no name, no address, no text of a person")
    previous_digest = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    objects = AuditEventQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        indexes = [models.Index(fields=["target_type", "target_id"])]

    def __str__(self) -> str:
        return f"{self.number} {self.verb}"


class AuditHead(models.Model):
    """The last link of the chain: one row, locked by whoever adds the next."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    number = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64, default="0" * 64)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="audit_trail_has_one_head")]

    def __str__(self) -> str:
        return f"{self.number} {self.digest[:12]}"
