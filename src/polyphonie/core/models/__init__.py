"""What every room may rest on: time stamps, leases of workers, stored files, the audit trail."""

from polyphonie.core.models.audit import AuditEvent, AuditHead
from polyphonie.core.models.files import StoredFile
from polyphonie.core.models.stamped import TimeStampedModel
from polyphonie.core.models.workers import LEASE, WorkerLease

__all__ = ["LEASE", "AuditEvent", "AuditHead", "StoredFile", "TimeStampedModel", "WorkerLease"]
