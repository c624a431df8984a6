"""Workers of background tasks, and the lease that says they are alive."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Self

from django.db import models

LEASE = timedelta(seconds=60)
"""A worker not seen for so long is taken for dead. Clocks of several machines must agree better than this."""


class WorkerLeaseQuerySet(models.QuerySet["WorkerLease"]):
    """Chainable filters; each name reads after `WorkerLease.objects`."""

    def alive_at(self, when: datetime) -> Self:
        return self.filter(seen_at__gt=when - LEASE)


class WorkerLease(models.Model):
    """A worker of background tasks was seen alive. Past its lease, what it was doing is done again by another."""

    worker_id = models.CharField(max_length=64, primary_key=True)
    seen_at = models.DateTimeField(db_index=True)

    objects = WorkerLeaseQuerySet.as_manager()

    def __str__(self) -> str:
        return self.worker_id
