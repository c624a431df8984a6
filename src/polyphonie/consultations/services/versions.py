"""Which state of a row a person has under the eyes, so that nobody writes over what was not read."""

from polyphonie.core.models import TimeStampedModel


def version_of(row: TimeStampedModel) -> str:
    """Name the present state of a row: it changes with each save."""
    return row.updated_at.isoformat(timespec="microseconds")
