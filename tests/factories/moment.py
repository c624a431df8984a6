"""The moment that tests call now."""

from datetime import UTC, datetime

NOON = datetime(2026, 6, 15, 12, 0, tzinfo=UTC)
